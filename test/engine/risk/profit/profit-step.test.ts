import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Worth } from '../../../../electron/engine/risk/profit/book.ts';
import { isSwap } from '../../../../electron/engine/risk/profit/book.ts';
import type { FollowedOrder, Happened } from '../../../../electron/engine/risk/profit/profit-journal.ts';
import { keysOf, startedState, steppedState } from '../../../../electron/engine/risk/profit/profit-step.ts';
import type { Sight } from '../../../../electron/engine/risk/profit/profit-step.ts';
import { drawdownOf } from '../../../../electron/engine/risk/profit/profit-state.ts';
import type { ProfitState } from '../../../../electron/engine/risk/profit/profit-state.ts';
import { add, mul, sub } from '../../../../shared/money/decimal.ts';

/** Profit of accounts, worked by hand. Money in USDT. */

type Prices = Record<string, string>;

/** Prices of assets in USDT, and of swaps in their quote. */
function sight(prices: Prices, shown: Prices, change: Partial<Sight> = {}): Sight {
  const worths = new Map<string, Worth>([['USDT', { mark: '1', rate: '1' }]]);
  for (const [key, mark] of Object.entries(prices)) worths.set(key, { mark, rate: '1' });
  return {
    ...{ atMs: 1_000, worths, shown: new Map(Object.entries(shown)), entries: [], ignored: new Set<string>() },
    ...{ takerFee: () => '0.001', tellsNoTrades: false, quiet: () => true, fits: true },
    ...change,
  };
}

let numbers = 0;
const fill = (change: Partial<Happened['fills'][number]> = {}): Happened['fills'][number] => ({
  ...{ seq: ++numbers, symbol: 'BTC/USDT', side: 'buy', amount: '1', price: '50000', fee: '0', fee_asset: 'USDT' },
  ...change,
});
const happened = (fills: Happened['fills'] = [], orders: Happened['orders'] = []): Happened => ({
  ...{ fills, orders, newestFill: numbers, newestOrder: 10 },
});
const order = (change: Partial<FollowedOrder> = {}): FollowedOrder => ({
  ...{ rowid: 1, id: 'ord_1', symbol: 'BTC/USDT', side: 'buy', price: null, filled: '0', average: null },
  ...{ status: 'open', updated_ms: 1_000 },
  ...change,
});
const start = (prices: Prices, shown: Prices, change: Partial<Sight> = {}, was = happened()): ProfitState =>
  startedState('USDT', sight(prices, shown, change), was);
const step = (state: ProfitState, now: Sight, was = happened()): ProfitState => steppedState(state, now, was).state;

