import { cmp, mul } from '../../../../shared/money/decimal.ts';
import type { OrderBook } from '../../../../shared/schema/market.ts';
import { positiveText } from './decimal-text.ts';

type Level = OrderBook['bids'][number];

/** One side of a book, best first. Sorted here: with figures as strings ccxt sorts them as words, `9` above `10`. */
export function levelsFrom(rows: unknown[][], side: 'bids' | 'asks', baseUnitsEach: string): Level[] {
  const levels: Level[] = [];
  for (const [price, amount] of rows) {
    const level = [positiveText(price), positiveText(amount)];
    if (level[0] && level[1]) levels.push([level[0], mul(level[1], baseUnitsEach)]);
  }
  return levels.sort(([a], [b]) => (side === 'bids' ? cmp(b, a) : cmp(a, b)));
}
