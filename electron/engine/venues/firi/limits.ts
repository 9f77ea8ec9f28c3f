import type { RateLimits } from '../http/rate-limits.ts';

/** Not documented. A client's README speaks of ten requests a second; others pace themselves to one. */
export const FIRI_LIMITS: RateLimits = {
  name: 'firi',
  budgets: [{ counts: 'ip', weight: 10, perMs: 1_000 }],
  publicWeights: [],
  quiet: { scope: 'ip', ms: 10_000 },
};
