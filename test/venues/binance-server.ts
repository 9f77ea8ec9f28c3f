import { authenticate, binanceCredentials } from './binance/auth.ts';
import { BinanceError, errorAnswer } from './binance/errors.ts';
import { BINANCE_MARKETS } from './binance/markets.ts';
import { Params } from './binance/params.ts';
import { binanceRoutes } from './binance/routes.ts';
import type { BinanceRoute } from './binance/routes.ts';
import { binanceStream } from './binance/stream.ts';
import { Usage } from './binance/usage.ts';
import type { BinanceLimits } from './binance/usage.ts';
import type { Exchange } from './core/exchange.ts';
import type { VenueAnswer, VenueProtocol, VenueRequest } from './http/request.ts';
import { startVenueServer } from './venue-server.ts';
import type { VenueHandle, VenueOptions } from './venue-server.ts';

export { binanceFault } from './binance/errors.ts';

export interface BinanceVenueOptions extends VenueOptions {
  /** Enforced only when given. */
  limits?: BinanceLimits;
}

/** Binance spot on loopback, by its documentation of 2026-07: the base of every path is `handle.url`. */
export function startBinanceServer(options: BinanceVenueOptions): Promise<VenueHandle> {
  const defaults = { markets: BINANCE_MARKETS, feeRate: '0.001' };
  return startVenueServer(options, defaults, (exchange) => protocol(exchange, options.limits ?? {}));
}

function protocol(exchange: Exchange, limits: BinanceLimits): VenueProtocol {
  const usage = new Usage(limits, exchange.now);
  const routes = binanceRoutes(exchange, usage);

  function handle(route: BinanceRoute, request: VenueRequest): VenueAnswer {
    const { weight } = route;
    const wait = usage.spend(typeof weight === 'number' ? weight : weight(new Params(request)));
    const headers = usage.weightHeaders();
    try {
      if (wait !== undefined)
        return { ...errorAnswer(new BinanceError(-1003)), headers: { ...headers, 'retry-after': String(wait) } };
      const params = new Params(request);
      if ('open' in route) return { status: 200, body: route.open(params), headers };
      const answered = route.signed(params, authenticate(exchange.accounts, request, exchange.now()));
      return { status: 200, body: answered.body, headers: { ...headers, ...answered.headers } };
    } catch (error) {
      if (error instanceof BinanceError) return { ...errorAnswer(error), headers };
      throw error;
    }
  }

  return {
    name: 'Binance',
    stream: binanceStream(exchange),
    rateLimitBody: errorAnswer(new BinanceError(-1003)).body,
    credentials: (request) => binanceCredentials(exchange.accounts, request),
    route: (request) => {
      const route = routes[`${request.method} ${request.path}`];
      if (!route)
        return {
          name: 'unknown',
          handle: () => ({ status: 404, body: '<html><body><h2>404 Not found</h2></body></html>' }),
        };
      return {
        name: route.name,
        dangerous: 'dangerous' in route && route.dangerous === true,
        handle: (one) => handle(route, one),
      };
    },
  };
}
