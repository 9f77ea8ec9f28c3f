import type { Limits } from '../../../shared/schema/limits.ts';
import type { PipelineCase } from './pipeline.ts';

const account = (value: string) => ({ value, unit: 'account' }) as const;
const usd = (value: string) => ({ value, unit: 'usd' }) as const;
const percent = (value: string) => ({ value, unit: 'percent' }) as const;
const profit = (loss: string, drawdown = '0') => ({ loss, openingEquity: '1000', drawdown, equityAtPeak: '2000' });
const size = (value: string): Limits => ({ max_order_size: account(value) });
const takes = (needed: string, available: string | null) => ({ asset: 'USDT', needed, available, error: null });

type Row = [
  name: string,
  limits: Limits,
  fails: PipelineCase['fails'],
  rest?: Omit<PipelineCase, 'name' | 'fails' | 'limits'>,
];

const ROWS: Row[] = [
  // The value of one order.
  ['size: exactly the cap', size('100'), [], { shows: { MAX_ORDER_SIZE: ['100', '100', 'USDT'] } }],
  ['size: one step over the cap', size('100'), ['MAX_ORDER_SIZE'], { order: { amount: '1.000001' } }],
  ['size: at its own price where that is more', size('119'), ['MAX_ORDER_SIZE'], { order: { price: '120' } }],
  [
    'size: at the mark where that is more',
    size('99'),
    ['MAX_ORDER_SIZE'],
    { order: { side: 'sell', price: '1' }, holds: { BTC: '5' } },
  ],
  ['size: a market order at the price it is expected at', size('100'), [], { order: { price: null } }],
  ['size: no mark', size('1000'), ['MAX_ORDER_SIZE'], { mark: null, says: { MAX_ORDER_SIZE: 'no mark' } }],
  [
    'size: no rate of the quote currency',
    size('1000'),
    ['MAX_ORDER_SIZE'],
    { currency: 'NOK', rates: { USDT: null }, says: { MAX_ORDER_SIZE: 'no price of USDT' } },
  ],
  [
    'size: in another currency than the quote',
    size('1000'),
    [],
    { currency: 'NOK', rates: { USDT: '10', BTC: '1000' }, shows: { MAX_ORDER_SIZE: ['1000', '1000', 'NOK'] } },
  ],
  ['size: in dollars', { max_order_size: usd('100') }, ['MAX_ORDER_SIZE'], { usdRate: '1.01' }],
  ['size: holds selling too', size('10'), ['MAX_ORDER_SIZE'], { order: { side: 'sell' }, holds: { BTC: '5' } }],
  [
    'size: a change that makes it smaller passes, however large it is',
    size('10'),
    [],
    {
      order: { amount: '0.5', inPlace: true },
      former: ['BTC/USDT', 'buy', '1', '100'],
      says: { MAX_ORDER_SIZE: 'no larger than the order was' },
    },
  ],
  [
    'size: a change that makes it larger does not',
    size('10'),
    ['MAX_ORDER_SIZE'],
    { order: { amount: '1.1', inPlace: true }, former: ['BTC/USDT', 'buy', '1', '100'] },
  ],

  // Orders a minute.
  [
    'rate: the last one allowed',
    { max_orders_per_minute: 3 },
    [],
    { placed: 2, shows: { MAX_ORDER_RATE: ['3', '3', 'orders'] } },
  ],
  [
    'rate: one too many',
    { max_orders_per_minute: 3 },
    ['MAX_ORDER_RATE'],
    { placed: 3, says: { MAX_ORDER_RATE: 'would be 4 orders, at most 3 in a minute' } },
  ],
  ['rate: none allowed', { max_orders_per_minute: 0 }, ['MAX_ORDER_RATE']],
  ['rate: holds selling too', { max_orders_per_minute: 1 }, ['MAX_ORDER_RATE'], { placed: 1, order: { side: 'sell' } }],
  [
    'rate: a change in place is no other order',
    { max_orders_per_minute: 1 },
    [],
    { placed: 5, order: { inPlace: true }, former: ['BTC/USDT', 'buy', '1', '100'] },
  ],

  // The price band.
  [
    'band: exactly at its edge, above',
    { price_band_percent: '2' },
    [],
    { order: { price: '102' }, shows: { PRICE_BAND: ['2', '2', '%'] } },
  ],
  ['band: a tick above', { price_band_percent: '2' }, ['PRICE_BAND'], { order: { price: '102.000001' } }],
  ['band: exactly at its edge, below', { price_band_percent: '2' }, [], { order: { price: '98' } }],
  [
    'band: a tick below',
    { price_band_percent: '2' },
    ['PRICE_BAND'],
    { order: { price: '97.999999' }, says: { PRICE_BAND: 'from the mark of 100' } },
  ],
  [
    'band: a market order at the price it is expected at',
    { price_band_percent: '1' },
    ['PRICE_BAND'],
    { order: { price: null }, mark: '98' },
  ],
  ['band: no mark', { price_band_percent: '50' }, ['PRICE_BAND'], { mark: null, says: { PRICE_BAND: 'no mark' } }],
  ['band: a mark of nothing', { price_band_percent: '50' }, ['PRICE_BAND'], { mark: '0' }],
  [
    'band: holds selling and reducing too',
    { price_band_percent: '1' },
    ['PRICE_BAND'],
    { order: { side: 'sell', price: '90' }, holds: { BTC: '1' } },
  ],

  // What must stay free.
  [
    'free: exactly enough stays',
    { min_free_balance: account('100') },
    [],
    { funds: takes('50', '150'), shows: { MIN_FREE_BALANCE: ['100', '100', 'USDT'] } },
  ],
  [
    'free: too little stays',
    { min_free_balance: account('100') },
    ['MIN_FREE_BALANCE'],
    { funds: takes('50', '149.99'), says: { MIN_FREE_BALANCE: '99.99 USDT would stay free, at least 100 must' } },
  ],
  [
    'free: an order that takes another asset',
    { min_free_balance: account('100') },
    [],
    { order: { side: 'sell' }, says: { MIN_FREE_BALANCE: 'takes no USDT' } },
  ],
  [
    'free: an order that takes nothing',
    { min_free_balance: account('100') },
    [],
    { market: 'swap', funds: null, order: { side: 'sell', reduceOnly: true } },
  ],
  [
    'free: unknown',
    { min_free_balance: account('100') },
    ['BALANCE_UNKNOWN', 'MIN_FREE_BALANCE'],
    { funds: takes('50', null) },
  ],
  [
    'free: in dollars',
    { min_free_balance: usd('100') },
    ['MIN_FREE_BALANCE'],
    { funds: takes('50', '150'), usdRate: '0.99' },
  ],
  [
    'free: in dollars without a rate',
    { min_free_balance: usd('1') },
    ['MIN_FREE_BALANCE'],
    { funds: takes('50', '150'), usdRate: null },
  ],
  ['free: nothing needs to stay', { min_free_balance: account('0') }, [], { funds: takes('50', '50') }],
  [
    'free: less than nothing would stay',
    { min_free_balance: account('0') },
    ['INSUFFICIENT_FUNDS', 'MIN_FREE_BALANCE'],
    { funds: takes('50', '40') },
  ],

  // Everything at once.
  [
    'all limits pass and are listed',
    {
      max_exposure: account('100'),
      max_position_size: account('100'),
      max_order_size: account('100'),
      max_open_positions: 1,
      max_leverage: '1',
      max_daily_loss: percent('1'),
      max_drawdown: percent('1'),
      max_orders_per_minute: 1,
      price_band_percent: '1',
      min_free_balance: account('10'),
    },
    [],
    { profit: profit('0') },
  ],
  [
    'all limits refuse and are listed',
    {
      max_exposure: account('1'),
      max_position_size: account('1'),
      max_order_size: account('1'),
      max_open_positions: 0,
      max_leverage: '0.01',
      max_daily_loss: percent('1'),
      max_drawdown: percent('1'),
      max_orders_per_minute: 0,
      price_band_percent: '1',
      min_free_balance: account('5000000'),
    },
    [
      'MAX_EXPOSURE',
      'MAX_POSITION_SIZE',
      'MAX_ORDER_SIZE',
      'MAX_OPEN_POSITIONS',
      'MAX_LEVERAGE',
      'MAX_DAILY_LOSS',
      'MAX_DRAWDOWN',
      'MAX_ORDER_RATE',
      'PRICE_BAND',
      'MIN_FREE_BALANCE',
    ],
    { profit: profit('10', '20'), order: { price: '110' } },
  ],
];

export const ORDER_CASES: PipelineCase[] = ROWS.map(([name, limits, fails, rest]) => ({
  name,
  limits,
  fails,
  ...rest,
}));
