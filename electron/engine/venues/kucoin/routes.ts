import { timeRoute } from '../http/request-guard.ts';
import type { Route } from '../http/request-guard.ts';

/** 24 hex digits or plain digits: no word that names something else in the same place, as `cancelAll` does. */
const ORDER_ID = '[0-9a-f]{4,40}';
const CLIENT_ID = '[A-Za-z0-9_-]{1,40}';
const ORDER_ID_ONLY = new RegExp(`^${ORDER_ID}$`);

export function isOrderId(text: string): boolean {
  return ORDER_ID_ONLY.test(text);
}

const route = (method: Route['method'], path: string, weight: number): Route => ({
  method,
  path: new RegExp(`^/api/v1/${path}$`),
  weight,
});

/**
 * All that a signing client of KuCoin can ever reach, with the weights of its documentation. Withdrawals, transfers and
 * "cancel all" (`DELETE /api/v1/orders`, `DELETE /api/v1/hf/orders`) are not among it.
 */
export const KUCOIN_ROUTES: readonly Route[] = [
  timeRoute(/^\/api\/v1\/timestamp$/, 3),
  route('GET', 'hf/accounts/opened', 2),
  route('GET', 'accounts', 5),
  route('GET', 'accounts/ledgers', 2),
  route('GET', 'hf/accounts/ledgers', 2),
  route('GET', 'user/api-key', 20),
  { ...route('POST', 'bullet-private', 10), lane: 'read' },

  route('POST', 'hf/orders', 1),
  route('GET', 'hf/orders/(?:active|active/symbols|done)', 2),
  route('GET', `hf/orders/client-order/${CLIENT_ID}`, 2),
  route('GET', `hf/orders/${ORDER_ID}`, 2),
  route('DELETE', `hf/orders/client-order/${CLIENT_ID}`, 1),
  route('DELETE', `hf/orders/${ORDER_ID}`, 1),
  route('GET', 'hf/fills', 2),

  route('POST', 'orders', 2),
  route('GET', 'orders', 2),
  route('GET', `order/client-order/${CLIENT_ID}`, 2),
  route('GET', `orders/${ORDER_ID}`, 2),
  route('DELETE', `order/client-order/${CLIENT_ID}`, 5),
  route('DELETE', `orders/${ORDER_ID}`, 3),
  route('GET', 'fills', 10),
];
