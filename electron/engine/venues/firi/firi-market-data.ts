import { cmp, normalize } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { OrderBook } from '../../../../shared/schema/market.ts';
import { isoTime } from '../../ports.ts';
import type { VenueDeps } from '../deps.ts';
import { parseExactJson } from '../http/exact-json.ts';
import { openWire } from '../http/wire.ts';
import { evidenceInWords } from '../http/wire-evidence.ts';
import { cacheInstruments } from '../instrument-cache.ts';
import { instrumentOf } from '../instrument-of.ts';
import type { MarketPlace } from '../market-place.ts';
import { savedAt } from '../market-store.ts';
import { createPlaces } from '../places.ts';
import type { MarketData } from '../venue.ts';
import { FIRI_URL } from './address.ts';
import { instrumentsFrom } from './instruments.ts';
import { FIRI_LIMITS } from './limits.ts';
import { depthSchema, marketsSchema, tickerSchema } from './wire-documents.ts';

const TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 8 * 1_024 * 1_024;
const BOOK_LEVELS = '50';

/** Public data of Firi. Throws `QtError` `TESTNET_UNAVAILABLE` or `INVALID_MARKET`: it has one place only. */
export function openFiriMarketData(place: MarketPlace, deps: VenueDeps): MarketData {
  if (place.testnet) throw new QtError('TESTNET_UNAVAILABLE', 'firi has no testnet');
  if (place.market !== 'spot') throw new QtError('INVALID_MARKET', 'firi has spot markets only');
  const base = place.apiUrl ?? FIRI_URL;
  const governor = (deps.places ?? createPlaces(deps.clock)).governor(FIRI_LIMITS, base);
  const limits = { timeoutMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES, governor };
  const wire = openWire({ guard: { bases: [base], access: 'public' }, ...limits, waits: true }, deps);

  const read = async (path: string): Promise<unknown> => {
    const evidence = await wire.send({ url: `${base}${path}`, method: 'GET', headers: {} });
    const answered = evidence.phase === 'answered' && evidence.status === 200;
    if (!answered) throw new QtError('MARKET_UNAVAILABLE', `firi: ${evidenceInWords(evidence)}`);
    return parseExactJson(evidence.bodyText);
  };
  const { get: instruments } = cacheInstruments(
    async () => {
      const markets = readable(marketsSchema.safeParse(await read('/v2/markets')));
      return instrumentsFrom(markets.map(({ id }) => id));
    },
    deps.clock,
    savedAt(place, deps.markets),
  );
  const idOf = async (symbol: string): Promise<string> =>
    (await instrumentOf({ instruments }, 'firi', symbol)).venue_symbol;

  return {
    instruments,
    ticker: async (symbol) => {
      const { bid, ask } = readable(tickerSchema.safeParse(await read(`/v2/markets/${await idOf(symbol)}/ticker`)));
      return {
        exchange: 'firi',
        symbol,
        bid: quoted(bid),
        ask: quoted(ask),
        last: null,
        at: isoTime(deps.clock.nowMs()),
      };
    },
    book: async (symbol) => {
      const path = `/v2/markets/${await idOf(symbol)}/depth?bids=${BOOK_LEVELS}&asks=${BOOK_LEVELS}`;
      const { bids, asks } = readable(depthSchema.safeParse(await read(path)));
      const atMs = deps.clock.nowMs();
      return {
        bids: levels(bids).sort(([a], [b]) => cmp(b, a)),
        asks: levels(asks).sort(([a], [b]) => cmp(a, b)),
        atMs,
      };
    },
    close: () => {
      wire.close();
      return Promise.resolve();
    },
  };
}

function readable<T>(parsed: { success: true; data: T } | { success: false }): T {
  if (!parsed.success) throw new QtError('MARKET_UNAVAILABLE', 'firi: the venue gave an answer that cannot be read');
  return parsed.data;
}

/** An empty side of the book is written as zero. */
function quoted(price: string): string | null {
  const text = normalize(price);
  return text === '0' ? null : text;
}

function levels(rows: readonly (readonly [string, string])[]): OrderBook['bids'] {
  return rows.map(([price, amount]) => [normalize(price), normalize(amount)]);
}
