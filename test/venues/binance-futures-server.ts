import { authenticate, binanceCredentials } from './binance/auth.ts';
import { BinanceError, errorAnswer } from './binance/errors.ts';
import { Params } from './binance/params.ts';
import { FUTURES_MARKETS } from './binance-futures/markets.ts';
import { futuresRoutes } from './binance-futures/routes.ts';
import type { FuturesRoute } from './binance-futures/routes.ts';
import { futuresStream, ListenKeys } from './binance-futures/stream.ts';
import type { VenueAccount } from './core/account.ts';
import type { Exchange } from './core/exchange.ts';
import type { VenueAnswer, VenueProtocol, VenueRequest } from './http/request.ts';
import { startVenueServer } from './venue-server.ts';
import type { VenueHandle, VenueOptions } from './venue-server.ts';

/** Binance USDⓈ-M futures on loopback, REST and the private stream: the base of every path is `handle.url`. */
export function startBinanceFuturesServer(options: VenueOptions): Promise<VenueHandle> {
  return startVenueServer(options, { markets: FUTURES_MARKETS, feeRate: '0.0005' }, protocol);
}

function protocol(exchange: Exchange): VenueProtocol {
  const keys = new ListenKeys(exchange.now);
  const routes = futuresRoutes(exchange, keys);

  function handle(route: FuturesRoute, request: VenueRequest): VenueAnswer {
    try {
      const params = new Params(request);
      if ('open' in route) return { status: 200, body: route.open(params) };
      if ('keyed' in route) return { status: 200, body: route.keyed(ownerOf(exchange, request)) };
      return { status: 200, body: route.signed(params, authenticate(exchange.accounts, request, exchange.now())) };
    } catch (error) {
      if (error instanceof BinanceError) return errorAnswer(error);
      throw error;
    }
  }

  return {
    name: 'Binance futures',
    stream: futuresStream(exchange, keys),
    rateLimitBody: errorAnswer(new BinanceError(-1003)).body,
    credentials: (request) => binanceCredentials(exchange.accounts, request),
    route: (request) => {
      const route = routes[`${request.method} ${request.path}`];
      if (!route) {
        return { name: 'unknown', handle: () => ({ status: 404, body: '<html><body>404 Not found</body></html>' }) };
      }
      return { name: route.name, dangerous: route.dangerous === true, handle: (one) => handle(route, one) };
    },
  };
}

function ownerOf(exchange: Exchange, { headers }: VenueRequest): VenueAccount {
  const account = exchange.accounts.find(({ apiKey }) => apiKey === headers['x-mbx-apikey']);
  if (!account) throw new BinanceError(-2015);
  return account;
}