describe('profit on spot', () => {
  it('is what prices do to what is held', () => {
    const state = start({ BTC: '50000' }, { BTC: '2', USDT: '1000' });
    expect(state).toMatchObject({ profit: '0', equity: '101000' });
    const later = step(state, sight({ BTC: '50100' }, { BTC: '2', USDT: '1000' }));
    expect(later).toMatchObject({ profit: '200', equity: '101200' });
    expect(step(later, sight({ BTC: '49000' }, { BTC: '2', USDT: '1000' })).profit).toBe('-2000');
  });

  it('is the difference of a trade to the mark, and its fee in the quote', () => {
    const state = start({ BTC: '50000' }, { USDT: '100000' });
    // 1 BTC for 50 010 and a fee of 50; it is worth 50 000 now.
    const bought = fill({ price: '50010', fee: '50', fee_asset: 'USDT' });
    const later = step(state, sight({ BTC: '50000' }, { BTC: '1', USDT: '49940' }), happened([bought]));
    expect(later.profit).toBe('-60');
    expect(later.book).toEqual({ BTC: { quantity: '1', mark: '50000' }, USDT: { quantity: '49940', mark: '1' } });
    // Sold again for 50 500 with a fee of 50.5.
    const sold = fill({ side: 'sell', price: '50500', fee: '50.5', fee_asset: 'USDT' });
    const end = step(later, sight({ BTC: '50500' }, { USDT: '100389.5' }), happened([sold]));
    expect(end).toMatchObject({ profit: '389.5', equity: '100389.5' });
    expect(end.book).toEqual({ USDT: { quantity: '100389.5', mark: '1' } });
  });

  it('takes a fee in the bought asset off what was bought, and one in a third asset off that', () => {
    const state = start({ BTC: '50000', BNB: '600' }, { USDT: '100000', BNB: '1' });
    const inBase = fill({ fee: '0.001', fee_asset: 'BTC' });
    const after = step(
      state,
      sight({ BTC: '50000', BNB: '600' }, { BTC: '0.999', USDT: '50000', BNB: '1' }),
      happened([inBase]),
    );
    expect(after.profit).toBe('-50');
    expect(after.book['BTC']?.quantity).toBe('0.999');
    const inThird = fill({ amount: '0.5', fee: '0.05', fee_asset: 'BNB' });
    const shown = { BTC: '1.499', USDT: '25000', BNB: '0.95' };
    const end = step(after, sight({ BTC: '50000', BNB: '610' }, shown), happened([inThird]));
    // 10 up on one BNB, and 0.05 of it at 610 as a fee.
    expect(end.profit).toBe('-70.5');
    expect(end.book['BNB']?.quantity).toBe('0.95');
  });

  it('counts partial fills as they come', () => {
    let state = start({ BTC: '50000' }, { USDT: '100000' });
    const open = order();
    const first = fill({ amount: '0.4', price: '49900' });
    state = step(
      state,
      sight({ BTC: '50000' }, { BTC: '0.4', USDT: '80040' }),
      happened([first], [{ order: { ...open, filled: '0.4' }, told: { amount: '0.4', value: '19960' } }]),
    );
    expect(state.profit).toBe('40');
    const second = fill({ amount: '0.6', price: '49800' });
    const done = { ...open, filled: '1', status: 'filled' as const };
    state = step(
      state,
      sight({ BTC: '50000' }, { BTC: '1', USDT: '50160' }),
      happened([second], [{ order: done, told: { amount: '1', value: '49840' } }]),
    );
    expect(state).toMatchObject({ profit: '160', untold: {}, unsettled: [] });
  });

  it('takes what came or went without a trade for neither profit nor loss', () => {
    const state = start({ BTC: '50000' }, { BTC: '1', USDT: '1000' });
    const { state: later, changed } = steppedState(
      state,
      sight({ BTC: '50000', ETH: '3000' }, { BTC: '0.5', USDT: '6000', ETH: '2' }),
      happened(),
    );
    expect(later).toMatchObject({ profit: '0', equity: '37000' });
    expect(changed.toSorted()).toEqual(['BTC', 'ETH', 'USDT']);
    // From then on the new quantities move with their prices.
    expect(step(later, sight({ BTC: '51000', ETH: '3000' }, { BTC: '0.5', USDT: '6000', ETH: '2' })).profit).toBe(
      '500',
    );
  });

  it('takes nothing over that may be a fill on its way', () => {
    const state = start({ BTC: '50000' }, { BTC: '1', USDT: '1000' });
    const shown = { BTC: '2', USDT: '1000' };
    const busy = step(state, sight({ BTC: '50000' }, shown, { quiet: (key) => key !== 'BTC' }));
    expect(busy.book['BTC']?.quantity).toBe('1');
    expect(step(busy, sight({ BTC: '50000' }, shown)).book['BTC']?.quantity).toBe('2');
  });

  it('values what is traded for another asset than money', () => {
    const state = start({ ETH: '3000', BTC: '50000' }, { ETH: '10' });
    const sold = fill({ symbol: 'ETH/BTC', side: 'sell', amount: '10', price: '0.061', fee: '0', fee_asset: 'BTC' });
    const end = step(state, sight({ ETH: '3000', BTC: '50000' }, { BTC: '0.61' }), happened([sold]));
    // 30 000 became 30 500.
    expect(end.profit).toBe('500');
  });

  it('leaves out what counts as nothing, on every side', () => {
    const ignored = new Set(['JUNK']);
    const state = start({}, { USDT: '100', JUNK: '1000000' }, { ignored });
    expect(state).toMatchObject({ equity: '100', book: { USDT: { quantity: '100', mark: '1' } } });
    const bought = fill({ symbol: 'JUNK/USDT', amount: '10', price: '1', fee: '1', fee_asset: 'JUNK' });
    const end = step(state, sight({}, { USDT: '90', JUNK: '1000009' }, { ignored }), happened([bought]));
    expect(end).toMatchObject({ profit: '-10', equity: '90' });
  });

  it('remembers the highest profit, and how far it is below that', () => {
    let state = start({ BTC: '50000' }, { BTC: '1' });
    const profits = ['50300', '50100', '50400', '50150'].map((price) => {
      state = step(state, sight({ BTC: price }, { BTC: '1' }));
      return [state.profit, state.peak.profit, drawdownOf(state)];
    });
    expect(profits).toEqual([
      ['300', '300', '0'],
      ['100', '300', '200'],
      ['400', '400', '0'],
      ['150', '400', '250'],
    ]);
    expect(state.peak.equity).toBe('50400');
  });
});

