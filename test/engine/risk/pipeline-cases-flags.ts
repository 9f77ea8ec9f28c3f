import type { Flags } from '../../../shared/schema/flags.ts';
import type { PipelineCase } from './pipeline.ts';

/** Tuesday, 2026-12-01, 12:00 UTC: 13:00 in Oslo, 07:00 in New York. */
const hours = (from: string, to: string, days = [1, 2, 3, 4, 5], time_zone = 'Europe/Oslo') => ({
  trading_hours: { time_zone, windows: [{ days, from, to }] },
});

type Row = [
  name: string,
  account: Flags,
  fails: PipelineCase['fails'],
  rest?: Omit<PipelineCase, 'name' | 'fails' | 'flags'>,
];

const BY_ACCOUNT: Row[] = [
  ['switched on', { enabled: true }, []],
  [
    'switched off',
    { enabled: false },
    ['ACCOUNT_DISABLED'],
    { says: { ACCOUNT_DISABLED: 'account main is switched off' } },
  ],

  ['the exchange is listed', { exchanges: ['okx', 'binance'] }, []],
  [
    'the exchange is not listed',
    { exchanges: ['okx'] },
    ['EXCHANGE_NOT_ALLOWED'],
    { says: { EXCHANGE_NOT_ALLOWED: 'but okx' } },
  ],
  [
    'no exchange is listed',
    { exchanges: [] },
    ['EXCHANGE_NOT_ALLOWED'],
    { says: { EXCHANGE_NOT_ALLOWED: 'allows no exchange' } },
  ],

  ['the strategy is listed', { strategies: ['momentum'] }, [], { strategy: 'momentum' }],
  ['the strategy is listed in other letters', { strategies: ['MOMENTUM'] }, [], { strategy: 'momentum' }],
  ['the strategy fits a pattern', { strategies: ['mom*'] }, [], { strategy: 'momentum' }],
  ['the strategy fits a pattern of single characters', { strategies: ['moment??'] }, [], { strategy: 'momentum' }],
  [
    'the strategy fits a pattern but for one character',
    { strategies: ['moment?'] },
    ['STRATEGY_NOT_ALLOWED'],
    { strategy: 'momentum' },
  ],
  ['the strategy is not listed', { strategies: ['grid'] }, ['STRATEGY_NOT_ALLOWED'], { strategy: 'momentum' }],
  [
    'no strategy is listed',
    { strategies: [] },
    ['STRATEGY_NOT_ALLOWED'],
    { strategy: 'momentum', says: { STRATEGY_NOT_ALLOWED: 'allows no strategy' } },
  ],
  [
    'a signal without a strategy is none that fits `*`',
    { strategies: ['*'] },
    ['STRATEGY_NOT_ALLOWED'],
    { says: { STRATEGY_NOT_ALLOWED: 'signals without a strategy' } },
  ],
  ['a signal without a strategy, and the list has (none)', { strategies: ['grid', '(none)'] }, []],
  [
    'a strategy is not let in by (none)',
    { strategies: ['(none)'] },
    ['STRATEGY_NOT_ALLOWED'],
    { strategy: 'momentum' },
  ],

  ['the symbol fits', { symbols: ['BTC/*'] }, []],
  ['the symbol fits in other letters', { symbols: ['btc/usdt'] }, []],
  [
    'the symbol does not fit',
    { symbols: ['ETH/*'] },
    ['SYMBOL_NOT_ALLOWED'],
    { says: { SYMBOL_NOT_ALLOWED: 'does not allow BTC/USDT, but ETH/*' } },
  ],
  ['a pattern fits the whole symbol only', { symbols: ['BTC'] }, ['SYMBOL_NOT_ALLOWED']],
  ['spot symbols do not let swaps in', { symbols: ['BTC/USDT'] }, ['SYMBOL_NOT_ALLOWED'], { market: 'swap' }],
  [
    'no symbol is listed',
    { symbols: [] },
    ['SYMBOL_NOT_ALLOWED'],
    { says: { SYMBOL_NOT_ALLOWED: 'allows no symbol' } },
  ],
  [
    'a long list is shown in part',
    { symbols: ['A/*', 'B/*', 'C/*', 'D/*', 'E/*', 'F/*', 'G/*'] },
    ['SYMBOL_NOT_ALLOWED'],
    { says: { SYMBOL_NOT_ALLOWED: 'F/* and 1 more' } },
  ],

  ['the market is listed', { markets: ['spot'] }, []],
  ['the market is not listed', { markets: ['spot'] }, ['MARKET_NOT_ALLOWED'], { market: 'swap' }],
  ['no market is listed', { markets: [] }, ['MARKET_NOT_ALLOWED']],

  ['long only: a buy on spot', { long_only: true }, []],
  ['long only: a sale on spot', { long_only: true }, [], { order: { side: 'sell' } }],
  ['long only: a sale on spot with nothing read', { long_only: true }, [], { order: { side: 'sell' }, holds: null }],
  ['long only: a buy of a swap', { long_only: true }, [], { market: 'swap' }],
  ['long only: a swap is sold short', { long_only: true }, ['LONG_ONLY'], { market: 'swap', order: { side: 'sell' } }],
  [
    'long only: a long swap is closed exactly',
    { long_only: true },
    [],
    { market: 'swap', order: { side: 'sell' }, holds: { 'BTC/USDT:USDT': '1' } },
  ],
  [
    'long only: a long swap is closed by one step too much',
    { long_only: true },
    ['LONG_ONLY'],
    { market: 'swap', order: { side: 'sell', amount: '1.000001' }, holds: { 'BTC/USDT:USDT': '1' } },
  ],
  [
    'long only: another sale that rests closes it already',
    { long_only: true },
    ['LONG_ONLY'],
    {
      market: 'swap',
      order: { side: 'sell' },
      holds: { 'BTC/USDT:USDT': '1' },
      open: [['BTC/USDT:USDT', 'sell', '0.5', '120']],
    },
  ],
  [
    'long only: reduce-only passes whatever is held',
    { long_only: true },
    [],
    { market: 'swap', order: { side: 'sell', reduceOnly: true }, holds: null },
  ],
  [
    'long only: nothing can be told of what is held',
    { long_only: true },
    ['LONG_ONLY'],
    { market: 'swap', order: { side: 'sell' }, holds: null, says: { LONG_ONLY: 'no holdings' } },
  ],
  [
    'long only: a short position may be bought back',
    { long_only: true },
    [],
    { market: 'swap', holds: { 'BTC/USDT:USDT': '-5' } },
  ],
  ['long only is switched off', { long_only: false }, [], { market: 'swap', order: { side: 'sell' } }],

  ['exactly the largest size', { max_size: '1' }, [], { shows: { MAX_ORDER_SIZE: ['1', '1', 'BTC'] } }],
  [
    'one step more than the largest size',
    { max_size: '1' },
    ['MAX_ORDER_SIZE'],
    { order: { amount: '1.000001' }, says: { MAX_ORDER_SIZE: 'account main allows 1 BTC an order, not 1.000001' } },
  ],
  [
    'the largest size of an order that is unknown',
    { max_size: '1' },
    ['MAX_ORDER_SIZE', 'UNKNOWN_SYMBOL'],
    { order: null },
  ],

  [
    'inside the hours',
    hours('09:00', '17:30'),
    [],
    { says: { OUTSIDE_TRADING_HOURS: 'open until 2026-12-01 16:30 UTC' } },
  ],
  ['at the first minute', hours('13:00', '17:00'), []],
  ['at the last minute, which is not in it', hours('09:00', '13:00'), ['OUTSIDE_TRADING_HOURS']],
  [
    'before the hours',
    hours('13:01', '17:00'),
    ['OUTSIDE_TRADING_HOURS'],
    { says: { OUTSIDE_TRADING_HOURS: 'until 2026-12-01 12:01 UTC' } },
  ],
  [
    'hours of another zone',
    hours('09:00', '17:00', [2], 'America/New_York'),
    ['OUTSIDE_TRADING_HOURS'],
    { says: { OUTSIDE_TRADING_HOURS: 'until 2026-12-01 14:00 UTC' } },
  ],
  ['hours of another day', hours('09:00', '17:00', [1, 3]), ['OUTSIDE_TRADING_HOURS']],
  ['hours over midnight that began yesterday', hours('22:00', '14:00', [1]), []],
  ['hours over midnight that begin tonight', hours('22:00', '12:00', [2]), ['OUTSIDE_TRADING_HOURS']],
  [
    'hours that never end',
    { trading_hours: { time_zone: 'UTC', windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }] } },
    [],
  ],

  ['valid at its first moment', { valid_from: '2026-12-01T13:00:00+01:00' }, []],
  [
    'a second before it is valid',
    { valid_from: '2026-12-01T12:00:01Z' },
    ['OUTSIDE_VALIDITY'],
    { says: { OUTSIDE_VALIDITY: 'not valid before 2026-12-01 12:00 UTC' } },
  ],
  ['valid a second before its end', { valid_until: '2026-12-01T12:00:01Z' }, []],
  [
    'at its end, which is not in it',
    { valid_until: '2026-12-01T12:00:00Z' },
    ['OUTSIDE_VALIDITY'],
    { says: { OUTSIDE_VALIDITY: 'not valid since' } },
  ],
  ['valid between', { valid_from: '2026-01-01T00:00:00Z', valid_until: '2027-01-01T00:00:00Z' }, []],

  [
    'everything refuses at once',
    {
      enabled: false,
      exchanges: [],
      strategies: [],
      symbols: [],
      markets: [],
      long_only: true,
      max_size: '0.5',
      ...hours('01:00', '02:00'),
      valid_until: '2020-01-01T00:00:00Z',
    },
    [
      'ACCOUNT_DISABLED',
      'EXCHANGE_NOT_ALLOWED',
      'STRATEGY_NOT_ALLOWED',
      'SYMBOL_NOT_ALLOWED',
      'MARKET_NOT_ALLOWED',
      'LONG_ONLY',
      'MAX_ORDER_SIZE',
      'OUTSIDE_TRADING_HOURS',
      'OUTSIDE_VALIDITY',
    ],
    { market: 'swap', order: { side: 'sell' } },
  ],
  ['approval is no check', { approval: { valid_minutes: 5 } }, []],
];

