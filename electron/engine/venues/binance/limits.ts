import type { RateLimits } from '../http/rate-limits.ts';

/** −1015 is the account's own count of orders; −1003 is the address's. */
const TOO_MANY_ORDERS = /"code"\s*:\s*-1015\b/;

/** exchangeInfo `rateLimits` and rest-api.md "Limits" of 2026-07: 6 000 weight a minute an address, 100 orders in 10 s. */
export const BINANCE_SPOT_LIMITS: RateLimits = {
  name: 'binance spot',
  budgets: [
    { counts: 'ip', weight: 6_000, perMs: 60_000 },
    { counts: 'account', weight: 100, perMs: 10_000, lanes: ['order'] },
  ],
  publicWeights: [
    { path: /\/exchangeInfo$/, weight: 20 },
    { path: /\/depth$/, weight: 5 },
    { path: /\/ticker\//, weight: 2 },
  ],
  // Every 429 and 418 comes with Retry-After.
  quiet: { scope: 'ip', ms: 5_000, ofLane: TOO_MANY_ORDERS },
};

/** USDⓈ-M exchangeInfo `rateLimits`: 2 400 weight a minute an address; 300 orders in 10 s and 1 200 a minute an account. */
export const BINANCE_SWAP_LIMITS: RateLimits = {
  ...BINANCE_SPOT_LIMITS,
  name: 'binance swap',
  budgets: [
    { counts: 'ip', weight: 2_400, perMs: 60_000 },
    { counts: 'account', weight: 300, perMs: 10_000, lanes: ['order'] },
    { counts: 'account', weight: 1_200, perMs: 60_000, lanes: ['order'] },
  ],
  // One symbol each; at the spot address nothing but the state of the system is asked.
  publicWeights: [{ path: /\/depth$/, weight: 5 }],
};
