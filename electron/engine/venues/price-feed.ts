import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { TickerDocument } from '../../../shared/schema/market.ts';
import type { Clock } from '../ports.ts';
import type { MarketData } from './venue.ts';

/** A price this old still sizes and checks a market order; older ones are read again first. */
const FRESH_MS = 3_000;
const EVERY_MS = 2_000;
const SIM_EVERY_MS = 1_000;
/** How long a symbol is kept fresh after it was last asked for. */
const INTEREST_MS = 60_000;

export interface PriceFeed {
  ticker(market: MarketData, exchange: Exchange, symbol: string): Promise<TickerDocument>;
  /** What was read last, if it is no older than `maxAgeMs`. Asks nobody, and keeps nothing fresh. */
  recent(market: MarketData, symbol: string, maxAgeMs: number): TickerDocument | null;
  /** The price that a market order of this side would meet first; null where the venue shows none. */
  reference(
    market: MarketData,
    exchange: Exchange,
    symbol: string,
    side: 'buy' | 'sell',
    maxAgeMs?: number,
  ): Promise<string | null>;
  close(): void;
}

interface Entry {
  ticker: TickerDocument | null;
  pending: Promise<TickerDocument> | null;
  interestUntilMs: number;
  cancelNext: (() => void) | null;
}

/**
 * Last prices of what is being looked at or traded. Symbols that nobody asks for any more are dropped. `onTicker` is told from
 * which market a price is: accounts of one exchange can trade in different places.
 */
export function createPriceFeed(
  clock: Clock,
  onTicker: (ticker: TickerDocument, from: { market: MarketData; exchange: Exchange }) => void,
): PriceFeed {
  const byMarket = new Map<MarketData, Map<string, Entry>>();
  let closed = false;

  function entryOf(market: MarketData, symbol: string): Entry {
    const symbols = byMarket.get(market) ?? new Map<string, Entry>();
    byMarket.set(market, symbols);
    let entry = symbols.get(symbol);
    if (!entry) symbols.set(symbol, (entry = { ticker: null, pending: null, interestUntilMs: 0, cancelNext: null }));
    return entry;
  }

  async function read(market: MarketData, exchange: Exchange, symbol: string, entry: Entry): Promise<TickerDocument> {
    try {
      const ticker = await market.ticker(symbol);
      entry.ticker = ticker;
      if (!closed) onTicker(ticker, { market, exchange });
      return ticker;
    } finally {
      if (!closed && entry.interestUntilMs > clock.nowMs()) {
        entry.cancelNext ??= clock.after(exchange === 'sim' ? SIM_EVERY_MS : EVERY_MS, () => {
          entry.cancelNext = null;
          refresh(market, exchange, symbol, entry).catch(() => {});
        });
      } else if (!entry.cancelNext) {
        byMarket.get(market)?.delete(symbol);
      }
    }
  }

  function recent({ ticker: seen }: Pick<Entry, 'ticker'>, maxAgeMs: number): TickerDocument | null {
    const ageMs = seen ? clock.nowMs() - Date.parse(seen.at) : Infinity;
    // A negative age means that the clock was set back: the price is of no known age.
    return ageMs >= 0 && ageMs <= maxAgeMs ? seen : null;
  }

  async function ticker(
    market: MarketData,
    exchange: Exchange,
    symbol: string,
    maxAgeMs = FRESH_MS,
  ): Promise<TickerDocument> {
    const entry = entryOf(market, symbol);
    entry.interestUntilMs = clock.nowMs() + INTEREST_MS;
    return recent(entry, maxAgeMs) ?? refresh(market, exchange, symbol, entry);
  }

  function refresh(market: MarketData, exchange: Exchange, symbol: string, entry: Entry): Promise<TickerDocument> {
    return (entry.pending ??= read(market, exchange, symbol, entry).finally(() => (entry.pending = null)));
  }

  return {
    ticker: (market, exchange, symbol) => ticker(market, exchange, symbol),
    recent: (market, symbol, maxAgeMs) => recent(byMarket.get(market)?.get(symbol) ?? { ticker: null }, maxAgeMs),
    async reference(market, exchange, symbol, side, maxAgeMs) {
      const { ask, bid, last } = await ticker(market, exchange, symbol, maxAgeMs);
      return (side === 'buy' ? ask : bid) ?? last;
    },
    close() {
      closed = true;
      for (const symbols of byMarket.values()) for (const entry of symbols.values()) entry.cancelNext?.();
    },
  };
}
