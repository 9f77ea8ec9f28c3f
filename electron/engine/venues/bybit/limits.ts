import type { RateLimits } from '../http/rate-limits.ts';

/**
 * V5 "Rate Limit Rules": 600 requests in 5 s an address, whatever they are for; orders 10 a second an account (spot has 20,
 * and counts apart). Who goes over an account's limit hears 10006 with the time from which on it may ask again. Over the
 * address's limit the address is shut out, with 403 "access too frequent", and has to leave it alone for ten minutes.
 */
export const BYBIT_LIMITS: RateLimits = {
  name: 'bybit',
  budgets: [
    { counts: 'ip', weight: 600, perMs: 5_000 },
    { counts: 'account', weight: 10, perMs: 1_000, lanes: ['order'] },
  ],
  publicWeights: [],
  quiet: {
    scope: 'lane',
    ms: 1_000,
    header: { name: 'x-bapi-limit-reset-timestamp', tells: 'epoch_ms' },
    ofAddress: { words: /access too frequent|"retCode"\s*:\s*10018\b/i, ms: 600_000 },
    told: /access too frequent|"retCode"\s*:\s*(10006|10018)\b/i,
  },
};
