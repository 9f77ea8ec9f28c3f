import { QtError } from '../../../../shared/schema/error-code.ts';
import type { OrderBook } from '../../../../shared/schema/market.ts';
import { isoTime } from '../../ports.ts';
import type { VenueDeps } from '../deps.ts';
import { recordCall } from '../http/guarded-fetch.ts';
import type { CallRecord } from '../http/guarded-fetch.ts';
import { openWire } from '../http/wire.ts';
import type { WireEvidence } from '../http/wire-evidence.ts';
import { evidenceInWords } from '../http/wire-evidence.ts';
import { cacheInstruments } from '../instrument-cache.ts';
import type { MarketPlace } from '../market-place.ts';
import { savedAt } from '../market-store.ts';
import { createPlaces } from '../places.ts';
import type { MarketData, SystemStatus } from '../venue.ts';
import type { CcxtClient, CcxtMarket } from './ccxt-client.ts';
import { decimalText } from './decimal-text.ts';
import { exchangeSettings } from './exchange-settings.ts';
import type { CcxtExchange } from './exchange-settings.ts';
import { contractSize, instrumentsFrom } from './instruments.ts';
import { openClient } from './open-client.ts';
import { levelsFrom } from './order-book.ts';
import { statusQuestion } from './system-status.ts';

const TIMEOUT_MS = 15_000;
/** `exchangeInfo` of Binance has some 15 MB. */
const MAX_BODY_BYTES = 64 * 1_024 * 1_024;
/** A depth that all five exchanges know. */
const BOOK_LEVELS = 100;

/**
 * Public data of an exchange that ccxt knows. Holds no credential and can send none: its wire refuses whatever is signed,
 * carries a key or is no GET. The library is loaded by the first question. Throws `QtError` where the exchange has no such
 * place.
 */
export function openCcxtMarketData(exchange: CcxtExchange, place: MarketPlace, deps: VenueDeps): MarketData {
  const settings = exchangeSettings(exchange, place);
  const bases = place.apiUrl === null ? settings.origins : [place.apiUrl];
  const places = deps.places ?? createPlaces(deps.clock);
  const governor = places.governor(settings.limits, bases[0] ?? '');
  const wire = openWire(
    {
      guard: { bases, access: 'public' },
      timeoutMs: TIMEOUT_MS,
      maxBodyBytes: MAX_BODY_BYTES,
      governor,
      waits: true,
    },
    deps,
  );
  let opening: Promise<CcxtClient> | null = null;
  let markets: Record<string, CcxtMarket> = {};

  const client = (): Promise<CcxtClient> => {
    opening ??= openClient(place, settings, wire, deps);
    // A library that could not be loaded once is not missing for good.
    opening.catch(() => (opening = null));
    return opening;
  };
  const asked = async <T>(question: (client: CcxtClient) => Promise<T>): Promise<CallRecord<T>> => {
    const opened = await client();
    return recordCall(() => question(opened));
  };
  const ask = async <T>(question: (client: CcxtClient) => Promise<T>): Promise<T> => {
    const { exchanges, value } = await asked(question);
    if (value === undefined) throw marketError(exchange, exchanges);
    return value;
  };
  // Always with reload: ccxt keeps a failed load for good and throws it again without asking.
  const cache = cacheInstruments(
    async () => {
      markets = await ask((opened) => opened.loadMarkets(true));
      return instrumentsFrom(markets, place.market);
    },
    deps.clock,
    savedAt(place, deps.markets),
  );
  const known = async (symbol: string): Promise<CcxtMarket> => {
    const has = (await cache.get()).has(symbol);
    // The library needs the list that it has read itself, which one of a former run is not.
    if (has && !markets[symbol]) await cache.refresh();
    const market = has ? markets[symbol] : undefined;
    if (!market) throw new QtError('UNKNOWN_SYMBOL', `${exchange} has no market ${symbol}`);
    return market;
  };

  const book = async (symbol: string): Promise<OrderBook> => {
    const size = contractSize(await known(symbol));
    const { bids, asks } = await ask((opened) => opened.fetchOrderBook(symbol, BOOK_LEVELS));
    const atMs = deps.clock.nowMs();
    return { bids: levelsFrom(bids, 'bids', size), asks: levelsFrom(asks, 'asks', size), atMs };
  };

  const question = statusQuestion(exchange, place);
  const systemStatus = async ({ call, read }: NonNullable<typeof question>): Promise<SystemStatus> => {
    const opened = (await client()) as CcxtClient & Record<string, ((params: object) => Promise<unknown>) | undefined>;
    const { exchanges } = await recordCall(async () => opened[call]?.({}));
    const told = exchanges.at(-1);
    return told?.phase === 'answered' && told.status === 200 ? read(told.bodyText) : null;
  };

  return {
    instruments: cache.get,
    ...(question && { systemStatus: () => systemStatus(question).catch(() => null) }),
    ticker: async (symbol) => {
      await known(symbol);
      const { exchanges, value } = await asked((opened) => opened.fetchTicker(symbol));
      if (value === undefined && !isMissing(exchanges)) throw marketError(exchange, exchanges);
      const [bid, offer, last] = [decimalText(value?.bid), decimalText(value?.ask), decimalText(value?.last)];
      if (bid !== null || offer !== null) {
        return { exchange, symbol, bid, ask: offer, last, at: isoTime(deps.clock.nowMs()) };
      }
      const { bids, asks, atMs } = await book(symbol);
      return { exchange, symbol, bid: bids[0]?.[0] ?? null, ask: asks[0]?.[0] ?? null, last, at: isoTime(atMs) };
    },
    book,
    close: () => {
      wire.close();
      return Promise.resolve();
    },
  };
}

/** A venue in between that serves a book and no ticker: the best prices of the book are the same figures. */
function isMissing(exchanges: readonly WireEvidence[]): boolean {
  const failed = exchanges.at(-1);
  return failed?.phase === 'answered' && failed.status === 404;
}

/** From the exchange that failed; the library's own words quote whole addresses. */
function marketError(exchange: CcxtExchange, exchanges: readonly WireEvidence[]): QtError {
  const failed = exchanges.find((each) => each.phase !== 'answered' || each.status >= 300);
  if (failed?.phase === 'not_sent' && (failed.code === 'MODE_VIOLATION' || failed.code === 'INTERNAL')) {
    return new QtError(failed.code, `${exchange}: ${failed.detail}`);
  }
  const words = failed ? evidenceInWords(failed) : 'the venue gave an answer that cannot be read';
  return new QtError('MARKET_UNAVAILABLE', `${exchange}: ${words}`);
}
