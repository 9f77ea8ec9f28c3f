import type { ExchangeFacts } from '../exchange/exchange-facts.ts';
import { readBalances, readKey } from './account-data.ts';
import { cancelExternal, cancelOrder } from './cancel.ts';
import { readFillsSince } from './fills.ts';
import { readOpenOrders } from './found-orders.ts';
import { kucoinHistory } from './history.ts';
import { lookupOrder } from './lookup.ts';
import { familyOf, prepareFamily } from './order-family.ts';
import { kucoinVerdict } from './outcome.ts';
import { placeOrder } from './place.ts';
import { KUCOIN_ROUTES } from './routes.ts';
import { KUCOIN_STREAM } from './stream.ts';
import { readTime } from './time.ts';

/**
 * KuCoin spot (kucoin.com/docs-new of 2026, "Classic REST"). It has no testnet.
 *
 * Which endpoints an account's orders go to is the account's own nature, so it is asked for and not chosen: see
 * `order-family.ts`. The answer is journaled with each order, which is looked up and canceled where it was sent.
 */
export const KUCOIN_SPOT: ExchangeFacts = {
  exchange: 'kucoin',
  market: 'spot',
  routes: KUCOIN_ROUTES,
  passphrase: true,
  // Without a partner no referral headers go along.
  clientOptions: { partner: {}, uta: false },
  // `hf/orders/alter` cancels and places anew under another id, and places nothing where it comes too late.
  features: { postOnly: true, reduceOnly: false, amend: 'replace' },
  judge: kucoinVerdict,
  readTime,
  prepare: ({ client }, order) => prepareFamily(client, order.clientOrderId),
  place: ({ client }, order, instrument) => placeOrder(client, order, instrument.venue_symbol),
  lookup: (desk, ref, instrument, prepared) => lookupOrder(desk, ref, instrument.venue_symbol, prepared),
  cancel: (desk, ref, instrument, prepared) => cancelOrder(desk, ref, instrument.venue_symbol, prepared),
  cancelExternal: (desk, id, instrument) => cancelExternal(desk, id, instrument.venue_symbol),
  openOrders: readOpenOrders,
  fillsSince: async ({ client }, instrument, sinceMs) =>
    readFillsSince(client, await familyOf(client), instrument.venue_symbol, sinceMs),
  history: kucoinHistory,
  positions: () => Promise.resolve([]),
  balances: ({ client }) => readBalances(client),
  key: ({ client }) => readKey(client),
  stream: KUCOIN_STREAM,
};
