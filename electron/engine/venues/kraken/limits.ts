import type { RateLimits } from '../http/rate-limits.ts';

/**
 * "Spot REST Rate Limits": a counter a key, 15 at most on the lowest tier, down by one every 3 s; orders count elsewhere, by
 * pair: 60 at most, down by one a second. As windows: 15 in 45 s, and 60 in 60 s. Public data has one a second an address (support
 * article 206548367). How long to wait is not told: "a few seconds".
 */
export const KRAKEN_LIMITS: RateLimits = {
  name: 'kraken',
  budgets: [
    { counts: 'account', weight: 15, perMs: 45_000, lanes: ['read'] },
    { counts: 'account', weight: 60, perMs: 60_000, lanes: ['order'] },
    { counts: 'public', weight: 1, perMs: 1_000 },
  ],
  publicWeights: [],
  quiet: { scope: 'lane', ms: 5_000, told: /"E(API:Rate limit exceeded|General:Too many requests|Service:Throttled)/i },
};
