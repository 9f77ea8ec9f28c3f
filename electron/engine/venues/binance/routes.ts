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
];
