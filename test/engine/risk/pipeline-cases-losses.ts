import type { Limits } from '../../../shared/schema/limits.ts';
import type { PipelineCase } from './pipeline.ts';

const account = (value: string) => ({ value, unit: 'account' }) as const;
const usd = (value: string) => ({ value, unit: 'usd' }) as const;
const percent = (value: string) => ({ value, unit: 'percent' }) as const;
const profit = (loss: string, drawdown = '0') => ({ loss, openingEquity: '1000', drawdown, equityAtPeak: '2000' });

type Row = [
  name: string,
  limits: Limits,
  fails: PipelineCase['fails'],
  rest?: Omit<PipelineCase, 'name' | 'fails' | 'limits'>,
];

const ROWS: Row[] = [
  // Losses: reached is reached.
  [
    'daily loss: one unit below',
    { max_daily_loss: account('50') },
    [],
    { profit: profit('49.99'), says: { MAX_DAILY_LOSS: '49.99 of 50 USDT lost today' } },
  ],
  [
    'daily loss: reached',
    { max_daily_loss: account('50') },
    ['MAX_DAILY_LOSS'],
    { profit: profit('50'), shows: { MAX_DAILY_LOSS: ['50', '50', 'USDT'] } },
  ],
  ['daily loss: beyond', { max_daily_loss: account('50') }, ['MAX_DAILY_LOSS'], { profit: profit('51') }],
  ['daily loss: nothing lost', { max_daily_loss: account('50') }, [], { profit: profit('0') }],
  [
    'daily loss: a share of the opening equity, below',
    { max_daily_loss: percent('5') },
    [],
    { profit: profit('49.99'), shows: { MAX_DAILY_LOSS: ['4.999', '5', '%'] } },
  ],
  [
    'daily loss: a share of the opening equity, reached',
    { max_daily_loss: percent('5') },
    ['MAX_DAILY_LOSS'],
    { profit: profit('50') },
  ],
  [
    'daily loss: a share of nothing',
    { max_daily_loss: percent('5') },
    ['MAX_DAILY_LOSS'],
    { profit: { ...profit('1'), openingEquity: '0' }, says: { MAX_DAILY_LOSS: 'no equity to take a share of' } },
  ],
  [
    'daily loss: in dollars',
    { max_daily_loss: usd('50') },
    ['MAX_DAILY_LOSS'],
    { profit: profit('500'), usdRate: '0.1', currency: 'NOK', shows: { MAX_DAILY_LOSS: ['50', '50', 'USD'] } },
  ],
  [
    'daily loss: in dollars without a rate',
    { max_daily_loss: usd('50') },
    ['MAX_DAILY_LOSS'],
    { profit: profit('0'), usdRate: null },
  ],
  [
    'daily loss: unknown',
    { max_daily_loss: account('50') },
    ['MAX_DAILY_LOSS'],
    { profit: { loss: null, reason: 'no price of SOL' }, says: { MAX_DAILY_LOSS: 'no price of SOL' } },
  ],
  [
    'daily loss: not measured',
    { max_daily_loss: account('50') },
    ['MAX_DAILY_LOSS'],
    { says: { MAX_DAILY_LOSS: 'not measured' } },
  ],
  [
    'daily loss: reached, and a sale passes',
    { max_daily_loss: account('50') },
    [],
    {
      profit: profit('90'),
      order: { side: 'sell' },
      holds: { BTC: '1' },
      says: { MAX_DAILY_LOSS: 'reduces: 90 of 50 USDT' },
    },
  ],
  [
    'daily loss: unknown, and a sale passes',
    { max_daily_loss: account('50') },
    [],
    { order: { side: 'sell' }, holds: { BTC: '1' } },
  ],
  [
    'daily loss: reached, and a swap is closed',
    { max_daily_loss: account('50') },
    [],
    { market: 'swap', profit: profit('90'), order: { side: 'sell', amount: '2' }, holds: { 'BTC/USDT:USDT': '2' } },
  ],
  [
    'daily loss: reached, and a swap may not be turned',
    { max_daily_loss: account('50') },
    ['MAX_DAILY_LOSS'],
    { market: 'swap', profit: profit('90'), order: { side: 'sell', amount: '4' }, holds: { 'BTC/USDT:USDT': '2' } },
  ],
  [
    'daily loss: reached, and an order is made smaller',
    { max_daily_loss: account('50') },
    [],
    { profit: profit('90'), order: { amount: '0.5', inPlace: true }, former: ['BTC/USDT', 'buy', '1', '100'] },
  ],
  ['drawdown: below', { max_drawdown: account('100') }, [], { profit: profit('0', '99.99') }],
  [
    'drawdown: reached',
    { max_drawdown: account('100') },
    ['MAX_DRAWDOWN'],
    { profit: profit('0', '100'), says: { MAX_DRAWDOWN: 'below the peak' } },
  ],
  [
    'drawdown: a share of the equity at the peak',
    { max_drawdown: percent('5') },
    ['MAX_DRAWDOWN'],
    { profit: profit('0', '100'), shows: { MAX_DRAWDOWN: ['5', '5', '%'] } },
  ],
  ['drawdown: a smaller share', { max_drawdown: percent('5') }, [], { profit: profit('0', '99.9999') }],
];

export const LOSS_CASES: PipelineCase[] = ROWS.map(([name, limits, fails, rest]) => ({ name, limits, fails, ...rest }));
