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
import { readPositions } from './positions.ts';
import { BYBIT_SWAP_ROUTES } from './routes.ts';
import { BYBIT_STREAM } from './stream.ts';
import { ensureTerms, forgetTerms } from './terms.ts';
import { readTime } from './time.ts';

/** Bybit linear perpetuals, unified account in one-way mode (bybit-exchange.github.io/docs/v5 of 2026-07). */
export const BYBIT_SWAP: ExchangeFacts = {
  exchange: 'bybit',
  market: 'swap',
  routes: BYBIT_SWAP_ROUTES,
  passphrase: false,
  clientOptions: CLIENT_OPTIONS,
  features: { postOnly: true, reduceOnly: true, amend: 'native' },
  judge: bybitVerdict,
  readTime,
  prepare: async (desk, order) => {
    // What only ever makes a position smaller is not held up by terms that its being open may keep from being set. In hedge
    // mode Bybit refuses it, by its position index.
    if (order.reduceOnly) return null;
    await ensureTerms(desk, (await desk.instrument(order.symbol)).venue_symbol);
    return null;
  },
  place: async (desk, order, instrument) => {
    const outcome = await placeOrder(desk, order, instrument, 'linear');
    if (outcome.kind === 'refused') forgetTerms(desk, instrument.venue_symbol);
    return outcome;
  },
  lookup: (desk, ref, instrument) => lookupOrder(desk, ref, instrument, 'linear'),
  cancel: (desk, ref, instrument) => cancelOrder(desk, ref, instrument, 'linear'),
  amend: (desk, ref, change, instrument) => amendOrder(desk, ref, change, instrument, 'linear'),
  cancelExternal: (desk, id, instrument) => cancelExternal(desk, id, instrument, 'linear'),
  openOrders: (desk) => readOpenOrders(desk, 'linear'),
  fillsSince: (desk, instrument, sinceMs) => readFillsSince(desk, instrument, sinceMs, 'linear'),
  history: (desk) => bybitHistory(desk, 'linear'),
  positions: readPositions,
  balances: ({ client }) => readBalances(client),
  key: ({ client }) => readKey(client, 'linear'),
  stream: BYBIT_STREAM,
};
