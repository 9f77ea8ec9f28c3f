import { authenticate, bybitCredentials } from './bybit/auth.ts';
import { BybitError, envelope, errorAnswer } from './bybit/errors.ts';
import { BYBIT_MARKETS } from './bybit/markets.ts';
import { Params } from './bybit/params.ts';
import { bybitRoutes } from './bybit/routes.ts';
import type { BybitRoute } from './bybit/routes.ts';
import { VenueState } from './bybit/state.ts';
import type { BybitLimits } from './bybit/state.ts';
import { bybitStream } from './bybit/stream.ts';
import type { Exchange } from './core/exchange.ts';
import type { VenueAnswer, VenueProtocol, VenueRequest } from './http/request.ts';
import { startVenueServer } from './venue-server.ts';
import type { VenueHandle, VenueOptions } from './venue-server.ts';

export { bybitFault } from './bybit/errors.ts';

export interface BybitVenueOptions extends VenueOptions {
  /** Enforced only when given. */
  limits?: BybitLimits;
  /** Names of accounts that hold longs and shorts apart. */
  hedged?: readonly string[];
}

/** Bybit's v5 API on loopback, spot and linear perpetuals, by its documentation of 2026-07. */
export function startBybitServer(options: BybitVenueOptions): Promise<VenueHandle> {
  return startVenueServer(options, { markets: BYBIT_MARKETS, feeRate: '0.001' }, (exchange) => {
    const state = new VenueState(options.limits ?? {}, exchange.now);
    for (const name of options.hedged ?? []) state.hedged.add(name);
    return protocol(exchange, state);
  });
}

function protocol(exchange: Exchange, state: VenueState): VenueProtocol {
  const routes = bybitRoutes(exchange, state);

  function handle(route: BybitRoute, request: VenueRequest): VenueAnswer {
    const now = exchange.now();
    try {
      if ('read' in route) return { status: 200, body: envelope(route.read(new Params(request)), now) };
      const account = authenticate(exchange.accounts, request, now);
      if (route.trades && !account.permissions.trade) throw new BybitError(10005);
      return { status: 200, body: envelope(route.open(new Params(request), account), now) };
    } catch (error) {
      if (error instanceof BybitError) return errorAnswer(error, now);
      throw error;
    }
  }

  return {
    name: 'Bybit',
    rateLimitBody: errorAnswer(new BybitError(10006)).body,
    credentials: (request) => bybitCredentials(exchange.accounts, request),
    stream: bybitStream(exchange, state),
    route: (request) => {
      const route = routes[`${request.method} ${request.path}`];
      if (!route) {
        return { name: 'unknown', handle: () => ({ status: 404, body: '<html><body>404 Not Found</body></html>' }) };
      }
      return {
        name: route.name(request),
        dangerous: 'dangerous' in route,
        handle: (one) => handle(route, one),
      };
    },
  };
}
