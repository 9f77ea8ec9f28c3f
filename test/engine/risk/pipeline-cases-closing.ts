import type { Flags } from '../../../shared/schema/flags.ts';
import type { Limits } from '../../../shared/schema/limits.ts';
import { stop } from './pipeline.ts';
import type { PipelineCase } from './pipeline.ts';

const account = (value: string) => ({ value, unit: 'account' }) as const;
const sale = { order: { side: 'sell', price: null }, holds: { BTC: '1' } } as const;
const closes = { ...sale, closing: 'close' } as const;
const flattens = { ...sale, closing: 'flatten' } as const;

const NIGHT: Flags = { trading_hours: { time_zone: 'UTC', windows: [{ days: [7], from: '01:00', to: '02:00' }] } };
const TIGHT: Flags = {
  exchanges: [],
  strategies: [],
  symbols: [],
  markets: [],
  max_size: '0.1',
  ...NIGHT,
  valid_until: '2020-01-01T00:00:00Z',
};
const NOTHING: Limits = {
  max_exposure: account('0'),
  max_position_size: account('0'),
  max_order_size: account('0'),
  max_open_positions: 0,
  max_leverage: '0.01',
  max_daily_loss: account('1'),
  max_orders_per_minute: 0,
};

const SWAP = 'BTC/USDT:USDT';
const beside: Pick<PipelineCase, 'market' | 'holds' | 'open' | 'order'> = {
  market: 'swap',
  holds: { [SWAP]: '-3' },
  open: [[SWAP, 'buy', '5', '90']],
  order: { amount: '3', reduceOnly: true },
};

