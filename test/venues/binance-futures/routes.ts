import type { Params } from '../binance/params.ts';
import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import { accountRoutes } from './account-routes.ts';
import { futuresExchangeInfo } from './exchange-info.ts';
import { historyRoutes } from './history-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { marketOf } from './orders.ts';
import type { ListenKeys } from './stream.ts';

/** `keyed` ones carry the key in a header and no signature. */
export type FuturesRoute = { name: string; dangerous?: boolean } & (
  | { open: (params: Params) => unknown }
  | { keyed: (account: VenueAccount) => unknown }
  | { signed: (params: Params, account: VenueAccount) => unknown }
);

/** Everything that this venue serves, by method and path. */
export function futuresRoutes(exchange: Exchange, keys: ListenKeys): Readonly<Record<string, FuturesRoute>> {
  const markets = [...exchange.markets.values()];
  return {
    'GET /fapi/v1/ping': { name: 'ping', open: () => ({}) },
    'GET /fapi/v1/time': { name: 'time', open: () => ({ serverTime: exchange.now() }) },
    'GET /sapi/v1/system/status': { name: 'system.status', open: () => ({ status: 0, msg: 'normal' }) },
    'GET /fapi/v1/exchangeInfo': { name: 'exchangeInfo', open: () => futuresExchangeInfo(markets, exchange.now()) },
    'GET /fapi/v1/depth': { name: 'depth', open: (params) => depth(exchange, params) },
    'GET /fapi/v1/ticker/24hr': { name: 'ticker', open: (params) => ticker(exchange, params) },
    ...accountRoutes(exchange, keys),
    ...orderRoutes(exchange),
    ...historyRoutes(exchange),
  };
}

function depth(exchange: Exchange, params: Params): object {
  const book = exchange.book(marketOf(exchange, params.required('symbol')).id);
  const at = exchange.now();
  return { lastUpdateId: book.updateId, E: at, T: at, ...book.depth(params.limit(500, 1000)) };
}

function ticker(exchange: Exchange, params: Params): object {
  const { id } = marketOf(exchange, params.required('symbol'));
  const last = show(exchange.lastPrice(id) ?? 0n, 2);
  return {
    symbol: id,
    priceChange: '0.00',
    priceChangePercent: '0.000',
    weightedAvgPrice: last,
    lastPrice: last,
    lastQty: '0.001',
    openPrice: last,
    highPrice: last,
    lowPrice: last,
    volume: '1.000',
    quoteVolume: last,
    openTime: exchange.now() - 86_400_000,
    closeTime: exchange.now(),
    firstId: 1,
    lastId: 2,
    count: 2,
  };
}
