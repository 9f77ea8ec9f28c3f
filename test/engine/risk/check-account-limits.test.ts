import { describe, expect, it } from 'vitest';
import { checkAccountLimits } from '../../../electron/engine/risk/check-account-limits.ts';
import type { LimitFacts } from '../../../electron/engine/risk/check-account-limits.ts';
import { sizeOrder } from '../../../shared/orders/sizing.ts';
import type { SizingRequest } from '../../../shared/orders/sizing.ts';
import type { Instrument } from '../../../shared/schema/market.ts';

const BTC: Instrument = {
  symbol: 'BTC/USDT',
  venue_symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  active: true,
  contract_size: '1',
  tick: '0.01',
  step: '0.001',
  min_amount: '0.001',
  max_amount: '10',
  min_price: '1',
  max_price: '1000000',
  min_notional: '5',
  maker_fee: null,
  taker_fee: null,
};

function sized(change: Partial<SizingRequest> = {}, rules: Partial<Instrument> = {}) {
  const request = {
    side: 'buy',
    type: 'limit',
    amount: '0.01',
    quoteAmount: null,
    price: '50000',
    referencePrice: null,
  } as const;
  return sizeOrder({ ...request, ...change }, { ...BTC, ...rules });
}

const good: LimitFacts = {
  accountName: 'main_binance',
  exchange: 'binance',
  mode: 'real',
  symbol: 'BTC/USDT',
  venueError: null,
  armedUntil: '2026-12-01T13:00:00.000Z',
  outcomePending: false,
  marketError: null,
  instrumentActive: true,
  sizing: sized(),
  priceError: null,
  order: null,
  funds: { asset: 'USDT', needed: '500', available: '500', error: null },
};
const ALL = [
  'MODE_VIOLATION',
  'ACCOUNT_DISARMED',
  'OUTCOME_PENDING',
  'ACCOUNT_UNRECONCILED',
  'UNKNOWN_SYMBOL',
  'INVALID_PRICE',
  'INVALID_AMOUNT',
  'MIN_NOTIONAL',
  'INSUFFICIENT_FUNDS',
];

describe('check_account_limits', () => {
  it('lists every check that an order passed', () => {
    const checks = checkAccountLimits(good);
    expect(checks.map((check) => check.code)).toEqual(ALL);
    expect(checks.every((check) => check.ok)).toBe(true);
    for (const check of checks) expect(check.detail).not.toBe('');
  });

  it.each<[code: string, facts: Partial<LimitFacts>, detail: RegExp]>([
    ['VENUE_NOT_SUPPORTED', { venueError: { code: 'VENUE_NOT_SUPPORTED', message: 'not yet' } }, /not yet/],
    ['ACCOUNT_DISARMED', { armedUntil: null }, /disarmed/],
    ['OUTCOME_PENDING', { outcomePending: true }, /BTC\/USDT.*main_binance.*unknown/],
    [
      'ACCOUNT_UNRECONCILED',
      { unreconciled: { code: 'ACCOUNT_UNRECONCILED', message: 'not compared' } },
      /not compared/,
    ],
    ['JOURNAL_UNAVAILABLE', { halted: { code: 'JOURNAL_UNAVAILABLE', message: 'the disk is full' } }, /disk is full/],
    ['UNKNOWN_SYMBOL', { instrumentActive: null }, /does not trade/],
    ['UNKNOWN_SYMBOL', { instrumentActive: false }, /halted/],
    ['INVALID_PRICE', { sizing: sized({ price: '0.5' }, { min_notional: null }) }, /./],
    ['INVALID_AMOUNT', { sizing: sized({ amount: '11' }) }, /./],
    ['MIN_NOTIONAL', { sizing: sized({ amount: '0.001', price: '100' }) }, /0\.1 USDT/],
    ['INSUFFICIENT_FUNDS', { funds: { ...good.funds!, available: '499.99' } }, /needs 500 USDT, 499\.99 available/],
    ['BALANCE_UNKNOWN', { funds: { ...good.funds!, available: null, error: 'it is down' } }, /it is down/],
    ['MARKET_UNAVAILABLE', { priceError: { code: 'MARKET_UNAVAILABLE', message: 'no price' } }, /no price/],
  ])('%s fails alone where %j', (code, change, detail) => {
    const checks = checkAccountLimits({ ...good, ...change });
    expect(checks.filter((check) => !check.ok).map((check) => check.code)).toEqual([code]);
    expect(checks.find((check) => !check.ok)?.detail).toMatch(detail);
    // Nothing that could be looked at is left out because of the failure.
    expect(checks.length).toBeGreaterThanOrEqual(ALL.length);
  });

  it('lists all that fails, not just the first', () => {
    const checks = checkAccountLimits({
      ...good,
      armedUntil: null,
      outcomePending: true,
      instrumentActive: false,
      sizing: sized({ amount: '0.0001' }),
      funds: { asset: 'USDT', needed: '500', available: '0', error: null },
    });
    expect(checks.map((check) => check.code)).toEqual(ALL);
    expect(checks.filter((check) => check.ok).map((check) => check.code)).toEqual([
      'MODE_VIOLATION',
      'ACCOUNT_UNRECONCILED',
      'INVALID_PRICE',
    ]);
  });

  it('shows what it can where the market cannot be read', () => {
    const marketError = { code: 'MARKET_UNAVAILABLE', message: 'down' } as const;
    const checks = checkAccountLimits({ ...good, marketError, instrumentActive: null, sizing: null, funds: null });
    expect(checks.map((check) => [check.code, check.ok])).toEqual([
      ['MODE_VIOLATION', true],
      ['ACCOUNT_DISARMED', true],
      ['OUTCOME_PENDING', true],
      ['ACCOUNT_UNRECONCILED', true],
      ['MARKET_UNAVAILABLE', false],
    ]);
  });

  it('needs no arming for paper, and takes funds that are exactly enough', () => {
    const checks = checkAccountLimits({ ...good, mode: 'paper', armedUntil: null });
    expect(checks.every((check) => check.ok)).toBe(true);
  });
});
