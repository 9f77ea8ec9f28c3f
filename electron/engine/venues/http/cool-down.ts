import type { Clock } from '../../ports.ts';
import type { WireEvidence } from './wire-evidence.ts';

/**
 * Keeps quiet for as long as a venue asked for. Going on after a 429 gets the address banned for up to days (Binance 418).
 * A cancel is tried all the same: it is what takes risk away, and order-count limits do not apply to it.
 */
export interface CoolDown {
  /** Milliseconds still to wait; 0 when free to send. */
  remainingMs(method: string): number;
  learn(evidence: WireEvidence): void;
}

export function createCoolDown(clock: Clock): CoolDown {
  let quietUntilMs = -Infinity;
  return {
    remainingMs: (method) => (method === 'DELETE' ? 0 : Math.max(0, quietUntilMs - clock.monotonicMs())),
    learn: (evidence) => {
      if (evidence.phase !== 'answered' || (evidence.status !== 429 && evidence.status !== 418)) return;
      if (evidence.retryAfterMs !== null) quietUntilMs = clock.monotonicMs() + evidence.retryAfterMs;
    },
  };
}
