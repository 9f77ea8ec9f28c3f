import { timeRoute } from '../http/request-guard.ts';
import type { Route } from '../http/request-guard.ts';

/**
 * All that a signing client of USDⓈ-M futures can ever reach, with the weights of its documentation. Withdrawals, transfers,
 * batches and "cancel all" are not among it. A listen key is never given back: it belongs to the account and not to this
 * connection, and another one may be using it.
 */
export const BINANCE_SWAP_ROUTES: readonly Route[] = [
  timeRoute(/^\/fapi\/v1\/time$/),
  { method: 'POST', path: /^\/fapi\/v1\/order$/ },
  { method: 'PUT', path: /^\/fapi\/v1\/order$/ },
  { method: 'DELETE', path: /^\/fapi\/v1\/order$/ },
  { method: 'GET', path: /^\/fapi\/v1\/order$/ },
  { method: 'GET', path: /^\/fapi\/v1\/openOrders$/, weight: 40 },
  { method: 'GET', path: /^\/fapi\/v1\/(allOrders|userTrades|symbolConfig)$/, weight: 5 },
  { method: 'GET', path: /^\/fapi\/v1\/income$/, weight: 30 },
  { method: 'GET', path: /^\/fapi\/v1\/positionSide\/dual$/, weight: 30 },
  { method: 'GET', path: /^\/fapi\/v3\/(balance|positionRisk)$/, weight: 5 },
  { method: 'POST', path: /^\/fapi\/v1\/(leverage|marginType)$/, lane: 'read', acts: true },
  { method: 'POST', path: /^\/fapi\/v1\/listenKey$/, lane: 'read' },
  { method: 'PUT', path: /^\/fapi\/v1\/listenKey$/, lane: 'read' },
  { method: 'GET', path: /^\/sapi\/v1\/account\/apiRestrictions$/ },
];
