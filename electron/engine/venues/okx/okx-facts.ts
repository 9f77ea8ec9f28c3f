import type { ExchangeFacts } from '../exchange/exchange-facts.ts';
import { readBalances, readKey } from './account-data.ts';
import { amendOrder } from './amend.ts';
import { cancelExternal, cancelOrder } from './cancel.ts';
import { readFillsSince } from './fills.ts';
import { readOpenOrders } from './found-orders.ts';
import { okxHistory } from './history.ts';
import { lookupOrder } from './lookup.ts';
import { okxVerdict } from './outcome.ts';
import { placeOrder } from './place.ts';
import { OKX_STREAM } from './stream.ts';
import { readTime } from './time.ts';

/**
 * What spot and swaps have in common: OKX has one API and one account for both. Simulated trading (the testnet) is the same
 * host with a header that ccxt sets with its sandbox.
 */
export const OKX_BOTH: Omit<ExchangeFacts, 'market' | 'routes' | 'features' | 'positions'> = {
  exchange: 'okx',
  passphrase: true,
  // ccxt adds its own name to an order only where that has no client order id.
  clientOptions: {},
  judge: okxVerdict,
  readTime,
  place: placeOrder,
  lookup: lookupOrder,
  cancel: cancelOrder,
  amend: amendOrder,
  cancelExternal,
  openOrders: readOpenOrders,
  fillsSince: readFillsSince,
  history: okxHistory,
  balances: readBalances,
  key: readKey,
  stream: OKX_STREAM,
};
