import type { Exchange } from './core/exchange.ts';
import type { VenueAnswer, VenueProtocol, VenueRequest } from './http/request.ts';
import { authenticate, kucoinCredentials } from './kucoin/auth.ts';
import { KucoinError, badParameter, errorAnswer } from './kucoin/errors.ts';
import { KUCOIN_MARKETS } from './kucoin/markets.ts';
import type { Fields } from './kucoin/orders.ts';
import type { KucoinRoute } from './kucoin/route.ts';
import { kucoinRoutes } from './kucoin/routes.ts';
import type { Families } from './kucoin/routes.ts';
import { createStreamTokens } from './kucoin/stream-tokens.ts';
import { kucoinStream } from './kucoin/stream.ts';
import { startVenueServer } from './venue-server.ts';
import type { VenueHandle, VenueOptions } from './venue-server.ts';

export { kucoinFault } from './kucoin/errors.ts';

export interface KucoinVenueOptions extends VenueOptions {
  /** Whether the accounts are high-frequency ones, as KuCoin calls them. Default: they are. */
  hf?: boolean;
  /** Which order endpoints exist. Default: both, as at KuCoin. */
  families?: Families;
}

/** KuCoin spot on loopback, by its documentation of 2026: the base of every path is `handle.url`. */
export function startKucoinServer(options: KucoinVenueOptions): Promise<VenueHandle> {
  const { hf = true, families = 'both' } = options;
  return startVenueServer(options, { markets: KUCOIN_MARKETS, feeRate: '0.001' }, (exchange) =>
    protocol(exchange, { hf, families }),
  );
}

function protocol(exchange: Exchange, options: { hf: boolean; families: Families }): VenueProtocol {
  const tokens = createStreamTokens();
  const routes = kucoinRoutes(exchange, tokens, options);

  function handle(route: KucoinRoute, request: VenueRequest): VenueAnswer {
    const query = new URLSearchParams(request.rawQuery);
    const parts = route.path.exec(request.path)?.slice(1) ?? [];
    const number = (name: string, usual: number, most = Infinity): number =>
      Math.min(/^\d+$/.test(query.get(name) ?? '') ? Number(query.get(name)) : usual, most);
    try {
      const account = 'signed' in route ? authenticate(exchange.accounts, request, exchange.now()) : null;
      const call = { request, query, number, body: bodyOf(request), at: (index: number) => parts[index] ?? '' };
      const data = 'signed' in route && account ? route.signed(call, account) : 'open' in route && route.open(call);
      return { status: 200, body: { code: '200000', data } };
    } catch (error) {
      if (error instanceof KucoinError) return errorAnswer(error);
      throw error;
    }
  }

  return {
    name: 'KuCoin',
    rateLimitBody: errorAnswer(new KucoinError('429000')).body,
    credentials: (request) => kucoinCredentials(exchange.accounts, request),
    stream: kucoinStream(exchange, tokens),
    route: (request) => {
      const route = routes.find(({ method, path }) => method === request.method && path.test(request.path));
      if (!route) return { name: 'unknown', handle: () => errorAnswer(new KucoinError('404000')) };
      return { name: route.name, dangerous: route.dangerous === true, handle: (one) => handle(route, one) };
    },
  };
}

/** KuCoin reads JSON and nothing else (415000). */
function bodyOf({ rawBody, headers }: VenueRequest): Fields {
  if (rawBody === '') return {};
  if (!(headers['content-type'] ?? '').includes('application/json')) {
    throw new KucoinError('415000', 'Unsupported Media Type');
  }
  try {
    const body: unknown = JSON.parse(rawBody);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Fields;
  } catch {
    // The same refusal as for what is no object.
  }
  throw badParameter('the body is no JSON object');
}
