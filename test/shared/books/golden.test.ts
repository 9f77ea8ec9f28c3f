import { describe, expect, it } from 'vitest';
import { figuresOf, foldTrades } from './fold-trades.ts';
import type { GivenTrade } from './fold-trades.ts';

/** Worked by hand. Each expectation stands beside its arithmetic; what is not named is nothing. */
interface Scenario {
  name: string;
  symbol: string;
  trades: GivenTrade[];
  expected: Partial<ReturnType<typeof figuresOf>>;
}

const NOTHING = {
  quantity: '0',
  costAverage: '0',
  costFifo: '0',
  realisedAverage: '0',
  realisedFifo: '0',
  uncovered: '0 for 0',
  fees: {},
  feesInQuote: '0',
  untoldFees: 0,
  lots: [],
  closes: [],
};
const none = { fee: '0', feeAsset: 'USDT' };

const SCENARIOS: Scenario[] = [
  {
    name: 'one order in three partial fills, and a part of it sold',
    symbol: 'BTC/USDT',
    trades: [
      { ...none, side: 'buy', amount: '0.3', price: '100' }, // 30
      { ...none, side: 'buy', amount: '0.5', price: '110' }, // 55
      { ...none, side: 'buy', amount: '0.2', price: '120' }, // 24; together 1 for 109
      { ...none, side: 'sell', amount: '0.4', price: '150' }, // 60
    ],
    expected: {
      quantity: '0.6',
      costAverage: '65.4', // 109 - 109 * 0.4
      realisedAverage: '16.4', // 60 - 43.6
      costFifo: '68', // 0.4 at 110 = 44, and 24
      realisedFifo: '19', // 60 - (30 + 0.1 * 110 = 41)
      lots: ['2: 0.4 at 110', '3: 0.2 at 120'],
      closes: ['4 of 1: 0.3 for 45', '4 of 2: 0.1 for 15'],
    },
  },
  {
    name: 'a fee in the base: less is held, and its part of the price is fee',
    symbol: 'BTC/USDT',
    trades: [
      { side: 'buy', amount: '1', price: '100', fee: '0.001', feeAsset: 'BTC' }, // 0.999 for 99.9, fee 0.1
      { ...none, side: 'sell', amount: '0.999', price: '200' }, // 199.8
    ],
    expected: {
      realisedAverage: '99.9', // 199.8 - 99.9
      realisedFifo: '99.9',
      fees: { BTC: '0.001' },
      feesInQuote: '0.1', // paid 100, got 199.8: 99.8 = 99.9 - 0.1
      closes: ['2 of 1: 0.999 for 199.8'],
    },
  },
  {
    name: 'a fee in the base of what is sold (BNB/USDT): it leaves with what is sold, at the price of the trade',
    symbol: 'BNB/USDT',
    trades: [
      { ...none, side: 'buy', amount: '10', price: '300' }, // 3000
      { side: 'sell', amount: '4', price: '400', fee: '0.01', feeAsset: 'BNB' }, // 4.01 leave; 1600 come in
    ],
    expected: {
      quantity: '5.99',
      costAverage: '1797', // 3000 - 4.01 * 300 = 3000 - 1203
      costFifo: '1797',
      realisedAverage: '401', // 4.01 * 400 - 1203 = 1604 - 1203
      realisedFifo: '401',
      fees: { BNB: '0.01' },
      feesInQuote: '4', // 0.01 * 400. Cash -3000 + 1600, held at cost 1797: 397 = 401 - 4
      lots: ['1: 5.99 at 300'],
      closes: ['2 of 1: 4.01 for 1604'],
    },
  },
  {
    name: 'fees in the quote and in a third asset: neither touches position or cost',
    symbol: 'BTC/USDT',
    trades: [
      { side: 'buy', amount: '2', price: '50', fee: '0.1', feeAsset: 'USDT' },
      { side: 'buy', amount: '1', price: '80', fee: '0.0002', feeAsset: 'BNB' },
    ],
    expected: {
      quantity: '3',
      costAverage: '180',
      costFifo: '180',
      fees: { USDT: '0.1', BNB: '0.0002' },
      feesInQuote: '0.1',
      lots: ['1: 2 at 50', '2: 1 at 80'],
    },
  },
  {
    name: 'a rebate in the base: more is held, at the price of the trade',
    symbol: 'ETH/USDT',
    trades: [{ side: 'buy', amount: '10', price: '20', fee: '-0.01', feeAsset: 'ETH' }],
    expected: {
      quantity: '10.01',
      costAverage: '200.2', // 10.01 * 20; paid 200, so the fee is -0.2
      costFifo: '200.2',
      fees: { ETH: '-0.01' },
      feesInQuote: '-0.2',
      lots: ['1: 10.01 at 20'],
    },
  },
  {
    name: 'a fee that is not told is not taken for nothing',
    symbol: 'BTC/NOK',
    trades: [{ side: 'buy', amount: '0.5', price: '1000', fee: null, feeAsset: null }],
    expected: { quantity: '0.5', costAverage: '500', costFifo: '500', untoldFees: 1, lots: ['1: 0.5 at 1000'] },
  },
  {
    name: 'a swap that flips from long to short, and back',
    symbol: 'BTC/USDT:USDT',
    trades: [
      { ...none, side: 'buy', amount: '1', price: '100' },
      { ...none, side: 'sell', amount: '3', price: '130' }, // closes 1: +30; short 2 at 130 = 260
      { ...none, side: 'buy', amount: '5', price: '120' }, // closes 2: 260 - 240 = +20; long 3 at 120 = 360
      { ...none, side: 'sell', amount: '1', price: '90' }, // closes 1: 90 - 120 = -30
    ],
    expected: {
      quantity: '2',
      costAverage: '240',
      costFifo: '240',
      realisedAverage: '20', // 30 + 20 - 30
      realisedFifo: '20',
      lots: ['3: 2 at 120'],
      closes: ['2 of 1: 1 for 130', '3 of 2: 2 for 240', '4 of 3: 1 for 90'],
    },
  },
  {
    name: 'a short that is closed in parts: lots and average differ in between, and agree in the end',
    symbol: 'ETH/USDT:USDT',
    trades: [
      { ...none, side: 'sell', amount: '1', price: '10' },
      { ...none, side: 'sell', amount: '1', price: '14' }, // short 2, got 24
      { ...none, side: 'buy', amount: '1', price: '11' }, // FIFO 10 - 11 = -1; average 12 - 11 = +1
    ],
    expected: {
      quantity: '-1',
      costAverage: '12',
      costFifo: '14',
      realisedAverage: '1',
      realisedFifo: '-1',
      lots: ['2: 1 at 14'],
      closes: ['3 of 1: 1 for 11'],
    },
  },
  {
    name: 'a fee in the base asset of a swap comes from the wallet, and leaves the position alone',
    symbol: 'BNB/USDT:USDT',
    trades: [{ side: 'buy', amount: '5', price: '300', fee: '0.002', feeAsset: 'BNB' }],
    expected: {
      quantity: '5',
      costAverage: '1500',
      costFifo: '1500',
      fees: { BNB: '0.002' },
      feesInQuote: '0.6',
      lots: ['1: 5 at 300'],
    },
  },
  {
    name: 'dust: what is left when an amount is rounded to the step of the market stays, with its cost',
    symbol: 'SOL/USDT',
    trades: [
      { side: 'buy', amount: '1', price: '20', fee: '0.00100001', feeAsset: 'SOL' }, // 0.99899999 for 19.9799998
      { ...none, side: 'sell', amount: '0.998', price: '20' }, // 19.96
    ],
    expected: {
      quantity: '0.00099999',
      costAverage: '0.0199998',
      costFifo: '0.0199998',
      fees: { SOL: '0.00100001' },
      feesInQuote: '0.0200002',
      lots: ['1: 0.00099999 at 20'],
      closes: ['2 of 1: 0.998 for 19.96'],
    },
  },
  {
    name: 'a spot sale beyond what was bought here: no profit is made up for the rest',
    symbol: 'BTC/USDT',
    trades: [
      { ...none, side: 'buy', amount: '1', price: '100' },
      { ...none, side: 'sell', amount: '3', price: '150' }, // 1 closes: +50; 2 are uncovered for 300
      { ...none, side: 'buy', amount: '1', price: '120' },
    ],
    expected: {
      quantity: '1',
      costAverage: '120',
      costFifo: '120',
      realisedAverage: '50',
      realisedFifo: '50',
      uncovered: '2 for 300',
      lots: ['3: 1 at 120'],
      closes: ['2 of 1: 1 for 150', '2 of nothing: 2 for 300'],
    },
  },
  {
    name: 'thirds: what cannot be divided stays in the book and comes out with the last part',
    symbol: 'BTC/USDT',
    trades: [
      { ...none, side: 'buy', amount: '1', price: '1' },
      { ...none, side: 'buy', amount: '2', price: '5' }, // 3 for 11
      { ...none, side: 'sell', amount: '1', price: '4' }, // cost 3.666666666666666666
      { ...none, side: 'sell', amount: '1', price: '4' }, // cost of half of 7.333333333333333334
    ],
    expected: {
      quantity: '1',
      costAverage: '3.666666666666666667',
      realisedAverage: '0.666666666666666667', // 8 - 7.333333333333333333
      costFifo: '5',
      realisedFifo: '2', // (4 - 1) + (4 - 5)
      lots: ['2: 1 at 5'],
      closes: ['3 of 1: 1 for 4', '4 of 2: 1 for 4'],
    },
  },
  {
    name: 'a late fill that is told last stands where it was made',
    symbol: 'BTC/USDT',
    trades: [
      { ...none, side: 'buy', amount: '1', price: '200', atMs: 2 },
      { ...none, side: 'sell', amount: '1', price: '300', atMs: 3 },
      { ...none, side: 'buy', amount: '1', price: '100', atMs: 1 },
    ],
    expected: {
      quantity: '1',
      costAverage: '150',
      realisedAverage: '150',
      costFifo: '200',
      realisedFifo: '200', // the late one was bought first
      lots: ['1: 1 at 200'],
      closes: ['2 of 3: 1 for 300'],
    },
  },
];

describe('books worked by hand', () => {
  it.each(SCENARIOS)('$name', ({ symbol, trades, expected }) => {
    expect(figuresOf(foldTrades(symbol, trades))).toEqual({ ...NOTHING, ...expected });
  });

  it('keeps whose lot it was and whose trade closed it', () => {
    const { closes } = foldTrades('BTC/USDT', [
      { ...none, side: 'buy', amount: '1', price: '100', strategy: 'slow' },
      { ...none, side: 'buy', amount: '1', price: '110', strategy: 'fast' },
      { ...none, side: 'sell', amount: '1.5', price: '120', strategy: 'fast' },
    ]);
    expect(closes.map(({ close }) => close.opened?.strategyId)).toEqual(['slow', 'fast']);
  });
});
