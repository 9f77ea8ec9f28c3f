import { describe, expect, it } from 'vitest';
import { createRiskReplay } from '../../../electron/engine/risk/impact.ts';
import type { PlacedOrder } from '../../../electron/engine/risk/impact.ts';
import type { CheckDocument } from '../../../shared/schema/decision.ts';
import type { Flags } from '../../../shared/schema/flags.ts';
import type { Limits } from '../../../shared/schema/limits.ts';
import { NO_POLICY } from '../../../shared/schema/risk-policy.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';

const SINCE_MS = Date.UTC(2026, 10, 20, 12);
const placed = (change: Partial<PlacedOrder> = {}): PlacedOrder => ({
  ...{ id: 'ord_1', signalId: 's1', atMs: SINCE_MS + 1_000, accountName: 'a', owner: 'me', exchange: 'binance' },
  ...{ market: 'spot', mode: 'real', testnet: false, strategyId: 'scalp', symbol: 'BTC/USDT', side: 'buy' },
  ...{ amount: '0.1', price: null, average: '50000', reduceOnly: false, closing: false, checks: [] },
  ...change,
});
const measured = (code: CheckDocument['code'], used: string | null, unit: string): PlacedOrder => ({
  ...placed(),
  checks: [{ code, ok: true, detail: '', figures: { used, limit: '1000000', unit } }],
});
const draft = (limits: Limits, change: Partial<RiskPolicy> = {}): RiskPolicy => ({
  ...NO_POLICY,
  limits: { a: limits },
  ...change,
});
const flagged = (flags: Flags): RiskPolicy => ({ ...NO_POLICY, accounts: { a: flags } });
function replay(orders: PlacedOrder[], policy: RiskPolicy) {
  const replaying = createRiskReplay(policy, SINCE_MS);
  replaying.take(orders);
  return replaying.document();
}
const codes = (order: PlacedOrder, policy: RiskPolicy) => {
  const { refused, not_measured: missing } = replay([order], policy);
  return refused[0]?.codes ?? missing.map(({ limit_name }) => `not measured: ${limit_name}`);
};
const money = (value: string, unit: 'account' | 'usd' = 'account') => ({ value, unit });
/** SINCE_MS lies on a Friday. */
const hours = (from: string, to: string): Flags => ({
  trading_hours: { time_zone: 'UTC', windows: [{ days: [5], from, to }] },
});
const MINUTE_MS = 60_000;