describe('profit in swaps', () => {
  const SYMBOL = 'BTC/USDT:USDT';
  const at = (price: string, quantity: string, wallet: string, entryPrice = '50000') =>
    sight(
      { [SYMBOL]: price, BTC: price },
      { USDT: wallet, ...(quantity === '0' ? {} : { [SYMBOL]: quantity }) },
      {
        entries: quantity === '0' ? [] : [{ symbol: SYMBOL, quantity, entryPrice }],
        quiet: () => true,
      },
    );
  const trade = (side: 'buy' | 'sell', amount: string, price: string, fee = '0') =>
    fill({ symbol: SYMBOL, side, amount, price, fee, fee_asset: 'USDT' });

  it('goes with a long position, through its close', () => {
    let state = startedState('USDT', at('50000', '0', '10000'), happened());
    // 2 BTC long at 50 010; fee 20.
    state = step(state, at('50000', '2', '9980', '50010'), happened([trade('buy', '2', '50010', '20')]));
    expect(state).toMatchObject({ profit: '-40', equity: '9960' });
    state = step(state, at('50500', '2', '9980', '50010'));
    expect(state).toMatchObject({ profit: '960', equity: '10960' });
    // Closed at 50 500; the wallet got 980.
    state = step(state, at('50500', '0', '10940'), happened([trade('sell', '2', '50500', '20')]));
    expect(state).toMatchObject({ profit: '940', equity: '10940' });
    expect(state.book).toEqual({ USDT: { quantity: '10940', mark: '1' } });
  });

  it('follows a flip from long to short in one trade', () => {
    let state = startedState('USDT', at('50000', '1', '10000'), happened());
    // Sold 3 at 50 100 while the mark is 50 000: 1 closed, 2 short.
    state = step(state, at('50000', '-2', '10100', '50100'), happened([trade('sell', '3', '50100')]));
    expect(state).toMatchObject({ profit: '300', equity: '10300' });
    expect(state.book[SYMBOL]).toEqual({ quantity: '-2', mark: '50000' });
    state = step(state, at('51000', '-2', '10100', '50100'));
    expect(state).toMatchObject({ profit: '-1700', equity: '8300' });
  });

  it('is what the account is worth more, while the readings do not fit together', () => {
    let state = startedState('USDT', at('50000', '0', '10000'), happened());
    const stale = { ...at('50000', '0', '9980'), fits: false, quiet: (key: string) => key === 'USDT' };
    state = step(state, stale, happened([trade('buy', '2', '50010', '20')]));
    expect(state).toMatchObject({ profit: '-40', equity: '9960' });
    expect(step(state, at('50000', '2', '9980', '50010'))).toMatchObject({ profit: '-40', equity: '9960' });
  });

  it('takes what a wallet gained for the profit of the position that it is, and not twice', () => {
    let state = startedState('USDT', at('50000', '1', '10000'), happened());
    state = step(state, at('51000', '0', '11000'), happened([trade('sell', '1', '51000')]));
    expect(state.profit).toBe('1000');
  });
});

