import { describe, expect, it } from 'vitest';
import { gaugesOf } from '../../../electron/engine/risk/gauges.ts';
import type { GaugeFacts } from '../../../electron/engine/risk/gauges.ts';
import type { ExposedPosition } from '../../../shared/risk/exposure.ts';
import { known, unknown } from '../../../shared/risk/known.ts';
import type { Limits } from '../../../shared/schema/limits.ts';
import { LIMIT_NAMES } from '../../../shared/schema/limits.ts';

const position = (key: string, value: string): ExposedPosition => ({
  key,
  asset: key,
  amount: '1',
  value: known(value),
});
const FACTS: GaugeFacts = {
  currency: 'NOK',
  usdRate: known('0.1'),
  equity: known('20000'),
  leverage: null,
  placed: 3,
  profit: { loss: '400', openingEquity: '20000', drawdown: '1000', equityAtPeak: '25000' },
  exposure: { total: known('8000'), positions: [position('BTC', '5000'), position('ETH', '3000')], open: known('2') },
  free: known('12000'),
};
const money = (value: string, unit: 'account' | 'usd' = 'account') => ({ value, unit });
const gauge = (limits: Limits, change: Partial<GaugeFacts> = {}) => gaugesOf(limits, { ...FACTS, ...change })[0];

describe('a gauge', () => {
  it.each<[string, Limits, object]>([
    [
      'exposure',
      { max_exposure: money('10000') },
      { used: '8000', room: '2000', percent: 80, state: 'warning', unit: 'NOK' },
    ],
    [
      'exposure in dollars',
      { max_exposure: money('1000', 'usd') },
      { used: '800', room: '200', unit: 'USD', percent: 80 },
    ],
    ['the largest position', { max_position_size: money('10000') }, { used: '5000', percent: 50, state: 'ok' }],
    ['order size', { max_order_size: money('100') }, { used: '0', room: '100', percent: 0, state: 'ok' }],
    [
      'open positions',
      { max_open_positions: 2 },
      { used: '2', room: '0', percent: 100, state: 'reached', unit: 'positions' },
    ],
    ['leverage', { max_leverage: '2' }, { used: '0.4', room: '1.6', percent: 20, unit: 'x', state: 'ok' }],
    [
      'a loss',
      { max_daily_loss: { value: '500', unit: 'account' } },
      { used: '400', room: '100', percent: 80, state: 'warning' },
    ],
    [
      'a loss in percent',
      { max_daily_loss: { value: '2', unit: 'percent' } },
      { used: '2', percent: 100, state: 'reached', unit: '%', usd: null },
    ],
    ['a drawdown in percent', { max_drawdown: { value: '5', unit: 'percent' } }, { used: '4', room: '1', percent: 80 }],
    [
      'a drawdown in dollars',
      { max_drawdown: { value: '101', unit: 'usd' } },
      { used: '100', percent: 99, state: 'warning' },
    ],
    [
      'orders a minute',
      { max_orders_per_minute: 4 },
      { used: '3', room: '1', percent: 75, unit: 'orders', state: 'ok' },
    ],
    ['the price band', { price_band_percent: '2' }, { used: '0', unit: '%', state: 'ok' }],
    [
      'what must stay free',
      { min_free_balance: money('6000') },
      { used: '12000', room: '6000', percent: 50, state: 'ok' },
    ],
    [
      'what hardly stays free',
      { min_free_balance: money('12000') },
      { used: '12000', room: '0', percent: 100, state: 'reached' },
    ],
  ])('of %s', (_name, limits, expected) => {
    expect(gauge(limits)).toMatchObject(expected);
  });

  it('shows money in dollars beside its own unit', () => {
    expect(gauge({ max_exposure: money('10000') })?.usd).toEqual({ limit: '1000', used: '800' });
    expect(gauge({ max_exposure: money('1000', 'usd') })?.usd).toEqual({ limit: '1000', used: '800' });
    expect(gauge({ max_exposure: money('10000') }, { usdRate: unknown('no rate') })).toMatchObject({
      usd: null,
      used: '8000',
    });
  });

  it('warns from 80 percent on, and is reached at the limit', () => {
    const states = ['10001', '10000', '8000.01', '8000', '7999'].map(
      (value) => gauge({ max_exposure: money(value) })?.state,
    );
    expect(states).toEqual(['ok', 'warning', 'warning', 'reached', 'reached']);
  });

  it('of a limit of zero is reached, whatever is used', () => {
    expect(gauge({ max_open_positions: 0 }, { exposure: { ...FACTS.exposure, open: known('0') } })).toMatchObject({
      state: 'reached',
      percent: 100,
      room: '0',
    });
  });

  it('is unknown with a reason, and never zero, where something cannot be told', () => {
    const why = 'there is no price of JUNK in NOK on firi';
    const untold = { ...position('JUNK', '1'), value: unknown(why) };
    const exposure = { total: unknown(why), positions: [...FACTS.exposure.positions, untold], open: known('3') };
    const limits: Limits = {
      ...{ max_exposure: money('10'), max_position_size: money('10'), max_leverage: '2' },
      ...{ max_daily_loss: { value: '5', unit: 'percent' }, min_free_balance: money('1') },
    };
    const unknowns = gaugesOf(limits, {
      ...FACTS,
      exposure,
      profit: { loss: null, reason: why },
      free: unknown(why),
    });
    expect(unknowns.map(({ state, used, room, percent }) => [state, used, room, percent])).toEqual(
      unknowns.map(() => ['unknown', null, null, null]),
    );
    for (const { detail } of unknowns) expect(detail).toBe(why);
    expect(gauge({ max_exposure: money('1000', 'usd') }, { usdRate: unknown('no rate') })).toMatchObject({
      state: 'unknown',
      detail: 'no rate',
    });
  });

  it('is there for each limit that is set, in one order, and for no other', () => {
    const limits: Limits = {
      ...{ min_free_balance: money('1'), max_exposure: money('1'), max_open_positions: 1, price_band_percent: '1' },
      ...{ max_leverage: '1', max_drawdown: { value: '1', unit: 'account' }, max_orders_per_minute: 1 },
      ...{ max_daily_loss: { value: '1', unit: 'account' }, max_order_size: money('1'), max_position_size: money('1') },
    };
    expect(gaugesOf(limits, FACTS).map(({ limit_name }) => limit_name)).toEqual(LIMIT_NAMES);
    expect(gaugesOf({}, FACTS)).toEqual([]);
  });
});
