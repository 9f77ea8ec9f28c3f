import type { Lane } from './request-guard.ts';

/** So much weight in any stretch of `perMs`. Exchanges that count by fixed minutes are held to the stricter reading. */
export interface Budget {
  /**
   * `ip`: all accounts of this exchange together, and its public data with them. `public`: what needs no key, by address,
   * where that is counted for itself.
   */
  counts: 'ip' | 'account' | 'public';
  weight: number;
  perMs: number;
  /** What it counts. Default: everything. */
  lanes?: readonly Lane[];
}

/** What an exchange puts up with, by its documentation. The weights of signed requests stand in the facts' routes. */
export interface RateLimits {
  /** Whatever has the same name at the same address shares its budgets. */
  name: string;
  budgets: readonly Budget[];
  /** Weights of public requests by their path below the base. Default 1. */
  publicWeights: readonly { path: RegExp; weight: number }[];
  quiet: {
    /** Whom "too many requests" concerns: everybody here, the account that asked, or only what it did too often. */
    scope: 'ip' | 'account' | 'lane';
    /** How long to keep quiet where the venue does not say. */
    ms: number;
    /** Words in the body by which only what the account did too often was meant, where `scope` is more. */
    ofLane?: RegExp;
    /** Words by which the whole address is shut out, where `scope` is less, and for how long. */
    ofAddress?: { words: RegExp; ms: number };
    /** The same as 429 in an answer of public data that has another status. Signed answers are judged by their facts. */
    told?: RegExp;
    /** Where the venue tells how long, beside `Retry-After`: a duration in ms, or a time in epoch ms. */
    header?: { name: string; tells: 'duration_ms' | 'epoch_ms' };
  };
}

/** For what has no documented limits, and for a wire of its own: only what the venue says counts. */
export const NO_LIMITS: RateLimits = {
  name: 'none',
  budgets: [],
  publicWeights: [],
  quiet: { scope: 'ip', ms: 0 },
};
