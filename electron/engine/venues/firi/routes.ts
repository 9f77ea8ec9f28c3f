import { timeRoute } from '../http/request-guard.ts';
import type { Route } from '../http/request-guard.ts';

/** Digits from the order endpoints, GUIDs in the history. */
const ORDER_ID = '(?:\\d{1,20}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})';
const MARKET = '[A-Z0-9]{4,20}';
const ORDER_ID_ONLY = new RegExp(`^${ORDER_ID}$`);

export function isOrderId(text: string): boolean {
  return ORDER_ID_ONLY.test(text);
}

/**
 * All that a signing client of Firi can ever reach. The one DELETE names an order and its market and ends in `/detailed`:
 * `DELETE /v2/orders/{x}` takes a market as well as an id, and cancels everything in it.
 */
export const FIRI_ROUTES: readonly Route[] = [
  timeRoute(/^\/time$/),
  { method: 'GET', path: /^\/v2\/balances$/ },
  { method: 'POST', path: /^\/v2\/orders$/ },
  { method: 'GET', path: /^\/v2\/orders$/ },
  { method: 'GET', path: new RegExp(`^/v2/order/${ORDER_ID}$`) },
  { method: 'GET', path: new RegExp(`^/v2/orders/${MARKET}(?:/history)?$`) },
  { method: 'GET', path: /^\/v2\/history\/transactions\/\d{4}$/ },
  { method: 'DELETE', path: new RegExp(`^/v2/orders/${ORDER_ID}/${MARKET}/detailed$`) },
];
