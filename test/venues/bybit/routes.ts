import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import type { VenueRequest } from '../http/request.ts';
import { accountRoutes } from './account-routes.ts';
import { historyRoutes } from './history-routes.ts';
import { instruments, orderBook, tickers } from './market-data.ts';
import { orderRoutes } from './order-routes.ts';
import type { Params } from './params.ts';
import type { VenueState } from './state.ts';

/** Routes answer with the `result` of the envelope. */
export interface PublicRoute {
  name: () => string;
  read: (params: Params) => object;
}

export interface PrivateRoute {
  /** Some paths ask two things, which a test tells apart. */
  name: (request: VenueRequest) => string;
  /** Needs a key that may trade. */
  trades?: true;
  dangerous?: true;
  open: (params: Params, account: VenueAccount) => object;
}

export type BybitRoute = PublicRoute | PrivateRoute;

/** Everything that this venue serves, by method and path. */
export function bybitRoutes(exchange: Exchange, state: VenueState): Readonly<Record<string, BybitRoute>> {
  return {
    'GET /v5/market/time': { name: () => 'time', read: () => timeOf(exchange.now()) },
    'GET /v5/market/instruments-info': { name: () => 'instruments', read: (params) => instruments(exchange, params) },
    'GET /v5/market/tickers': { name: () => 'tickers', read: (params) => tickers(exchange, params) },
    'GET /v5/market/orderbook': { name: () => 'orderbook', read: (params) => orderBook(exchange, params) },
    ...orderRoutes(exchange, state),
    ...accountRoutes(exchange, state),
    ...historyRoutes(exchange),
  };
}

function timeOf(now: number): object {
  return { timeSecond: String(Math.floor(now / 1_000)), timeNano: `${now}000000` };
}
