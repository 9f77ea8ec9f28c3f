import type { Route } from '../http/request-guard.ts';

/** All that a signing client of Binance can ever reach. Withdrawals, transfers and "cancel all" are not among it. */
export const BINANCE_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/api\/v3\/time$/ },
  { method: 'POST', path: /^\/api\/v3\/order$/ },
  { method: 'DELETE', path: /^\/api\/v3\/order$/ },
  { method: 'GET', path: /^\/api\/v3\/(order|openOrders|allOrders|myTrades|account)$/ },
  { method: 'GET', path: /^\/sapi\/v1\/account\/apiRestrictions$/ },
];
