import { add, isPositive, max, min, mul } from '../../../shared/money/decimal.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { TickerDocument } from '../../../shared/schema/market.ts';
import type { Clock } from '../ports.ts';
import type { PriceFeed } from '../venues/price-feed.ts';
import type { MarketData } from '../venues/venue.ts';

/**
 * A mark this old is asked for again: a little less than the time between two measurements of losses, so that an order finds
 * what the last one has read. What is traded just now is in the price feed, and fresher.
 */
const FRESH_MS = 9_000;
/** An older one is not used, whatever the reason that there is none that is newer. */
const MAX_AGE_MS = 60_000;
/** After a failure so long goes by before the market is asked again: a check must not wait for an exchange that is down. */
const PAUSE_MS = 2_000;

export interface Mark {
  price: string;
  atMs: number;
}

export interface Marks {
  /** Quote units for one base unit. Null where the market shows no price. Throws `QtError` MARKET_UNAVAILABLE. */
  of(market: MarketData, symbol: string): Promise<Mark | null>;
}

interface Entry {
  ticker: TickerDocument | null;
  pending: Promise<TickerDocument> | null;
  failed: { atMs: number; error: unknown } | null;
}

/** What a symbol is worth for valuing what is held, not for trading in it. Asks a market at most every few seconds. */
export function createMarks(deps: { prices: Pick<PriceFeed, 'recent'>; clock: Pick<Clock, 'nowMs'> }): Marks {
  const byMarket = new WeakMap<MarketData, Map<string, Entry>>();

  function entryOf(market: MarketData, symbol: string): Entry {
    const symbols = byMarket.get(market) ?? new Map<string, Entry>();
    byMarket.set(market, symbols);
    let entry = symbols.get(symbol);
    if (!entry) symbols.set(symbol, (entry = { ticker: null, pending: null, failed: null }));
    return entry;
  }

  /** A time that lies ahead means that the clock was set back: then the age is not known, and the mark is too old. */
  function isWithin(atMs: number, maxAgeMs: number): boolean {
    const ageMs = deps.clock.nowMs() - atMs;
    return ageMs >= 0 && ageMs <= maxAgeMs;
  }

  async function ask(market: MarketData, symbol: string, entry: Entry): Promise<TickerDocument> {
    try {
      entry.ticker = await market.ticker(symbol);
      entry.failed = null;
      return entry.ticker;
    } catch (error) {
      entry.failed = { atMs: deps.clock.nowMs(), error };
      throw error;
    } finally {
      entry.pending = null;
    }
  }

  async function read(market: MarketData, symbol: string): Promise<TickerDocument> {
    const fed = deps.prices.recent(market, symbol, FRESH_MS);
    const entry = entryOf(market, symbol);
    if (fed) return (entry.ticker = fed);
    const known = entry.ticker;
    if (known && isWithin(Date.parse(known.at), FRESH_MS)) return known;
    try {
      if (entry.failed && isWithin(entry.failed.atMs, PAUSE_MS)) throw entry.failed.error;
      return await (entry.pending ??= ask(market, symbol, entry));
    } catch (error) {
      if (known && isWithin(Date.parse(known.at), MAX_AGE_MS)) return known;
      const why = error instanceof QtError ? error.message : 'the market could not be read';
      throw new QtError('MARKET_UNAVAILABLE', `the price of ${symbol} is not known: ${why}`);
    }
  }

  return {
    async of(market, symbol) {
      const ticker = await read(market, symbol);
      const atMs = Date.parse(ticker.at);
      if (!isWithin(atMs, MAX_AGE_MS)) {
        throw new QtError('MARKET_UNAVAILABLE', `the price of ${symbol} is older than ${MAX_AGE_MS / 1_000} s`);
      }
      const price = markPrice(ticker);
      return price === null ? null : { price, atMs };
    },
  };
}

/**
 * The last trade, kept between bid and ask: neither an empty side of a book nor a trade of long ago moves it far. The middle
 * where no trade is told (Firi).
 */
export function markPrice({ bid, ask, last }: Pick<TickerDocument, 'bid' | 'ask' | 'last'>): string | null {
  const [low, high, traded] = [shown(bid), shown(ask), shown(last)];
  if (traded === null) return low !== null && high !== null ? mul(add(low, high), '0.5') : (low ?? high);
  const lifted = low === null ? traded : max(traded, low);
  return high === null ? lifted : min(lifted, high);
}

const shown = (price: string | null): string | null => (price !== null && isPositive(price) ? price : null);
