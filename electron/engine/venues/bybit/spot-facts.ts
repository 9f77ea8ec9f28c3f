import type { ExchangeFacts } from '../exchange/exchange-facts.ts';
import { readBalances, readKey } from './account-data.ts';
import { amendOrder } from './amend.ts';
import { cancelExternal, cancelOrder } from './cancel.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { readFillsSince, readOpenOrders } from './found-orders.ts';
import { bybitHistory } from './history.ts';
import { lookupOrder } from './lookup.ts';
import { bybitVerdict } from './outcome.ts';
import { placeOrder } from './place.ts';
import { BYBIT_SPOT_ROUTES } from './routes.ts';
import { BYBIT_STREAM } from './stream.ts';
import { readTime } from './time.ts';

/** Bybit spot, unified account (bybit-exchange.github.io/docs/v5 of 2026-07). */
export const BYBIT_SPOT: ExchangeFacts = {
  exchange: 'bybit',
  market: 'spot',
  routes: BYBIT_SPOT_ROUTES,
  passphrase: false,
  clientOptions: CLIENT_OPTIONS,
  features: { postOnly: true, reduceOnly: false, amend: 'native' },
  judge: bybitVerdict,
  readTime,
  place: (desk, order, instrument) => placeOrder(desk, order, instrument, 'spot'),
  lookup: (desk, ref, instrument) => lookupOrder(desk, ref, instrument, 'spot'),
  cancel: (desk, ref, instrument) => cancelOrder(desk, ref, instrument, 'spot'),
  amend: (desk, ref, change, instrument) => amendOrder(desk, ref, change, instrument, 'spot'),
  cancelExternal: (desk, id, instrument) => cancelExternal(desk, id, instrument, 'spot'),
  openOrders: (desk) => readOpenOrders(desk, 'spot'),
  fillsSince: (desk, instrument, sinceMs) => readFillsSince(desk, instrument, sinceMs, 'spot'),
  history: (desk) => bybitHistory(desk, 'spot'),
  positions: () => Promise.resolve([]),
  balances: ({ client }) => readBalances(client),
  key: ({ client }) => readKey(client, 'spot'),
  stream: BYBIT_STREAM,
};
