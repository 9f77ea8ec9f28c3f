import { stop } from './pipeline.ts';
import type { PipelineCase } from './pipeline.ts';

const owner = { kind: 'owner', name: 'me' } as const;

/** What holds whatever flags and limits say: mode, arming, stops, outcomes, the market, funds. */
export const STANDING_CASES: PipelineCase[] = [
  { name: 'nothing is set: an order passes', fails: [] },
  { name: 'nothing is set: a swap order passes', market: 'swap', fails: [] },
  {
    name: 'nothing is set, and nothing could be read: an order passes',
    holds: null,
    mark: null,
    equity: null,
    fails: [],
  },
  { name: 'disarmed', facts: { armedUntil: null }, fails: ['ACCOUNT_DISARMED'] },
  { name: 'paper needs no arming', facts: { mode: 'paper', armedUntil: null }, fails: [] },
  {
    name: 'the venue cannot be used',
    facts: { venueError: { code: 'ACCOUNT_INVALID', message: 'no key' } },
    fails: ['ACCOUNT_INVALID'],
    says: { ACCOUNT_INVALID: 'no key' },
  },
  { name: 'an earlier outcome is unknown', facts: { outcomePending: true }, fails: ['OUTCOME_PENDING'] },
  {
    name: 'past an unknown outcome on the operator’s word',
    facts: { outcomePending: true, overridePending: true },
    fails: [],
  },
  {
    name: 'not compared with the exchange',
    facts: { unreconciled: { code: 'ACCOUNT_UNRECONCILED', message: 'not yet' } },
    fails: ['ACCOUNT_UNRECONCILED'],
  },
  {
    name: 'the journal cannot be written',
    facts: { halted: { code: 'JOURNAL_UNAVAILABLE', message: 'disk full' } },
    fails: ['JOURNAL_UNAVAILABLE'],
  },
  { name: 'the symbol is halted', facts: { instrumentActive: false }, fails: ['UNKNOWN_SYMBOL'] },
  { name: 'the symbol is not traded', order: null, fails: ['UNKNOWN_SYMBOL'] },
  {
    name: 'no price for a market order',
    facts: { priceError: { code: 'MARKET_UNAVAILABLE', message: 'no ask' } },
    fails: ['MARKET_UNAVAILABLE'],
  },
  {
    name: 'not enough funds',
    funds: { asset: 'USDT', needed: '100', available: '99.99', error: null },
    fails: ['INSUFFICIENT_FUNDS'],
  },
  { name: 'exactly enough funds', funds: { asset: 'USDT', needed: '100', available: '100', error: null }, fails: [] },
  {
    name: 'funds that cannot be read',
    funds: { asset: 'USDT', needed: '100', available: null, error: 'timed out' },
    fails: ['BALANCE_UNKNOWN'],
  },
  { name: 'killed by name', stops: [stop()], fails: ['KILL_SWITCH'], says: { KILL_SWITCH: 'account main' } },
  {
    name: 'everything is killed',
    stops: [stop({ scope: { kind: 'global' } })],
    fails: ['KILL_SWITCH'],
    says: { KILL_SWITCH: 'everything' },
  },
  {
    name: 'stopped by a rule',
    stops: [stop({ cause: 'automatic', code: 'MAX_DAILY_LOSS', reason: 'lost 10 of 10 USDT' })],
    fails: ['ACCOUNT_STOPPED'],
    says: { ACCOUNT_STOPPED: 'lost 10 of 10 USDT' },
  },
  {
    name: 'held by several stops: each of them is listed',
    stops: [stop(), stop({ scope: owner }), stop({ cause: 'automatic', code: 'CLOCK_SKEW', reason: '31 s' })],
    fails: ['KILL_SWITCH', 'KILL_SWITCH', 'ACCOUNT_STOPPED'],
  },
  {
    name: 'killed, disarmed and outside of flags and limits: all of it is listed, in one order',
    facts: { armedUntil: null },
    stops: [stop()],
    flags: { account: { enabled: false } },
    limits: { max_order_size: { value: '1', unit: 'account' } },
    fails: ['ACCOUNT_DISARMED', 'KILL_SWITCH', 'ACCOUNT_DISABLED', 'MAX_ORDER_SIZE'],
  },
  {
    name: 'the symbol is not traded: flags and limits are still listed',
    order: null,
    flags: { account: { enabled: true, symbols: ['ETH/*'] } },
    limits: { max_orders_per_minute: 5, max_exposure: { value: '1', unit: 'account' } },
    fails: ['SYMBOL_NOT_ALLOWED', 'UNKNOWN_SYMBOL', 'MAX_EXPOSURE'],
    says: { MAX_EXPOSURE: 'no order could be planned' },
  },
];
