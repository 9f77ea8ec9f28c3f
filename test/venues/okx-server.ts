import type { Exchange } from './core/exchange.ts';
import type { VenueAnswer, VenueProtocol, VenueRequest } from './http/request.ts';
import { authenticate, okxCredentials } from './okx/auth.ts';
import { errorAnswer, OkxError } from './okx/errors.ts';
import { OKX_MARKETS } from './okx/markets.ts';
import type { PositionMode } from './okx/orders.ts';
import { Params } from './okx/params.ts';
import type { OkxRoute } from './okx/route.ts';
import { okxRoutes } from './okx/routes.ts';
import { okxStream } from './okx/stream.ts';
import { startVenueServer } from './venue-server.ts';
import type { VenueHandle, VenueOptions } from './venue-server.ts';

export { okxFault } from './okx/errors.ts';

export interface OkxVenueOptions extends VenueOptions {
  /** Simulated trading: keys work with the header `x-simulated-trading: 1` and not without; a live venue the other way round. */
  simulated?: boolean;
  /** Default: `net_mode`. */
  posMode?: PositionMode;
}

/** OKX on loopback, spot and linear swaps, by its v5 documentation: the base of every path is `handle.url`. */
export function startOkxServer(options: OkxVenueOptions): Promise<VenueHandle> {
  const defaults = { markets: OKX_MARKETS, feeRate: '0.001' };
  return startVenueServer(options, defaults, (exchange) => protocol(exchange, options));
}

function protocol(exchange: Exchange, { simulated = false, posMode = 'net_mode' }: OkxVenueOptions): VenueProtocol {
  const routes = okxRoutes(exchange, () => posMode);

  function handle(route: OkxRoute, request: VenueRequest): VenueAnswer {
    try {
      if ('open' in route) return route.open(new Params(request));
      const account = authenticate(exchange.accounts, request, exchange.now(), simulated);
      return route.signed(new Params(request), account);
    } catch (error) {
      if (error instanceof OkxError) return errorAnswer(error);
      throw error;
    }
  }

  return {
    name: 'OKX',
    rateLimitBody: errorAnswer(new OkxError('50011')).body,
    credentials: (request) => okxCredentials(exchange.accounts, request),
    stream: okxStream(exchange),
    route: (request) => {
      const route = routes[`${request.method} ${request.path}`];
      if (!route) return { name: 'unknown', handle: () => ({ status: 404, body: '<html><body>404</body></html>' }) };
      const dangerous = 'dangerous' in route && route.dangerous === true;
      return { name: route.name, dangerous, handle: (one) => handle(route, one) };
    },
  };
}
