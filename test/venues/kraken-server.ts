import type { Exchange } from './core/exchange.ts';
import type { VenueAnswer, VenueProtocol, VenueRequest } from './http/request.ts';
import { Gatekeeper, krakenCredentials } from './kraken/auth.ts';
import { errorAnswer, KrakenError } from './kraken/errors.ts';
import { KRAKEN_IDS } from './kraken/ids.ts';
import { KRAKEN_MARKETS } from './kraken/markets.ts';
import { publicRoutes } from './kraken/public-routes.ts';
import { privateRoutes } from './kraken/routes.ts';
import { krakenStream, Tokens } from './kraken/stream.ts';
import { startVenueServer } from './venue-server.ts';
import type { VenueHandle, VenueOptions } from './venue-server.ts';

export { krakenFault } from './kraken/errors.ts';

/** Kraken spot on loopback, REST and WebSocket v2: the base of every path is `handle.url`. */
export function startKrakenServer(options: VenueOptions): Promise<VenueHandle> {
  return startVenueServer(options, { markets: KRAKEN_MARKETS, feeRate: '0.004', feeIn: 'quote' }, protocol);
}

function protocol(exchange: Exchange): VenueProtocol {
  const tokens = new Tokens(exchange.now);
  const gatekeeper = new Gatekeeper(exchange.accounts);
  const open = publicRoutes(exchange);
  const closed = privateRoutes(exchange, tokens);

  /** Errors come with 200, in the body. */
  function answering(handle: () => object): VenueAnswer {
    try {
      return { status: 200, body: { error: [], result: handle() } };
    } catch (error) {
      if (error instanceof KrakenError) return errorAnswer(error);
      throw error;
    }
  }

  return {
    name: 'Kraken',
    ids: KRAKEN_IDS,
    stream: krakenStream(exchange, tokens),
    rateLimitBody: { error: ['EAPI:Rate limit exceeded'] },
    credentials: (request) => krakenCredentials(exchange.accounts, request),
    route: (request) => {
      const [, access, method = ''] = /^\/0\/(public|private)\/(\w+)$/.exec(request.path) ?? [];
      const publicRoute = access === 'public' && request.method === 'GET' ? open[method] : undefined;
      if (publicRoute) {
        const answer = ({ rawQuery }: VenueRequest): VenueAnswer =>
          answering(() => publicRoute.handle(new URLSearchParams(rawQuery)));
        return { name: publicRoute.name, handle: answer };
      }
      const privateRoute = access === 'private' && request.method === 'POST' ? closed[method] : undefined;
      if (!privateRoute) {
        return { name: 'unknown', handle: () => errorAnswer(new KrakenError('EGeneral:Unknown method')) };
      }
      // Key, signature and nonce are checked as the request comes in, however late it is worked on.
      const params = new URLSearchParams(request.rawBody);
      const admitted = answeringLater(() => gatekeeper.authenticate(request, params));
      return {
        name: privateRoute.name,
        dangerous: privateRoute.dangerous === true,
        handle: () => answering(() => privateRoute.handle(params, admitted())),
      };
    },
  };
}

/** Does it now, and tells of it, or throws, when asked. */
function answeringLater<T>(act: () => T): () => T {
  try {
    const value = act();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
