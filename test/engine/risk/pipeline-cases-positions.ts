import type { Limits } from '../../../shared/schema/limits.ts';
import type { PipelineCase } from './pipeline.ts';

const account = (value: string) => ({ value, unit: 'account' }) as const;
const usd = (value: string) => ({ value, unit: 'usd' }) as const;
const position = (value: string): Limits => ({ max_position_size: account(value) });

type Row = [
  name: string,
  limits: Limits,
  fails: PipelineCase['fails'],
  rest?: Omit<PipelineCase, 'name' | 'fails' | 'limits'>,
];

const SWAP = 'BTC/USDT:USDT';

const ROWS: Row[] = [
  // The position in one symbol.
  [
    'position: exactly the cap',
    position('300'),
    [],
    { holds: { BTC: '2' }, shows: { MAX_POSITION_SIZE: ['300', '300', 'USDT'] } },
  ],
  ['position: over the cap', position('299.999'), ['MAX_POSITION_SIZE'], { holds: { BTC: '2' } }],
  ['position: other symbols do not count', position('100'), [], { holds: { ETH: '1000' } }],
  [
    'position: one asset bought for two currencies is one position',
    position('199'),
    ['MAX_POSITION_SIZE'],
    { open: [['BTC/EUR', 'buy', '1', '90']] },
  ],
  ['position: missing prices of others do not matter', position('100'), [], { holds: { JUNK: '5' } }],
  [
    'position: its own missing price does',
    position('1000'),
    ['MAX_POSITION_SIZE'],
    { rates: { BTC: null }, says: { MAX_POSITION_SIZE: 'no price of BTC' } },
  ],
  [
    'position: a sale for another asset enlarges that one',
    position('150'),
    ['MAX_POSITION_SIZE'],
    {
      order: { symbol: 'ETH/BTC', side: 'sell', amount: '10', price: '0.1' },
      holds: { ETH: '10', BTC: '1' },
      mark: '0.1',
      shows: { MAX_POSITION_SIZE: ['200', '150', 'USDT'] },
    },
  ],
  [
    'position: a sale passes although exceeded',
    position('1'),
    [],
    { order: { side: 'sell' }, holds: { BTC: '2' }, says: { MAX_POSITION_SIZE: 'reduces: 200 of 1 USDT' } },
  ],
  [
    'position: in dollars',
    { max_position_size: usd('50') },
    ['MAX_POSITION_SIZE'],
    { usdRate: '0.6', shows: { MAX_POSITION_SIZE: ['60', '50', 'USD'] } },
  ],
  [
    'position: swaps of one coin in two currencies are two',
    position('100'),
    [],
    { market: 'swap', holds: { 'BTC/USDC:USDC': '5' } },
  ],

  // How many positions.
  [
    'positions: the last one allowed',
    { max_open_positions: 2 },
    [],
    { holds: { ETH: '1' }, shows: { MAX_OPEN_POSITIONS: ['2', '2', 'positions'] } },
  ],
  ['positions: one too many', { max_open_positions: 1 }, ['MAX_OPEN_POSITIONS'], { holds: { ETH: '1' } }],
  ['positions: none allowed', { max_open_positions: 0 }, ['MAX_OPEN_POSITIONS']],
  [
    'positions: more of what is held opens none',
    { max_open_positions: 1 },
    [],
    { holds: { BTC: '1', ETH: '1' }, says: { MAX_OPEN_POSITIONS: 'opens no other: 2 of 1' } },
  ],
  [
    'positions: an open order is as good as a position',
    { max_open_positions: 1 },
    ['MAX_OPEN_POSITIONS'],
    { open: [['ETH/USDT', 'buy', '1', '9']] },
  ],
  [
    'positions: dust is none, by amount',
    { max_open_positions: 1 },
    [],
    { holds: { ETH: '0.001' }, smallest: { ETH: { amount: '0.01', value: null } } },
  ],
  [
    'positions: dust is none, by value',
    { max_open_positions: 1 },
    [],
    { holds: { ETH: '0.1' }, smallest: { ETH: { amount: '0.01', value: '5' } } },
  ],
  [
    'positions: the smallest that can be traded is one',
    { max_open_positions: 1 },
    ['MAX_OPEN_POSITIONS'],
    { holds: { ETH: '0.5' }, smallest: { ETH: { amount: '0.01', value: '5' } } },
  ],
  [
    'positions: what has no market and no price is there',
    { max_open_positions: 1 },
    ['MAX_OPEN_POSITIONS'],
    { holds: { JUNK: '0.001' } },
  ],
  ['positions: a sale passes', { max_open_positions: 0 }, [], { order: { side: 'sell' }, holds: { BTC: '1' } }],
  ['positions: unknown', { max_open_positions: 5 }, ['MAX_OPEN_POSITIONS'], { holds: null }],

  // Leverage.
  [
    'leverage: exactly the cap',
    { max_leverage: '2' },
    [],
    { market: 'swap', equity: '50', shows: { MAX_LEVERAGE: ['2', '2', 'x'] } },
  ],
  [
    'leverage: over the cap',
    { max_leverage: '2' },
    ['MAX_LEVERAGE'],
    { market: 'swap', equity: '49', says: { MAX_LEVERAGE: 'would be 2.05 x, at most 2' } },
  ],
  [
    'leverage: the account is set higher',
    { max_leverage: '5' },
    ['MAX_LEVERAGE'],
    { market: 'swap', leverage: '10', says: { MAX_LEVERAGE: 'the account is set to 10x, at most 5' } },
  ],
  ['leverage: the account is set exactly there', { max_leverage: '5' }, [], { market: 'swap', leverage: '5' }],
  [
    'leverage: both are too high',
    { max_leverage: '2' },
    ['MAX_LEVERAGE'],
    {
      market: 'swap',
      equity: '10',
      leverage: '20',
      says: { MAX_LEVERAGE: 'would be 10 x, at most 2; the account is set to 20x' },
    },
  ],
  [
    'leverage: reducing passes whatever it is set to',
    { max_leverage: '2' },
    [],
    { market: 'swap', equity: '1', leverage: '20', holds: { [SWAP]: '5' }, order: { side: 'sell', reduceOnly: true } },
  ],
  [
    'leverage: equity unknown',
    { max_leverage: '2' },
    ['MAX_LEVERAGE'],
    { market: 'swap', equity: null, says: { MAX_LEVERAGE: 'no equity' } },
  ],
  [
    'leverage: nothing left',
    { max_leverage: '2' },
    ['MAX_LEVERAGE'],
    { market: 'swap', equity: '-3', says: { MAX_LEVERAGE: 'worth nothing' } },
  ],
  ['leverage: an order of spot is held to it as well', { max_leverage: '1' }, [], { equity: '100' }],
];

export const POSITION_CASES: PipelineCase[] = ROWS.map(([name, limits, fails, rest]) => ({
  name,
  limits,
  fails,
  ...rest,
}));
