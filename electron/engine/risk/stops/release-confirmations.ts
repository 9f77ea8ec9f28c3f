import { QtError } from '../../../../shared/schema/error-code.ts';
import type { ReleaseConfirmationDocument, StopDocument } from '../../../../shared/schema/risk.ts';
import type { RiskScope } from '../../../../shared/schema/risk-policy.ts';
import { isoTime } from '../../ports.ts';
import type { Clock, Ids } from '../../ports.ts';
import { scopeName } from './stop-scope.ts';

const CONFIRMATION_MS = 60_000;
const RELEASE_ALL = 'resume all';

/** Confirmations to release exactly the stops that they were made for: each good once, for a minute, with its phrase typed. */
export interface ReleaseConfirmations {
  mint(scope: RiskScope, stops: readonly StopDocument[]): ReleaseConfirmationDocument;
  /** The stops that it was made for. Throws CONFIRMATION_INVALID. */
  take(confirmationId: string, typed: string): string[];
}

interface Confirmation {
  stops: string[];
  phrase: string;
  expiresMs: number;
  /** Monotonic: a wall clock that is set back makes no confirmation good again. */
  mintedAtMs: number;
}

export function createReleaseConfirmations({ clock, ids }: { clock: Clock; ids: Ids }): ReleaseConfirmations {
  const confirmations = new Map<string, Confirmation>();
  const hasExpired = ({ expiresMs, mintedAtMs }: Confirmation): boolean =>
    clock.nowMs() >= expiresMs || clock.monotonicMs() - mintedAtMs >= CONFIRMATION_MS;

  return {
    mint(scope, released) {
      for (const [id, confirmation] of confirmations) if (hasExpired(confirmation)) confirmations.delete(id);
      const id = ids.next('cfm');
      const phrase = scopeName(scope) ?? RELEASE_ALL;
      const stops = released.map((stop) => stop.id);
      const expiresMs = clock.nowMs() + CONFIRMATION_MS;
      confirmations.set(id, { stops, phrase, expiresMs, mintedAtMs: clock.monotonicMs() });
      return { confirmation_id: id, scope, stops, phrase, expires_at: isoTime(expiresMs) };
    },
    take(confirmationId, typed) {
      const confirmation = confirmations.get(confirmationId);
      confirmations.delete(confirmationId);
      if (!confirmation || hasExpired(confirmation) || typed.trim() !== confirmation.phrase.trim()) {
        throw new QtError('CONFIRMATION_INVALID');
      }
      return confirmation.stops;
    },
  };
}
