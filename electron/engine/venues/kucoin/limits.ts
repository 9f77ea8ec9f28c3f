import type { RateLimits } from '../http/rate-limits.ts';

/**
 * "Rate Limit" of the documentation: the spot pool has 4 000 in 30 s an account (lowest level), the public one 2 000 an
 * address. Refused with 429000 and the ms that are left of the window.
 */
export const KUCOIN_LIMITS: RateLimits = {
  name: 'kucoin',
  budgets: [
    { counts: 'account', weight: 4_000, perMs: 30_000 },
    { counts: 'public', weight: 2_000, perMs: 30_000 },
  ],
  publicWeights: [
    { path: /\/market\/(stats|allTickers)$/, weight: 15 },
    { path: /\/market\/orderbook\//, weight: 4 },
    { path: /\/symbols$/, weight: 4 },
    { path: /\/(currencies|status)$/, weight: 3 },
  ],
  quiet: {
    scope: 'account',
    ms: 5_000,
    header: { name: 'gw-ratelimit-reset', tells: 'duration_ms' },
    told: /"code"\s*:\s*"429000"/,
  },
};