export const FLAG_CASES: PipelineCase[] = [
  ...BY_ACCOUNT.map(([name, account, fails, rest]): PipelineCase => ({ name, flags: { account }, fails, ...rest })),
  {
    name: 'every account is switched off',
    flags: { all: { enabled: false }, account: { enabled: true } },
    fails: ['ACCOUNT_DISABLED'],
    says: { ACCOUNT_DISABLED: 'every account is switched off' },
  },
  {
    name: 'the owner is switched off',
    flags: { owner: { enabled: false } },
    fails: ['ACCOUNT_DISABLED'],
    says: { ACCOUNT_DISABLED: 'owner me is switched off' },
  },
  {
    name: 'the strategy is switched off',
    strategy: 'grid',
    flags: { strategy: { enabled: false } },
    fails: ['ACCOUNT_DISABLED'],
    says: { ACCOUNT_DISABLED: 'strategy grid is switched off' },
  },
  { name: 'flags of a strategy are none of a signal without one', flags: { strategy: { enabled: false } }, fails: [] },
  {
    name: 'two levels refuse: both are named',
    flags: { all: { symbols: ['ETH/*'] }, owner: { symbols: ['*'] }, account: { symbols: [] } },
    fails: ['SYMBOL_NOT_ALLOWED'],
    says: { SYMBOL_NOT_ALLOWED: 'every account does not allow BTC/USDT, but ETH/*; account main allows no symbol' },
  },
  {
    name: 'the smallest size of all levels counts',
    flags: { all: { max_size: '3' }, owner: { max_size: '0.9' }, account: { max_size: '2' } },
    fails: ['MAX_ORDER_SIZE'],
    says: { MAX_ORDER_SIZE: 'owner me allows 0.9 BTC' },
    shows: { MAX_ORDER_SIZE: ['1', '0.9', 'BTC'] },
  },
  {
    name: 'a wider level may be wider',
    flags: { all: { symbols: ['*'] }, account: { symbols: ['BTC/USDT'] } },
    fails: [],
  },
  {
    name: 'hours of all levels must be open',
    flags: { all: hours('00:00', '24:00', [2]), owner: hours('14:00', '15:00') },
    fails: ['OUTSIDE_TRADING_HOURS'],
    says: { OUTSIDE_TRADING_HOURS: 'owner me is outside' },
  },
  {
    name: 'valid by one level and not by another',
    flags: { all: { valid_from: '2026-01-01T00:00:00Z' }, account: { valid_until: '2026-02-01T00:00:00Z' } },
    fails: ['OUTSIDE_VALIDITY'],
    says: { OUTSIDE_VALIDITY: 'account main is not valid since 2026-02-01' },
  },
];
