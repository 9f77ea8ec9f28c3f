import type { ExchangeFacts } from '../exchange/exchange-facts.ts';
import { readBalances, readKey } from './account-data.ts';
import { cancelExternal, cancelOrder } from './cancel.ts';
import { readFillsSince, readOpenOrders } from './found-orders.ts';
import { binanceHistory } from './history.ts';
import { lookupOrder } from './lookup.ts';
import { binanceVerdict } from './outcome.ts';
import { placeOrder } from './place.ts';
import { BINANCE_ROUTES } from './routes.ts';
import { BINANCE_SPOT_STREAM } from './spot-stream.ts';
import { readTime } from './time.ts';

/** Binance spot (developers.binance.com, spot REST API of 2026-07). */
export const BINANCE_SPOT: ExchangeFacts = {
  exchange: 'binance',
  market: 'spot',
  routes: BINANCE_ROUTES,
  passphrase: false,
  clientOptions: {},
  // `order/amend/keepPriority` makes an order smaller and nothing else, so a change is a cancel and a new order.
  features: { postOnly: true, reduceOnly: false, amend: 'replace' },
  judge: binanceVerdict,
  readTime,
  place: ({ client }, order, instrument) => placeOrder(client, order, instrument.venue_symbol),
  lookup: ({ client, sentTimes }, ref, instrument) => lookupOrder(client, ref, instrument.venue_symbol, sentTimes),
  cancel: ({ client }, ref, instrument) => cancelOrder(client, ref, instrument.venue_symbol),
  cancelExternal: ({ client }, id, instrument) => cancelExternal(client, id, instrument.venue_symbol),
  openOrders: readOpenOrders,
  fillsSince: ({ client }, instrument, sinceMs) => readFillsSince(client, instrument.venue_symbol, sinceMs),
  history: binanceHistory,
  positions: () => Promise.resolve([]),
  balances: ({ client }) => readBalances(client),
  key: ({ client, account }) => readKey(client, account.testnet),
  stream: BINANCE_SPOT_STREAM,
};
