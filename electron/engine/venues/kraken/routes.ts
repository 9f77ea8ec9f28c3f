import { timeRoute } from '../http/request-guard.ts';
import type { Route } from '../http/request-guard.ts';

/**
 * All that a signing client of Kraken can ever reach. Withdrawals, transfers, "cancel all" and batches are not among it.
 * Kraken reads and cancels by POST. Weights: what its call counter takes (docs.kraken.com, REST rate limits); orders and
 * cancels do not count there.
 */
export const KRAKEN_ROUTES: readonly Route[] = [
  timeRoute(/^\/0\/public\/Time$/),
  { method: 'POST', path: /^\/0\/private\/(AddOrder|AmendOrder)$/, lane: 'order' },
  { method: 'POST', path: /^\/0\/private\/CancelOrder$/, lane: 'cancel' },
  { method: 'POST', path: /^\/0\/private\/(OpenOrders|ClosedOrders|QueryOrders|QueryTrades)$/, lane: 'read' },
  { method: 'POST', path: /^\/0\/private\/(TradesHistory|Ledgers)$/, lane: 'read', weight: 2 },
  { method: 'POST', path: /^\/0\/private\/(BalanceEx|GetApiKeyInfo|GetWebSocketsToken)$/, lane: 'read' },
];
