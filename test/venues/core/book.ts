import { fixed, floorTo, least, over, show, times } from './fixed.ts';
import type { Fixed } from './fixed.ts';
import type { BookLevel } from './market.ts';

export type Side = 'buy' | 'sell';

export interface Level {
  price: Fixed;
  amount: Fixed;
}

/** What an order may take from the book: an amount of base, or an amount of quote in whole steps of base. */
export type Want = { amount: Fixed } | { quote: Fixed; step: Fixed };

/** The liquidity of everyone else in one market. Resting orders of the test accounts are not part of it. */
export class Book {
  bids: Level[] = [];
  asks: Level[] = [];
  updateId = 1;

  set(bids: readonly BookLevel[], asks: readonly BookLevel[]): void {
    this.bids = levels(bids).sort((a, b) => (a.price < b.price ? 1 : -1));
    this.asks = levels(asks).sort((a, b) => (a.price > b.price ? 1 : -1));
    const [bid] = this.bids;
    const [ask] = this.asks;
    if (bid && ask && bid.price >= ask.price) throw new Error('a book must not be crossed');
    this.updateId += 1;
  }

  /** What a taker on `side` would get now, best price first. Changes nothing. */
  plan(side: Side, want: Want, limit?: Fixed): Level[] {
    const taken: Level[] = [];
    let leftAmount = 'amount' in want ? want.amount : 0n;
    let leftQuote = 'quote' in want ? want.quote : 0n;
    for (const level of side === 'buy' ? this.asks : this.bids) {
      if (limit !== undefined && (side === 'buy' ? level.price > limit : level.price < limit)) break;
      const cap = 'amount' in want ? leftAmount : floorTo(over(leftQuote, level.price), want.step);
      const amount = least(level.amount, cap);
      if (amount <= 0n) break;
      taken.push({ price: level.price, amount });
      leftAmount -= amount;
      leftQuote -= times(amount, level.price);
    }
    return taken;
  }

  /** Takes planned fills out of the book. */
  consume(side: Side, fills: readonly Level[]): void {
    const rows = side === 'buy' ? this.asks : this.bids;
    for (const fill of fills) {
      const level = rows.find(({ price }) => price === fill.price);
      if (!level || level.amount < fill.amount) throw new Error('the book does not hold what was planned');
      level.amount -= fill.amount;
    }
    const left = rows.filter(({ amount }) => amount > 0n);
    if (side === 'buy') this.asks = left;
    else this.bids = left;
    if (fills.length > 0) this.updateId += 1;
  }

  /** The best levels as the wire shows them: `places` decimals, or as few as needed. */
  depth(limit: number, places?: number): { bids: [string, string][]; asks: [string, string][] } {
    const shown = (side: Level[]): [string, string][] =>
      side.slice(0, limit).map(({ price, amount }) => [show(price, places), show(amount, places)]);
    return { bids: shown(this.bids), asks: shown(this.asks) };
  }
}

/** Rows of one price are one level: `consume` finds a level by its price. */
function levels(rows: readonly BookLevel[]): Level[] {
  const byPrice = new Map<Fixed, Fixed>();
  for (const [price, amount] of rows) byPrice.set(fixed(price), (byPrice.get(fixed(price)) ?? 0n) + fixed(amount));
  return [...byPrice].map(([price, amount]) => ({ price, amount })).filter(({ amount }) => amount > 0n);
}
