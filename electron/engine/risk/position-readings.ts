import type { Clock } from '../ports.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { VenuePosition } from '../venues/venue.ts';

/** A reading of an account's positions; `mark` was taken as the question left, so what happened later is not in it. */
export interface PositionReading {
  positions: VenuePosition[];
  mark: number;
  atMs: number;
}

export interface PositionReadings {
  /** The last reading, if it is younger than `maxAgeMs`; else a fresh one. Spot accounts have none. Throws `QtError`. */
  read(accountName: string, maxAgeMs: number): Promise<PositionReading>;
}

/** Positions of swap accounts, asked for once however many ask at the same time; as `AccountMonitor.balances`. */
export function createPositionReadings(deps: {
  pool: Pick<VenuePool, 'venue'>;
  clock: Pick<Clock, 'nowMs'>;
  /** See `Reservations.mark`. */
  mark: () => number;
}): PositionReadings {
  const known = new Map<string, PositionReading>();
  const pending = new Map<string, Promise<PositionReading>>();

  async function ask(accountName: string): Promise<PositionReading> {
    const mark = deps.mark();
    const positions = await deps.pool.venue(accountName).positions();
    const reading = { positions, mark, atMs: deps.clock.nowMs() };
    known.set(accountName, reading);
    return reading;
  }

  return {
    async read(accountName, maxAgeMs) {
      const reading = known.get(accountName);
      const ageMs = reading ? deps.clock.nowMs() - reading.atMs : Infinity;
      // A negative age means that the clock was set back: how old the reading is cannot be told any more.
      if (reading && ageMs >= 0 && ageMs < maxAgeMs) return reading;
      const asked = pending.get(accountName) ?? ask(accountName).finally(() => pending.delete(accountName));
      pending.set(accountName, asked);
      return asked;
    },
  };
}
