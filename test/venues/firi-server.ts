import type { Exchange } from './core/exchange.ts';
import { authenticate, firiCredentials } from './firi/auth.ts';
import type { PostSignature } from './firi/auth.ts';
import { FiriError, errorAnswer } from './firi/errors.ts';
import { FIRI_MARKETS } from './firi/markets.ts';
import { firiRoutes } from './firi/routes.ts';
import type { FiriRoute } from './firi/routes.ts';
import type { VenueAnswer, VenueProtocol, VenueRequest } from './http/request.ts';
import { startVenueServer } from './venue-server.ts';
import type { VenueHandle, VenueOptions } from './venue-server.ts';

export { firiFault } from './firi/errors.ts';

export interface FiriVenueOptions extends VenueOptions {
  /** Which form of a POST's signature to accept. Default: any of those that clients of Firi use. */
  postSignature?: PostSignature;
  /** Refuse bodies that hold anything but the order. Default: `timestamp` and `validity` may be among the fields. */
  strictBody?: boolean;
}

/** Firi on loopback. The base of every path is `handle.url`. Fees are a convention: 0.5 % of what is received. */
export function startFiriServer(options: FiriVenueOptions): Promise<VenueHandle> {
  return startVenueServer(options, { markets: FIRI_MARKETS, feeRate: '0.005' }, (exchange) =>
    protocol(exchange, options),
  );
}

function protocol(exchange: Exchange, options: FiriVenueOptions): VenueProtocol {
  const routes = firiRoutes(exchange, { strictBody: options.strictBody ?? false });
  const postSignature = options.postSignature ?? 'any';
  /** A signature is checked as the request arrives, also where it is then processed late. */
  const arrivals = new WeakMap<VenueRequest, number>();

  function handle(route: FiriRoute, request: VenueRequest): VenueAnswer {
    const query = new URLSearchParams(request.rawQuery);
    const parts = route.path.exec(request.path)?.slice(1) ?? [];
    const call = {
      request,
      at: (index: number) => parts[index] ?? '',
      count: (name: string, usual: number) => (/^\d+$/.test(query.get(name) ?? '') ? Number(query.get(name)) : usual),
    };
    try {
      if ('open' in route) return { status: 200, body: route.open(call) };
      const arrivedAt = arrivals.get(request) ?? exchange.now();
      const account = authenticate(exchange.accounts, request, arrivedAt, postSignature);
      return { status: 200, body: route.signed(call, account) };
    } catch (error) {
      if (error instanceof FiriError) return errorAnswer(error);
      throw error;
    }
  }

  return {
    name: 'Firi',
    rateLimitBody: errorAnswer(new FiriError('TooManyRequests')).body,
    credentials: (request) => firiCredentials(exchange.accounts, request),
    route: (request) => {
      arrivals.set(request, exchange.now());
      const route = routes.find(({ method, path }) => method === request.method && path.test(request.path));
      if (!route) return { name: 'unknown', handle: () => errorAnswer(new FiriError('NotFound')) };
      return { name: route.name, dangerous: route.dangerous === true, handle: (one) => handle(route, one) };
    },
  };
}