describe('trades whose price is told late, or never', () => {
  it('counts them at their average, and puts that right when the fills come', () => {
    let state = start({ BTC: '50000' }, { USDT: '100000' });
    const done = order({ filled: '1', average: '50100', status: 'filled' });
    const shown = { BTC: '1', USDT: '49900' };
    const nothing = { amount: '0', value: '0' };
    state = step(
      state,
      sight({ BTC: '50000' }, shown, { quiet: () => false }),
      happened([], [{ order: done, told: nothing }]),
    );
    // 100 too dear, and the fee of a taker on 50 100.
    expect(state.profit).toBe('-150.1');
    expect(Object.keys(state.untold)).toEqual(['ord_1']);
    const told = [
      fill({ amount: '0.5', price: '50080', fee: '10' }),
      fill({ amount: '0.5', price: '50120', fee: '10' }),
    ];
    const known = { amount: '1', value: '50100' };
    state = step(
      state,
      sight({ BTC: '50000' }, shown, { quiet: () => false }),
      happened(told, [{ order: done, told: known }]),
    );
    expect(state).toMatchObject({ profit: '-120', untold: {} });
    expect(state.book['USDT']?.quantity).toBe('49880');
  });

  it('takes a fee that is not told for that of a taker', () => {
    const state = start({ BTC: '50000' }, { USDT: '100000' });
    const bought = fill({ fee: null, fee_asset: null });
    expect(step(state, sight({ BTC: '50000' }, {}, { quiet: () => false }), happened([bought])).profit).toBe('-50');
  });

  it('takes what the balance shows for the price, where the venue tells none', () => {
    let state = start({ BTC: '50000' }, { USDT: '100000' });
    const firi = { tellsNoTrades: true, takerFee: () => null };
    const done = order({ price: '50250', filled: '1', status: 'filled' });
    const at = happened([], [{ order: done, told: { amount: '0', value: '0' } }]);
    state = step(state, sight({ BTC: '50000' }, { USDT: '100000' }, { ...firi, quiet: () => false }), at);
    // At its limit, which no trade of it is worse than.
    expect(state).toMatchObject({ profit: '-250', untold: {}, unsettled: [] });
    // It cost 50 020 and a fee of 100.
    state = step(state, sight({ BTC: '50000' }, { BTC: '1', USDT: '49880' }, firi));
    expect(state).toMatchObject({ profit: '-120', slack: {} });
    // Once that is settled, what comes is a transfer.
    state = step(state, sight({ BTC: '50000' }, { BTC: '1', USDT: '49990' }, firi));
    expect(state.profit).toBe('-120');
  });

  it('takes a fee that was kept back from what was bought for one', () => {
    let state = start({ BTC: '50000' }, { USDT: '100000' });
    const firi = { tellsNoTrades: true, takerFee: () => null };
    const done = order({ price: '50000', filled: '1', status: 'filled' });
    const at = happened([], [{ order: done, told: { amount: '0', value: '0' } }]);
    state = step(state, sight({ BTC: '50000' }, {}, { ...firi, quiet: () => false }), at);
    state = step(state, sight({ BTC: '50000' }, { BTC: '0.995', USDT: '50000' }, firi));
    expect(state).toMatchObject({ profit: '-250', slack: {} });
  });

  it('does not take a deposit for a better price', () => {
    let state = start({ BTC: '50000' }, { USDT: '100000' });
    const firi = { tellsNoTrades: true, takerFee: () => null };
    const done = order({ price: '50250', filled: '1', status: 'filled' });
    const at = happened([], [{ order: done, told: { amount: '0', value: '0' } }]);
    state = step(state, sight({ BTC: '50000' }, {}, { ...firi, quiet: () => false }), at);
    state = step(state, sight({ BTC: '50000' }, { BTC: '1', USDT: '59880' }, firi));
    expect(state.profit).toBe('-250');
  });
});

describe('what needs a price', () => {
  it('is what is held, shown and traded; neither what counts as nothing nor what an order did not trade', () => {
    const book = { SOL: { quantity: '1', mark: '100' } };
    const fills = [fill({ fee: '1', fee_asset: 'BNB' })];
    const rejected = order({ symbol: 'XYZ/USDT', status: 'rejected' });
    const partly = order({ symbol: 'ETH/EUR', filled: '1' });
    const orders = [rejected, partly].map((each) => ({ order: each, told: { amount: '0', value: '0' } }));
    const keys = keysOf(
      book,
      new Map([
        ['ADA', '5'],
        ['JUNK', '5'],
      ]),
      happened(fills, orders),
      new Set(['JUNK']),
    );
    expect([...keys].toSorted()).toEqual(['ADA', 'BNB', 'BTC', 'ETH', 'EUR', 'SOL', 'USDT']);
    const swap = [fill({ symbol: 'BTC/USDC:USDC', fee_asset: 'USDC' })];
    expect([...keysOf({}, new Map(), happened(swap), new Set())]).toEqual(['BTC/USDC:USDC', 'USDC']);
  });
});