describe('the impact of a draft', () => {
  it.each<[string, PlacedOrder, RiskPolicy, string[]]>([
    ['nothing that is not set', placed(), draft({}), []],
    ['a switch', placed(), flagged({ enabled: false }), ['ACCOUNT_DISABLED']],
    ['a switch of its owner', placed(), { ...NO_POLICY, owners: { me: { enabled: false } } }, ['ACCOUNT_DISABLED']],
    ['a switch of somebody else', placed(), { ...NO_POLICY, owners: { you: { enabled: false } } }, []],
    ['symbols', placed(), flagged({ symbols: ['ETH/*'] }), ['SYMBOL_NOT_ALLOWED']],
    ['symbols that fit', placed(), flagged({ symbols: ['BTC/*'] }), []],
    ['strategies', placed(), flagged({ strategies: ['swing'] }), ['STRATEGY_NOT_ALLOWED']],
    ['strategies, of a close', placed({ closing: true }), flagged({ strategies: ['swing'] }), []],
    ['hours as of then', placed(), flagged(hours('09:00', '12:00')), ['OUTSIDE_TRADING_HOURS']],
    ['hours as of then, open', placed(), flagged(hours('12:00', '13:00')), []],
    ['a size in base', placed(), flagged({ max_size: '0.09' }), ['MAX_ORDER_SIZE']],
    ['long only, of a sale on spot', placed({ side: 'sell' }), flagged({ long_only: true }), []],
    [
      'long only, of a sale in swaps',
      placed({ side: 'sell', market: 'swap' }),
      flagged({ long_only: true }),
      ['LONG_ONLY'],
    ],
    ['several at once', placed(), flagged({ enabled: false, symbols: [] }), ['ACCOUNT_DISABLED', 'SYMBOL_NOT_ALLOWED']],
    ['a size in money', placed(), draft({ max_order_size: money('4999.99') }), ['MAX_ORDER_SIZE']],
    ['a size in money, at the limit', placed(), draft({ max_order_size: money('5000') }), []],
    ['a size in dollars', placed(), draft({ max_order_size: money('4999', 'usd') }), ['MAX_ORDER_SIZE']],
    [
      'a size in money that the order was not in',
      placed({ symbol: 'ETH/BTC' }),
      draft({ max_order_size: money('1') }),
      ['not measured: max_order_size'],
    ],
    [
      'a recorded size',
      measured('MAX_ORDER_SIZE', '6000', 'USDT'),
      draft({ max_order_size: money('5500') }),
      ['MAX_ORDER_SIZE'],
    ],
    ['exposure', measured('MAX_EXPOSURE', '900', 'USDT'), draft({ max_exposure: money('899') }), ['MAX_EXPOSURE']],
    ['exposure, at the limit', measured('MAX_EXPOSURE', '900', 'USDT'), draft({ max_exposure: money('900') }), []],
    [
      'exposure in dollars that count the same',
      measured('MAX_EXPOSURE', '900', 'USDT'),
      draft({ max_exposure: money('899', 'usd') }),
      ['MAX_EXPOSURE'],
    ],
    [
      'exposure in another currency',
      measured('MAX_EXPOSURE', '900', 'NOK'),
      draft({ max_exposure: money('1') }),
      ['not measured: max_exposure'],
    ],
    ['exposure that nobody measured', placed(), draft({ max_exposure: money('1') }), ['not measured: max_exposure']],
    ['exposure, of a sale for money', placed({ side: 'sell' }), draft({ max_exposure: money('0') }), []],
    [
      'a loss, reached',
      measured('MAX_DAILY_LOSS', '100', 'USDT'),
      draft({ max_daily_loss: { value: '100', unit: 'account' } }),
      ['MAX_DAILY_LOSS'],
    ],
    [
      'a loss, not reached',
      measured('MAX_DAILY_LOSS', '99.99', 'USDT'),
      draft({ max_daily_loss: { value: '100', unit: 'account' } }),
      [],
    ],
    [
      'a loss in percent, recorded in money',
      measured('MAX_DAILY_LOSS', '1', 'USDT'),
      draft({ max_daily_loss: { value: '1', unit: 'percent' } }),
      ['not measured: max_daily_loss'],
    ],
    ['leverage', measured('MAX_LEVERAGE', '2.1', 'x'), draft({ max_leverage: '2' }), ['MAX_LEVERAGE']],
    ['a band', measured('PRICE_BAND', '0.6', '%'), draft({ price_band_percent: '0.5' }), ['PRICE_BAND']],
    [
      'what must stay free',
      measured('MIN_FREE_BALANCE', '99', 'USDT'),
      draft({ min_free_balance: money('100') }),
      ['MIN_FREE_BALANCE'],
    ],
    [
      'what must stay free, of an order that took none',
      measured('MIN_FREE_BALANCE', null, 'USDT'),
      draft({ min_free_balance: money('100') }),
      [],
    ],
    ['limits of another account', placed(), { ...NO_POLICY, limits: { b: { max_orders_per_minute: 0 } } }, []],
    ['no order at all', placed(), draft({ max_orders_per_minute: 0 }), ['MAX_ORDER_RATE']],
  ])('tells %s', (_name, order, policy, expected) => {
    expect(codes(order, policy)).toEqual(expected);
  });

  it('counts a minute as it would have been: what is refused is not counted, what came before is', () => {
    const at = (seconds: number) => placed({ id: `ord_${seconds}`, atMs: SINCE_MS + seconds * 1_000 });
    const orders = [-30, 1, 2, 31, 61, 62].map(at);
    const { placed: count, refused } = replay(orders, draft({ max_orders_per_minute: 2 }));
    expect(count).toBe(5);
    // At 2 s there were those of -30 and 1; at 31 s that of -30 was over; at 61 s that of 1 was.
    expect(refused.map(({ order_id }) => order_id)).toEqual(['ord_62', 'ord_2']);
  });

  it('says how many orders had no figure, and shows the newest refusals first', () => {
    const orders = [1, 2, 3].map((n) => placed({ id: `ord_${n}`, atMs: SINCE_MS + n * MINUTE_MS }));
    const impact = replay(orders, draft({ max_exposure: money('1'), max_order_size: money('1') }));
    expect(impact).toMatchObject({
      placed: 3,
      not_measured: [{ account_name: 'a', limit_name: 'max_exposure', orders: 3 }],
    });
    expect(impact.refused.map(({ order_id }) => order_id)).toEqual(['ord_3', 'ord_2', 'ord_1']);
    expect(impact.refused[0]).toMatchObject({
      signal_id: 's1',
      account_name: 'a',
      detail: 'would be 5000 USDT, at most 1',
    });
  });

  it('lists 500 refusals at most, the newest, and counts all that was placed', () => {
    const orders = Array.from({ length: 700 }, (_, n) => placed({ id: `ord_${n}`, atMs: SINCE_MS + n }));
    const { placed: count, refused } = replay(orders, flagged({ enabled: false }));
    expect([count, refused.length, refused[0]?.order_id]).toEqual([700, 500, 'ord_699']);
  });
});
