import { describe, expect, it } from 'vitest';
import { flagChange, scopeOf } from '../../electron/cli/flags-edit.ts';
import { limitChanges } from '../../electron/cli/limits-edit.ts';
import { hoursText, parseHours } from '../../electron/cli/trading-hours.ts';
import fc from 'fast-check';
import { tempDir } from '../server/temp-dir.ts';
import { qt } from './qt-process.ts';

const invalid = expect.objectContaining({ code: 'INVALID_INPUT' }) as Error;
const A = { kind: 'account', name: 'a' } as const;

describe('the limits that options stand for', () => {
  it('are in the unit of the option, and none takes one away', () => {
    const changes = limitChanges('a', {
      'max-exposure': '1000',
      'max-position-size-usd': '50.5',
      'max-order-size': 'none',
      'max-daily-loss-percent': '5',
      'max-drawdown-usd': '200',
      'max-open-positions': '3',
      'max-leverage': '2',
      'max-orders-per-minute': '0',
      'price-band-percent': '1.5',
      'min-free-balance': '0',
      currency: 'nok',
      'time-zone': 'Europe/Oslo',
      'day-starts-at': 'none',
      'ignored-assets': 'airdrop, scam',
    });
    expect(changes).toEqual([
      {
        kind: 'limits',
        account_name: 'a',
        set: {
          max_exposure: { value: '1000', unit: 'account' },
          max_position_size: { value: '50.5', unit: 'usd' },
          max_order_size: null,
          max_daily_loss: { value: '5', unit: 'percent' },
          max_drawdown: { value: '200', unit: 'usd' },
          max_open_positions: 3,
          max_leverage: '2',
          max_orders_per_minute: 0,
          price_band_percent: '1.5',
          min_free_balance: { value: '0', unit: 'account' },
        },
      },
      {
        kind: 'settings',
        account_name: 'a',
        set: { currency: 'NOK', time_zone: 'Europe/Oslo', day_starts_at: null, ignored_assets: ['AIRDROP', 'SCAM'] },
      },
    ]);
    expect(limitChanges('a', { 'ignored-assets': '' })).toMatchObject([{ set: { ignored_assets: [] } }]);
  });

  it.each<[Record<string, string>, RegExp]>([
    [{}, /at least one limit/],
    [{ 'max-exposure': '1', 'max-exposure-usd': '1' }, /given twice/],
    [{ 'max-daily-loss': 'none', 'max-daily-loss-percent': '5' }, /given twice/],
    [{ 'max-exposure': '-1' }, /max_exposure/],
    [{ 'max-exposure': '1e6' }, /max_exposure/],
    [{ 'max-exposure': '' }, /max_exposure/],
    [{ 'max-daily-loss': '0' }, /max_daily_loss/],
    [{ 'max-open-positions': '1.5' }, /max_open_positions/],
    [{ 'max-open-positions': '0x10' }, /max_open_positions/],
    [{ 'max-orders-per-minute': '1000000' }, /max_orders_per_minute/],
    [{ 'max-leverage': 'two' }, /max_leverage/],
    [{ currency: '$' }, /currency/],
    [{ 'time-zone': 'Oslo' }, /IANA/],
    [{ 'day-starts-at': '24:00' }, /day_starts_at/],
  ])('%j are refused, and it is said which', (flags, words) => {
    expect(() => limitChanges('a', flags)).toThrow(invalid);
    expect(() => limitChanges('a', flags)).toThrow(words);
  });
});

