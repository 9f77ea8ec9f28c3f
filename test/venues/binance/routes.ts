import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { accountInfo, apiRestrictions, coinInfo, tradeFees } from './account-data.ts';
import { exchangeInfo, noDerivatives } from './exchange-info.ts';
import { historyRoutes } from './history-routes.ts';
import * as market from './market-data.ts';
import { orderRoutes } from './order-routes.ts';
import type { Params } from './params.ts';
import type { Usage } from './usage.ts';

export interface Answered {
  body: unknown;
  headers?: Record<string, string>;
}

export interface PublicRoute {
  name: string;
  weight: number;
  open: (params: Params) => unknown;
}

export interface SignedRoute {
  name: string;
  weight: number | ((params: Params) => number);
  dangerous?: boolean;
  signed: (params: Params, account: VenueAccount) => Answered;
}

export type BinanceRoute = PublicRoute | SignedRoute;

/** Everything that this venue serves, by method and path. */
export function binanceRoutes(exchange: Exchange, usage: Usage): Readonly<Record<string, BinanceRoute>> {
  const { now } = exchange;
  return {
    'GET /api/v3/ping': { name: 'ping', weight: 1, open: () => ({}) },
    'GET /api/v3/time': { name: 'time', weight: 1, open: () => ({ serverTime: now() }) },
    'GET /api/v3/exchangeInfo': {
      name: 'exchangeInfo',
      weight: 20,
      open: (params) => exchangeInfo(market.askedMarkets(exchange, params), now()),
    },
    'GET /api/v3/depth': { name: 'depth', weight: 5, open: (params) => market.depth(exchange, params) },
    'GET /api/v3/trades': {
      name: 'trades',
      weight: 25,
      open: (params) => market.publicTrades(exchange, params, market.publicTrade),
    },
    'GET /api/v3/aggTrades': {
      name: 'aggTrades',
      weight: 4,
      open: (params) => market.publicTrades(exchange, params, market.aggregateTrade),
    },
    'GET /api/v3/klines': { name: 'klines', weight: 2, open: (params) => market.klines(exchange, params) },
    'GET /api/v3/ticker/24hr': {
      name: 'ticker.24hr',
      weight: 2,
      open: (params) => market.perSymbol(exchange, params, (one) => market.dayTicker(exchange, one)),
    },
    'GET /api/v3/ticker/price': {
      name: 'ticker.price',
      weight: 2,
      open: (params) => market.perSymbol(exchange, params, (one) => market.priceTicker(exchange, one)),
    },
    'GET /api/v3/ticker/bookTicker': {
      name: 'ticker.bookTicker',
      weight: 2,
      open: (params) => market.perSymbol(exchange, params, (one) => market.bookTicker(exchange, one)),
    },
    'GET /sapi/v1/system/status': { name: 'system.status', weight: 1, open: () => ({ status: 0, msg: 'normal' }) },
    'GET /fapi/v1/exchangeInfo': { name: 'fapi.exchangeInfo', weight: 1, open: () => noDerivatives(now()) },
    'GET /dapi/v1/exchangeInfo': { name: 'dapi.exchangeInfo', weight: 1, open: () => noDerivatives(now()) },

    'GET /api/v3/account': {
      name: 'account',
      weight: 20,
      signed: (_, account) => ({ body: accountInfo(exchange, account) }),
    },
    'GET /sapi/v1/account/apiRestrictions': {
      name: 'apiRestrictions',
      weight: 1,
      signed: (_, account) => ({ body: apiRestrictions(account, now()) }),
    },
    'GET /sapi/v1/capital/config/getall': {
      name: 'capital.config',
      weight: 10,
      signed: (_, account) => ({ body: coinInfo(account) }),
    },
    'GET /sapi/v1/asset/tradeFee': {
      name: 'tradeFee',
      weight: 1,
      signed: (params) => ({ body: tradeFees(exchange, params.optional('symbol')) }),
    },
    'GET /sapi/v1/margin/allPairs': { name: 'margin.allPairs', weight: 1, open: () => [] },
    'GET /sapi/v1/margin/isolated/allPairs': { name: 'margin.isolatedPairs', weight: 10, signed: () => ({ body: [] }) },
    ...orderRoutes(exchange, usage),
    ...historyRoutes(exchange),
  };
}
