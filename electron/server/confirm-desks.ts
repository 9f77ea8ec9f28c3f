import { createConfirmDesk } from '../api/confirm-desk.ts';
import type { ConfirmDesk } from '../api/confirm-desk.ts';
import { systemClock, systemIds } from '../engine/seams.ts';

export interface ConfirmDesks {
  /** The desk of a session, for as long as the server runs. */
  of(session: string): ConfirmDesk;
}

/** Asks operators in a frame of another origin. `addressOf` gives the address of the surface for a question. */
export function createConfirmDesks(addressOf: (id: string) => string): ConfirmDesks {
  const desks = new Map<string, ConfirmDesk>();
  // The page opens the frame and takes it away: it is told of both by its event stream.
  const surface = { open: addressOf, close: () => {} };
  return {
    of(session) {
      const known = desks.get(session);
      if (known) return known;
      const fresh = createConfirmDesk(surface, { ...systemClock, ...systemIds });
      desks.set(session, fresh);
      return fresh;
    },
  };
}