describe('the flags that options stand for', () => {
  const hours = { time_zone: 'Europe/Oslo', windows: [{ days: [1], from: '09:00', to: '10:00' }] };

  it('are lists, words, moments and durations, and none takes one away', () => {
    const options = {
      ...{ enabled: 'TRUE', exchanges: 'Binance, okx', strategies: 'Mean.*,(none)', symbols: 'BTC/*,ETH/USDT' },
      ...{ markets: 'Spot', longOnly: 'false', maxSize: '0.5', hours: 'mon-fri 09:00-17:30', timeZone: 'Europe/Oslo' },
      ...{ validFrom: '2026-12-01', validUntil: '2026-12-24T15:00:00+01:00', approval: '1h' },
    };
    expect(flagChange(A, options, {})).toEqual({
      kind: 'flags',
      scope: A,
      set: {
        enabled: true,
        exchanges: ['binance', 'okx'],
        strategies: ['Mean.*', '(none)'],
        symbols: ['BTC/*', 'ETH/USDT'],
        markets: ['spot'],
        long_only: false,
        max_size: '0.5',
        trading_hours: { time_zone: 'Europe/Oslo', windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' }] },
        valid_from: '2026-12-01T00:00:00.000Z',
        valid_until: '2026-12-24T14:00:00.000Z',
        approval: { valid_minutes: 60 },
      },
    });
    const none = {
      enabled: 'none',
      symbols: 'none',
      hours: 'None',
      approval: 'none',
      validUntil: 'none',
      maxSize: 'none',
    };
    expect(flagChange(A, none, { trading_hours: hours })).toMatchObject({
      set: { enabled: null, symbols: null, trading_hours: null, approval: null, valid_until: null, max_size: null },
    });
    // Nothing at all is allowed, which is not the same as no flag.
    expect(flagChange(A, { symbols: '' }, {})).toMatchObject({ set: { symbols: [] } });
  });

  it('take hours and zone one without the other where the other is there', () => {
    const zone = flagChange(A, { timeZone: 'America/New_York' }, { trading_hours: hours });
    expect(zone).toMatchObject({ set: { trading_hours: { ...hours, time_zone: 'America/New_York' } } });
    const windows = flagChange(A, { hours: 'daily 00:00-24:00' }, { trading_hours: hours });
    expect(windows).toMatchObject({ set: { trading_hours: { time_zone: 'Europe/Oslo', windows: [{ to: '24:00' }] } } });
    expect(() => flagChange(A, { hours: 'mon 09:00-10:00' }, {})).toThrow(/--time-zone/);
    expect(() => flagChange(A, { timeZone: 'Europe/Oslo' }, {})).toThrow(/--hours/);
  });

  it.each<Record<string, string>>([
    {},
    { enabled: 'yes' },
    { longOnly: '' },
    { exchanges: 'nyse' },
    { markets: 'futures' },
    { maxSize: '0' },
    { maxSize: '-1' },
    { validFrom: '2026-12-01T09:00' },
    { validFrom: '2026-02-30' },
    { validFrom: '2026-02-30T09:00:00Z' },
    { validUntil: 'tomorrow' },
    { approval: '30s' },
    { approval: '2d' },
    { approval: '90m30' },
    { hours: 'mon-fri 9:00-17:30', timeZone: 'Europe/Oslo' },
    { hours: 'mon-fri 09:00-25:00', timeZone: 'Europe/Oslo' },
    { hours: 'mandag 09:00-17:00', timeZone: 'Europe/Oslo' },
    { hours: '', timeZone: 'Europe/Oslo' },
    { hours: 'mon 09:00-10:00', timeZone: 'Oslo' },
  ])('%j are refused', (options) => {
    expect(() => flagChange(A, options, {})).toThrow(invalid);
  });

  it('are about one scope', () => {
    expect(scopeOf(' A ', {})).toEqual(A);
    expect(scopeOf(undefined, { global: true })).toEqual({ kind: 'global' });
    expect(scopeOf(undefined, { owner: 'Ann' })).toEqual({ kind: 'owner', name: 'Ann' });
    expect(scopeOf(undefined, {})).toBeNull();
    expect(() => scopeOf('a', { global: true })).toThrow(invalid);
    expect(() => scopeOf(undefined, { owner: 'x', strategy: 'y' })).toThrow(invalid);
  });
});

describe('trading hours in words', () => {
  it.each([
    ['mon-fri 09:00-17:30', [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' }]],
    ['DAILY 22:00-02:00', [{ days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '02:00' }]],
    ['sat,mon 01:00-02:00', [{ days: [1, 6], from: '01:00', to: '02:00' }]],
    ['fri-mon 01:00-02:00', [{ days: [1, 5, 6, 7], from: '01:00', to: '02:00' }]],
    [
      'mon,mon-tue 00:00-24:00; sun 10:00-12:00 ;',
      [
        { days: [1, 2], from: '00:00', to: '24:00' },
        { days: [7], from: '10:00', to: '12:00' },
      ],
    ],
  ])('%s', (text, windows) => {
    expect(parseHours(text)).toEqual(windows);
  });

  it.each([
    'mon',
    'mon-tue-wed 09:00-10:00',
    '-mon 09:00-10:00',
    'mon- 09:00-10:00',
    '09:00-10:00',
    'mon 09:00',
    ', 09:00-10:00',
  ])('"%s" are none', (text) => {
    expect(() => parseHours(text)).toThrow(invalid);
  });

  it('are written as they are read', () => {
    const day = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
    const time = fc.constantFrom('00:00', '09:30', '17:00', '23:59');
    const window = fc.record({ days: day, from: time, to: fc.oneof(time, fc.constant('24:00')) });
    fc.assert(
      fc.property(fc.array(window, { maxLength: 5 }), (windows) => {
        expect(parseHours(hoursText(windows))).toEqual(windows);
      }),
    );
  });
});

describe('qt limits and qt flags', { timeout: 60_000 }, () => {
  const ENV = { QT_ACCOUNT_A_EXCHANGE: 'sim', QT_ACCOUNT_B_EXCHANGE: 'sim', QT_ACCOUNT_B_OWNER: 'Ann' };

  it('set limits, show what is used of them, and refuse what is over them', async () => {
    const dir = tempDir();
    const run = (...args: string[]) => qt(dir, [...args, '--json'], ENV);
    const set = await run('limits', 'set', 'a', '--max-exposure-usd', '130000', '--max-open-positions', '3');
    expect([set.code, set.json()]).toMatchObject([
      0,
      {
        revision: 1,
        accounts: [
          {
            account_name: 'a',
            limits: { max_exposure: { value: '130000', unit: 'usd' }, max_open_positions: 3 },
            gauges: [
              { limit_name: 'max_exposure', limit: '130000' },
              { limit_name: 'max_open_positions', used: '3' },
            ],
          },
        ],
      },
    ]);
    expect((await run('limits', 'show')).json()['accounts']).toHaveLength(2);
    const order = ['--symbol', 'BTC/USDT', '--side', 'long', '--account', 'a'];
    const refused = await run('signal', 'fire', ...order, '--quote-amount', '20000');
    expect([refused.code, refused.json().error?.code]).toEqual([3, 'MAX_EXPOSURE']);
    expect((await run('signal', 'fire', ...order, '--quote-amount', '500')).code).toBe(0);
    const { accounts } = (await run('limits', 'show', 'A')).json() as never as {
      accounts: { gauges: { used: string }[] }[];
    };
    expect(accounts).toHaveLength(1);
    // What the account begins with is worth most of it.
    expect(Number(accounts[0]?.gauges[0]?.used)).toBeGreaterThan(100_000);
    const text = (await qt(dir, ['limits', 'show', 'a'], ENV)).stdout;
    expect(text).toMatch(/PAPER.*counted in USDT/);
    expect(text).toMatch(/max exposure +\d+/);
    const taken = await run('limits', 'set', 'a', '--max-exposure', 'none');
    expect(taken.json()['accounts']).toMatchObject([{ limits: { max_open_positions: 3 } }]);
    expect(JSON.stringify(taken.json())).not.toContain('max_exposure');
  });

  it('set flags at every level, show those that hold an account, and refuse what they do not allow', async () => {
    const dir = tempDir();
    const run = (...args: string[]) => qt(dir, [...args, '--json'], ENV);
    expect((await run('flags', 'set', '--global', '--symbols', 'BTC/*')).json()).toMatchObject({
      revision: 1,
      flags: [{ scope: { kind: 'global' }, flags: { symbols: ['BTC/*'] } }],
    });
    await run('flags', 'set', '--owner', 'Ann', '--enabled', 'false');
    await run('flags', 'set', '--strategy', 's1', '--long-only', 'true');
    const own = await run('flags', 'set', 'b', '--hours', 'daily 00:00-24:00', '--time-zone', 'Europe/Oslo');
    expect(own.json()['flags']).toMatchObject([
      { scope: { kind: 'global' }, flags: { symbols: ['BTC/*'] } },
      { scope: { kind: 'owner', name: 'Ann' }, flags: { enabled: false } },
      { scope: { kind: 'account', name: 'b' }, flags: { trading_hours: { time_zone: 'Europe/Oslo' } } },
    ]);
    const zone = await run('flags', 'set', 'b', '--time-zone', 'UTC');
    expect(zone.json()['flags']).toMatchObject([{}, {}, { flags: { trading_hours: { time_zone: 'UTC' } } }]);
    expect((await run('flags', 'show')).json()['flags']).toHaveLength(4);
    expect((await qt(dir, ['flags', 'show', 'b'], ENV)).stdout).toMatch(
      /enabled +no\n.*trading hours +daily 00:00-24:00 \(UTC\)/s,
    );
    const order = ['--side', 'long', '--amount', '0.01'];
    const refused = await run('signal', 'fire', '--symbol', 'ETH/USDT', ...order, '--account', 'a');
    expect([refused.code, refused.json().error?.code]).toEqual([3, 'SYMBOL_NOT_ALLOWED']);
    const disabled = await run('signal', 'fire', '--symbol', 'BTC/USDT', ...order, '--account', 'b');
    expect([disabled.code, disabled.json().error?.code]).toEqual([3, 'ACCOUNT_DISABLED']);
  });

  it.each<[number, string[]]>([
    [2, ['limits', 'set', 'a']],
    [2, ['limits', 'set', 'a', '--max-exposure', 'lots']],
    [2, ['limits', 'set', 'a', '--max-everything', '1']],
    [6, ['limits', 'set', 'nobody', '--max-exposure', '1']],
    [6, ['limits', 'show', 'nobody']],
    [2, ['flags', 'set', '--enabled', 'true']],
    [2, ['flags', 'set', 'a', '--global', '--enabled', 'true']],
    [2, ['flags', 'set', 'a']],
    [2, ['flags', 'set', 'a', '--hours', 'sometimes', '--time-zone', 'UTC']],
    [2, ['flags', 'set', 'a', '--hours', 'mon 09:00-10:00']],
    [6, ['flags', 'set', 'nobody', '--enabled', 'true']],
    [6, ['flags', 'show', 'nobody']],
  ])('exit %d: qt %j', async (code, args) => {
    const dir = tempDir();
    const run = await qt(dir, [...args, '--json'], ENV);
    expect(run.json().error?.code).toBe(code === 2 ? 'INVALID_INPUT' : 'ACCOUNT_NOT_FOUND');
    expect(run.code).toBe(code);
  });
});
