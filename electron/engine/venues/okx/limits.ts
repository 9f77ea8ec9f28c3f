import type { RateLimits } from '../http/rate-limits.ts';

/**
 * V5 "Rate Limits": each private endpoint counts by user for itself, the fastest ones 60 in 2 s (orders an instrument, and
 * 1 000 in all). The stricter number stands for all instruments together, and one budget for all reads: the routes' weights
 * say how much slower than the fastest an endpoint is. Public ones count by address, 20 in 2 s for most. 50011 says nothing
 * of how long.
 */
export const OKX_LIMITS: RateLimits = {
  name: 'okx',
  budgets: [
    { counts: 'account', weight: 60, perMs: 2_000, lanes: ['order'] },
    { counts: 'account', weight: 60, perMs: 2_000, lanes: ['read'] },
    { counts: 'public', weight: 20, perMs: 2_000 },
  ],
  publicWeights: [],
  quiet: { scope: 'lane', ms: 2_000, told: /"code"\s*:\s*"(50011|50061)"/ },
};
