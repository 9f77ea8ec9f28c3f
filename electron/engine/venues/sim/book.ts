import type { OrderBook } from '../../../../shared/schema/market.ts';
import { hashNumber, hashText } from './noise.ts';
import type { SimInstrument } from './instruments.ts';
import type { PricePath } from './price-path.ts';

/** The book changes once a second, on the second. */
export const BOOK_PERIOD_MS = 1_000;
const LEVELS = 25;

type Side = 'bid' | 'ask';

/** The books of one market: for each whole second one book, as a function of nothing else. */
export interface SimBooks {
  /** The best price of the side that an order takes from, in ticks. */
  touchAt(side: Side, atMs: number): number;
  bookAt(atMs: number): OrderBook;
}

export function bookStart(atMs: number): number {
  return Math.floor(atMs / BOOK_PERIOD_MS) * BOOK_PERIOD_MS;
}

/** `units` of 10^-`places` as a plain decimal without trailing zeros. */
export function fromUnits(units: number, places: number): string {
  const digits = String(units).padStart(places + 1, '0');
  if (places === 0) return digits;
  const cut = digits.length - places;
  return `${digits.slice(0, cut)}.${digits.slice(cut)}`.replace(/\.?0+$/, '');
}

export function simBooks(seed: string, instrument: SimInstrument, path: PricePath): SimBooks {
  const keys = { bid: hashText(`${seed}|${instrument.symbol}|bid`), ask: hashText(`${seed}|${instrument.symbol}|ask`) };

  const touchAt = (side: Side, atMs: number): number => {
    const start = bookStart(atMs);
    const distance = 1 + (hashNumber(keys[side], start / BOOK_PERIOD_MS) % instrument.halfSpreadTicks);
    return path.midAt(start) + (side === 'ask' ? distance : -distance);
  };

  // Levels thicken away from the top, as real books do, and vary between a fifth and nine fifths of their usual size.
  const levels = (side: Side, atMs: number): [string, string][] => {
    const key = hashNumber(keys[side], atMs / BOOK_PERIOD_MS);
    const away = side === 'ask' ? 1 : -1;
    const rows: [string, string][] = [];
    let ticks = touchAt(side, atMs);
    for (let level = 0; level < LEVELS && ticks > 0; level++) {
      const usual = instrument.sizeSteps * (1 + level / 8);
      const steps = 1 + Math.floor((usual * (205 + (hashNumber(key, 2 * level) % 1639))) / 1024);
      rows.push([fromUnits(ticks, instrument.tickPlaces), fromUnits(steps, instrument.stepPlaces)]);
      ticks += away * (1 + (hashNumber(key, 2 * level + 1) % instrument.gapTicks));
    }
    return rows;
  };

  return {
    touchAt,
    bookAt: (atMs) => {
      const start = bookStart(atMs);
      return { bids: levels('bid', start), asks: levels('ask', start), atMs: start };
    },
  };
}
