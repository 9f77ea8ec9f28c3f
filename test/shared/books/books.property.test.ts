import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minus, plus, textOf, times, ZERO, exact, signOf } from '../../../shared/money/exact.ts';
import { figuresOf, foldTrades } from './fold-trades.ts';
import type { GivenTrade } from './fold-trades.ts';

const figure = (most: number, places: number) =>
  fc.integer({ min: 1, max: most }).map((units) => {
    const digits = String(units).padStart(places + 1, '0');
    return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  });

/** The asset of the fee by its place; amounts and prices that divide badly. */
const trade = fc.record({
  side: fc.constantFrom<'buy' | 'sell'>('buy', 'sell'),
  amount: figure(900, 3),
  price: figure(90_000, 2),
  feeAsset: fc.constantFrom('BTC', 'USDT', 'BNB'),
  fee: fc.integer({ min: -5, max: 20 }).map((units) => (units < 0 ? `-0.0000${-units}` : `0.0000${units}`)),
  atMs: fc.integer({ min: 0, max: 8 }),
});
const trades = fc
  .array(trade, { maxLength: 40 })
  .map((all): GivenTrade[] => all.map((each, i) => ({ ...each, id: String(100 + i) })));
const symbol = fc.constantFrom('BTC/USDT', 'BTC/USDT:USDT');

describe('books of any trades', () => {
  it('lose nothing: cash and what is held at its mark, and fees, are deposits and profit, to the last digit', () => {
    fc.assert(
      fc.property(symbol, trades, figure(90_000, 2), (name, given, mark) => {
        const { book, lots } = foldTrades(name, given);
        const spot = name === 'BTC/USDT';
        let cash = ZERO;
        let position = ZERO;
        for (const { side, amount, price, fee, feeAsset } of given) {
          const value = times(exact(amount), exact(price));
          cash = side === 'buy' ? minus(cash, value) : plus(cash, value);
          position = side === 'buy' ? plus(position, exact(amount)) : minus(position, exact(amount));
          if (fee == null) continue;
          if (feeAsset === 'USDT') cash = minus(cash, exact(fee));
          if (feeAsset === 'BTC' && spot) position = minus(position, exact(fee));
          // From the wallet of a swap account, at the price of the trade.
          if (feeAsset === 'BTC' && !spot) cash = minus(cash, times(exact(fee), exact(price)));
        }
        // What was sold without being held was paid in from elsewhere.
        position = plus(position, book.uncoveredQuantity);
        expect(textOf(book.quantity)).toBe(textOf(position));

        const value = times(book.quantity, exact(mark));
        const all = plus(plus(cash, value), book.feesInQuote);
        for (const [cost, realised] of [
          [book.costAverage, book.realisedAverage],
          [book.costFifo, book.realisedFifo],
        ] as const) {
          const unrealised = signOf(book.quantity) < 0 ? plus(cost, value) : minus(value, cost);
          expect(textOf(all)).toBe(textOf(plus(plus(realised, unrealised), book.uncoveredProceeds)));
        }
        const held = lots.reduce((sum, { quantity }) => plus(sum, quantity), ZERO);
        expect(textOf(held)).toBe(textOf(book.quantity).replace('-', ''));
      }),
      { numRuns: 300 },
    );
  });

  it('are the same in whichever order trades were told', () => {
    const shuffled = trades.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    fc.assert(
      fc.property(symbol, shuffled, (name, [given, other]) => {
        expect(figuresOf(foldTrades(name, other))).toEqual(figuresOf(foldTrades(name, given)));
      }),
      { numRuns: 200 },
    );
  });

  it('close the oldest first: as an oracle that queues every thousandth of a coin by itself', () => {
    fc.assert(
      fc.property(trades, (given) => {
        const free = given.map((each) => ({ ...each, fee: null, feeAsset: null }));
        const { book } = foldTrades('BTC/USDT:USDT', free);
        const oracle = fifoByUnits(free);
        // In cents for a thousandth.
        expect(textOf(times(book.realisedFifo, exact('100000')))).toBe(oracle.realised.toString());
        expect(textOf(times(book.costFifo, exact('100000')))).toBe(oracle.cost.toString());
      }),
      { numRuns: 150 },
    );
  });

  it('divide a trade among the lots it closed without a rest', () => {
    fc.assert(
      fc.property(symbol, trades, (name, given) => {
        const { book, closes } = foldTrades(name, given);
        let [average, fifo] = [ZERO, ZERO];
        for (const { by, close } of closes) {
          if (!close.costAverage || !close.costFifo) continue;
          const isSale = given.find(({ id }) => id === by)?.side === 'sell';
          const gain = (cost: typeof ZERO) => (isSale ? minus(close.proceeds, cost) : minus(cost, close.proceeds));
          average = plus(average, gain(close.costAverage));
          fifo = plus(fifo, gain(close.costFifo));
        }
        expect([textOf(average), textOf(fifo)]).toEqual([textOf(book.realisedAverage), textOf(book.realisedFifo)]);
      }),
      { numRuns: 150 },
    );
  });
});

/** Another way of saying first in, first out: one entry a thousandth, no lots, no division. */
function fifoByUnits(given: readonly GivenTrade[]): { realised: bigint; cost: bigint } {
  const sorted = given.toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0) || Number(a.id) - Number(b.id));
  let queue: bigint[] = [];
  let isLong = true;
  let realised = 0n;
  for (const { side, amount, price } of sorted) {
    const cents = BigInt(price.replace('.', ''));
    for (let unit = Number(amount.replace('.', '')); unit > 0; unit -= 1) {
      const opens = queue.length === 0 || isLong === (side === 'buy');
      if (opens) {
        isLong = side === 'buy';
        queue.push(cents);
        continue;
      }
      const [first = 0n, ...rest] = queue;
      realised += isLong ? cents - first : first - cents;
      queue = rest;
    }
  }
  return { realised, cost: queue.reduce((sum, each) => sum + each, 0n) };
}
