import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk, ExchangeFacts } from '../exchange/exchange-facts.ts';
import { readBalances, readKey } from './account-data.ts';
import { amendOrder } from './amend.ts';
import { cancelExternal, cancelOrder } from './cancel.ts';
import { readFillsSince, readOpenOrders } from './found-orders.ts';
import { krakenHistory } from './history.ts';
import { lookupOrder } from './lookup.ts';
import { krakenVerdict } from './outcome.ts';
import { placeOrder } from './place.ts';
import { KRAKEN_ROUTES } from './routes.ts';
import { KRAKEN_STREAM } from './stream.ts';
import { readTime } from './time.ts';

/** Kraken spot (docs.kraken.com, Spot REST and WebSocket v2 of 2026). No testnet, and no swaps under these keys. */
export const KRAKEN_SPOT: ExchangeFacts = {
  exchange: 'kraken',
  market: 'spot',
  routes: KRAKEN_ROUTES,
  passphrase: false,
  clientOptions: {},
  features: { postOnly: true, reduceOnly: false, amend: 'native' },
  nonce: {
    isSigned: (call) => call.startsWith('private'),
    isUrgent: (call) => /^privatePost(AddOrder|AmendOrder|CancelOrder)$/.test(call),
  },
  judge: krakenVerdict,
  readTime,
  prepare: requireTime,
  place: ({ client }, order, instrument) => placeOrder(client, order, instrument),
  lookup: lookupOrder,
  cancel: ({ client }, ref) => cancelOrder(client, ref),
  amend: ({ client }, ref, change) => amendOrder(client, ref, change),
  cancelExternal: ({ client }, id) => cancelExternal(client, id),
  openOrders: readOpenOrders,
  fillsSince: ({ client }, instrument, sinceMs) => readFillsSince(client, instrument, sinceMs),
  history: krakenHistory,
  positions: () => Promise.resolve([]),
  balances: ({ client }) => readBalances(client),
  key: ({ client }) => readKey(client),
  stream: KRAKEN_STREAM,
};

/** The deadline of an order, which bounds how long its outcome can be unknown, is worth nothing without Kraken's time. */
function requireTime({ client }: Desk): Promise<null> {
  if (client.time.isKnown()) return Promise.resolve(null);
  throw new QtError(
    'VENUE_UNREACHABLE',
    'Kraken did not tell its time, which the deadline of an order is counted from',
  );
}
