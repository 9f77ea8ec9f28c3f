import { describe, expect, it } from 'vitest';
import { gaugeWords, limitCell } from '../../../renderer/views/risk/gauge-words.ts';
import {
  alarms,
  exposureUsd,
  limited,
  matrixGroups,
  profitTone,
  unmeasured,
} from '../../../renderer/views/risk/matrix-model.ts';
import { shortFigure } from '../../../renderer/widgets/short-figure.ts';
import { account, gauge } from './risk-documents.ts';

const LIMITED = { max_exposure: { value: '30000', unit: 'account' } } as const;

describe('figures of the matrix', () => {
  it.each([
    ['0', '0'],
    ['9999.999', '9,999.99'],
    ['10000', '10k'],
    ['21840.5', '21.8k'],
    ['29999.99', '29.9k'],
    ['-21840.5', '−21.8k'],
    ['100000', '100k'],
    ['123456', '123k'],
    ['1234567.8', '1.23M'],
    ['12345678901', '12.3B'],
    ['0000021840', '21.8k'],
    [null, '–'],
    ['no figure', '–'],
  ])('writes %s as %s, cut and never rounded up', (value, text) => {
    expect(shortFigure(value)).toBe(text);
  });
});

describe('a cell of the matrix', () => {
  it('is empty where no limit is set, whatever was measured', () => {
    expect(limitCell(account({ gauges: [gauge()] }), 'max_exposure')).toBeNull();
  });

  it('says figures, share and state; all exact in its words', () => {
    const cell = limitCell(account({ limits: LIMITED, gauges: [gauge()] }), 'max_exposure');
    expect(cell).toMatchObject({ state: 'ok', figures: '21.8k / 30k', unit: null, note: '72 %' });
    expect(cell?.words).toBe('Exposure of main_binance: 21,840.5 of 30,000 USDT, 72 %, ok');
    const told = gauge({ detail: '21840.5 of 30000 USDT; BTC is the largest' });
    expect(gaugeWords(told)).toBe('21840.5 of 30000 USDT; BTC is the largest, 72 %, ok');
  });

  it('never reads as reached a moment too early, and says so in a word once it is', () => {
    const near = limitCell(
      account({ limits: LIMITED, gauges: [gauge({ percent: 99.97, state: 'warning' })] }),
      'max_exposure',
    );
    expect(near?.note).toBe('99 %');
    const over = limitCell(
      account({ limits: LIMITED, gauges: [gauge({ percent: 112, state: 'reached' })] }),
      'max_exposure',
    );
    expect(over?.note).toBe('reached');
    expect(over?.words).toContain('112 %, reached');
  });

  it('shows the limit and no zero where it cannot be told or was not measured', () => {
    const blind = gauge({ used: null, room: null, percent: null, state: 'unknown', detail: 'no price of ETH' });
    const unknown = limitCell(account({ limits: LIMITED, gauges: [blind] }), 'max_exposure');
    expect(unknown).toMatchObject({ state: 'unknown', figures: '? / 30k', note: 'unknown', percent: null });
    expect(unknown?.words).toContain('no price of ETH');
    const unmeasuredCell = limitCell(account({ limits: LIMITED }), 'max_exposure');
    expect(unmeasuredCell).toMatchObject({ state: 'unknown', figures: '? / 30,000 USDT', note: 'not measured' });
  });

  it('names the unit where it is not the account’s own, and gives US dollars beside in the words', () => {
    const limits = { max_exposure: { value: '500', unit: 'usd' } } as const;
    const inUsd = gauge({ limit: '500', used: '120', unit: 'USD', percent: 24 });
    expect(limitCell(account({ limits, gauges: [inUsd] }), 'max_exposure')?.unit).toBe('USD');
    const inNok = gauge({ unit: 'NOK', usd: { used: '2100', limit: '2900' } });
    expect(gaugeWords(inNok)).toContain('in US dollars 2,100 of 2,900');
  });

  it('counts orders and positions without a unit, in full', () => {
    const rate = gauge({
      limit_name: 'max_orders_per_minute',
      code: 'MAX_ORDER_RATE',
      limit: '12000',
      used: '3',
      unit: 'orders',
    });
    const cell = limitCell(
      account({ limits: { max_orders_per_minute: 12000 }, gauges: [rate] }),
      'max_orders_per_minute',
    );
    expect(cell).toMatchObject({ figures: '3 / 12,000', unit: null });
  });

  it('shows only the limit of what nothing uses up by time', () => {
    const each = gauge({
      limit_name: 'price_band_percent',
      code: 'PRICE_BAND',
      limit: '5',
      used: '0',
      percent: 0,
      unit: '%',
      detail: 'every order is held to it',
    });
    const cell = limitCell(account({ limits: { price_band_percent: '5' }, gauges: [each] }), 'price_band_percent');
    expect(cell).toMatchObject({ state: 'ok', figures: '5', unit: '%', note: 'each order', each: true });
    expect(cell?.words).toBe('Price band of main_binance: every order is held to it, ok');
    const untold = gauge({ ...each, used: null, percent: null, state: 'unknown', detail: 'no rate' });
    const blind = limitCell(account({ limits: { price_band_percent: '5' }, gauges: [untold] }), 'price_band_percent');
    expect(blind).toMatchObject({ figures: '? / 5', note: 'unknown', each: false });
  });
});

describe('the rows of the matrix', () => {
  const real = account({ account_name: 'a' });
  const testnet = account({ account_name: 'b', testnet: true });
  const paper = account({ account_name: 'c', mode: 'paper' });
  const paperTestnet = account({ account_name: 'd', mode: 'paper', testnet: true });
  const odd = account({ account_name: 'e', mode: 'surprise' as never });

  it('stand apart by mode, and a mode that is not known never among paper', () => {
    const groups = matrixGroups([paper, odd, testnet, real, paperTestnet]);
    expect(groups.map(({ kind, accounts }) => [kind, ...accounts.map((each) => each.account_name)])).toEqual([
      ['real', 'a'],
      ['testnet', 'b'],
      ['paper', 'c', 'd'],
      ['unknown', 'e'],
    ]);
  });

  it('know what is limited, and what of it was not measured', () => {
    const set = account({ limits: LIMITED });
    expect([limited([real, paper]), limited([real, set])]).toEqual([[], [set]]);
    const error = { code: 'VENUE_UNREACHABLE', message: 'no answer' } as const;
    const failed = account({ limits: LIMITED, error });
    expect(unmeasured([set, failed, account({ error })])).toEqual([failed]);
  });

  it('count what needs a look', () => {
    const states = (['ok', 'warning', 'reached', 'reached', 'unknown'] as const).map((state) => gauge({ state }));
    expect(alarms([account({ gauges: states }), account()])).toEqual({ reached: 2, warning: 1, unknown: 1 });
  });

  it('give US dollars only by a known rate, exactly', () => {
    const rate = { rate: '0.0931', source: 'firi', at: '2026-01-01T00:00:00.000Z' };
    expect(exposureUsd(account({ currency: 'NOK', exposure: '1000.5', usd_rate: rate }))).toBe('93.14655');
    expect(exposureUsd(account({ currency: 'NOK', exposure: '1000', usd_rate: null }))).toBeNull();
    expect(exposureUsd(account({ exposure: null, usd_rate: rate }))).toBeNull();
    expect(exposureUsd(account({ currency: 'USD', exposure: '5', usd_rate: rate }))).toBeNull();
  });

  it('tell a profit from a loss by its sign alone', () => {
    expect(['0', '0.000', '-0.01', '12'].map(profitTone)).toEqual(['flat', 'flat', 'down', 'up']);
  });
});
