import type { HealthAspectDocument } from '../../../../shared/schema/failover.ts';
import { isoTime } from '../../ports.ts';
import type { Clock } from '../../ports.ts';

/** So many failures one after the other, none older than the window, and it is unhealthy. */
const FAILURES_IN_A_ROW = 3;
/** Or so many among the last ones, when good and bad answers alternate. */
const FAILURES_AMONG = { failures: 5, of: 10 };
const WINDOW_MS = 120_000;
/** After trouble it is not trusted for so long, whatever it answers meanwhile; twice as long after each relapse. */
const FIRST_HOLD_MS = 60_000;
const MAX_HOLD_MS = 900_000;
/** Good answers, after the hold or during it, without which it is not trusted again. */
const PROOFS = 3;
/** A failure within this time of being trusted again is a relapse, and needs no second one. */
const PROBATION_MS = 300_000;

export interface Aspect {
  /** `reason` in words that are safe to show; null for a good answer. */
  note(reason: string | null): void;
  /** It is known to be out of order: at once, for so long at least, and the reason stands until `reprieve`. */
  condemn(reason: string, forMs: number): void;
  /** What it was condemned for is over. Trust comes back as after any other trouble. */
  reprieve(): void;
  document(): HealthAspectDocument;
  isUnhealthy(): boolean;
}

/**
 * The health of one thing that an exchange does, with hysteresis: quick to distrust, slow to trust again. `proven` tells how
 * often it worked since a moment, where that can be seen from elsewhere: orders that are moved away prove nothing themselves.
 */
export function createAspect(clock: Clock, provenSince?: (monotonicMs: number) => number): Aspect {
  let recent: { atMs: number; ok: boolean }[] = [];
  let trouble: { reason: string; sinceMs: number; sinceWallMs: number; proofs: number; stands: boolean } | null = null;
  let holdMs = FIRST_HOLD_MS;
  let trustedAgain: { atMs: number; wallMs: number } | null = null;
  let firstOkWallMs: number | null = null;

  /** Called whenever somebody asks, because trust comes back with time alone. */
  function recover(): void {
    if (!trouble) return;
    const proofs = trouble.proofs + (provenSince?.(trouble.sinceMs) ?? 0);
    if (clock.monotonicMs() - trouble.sinceMs < holdMs || proofs < PROOFS) return;
    trouble = null;
    recent = [];
    trustedAgain = { atMs: clock.monotonicMs(), wallMs: clock.nowMs() };
  }

  function distrust(reason: string): void {
    const relapse = trustedAgain !== null && clock.monotonicMs() - trustedAgain.atMs < PROBATION_MS;
    holdMs = relapse ? Math.min(holdMs * 2, MAX_HOLD_MS) : FIRST_HOLD_MS;
    trouble = { reason, sinceMs: clock.monotonicMs(), sinceWallMs: clock.nowMs(), proofs: 0, stands: false };
  }

  return {
    note(reason) {
      recover();
      const nowMs = clock.monotonicMs();
      if (trouble) {
        if (reason === null) trouble.proofs += 1;
        // Still failing: the time of distrust begins anew, the state does not.
        else trouble = { ...trouble, reason: trouble.stands ? trouble.reason : reason, sinceMs: nowMs, proofs: 0 };
        return;
      }
      if (reason === null) firstOkWallMs ??= clock.nowMs();
      recent = [...recent.filter((each) => nowMs - each.atMs < WINDOW_MS), { atMs: nowMs, ok: reason === null }];
      recent = recent.slice(-FAILURES_AMONG.of);
      if (reason === null) return;
      const row = recent.slice(-FAILURES_IN_A_ROW);
      const inARow = row.length === FAILURES_IN_A_ROW && row.every((each) => !each.ok);
      const among = recent.filter((each) => !each.ok).length >= FAILURES_AMONG.failures;
      const onProbation = trustedAgain !== null && nowMs - trustedAgain.atMs < PROBATION_MS;
      if (inARow || among || onProbation) distrust(reason);
    },
    condemn(reason, forMs) {
      recover();
      if (!trouble) distrust(reason);
      if (trouble) trouble = { ...trouble, reason, sinceMs: clock.monotonicMs(), proofs: 0, stands: true };
      holdMs = Math.max(holdMs, forMs);
    },
    reprieve() {
      if (trouble) trouble.stands = false;
    },
    isUnhealthy() {
      recover();
      return trouble !== null;
    },
    document() {
      recover();
      if (trouble) {
        const againMs = clock.nowMs() + Math.max(0, trouble.sinceMs + holdMs - clock.monotonicMs());
        return {
          state: 'unhealthy',
          since: isoTime(trouble.sinceWallMs),
          reason: trouble.reason,
          trusted_again_at: isoTime(againMs),
        };
      }
      const sinceMs = trustedAgain?.wallMs ?? firstOkWallMs;
      const state = sinceMs === null ? 'unproven' : 'healthy';
      return { state, since: sinceMs === null ? null : isoTime(sinceMs), reason: null, trusted_again_at: null };
    },
  };
}
