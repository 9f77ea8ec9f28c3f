import { timeRoute } from '../http/request-guard.ts';
import type { Route } from '../http/request-guard.ts';

/**
 * All that a signing client of Binance can ever reach, with the weights of rest-api.md. Withdrawals, transfers and "cancel
 * all" are not among it. Open orders weigh 80 over all markets, which is what is asked for most.
 */
export const BINANCE_ROUTES: readonly Route[] = [
  timeRoute(/^\/api\/v3\/time$/),
  { method: 'POST', path: /^\/api\/v3\/order$/ },
  { method: 'DELETE', path: /^\/api\/v3\/order$/ },
  { method: 'GET', path: /^\/api\/v3\/order$/, weight: 4 },
  { method: 'GET', path: /^\/api\/v3\/openOrders$/, weight: 80 },
  { method: 'GET', path: /^\/api\/v3\/(allOrders|myTrades|account)$/, weight: 20 },
  { method: 'GET', path: /^\/sapi\/v1\/account\/apiRestrictions$/ },
  // The past. `/sapi` is counted apart from `/api`, some of it by user: 18 000 and 3 000 of 180 000 a minute, told here as the
  // same share of the weight that all requests have together.
  { method: 'GET', path: /^\/sapi\/v1\/(capital\/deposit\/hisrec|asset\/transfer|asset\/dribblet)$/ },
  { method: 'GET', path: /^\/sapi\/v1\/asset\/assetDividend$/, weight: 10 },
  { method: 'GET', path: /^\/sapi\/v1\/capital\/withdraw\/history$/, weight: 600 },
  { method: 'GET', path: /^\/sapi\/v1\/convert\/tradeFlow$/, weight: 100 },
];