describe('steps', () => {
  const PRICE = fc.integer({ min: 1, max: 1_000_000 }).map((cents) => mul(String(cents), '0.01'));
  const AMOUNT = fc.integer({ min: 1, max: 10_000 }).map((parts) => mul(String(parts), '0.0001'));
  const SYMBOLS = ['BTC/USDT', 'ETH/USDT', 'ETH/BTC', 'BTC/USDT:USDT'] as const;
  const EVENT = fc.record({
    symbol: fc.constantFrom(...SYMBOLS),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    amount: AMOUNT,
    price: PRICE,
    fee: AMOUNT,
    fee_asset: fc.constantFrom('USDT', 'BTC', 'ETH'),
    /** Marks after it. */
    marks: fc.record({ BTC: PRICE, ETH: PRICE, 'BTC/USDT:USDT': PRICE }),
    /** Whether anybody looked. */
    looked: fc.boolean(),
  });
  const busy = { quiet: () => false };

  it('come to the same sum however often they are made, and to what is held in the end', () => {
    fc.assert(
      fc.property(fc.array(EVENT, { minLength: 1, maxLength: 25 }), (events) => {
        const first = { BTC: '100', ETH: '10', 'BTC/USDT:USDT': '100' };
        const begin = start(first, { BTC: '3', ETH: '5', USDT: '1000' });
        const runs = [events.map(() => true), events.map(() => false), events.map(({ looked }) => looked)];
        const ends = runs.map((looks) => {
          let state = begin;
          let waiting: Happened['fills'] = [];
          events.forEach(({ marks, looked: _looked, ...event }, i) => {
            waiting = [...waiting, fill(event)];
            if (!looks[i] && i < events.length - 1) return;
            state = step(state, sight(marks, {}, busy), happened(waiting));
            waiting = [];
          });
          return state;
        });
        for (const end of ends) {
          expect(end.profit).toBe(ends[0]?.profit);
          expect(end.book).toEqual(ends[0]?.book);
        }
        // What is held now, less what was held then; a swap's trades at their prices.
        const last = events.at(-1)?.marks as Record<string, string>;
        const worth = (book: ProfitState['book']) =>
          Object.entries(book).reduce(
            (sum, [key, { quantity }]) =>
              key === 'USDT' ? add(sum, quantity) : add(sum, mul(quantity, last[key] ?? '0')),
            '0',
          );
        const paid = events
          .filter(({ symbol }) => isSwap(symbol))
          .reduce((sum, { side, amount, price }) => {
            const value = mul(amount, price);
            return side === 'buy' ? add(sum, value) : sub(sum, value);
          }, '0');
        const moved = sub(worth(begin.book), add(add('1000', mul('3', '100')), mul('5', '10')));
        expect(ends[0]?.profit).toBe(add(sub(sub(worth(ends[0]?.book ?? {}), worth(begin.book)), paid), moved));
      }),
      { numRuns: 200 },
    );
  });

  it('do not care in which order the fills between two of them came', () => {
    fc.assert(
      fc.property(fc.array(EVENT, { minLength: 2, maxLength: 12 }), fc.integer(), (events, seed) => {
        const fills = events.map(({ marks: _marks, looked: _looked, ...event }) => fill(event));
        const mixed = fills.toSorted((a, b) => ((a.seq * 7919 + seed) % 101) - ((b.seq * 7919 + seed) % 101));
        const marks = events[0]?.marks ?? {};
        const begin = start({ BTC: '100', ETH: '10' }, { BTC: '3', USDT: '1000' });
        const ends = [fills, mixed].map((each) => step(begin, sight(marks, {}, busy), happened(each)));
        expect(ends[1]?.profit).toBe(ends[0]?.profit);
        expect(ends[1]?.book).toEqual(ends[0]?.book);
      }),
    );
  });
});
