import type { Limits } from '../../../shared/schema/limits.ts';
import type { PipelineCase } from './pipeline.ts';

const account = (value: string) => ({ value, unit: 'account' }) as const;
const usd = (value: string) => ({ value, unit: 'usd' }) as const;
const exposure = (value: string): Limits => ({ max_exposure: account(value) });

type Row = [
  name: string,
  limits: Limits,
  fails: PipelineCase['fails'],
  rest?: Omit<PipelineCase, 'name' | 'fails' | 'limits'>,
];

const SWAP = 'BTC/USDT:USDT';
const ETH_SWAP = 'ETH/USDT:USDT';

const ROWS: Row[] = [
  // Exposure on spot: the default order buys 1 BTC, worth 100.
  ['exposure: exactly the cap', exposure('100'), [], { shows: { MAX_EXPOSURE: ['100', '100', 'USDT'] } }],
  [
    'exposure: one step over the cap',
    exposure('100'),
    ['MAX_EXPOSURE'],
    {
      order: { amount: '1.000001' },
      says: { MAX_EXPOSURE: 'would be 100.01 USDT, at most 100' },
      shows: { MAX_EXPOSURE: ['100.0001', '100', 'USDT'] },
    },
  ],
  ['exposure: what is held counts', exposure('149.99'), ['MAX_EXPOSURE'], { holds: { ETH: '5' } }],
  ['exposure: money does not count', exposure('100'), [], { holds: { USDT: '5000', USDC: '10', EUR: '3' } }],
  [
    'exposure: the account’s own currency is money',
    { max_exposure: account('1') },
    [],
    {
      currency: 'BTC',
      holds: { BTC: '3' },
      order: { symbol: 'ETH/BTC', amount: '10', price: '0.1' },
      rates: { ETH: '0.1' },
      mark: '0.1',
    },
  ],
  ['exposure: open buys count', exposure('149'), ['MAX_EXPOSURE'], { open: [['ETH/USDT', 'buy', '5', '9']] }],
  [
    'exposure: open buys count at the mark, not at their price',
    exposure('150'),
    [],
    { open: [['ETH/USDT', 'buy', '5', '1']] },
  ],
  [
    'exposure: open sales on spot take nothing off',
    exposure('100'),
    ['MAX_EXPOSURE'],
    { holds: { BTC: '1' }, open: [['BTC/USDT', 'sell', '1', '120']] },
  ],
  ['exposure: open sales for money add nothing', exposure('100'), [], { open: [['ETH/USDT', 'sell', '1', '12']] }],
  [
    'exposure: an open sale for another asset adds that',
    exposure('109'),
    ['MAX_EXPOSURE'],
    { open: [['ETH/BTC', 'sell', '1', '0.1']] },
  ],
  [
    'exposure: an open sale far below the market counts at the market',
    exposure('109'),
    ['MAX_EXPOSURE'],
    { open: [['ETH/BTC', 'sell', '1', '0.0001']] },
  ],
  [
    'exposure: an open sale far above the market counts at its price',
    exposure('199'),
    ['MAX_EXPOSURE'],
    { open: [['ETH/BTC', 'sell', '1', '1']] },
  ],
  [
    'exposure: an asset without a price is not guessed',
    exposure('1000'),
    ['MAX_EXPOSURE'],
    {
      holds: { JUNK: '1' },
      rates: { JUNK: null },
      says: { MAX_EXPOSURE: 'no price of JUNK' },
      shows: { MAX_EXPOSURE: [null, '1000', 'USDT'] },
    },
  ],
  [
    'exposure: an asset nobody asked the price of',
    exposure('1000'),
    ['MAX_EXPOSURE'],
    { holds: { JUNK: '1' }, says: { MAX_EXPOSURE: 'the price of JUNK in USDT was not read' } },
  ],
  ['exposure: an ignored asset counts as nothing', exposure('100'), [], { holds: { JUNK: '1' }, ignored: ['JUNK'] }],
  [
    'exposure: an ignored asset may be bought',
    exposure('0'),
    [],
    { ignored: ['BTC'], says: { MAX_EXPOSURE: 'reduces' } },
  ],
  [
    'exposure: what is held could not be read',
    exposure('1000'),
    ['MAX_EXPOSURE'],
    { holds: null, says: { MAX_EXPOSURE: 'no holdings' } },
  ],
  [
    'exposure: an order of somebody else at an unknown market',
    exposure('1000'),
    ['MAX_EXPOSURE'],
    { open: [['XBTUSD', 'buy', '1', '1']], says: { MAX_EXPOSURE: 'XBTUSD' } },
  ],
  [
    'exposure: an open sale whose gain cannot be told',
    exposure('1000'),
    ['MAX_EXPOSURE'],
    { open: [['JUNK/ETH', 'sell', '1', null]], says: { MAX_EXPOSURE: 'JUNK/ETH' } },
  ],
  ['exposure: a cap of nothing', exposure('0'), ['MAX_EXPOSURE']],
  [
    'exposure: selling passes although the cap is exceeded',
    exposure('10'),
    [],
    { order: { side: 'sell' }, holds: { BTC: '3' }, says: { MAX_EXPOSURE: 'reduces: 300 of 10 USDT' } },
  ],
  [
    'exposure: selling passes although a price is missing',
    exposure('10'),
    [],
    {
      order: { side: 'sell' },
      holds: { BTC: '3', JUNK: '1' },
      says: { MAX_EXPOSURE: 'reduces; the figure cannot be told: the price of JUNK' },
    },
  ],
  [
    'exposure: selling passes although nothing could be read',
    exposure('10'),
    [],
    { order: { side: 'sell' }, holds: null },
  ],
  [
    'exposure: selling for another asset does not',
    exposure('10'),
    ['MAX_EXPOSURE'],
    { order: { symbol: 'ETH/BTC', side: 'sell', price: '0.1' }, holds: { ETH: '3' }, mark: '0.1' },
  ],
  [
    'exposure: a purchase of money reduces',
    exposure('1'),
    [],
    { order: { symbol: 'USDC/USDT', price: '1' }, mark: '1', holds: { BTC: '3' } },
  ],
  [
    'exposure: in dollars',
    { max_exposure: usd('10') },
    [],
    {
      currency: 'NOK',
      usdRate: '0.1',
      rates: { BTC: '100', USDT: '10' },
      shows: { MAX_EXPOSURE: ['10', '10', 'USD'] },
    },
  ],
  [
    'exposure: in dollars, a cent over',
    { max_exposure: usd('9.99') },
    ['MAX_EXPOSURE'],
    { currency: 'NOK', usdRate: '0.1', says: { MAX_EXPOSURE: 'would be 10 USD, at most 9.99' } },
  ],
  [
    'exposure: in dollars without a dollar rate',
    { max_exposure: usd('1000') },
    ['MAX_EXPOSURE'],
    { usdRate: null, says: { MAX_EXPOSURE: 'no dollar rate' } },
  ],
  [
    'exposure: in dollars without a rate, a sale passes',
    { max_exposure: usd('1') },
    [],
    { usdRate: null, order: { side: 'sell' }, holds: { BTC: '1' } },
  ],

  // Exposure on swaps.
  ['exposure: a long swap at the cap', exposure('300'), [], { market: 'swap', holds: { [SWAP]: '2' } }],
  [
    'exposure: a long swap over the cap',
    exposure('299.99'),
    ['MAX_EXPOSURE'],
    { market: 'swap', holds: { [SWAP]: '2' } },
  ],
  [
    'exposure: a short swap counts without its sign',
    exposure('299'),
    ['MAX_EXPOSURE'],
    { market: 'swap', holds: { [SWAP]: '-2' }, order: { side: 'sell' } },
  ],
  [
    'exposure: long and short of two symbols do not cancel out',
    exposure('199'),
    ['MAX_EXPOSURE'],
    { market: 'swap', holds: { [ETH_SWAP]: '-10' } },
  ],
  [
    'exposure: buys and sells that rest count at the worse end',
    exposure('300'),
    [],
    {
      market: 'swap',
      open: [
        [SWAP, 'buy', '2', '90'],
        [SWAP, 'sell', '3', '110'],
      ],
      shows: { MAX_EXPOSURE: ['300', '300', 'USDT'] },
    },
  ],
  [
    'exposure: reduce-only orders that rest add nothing',
    exposure('200'),
    [],
    { market: 'swap', holds: { [SWAP]: '1' }, open: [[SWAP, 'sell', '9', '110', true]] },
  ],
  [
    'exposure: reduce-only passes although exceeded',
    exposure('1'),
    [],
    { market: 'swap', holds: { [SWAP]: '5' }, order: { side: 'sell', reduceOnly: true } },
  ],
  [
    'exposure: a sale of what is long passes although exceeded',
    exposure('1'),
    [],
    { market: 'swap', holds: { [SWAP]: '5' }, order: { side: 'sell', amount: '5' } },
  ],
  [
    'exposure: a sale that turns it short does not',
    exposure('1'),
    ['MAX_EXPOSURE'],
    { market: 'swap', holds: { [SWAP]: '5' }, order: { side: 'sell', amount: '5.1' } },
  ],
  [
    'exposure: a second sale beside one that rests already does not',
    exposure('1'),
    ['MAX_EXPOSURE'],
    {
      market: 'swap',
      holds: { [SWAP]: '5' },
      open: [[SWAP, 'sell', '5', '110']],
      order: { side: 'sell', amount: '1' },
    },
  ],
  [
    'exposure: buying back a short passes although exceeded',
    exposure('1'),
    [],
    { market: 'swap', holds: { [SWAP]: '-5' }, order: { amount: '5' } },
  ],
  ['exposure: a swap whose positions are unknown', exposure('1000'), ['MAX_EXPOSURE'], { market: 'swap', holds: null }],
  [
    'exposure: reduce-only passes although positions are unknown',
    exposure('1000'),
    [],
    { market: 'swap', holds: null, order: { side: 'sell', reduceOnly: true } },
  ],
];

export const EXPOSURE_CASES: PipelineCase[] = ROWS.map(([name, limits, fails, rest]) => ({
  name,
  limits,
  fails,
  ...rest,
}));
