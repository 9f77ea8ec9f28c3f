import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gt, isMultipleOf, isPositive, lt } from '../../../../shared/money/decimal.ts';
import { SIM_INSTRUMENTS } from '../../../../electron/engine/venues/sim/instruments.ts';
import { noiseAt, noiseBounds, SCALE } from '../../../../electron/engine/venues/sim/noise.ts';
import { openSimMarket } from '../../../../electron/engine/venues/sim/sim-market.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const START_MS = Date.UTC(2026, 11, 1, 12);
const SYMBOLS = [...SIM_INSTRUMENTS.keys()];
const symbol = fc.constantFrom(...SYMBOLS);
const atMs = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2040, 0) });

function open(seed: string) {
  const clock = createFakeClock(START_MS);
  const market = openSimMarket({ seed }, { clock });
  return { clock, market, history: market.history };
}

describe('noise', () => {
  it('stays in its range and inside its bounds', () => {
    const key = fc.nat(2 ** 32 - 1);
    fc.assert(
      fc.property(
        key,
        fc.integer({ min: 500, max: 400_000 }),
        atMs,
        fc.nat(3_000_000),
        fc.nat(),
        (k, period, from, length, pick) => {
          const [low, high] = noiseBounds(k, period, from, from + length);
          const value = noiseAt(k, period, from + (length ? pick % length : 0));
          expect(Math.abs(value)).toBeLessThanOrEqual(SCALE);
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(high);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('sim market', () => {
  it('is the same for the same seed and time, and another for another seed', async () => {
    const [a, b, c] = [open('seed'), open('seed'), open('other')];
    for (const name of SYMBOLS) {
      expect(JSON.stringify(await a.market.book(name))).toBe(JSON.stringify(await b.market.book(name)));
      expect(await a.market.ticker(name)).toEqual(await b.market.ticker(name));
      expect((await a.market.book(name)).asks).not.toEqual((await c.market.book(name)).asks);
    }
  });

  it('keeps its bytes: what this seed gave once it gives always', async () => {
    const { market } = open('golden');
    const book = await market.book('BTC/USDT');
    expect([book.bids[0], book.asks[0], book.bids[24], book.asks[24], book.atMs]).toMatchInlineSnapshot(`
      [
        [
          "70214.86",
          "0.05133",
        ],
        [
          "70214.92",
          "0.03469",
        ],
        [
          "70165.77",
          "0.26532",
        ],
        [
          "70257.88",
          "0.43454",
        ],
        1796126400000,
      ]
    `);
    expect(await market.ticker('ETH/NOK')).toMatchInlineSnapshot(`
      {
        "ask": "36106.5",
        "at": "2026-12-01T12:00:00.000Z",
        "bid": "36103.8",
        "exchange": "sim",
        "last": "36105.3",
        "symbol": "ETH/NOK",
      }
    `);
  });

  it('has at least 20 ordered, tradable levels a side and never a crossed book', () => {
    const { history } = open('books');
    fc.assert(
      fc.property(symbol, atMs, (name, at) => {
        const rules = SIM_INSTRUMENTS.get(name)!;
        const { bids, asks, atMs: bookMs } = history.bookAt(name, at);
        expect(bookMs).toBe(Math.floor(at / 1000) * 1000);
        expect(bids.length).toBeGreaterThanOrEqual(20);
        expect(asks.length).toBeGreaterThanOrEqual(20);
        expect(lt(bids[0]![0], asks[0]![0])).toBe(true);
        for (const [levels, worse] of [
          [bids, lt],
          [asks, gt],
        ] as const) {
          levels.forEach(([price, amount], i) => {
            expect(isMultipleOf(price, rules.tick) && isMultipleOf(amount, rules.step) && isPositive(amount)).toBe(
              true,
            );
            if (i > 0) expect(worse(price, levels[i - 1]![0])).toBe(true);
          });
        }
        expect(new Set(asks.map(([, amount]) => amount)).size).toBeGreaterThan(15);
      }),
      { numRuns: 300 },
    );
  });

  it('stands still within a second and moves a little every second, and plausibly over a day', async () => {
    const { market, clock } = open('moves');
    for (const name of ['BTC/USDT', 'BTC/NOK', 'ETH/USDT']) {
      const last = async (): Promise<number> => Number((await market.ticker(name)).last);
      let changed = 0;
      let [low, high] = [Infinity, 0];
      let before = await last();
      for (let minute = 0; minute < 24 * 60; minute++) {
        clock.advance(1_000);
        const now = await last();
        if (now !== before) changed++;
        expect(Math.abs(now / before - 1)).toBeLessThan(0.001);
        clock.advance(999);
        expect(await last()).toBe(now);
        clock.advance(58_001);
        before = await last();
        [low, high] = [Math.min(low, before), Math.max(high, before)];
      }
      expect(changed).toBeGreaterThan(1_400);
      expect(high / low - 1).toBeGreaterThan(0.005);
      expect(high / low - 1).toBeLessThan(0.15);
    }
  });

  it('prices BTC in kroner and dollars at a plausible rate', async () => {
    const { market } = open('rate');
    const [usdt, nok] = [await market.ticker('BTC/USDT'), await market.ticker('BTC/NOK')];
    expect(Number(nok.last) / Number(usdt.last)).toBeGreaterThan(10.4);
    expect(Number(nok.last) / Number(usdt.last)).toBeLessThan(10.8);
    expect(gt(usdt.ask!, usdt.bid!)).toBe(true);
  });

  it('quotes the touch of its book', async () => {
    const { market } = open('touch');
    for (const name of SYMBOLS) {
      const [ticker, book] = [await market.ticker(name), await market.book(name)];
      expect([ticker.bid, ticker.ask]).toEqual([book.bids[0]![0], book.asks[0]![0]]);
    }
  });

  it('does not trade what it does not list', async () => {
    const { market } = open('x');
    await expect(market.book('DOGE/USDT')).rejects.toMatchObject({ code: 'UNKNOWN_SYMBOL' });
    await expect(market.ticker('DOGE/USDT')).rejects.toMatchObject({ code: 'UNKNOWN_SYMBOL' });
  });
});

describe('history', () => {
  it('finds the first book that meets a limit, as looking at each one does', () => {
    const { history } = open('reach');
    const met = { yes: 0, no: 0 };
    fc.assert(
      fc.property(
        symbol,
        fc.constantFrom('buy' as const, 'sell' as const),
        atMs,
        fc.nat(400),
        fc.integer({ min: 0, max: 30 }),
        (name, side, after, seconds, away) => {
          const until = after + seconds * 1_000;
          const touch = Number(history.bookAt(name, after)[side === 'buy' ? 'asks' : 'bids'][0]![0]);
          const { tick, tickPlaces } = SIM_INSTRUMENTS.get(name)!;
          const offset = Math.round((touch * away) / 20_000 / Number(tick)) * Number(tick);
          const price = (side === 'buy' ? touch - offset : touch + offset).toFixed(tickPlaces);
          let expected: number | null = null;
          for (let at = (Math.floor(after / 1000) + 1) * 1000; at <= until && expected === null; at += 1000) {
            const book = history.bookAt(name, at);
            const meets = side === 'buy' ? !gt(book.asks[0]![0], price) : !lt(book.bids[0]![0], price);
            if (meets) expected = at;
          }
          met[expected === null ? 'no' : 'yes']++;
          expect(history.nextReach(name, side, price, after, until)).toBe(expected);
        },
      ),
      { numRuns: 200 },
    );
    expect(met.yes).toBeGreaterThan(20);
    expect(met.no).toBeGreaterThan(20);
  });

  it('searches a year without walking it', () => {
    const { history } = open('year');
    const began = performance.now();
    expect(history.nextReach('BTC/USDT', 'buy', '1000', START_MS, START_MS + 365 * 86_400_000)).toBeNull();
    expect(history.nextReach('BTC/USDT', 'sell', '72000', START_MS, START_MS + 365 * 86_400_000)).toBeGreaterThan(
      START_MS,
    );
    expect(performance.now() - began).toBeLessThan(500);
  });
});
