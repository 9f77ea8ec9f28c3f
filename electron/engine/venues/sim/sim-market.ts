import { div } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Clock } from '../../ports.ts';
import { isoTime } from '../../ports.ts';
import type { MarketHistory } from '../market-history.ts';
import type { MarketData } from '../venue.ts';
import { bookStart, fromUnits, simBooks } from './book.ts';
import type { SimBooks } from './book.ts';
import { SIM_INSTRUMENTS } from './instruments.ts';
import type { SimInstrument } from './instruments.ts';
import { nextReach } from './next-reach.ts';
import { pricePath } from './price-path.ts';
import type { PricePath } from './price-path.ts';

/** The built-in market: public data like any other, and a past that can be asked. */
export interface SimMarket extends MarketData {
  readonly history: MarketHistory;
}

interface Listing {
  instrument: SimInstrument;
  path: PricePath;
  books: SimBooks;
}

/**
 * Opens the market `sim`. Prices and books are a pure function of seed, symbol and time: nothing is stored, a restart
 * continues, and two openings with one seed agree. Unknown symbols throw `QtError('UNKNOWN_SYMBOL')`.
 */
export function openSimMarket(options: { seed: string }, deps: { clock: Clock }): SimMarket {
  const listings = new Map<string, Listing>();
  for (const instrument of SIM_INSTRUMENTS.values()) {
    const path = pricePath(options.seed, instrument);
    listings.set(instrument.symbol, { instrument, path, books: simBooks(options.seed, instrument, path) });
  }
  const listing = (symbol: string): Listing => {
    const found = listings.get(symbol);
    if (!found) throw new QtError('UNKNOWN_SYMBOL', `sim does not trade ${symbol}`);
    return found;
  };

  return {
    instruments: async () => SIM_INSTRUMENTS,
    ticker: async (symbol) => {
      const { instrument, path, books } = listing(symbol);
      const nowMs = deps.clock.nowMs();
      const price = (ticks: number): string => fromUnits(ticks, instrument.tickPlaces);
      return {
        exchange: 'sim',
        symbol,
        bid: price(books.touchAt('bid', nowMs)),
        ask: price(books.touchAt('ask', nowMs)),
        last: price(path.midAt(bookStart(nowMs))),
        at: isoTime(nowMs),
      };
    },
    book: async (symbol) => listing(symbol).books.bookAt(deps.clock.nowMs()),
    close: async () => undefined,
    history: {
      nextReach: (symbol, side, price, afterMs, untilMs) => {
        const { instrument, path, books } = listing(symbol);
        const limitTicks = Number(div(price, instrument.tick, { places: 0 }));
        return nextReach(path, books, side, limitTicks, afterMs, untilMs);
      },
      bookAt: (symbol, atMs) => listing(symbol).books.bookAt(atMs),
    },
  };
}