/** What the operator closes by hand, what a kill flattens, and changes of orders that rest. */
export const CLOSING_CASES: PipelineCase[] = [
  {
    name: 'a close passes flags about signals and sizes',
    ...closes,
    flags: { account: TIGHT },
    fails: [],
    says: {
      OUTSIDE_TRADING_HOURS: 'closes a position: account main is outside',
      STRATEGY_NOT_ALLOWED: 'closes a position',
    },
  },
  {
    name: 'the same sale by a signal does not',
    ...sale,
    flags: { account: { ...NIGHT, strategies: ['grid'] } },
    fails: ['STRATEGY_NOT_ALLOWED', 'OUTSIDE_TRADING_HOURS'],
  },
  {
    name: 'a close passes limits that it relaxes, and the rate',
    ...closes,
    limits: NOTHING,
    equity: '1',
    placed: 9,
    fails: [],
    says: { MAX_ORDER_RATE: 'closes a position', MAX_ORDER_SIZE: 'closes a position' },
  },
  {
    name: 'a close does not pass a switch that is off',
    ...closes,
    flags: { owner: { enabled: false } },
    fails: ['ACCOUNT_DISABLED'],
  },
  { name: 'a close does not pass a kill', ...closes, stops: [stop()], fails: ['KILL_SWITCH'] },
  {
    name: 'a close does not pass an automatic stop',
    ...closes,
    stops: [stop({ cause: 'automatic', code: 'MAX_DAILY_LOSS' })],
    fails: ['ACCOUNT_STOPPED'],
  },
  { name: 'a close does not pass disarming', ...closes, facts: { armedUntil: null }, fails: ['ACCOUNT_DISARMED'] },
  {
    name: 'a close does not pass the price band',
    ...closes,
    limits: { price_band_percent: '1' },
    mark: '90',
    fails: ['PRICE_BAND'],
  },
  {
    name: 'a close that meets no rule says nothing of it',
    ...closes,
    flags: { account: { symbols: ['BTC/*'] } },
    fails: [],
    says: { SYMBOL_NOT_ALLOWED: 'BTC/USDT' },
  },
  {
    name: 'a flatten passes kills, stops and disarming',
    ...flattens,
    stops: [stop(), stop({ cause: 'automatic', code: 'CLOCK_SKEW' })],
    facts: { armedUntil: null },
    fails: [],
    says: {
      KILL_SWITCH: 'flattens: account main is killed',
      ACCOUNT_STOPPED: 'flattens',
      ACCOUNT_DISARMED: 'flattens',
    },
  },
  { name: 'a flatten passes every flag', ...flattens, flags: { all: { enabled: false }, account: TIGHT }, fails: [] },
  {
    name: 'a flatten passes every limit, with nothing known',
    ...flattens,
    holds: null,
    mark: null,
    equity: null,
    usdRate: null,
    limits: { ...NOTHING, price_band_percent: '1', min_free_balance: { value: '5', unit: 'usd' } },
    fails: [],
  },
  {
    name: 'a flatten of a short swap passes long only',
    market: 'swap',
    closing: 'flatten',
    order: { side: 'sell', reduceOnly: true },
    holds: null,
    flags: { account: { long_only: true } },
    fails: [],
  },
  {
    name: 'a flatten does not pass an unknown outcome',
    ...flattens,
    facts: { outcomePending: true },
    fails: ['OUTCOME_PENDING'],
  },
  {
    name: 'a flatten does not pass a journal that cannot be written',
    ...flattens,
    facts: { halted: { code: 'JOURNAL_UNAVAILABLE', message: 'disk full' } },
    fails: ['JOURNAL_UNAVAILABLE'],
  },

  // Short 3, and a purchase of 5 rests that would leave it long 2: behind a reduce-only one it would leave it long 5.
  {
    name: 'a reduce-only signal beside a larger order is held to what may come of both',
    ...beside,
    limits: { max_exposure: account('400') },
    fails: ['MAX_EXPOSURE'],
    says: { MAX_EXPOSURE: 'would be 500 USDT' },
  },
  {
    name: 'where both together stay within the cap it passes',
    ...beside,
    limits: { max_exposure: account('500') },
    fails: [],
  },
  {
    name: 'a loss does not hold it back',
    ...beside,
    limits: { max_daily_loss: account('1') },
    profit: { loss: '5', openingEquity: '1', drawdown: '0', equityAtPeak: '1' },
    fails: [],
  },
  {
    name: 'the operator closes past it',
    ...beside,
    closing: 'close',
    limits: { max_exposure: account('400') },
    fails: [],
    says: { MAX_EXPOSURE: 'closes a position: would be 500 USDT' },
  },

  // Changes of an order that rests: 1 BTC at 100 is counted already.
  {
    name: 'a change counts what it adds alone',
    limits: { max_exposure: account('150') },
    former: ['BTC/USDT', 'buy', '1', '100'],
    order: { amount: '1.5', inPlace: true },
    fails: [],
    shows: { MAX_EXPOSURE: ['150', '150', 'USDT'] },
  },
  {
    name: 'a change that adds too much',
    limits: { max_exposure: account('149') },
    former: ['BTC/USDT', 'buy', '1', '100'],
    order: { amount: '1.5', inPlace: true },
    fails: ['MAX_EXPOSURE'],
  },
  {
    name: 'a change that makes the order smaller passes although exceeded',
    limits: { max_exposure: account('10'), max_position_size: account('10') },
    former: ['BTC/USDT', 'buy', '1', '100'],
    order: { amount: '0.5', inPlace: true },
    fails: [],
    says: { MAX_EXPOSURE: 'reduces' },
  },
  {
    name: 'a change of the price alone passes although exceeded',
    limits: { max_exposure: account('10') },
    former: ['BTC/USDT', 'buy', '1', '100'],
    order: { price: '90', inPlace: true },
    fails: [],
  },
  {
    name: 'a replacement takes the room of the order before it',
    limits: { max_exposure: account('10'), max_open_positions: 0 },
    former: ['BTC/USDT', 'buy', '1', '100'],
    order: { amount: '1' },
    fails: [],
  },
  {
    name: 'a replacement counts as an order',
    limits: { max_orders_per_minute: 1 },
    placed: 1,
    former: ['BTC/USDT', 'buy', '1', '100'],
    order: { amount: '1' },
    fails: ['MAX_ORDER_RATE'],
  },
  {
    name: 'a change on swaps of an order that closes',
    market: 'swap',
    limits: { max_exposure: account('10') },
    holds: { 'BTC/USDT:USDT': '2' },
    former: ['BTC/USDT:USDT', 'sell', '1', '100'],
    order: { side: 'sell', amount: '2', inPlace: true },
    fails: [],
  },
  {
    name: 'a change on swaps that would turn the position',
    market: 'swap',
    limits: { max_exposure: account('10') },
    holds: { 'BTC/USDT:USDT': '2' },
    former: ['BTC/USDT:USDT', 'sell', '1', '100'],
    order: { side: 'sell', amount: '2.5', inPlace: true },
    fails: ['MAX_EXPOSURE'],
  },
];
