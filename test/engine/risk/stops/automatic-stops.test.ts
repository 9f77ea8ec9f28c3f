import { describe, expect, it } from 'vitest';
import type { OrderRow } from '../../../../electron/engine/orders/order-row.ts';
import { readStopRules } from '../../../../electron/engine/risk/stops/stop-rules.ts';
import type { ErrorCode, ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { OrderStatus } from '../../../../shared/schema/order.ts';
import { realAccount } from '../../../support/accounts.ts';
import { RULES, stopsWorld } from './stops-world.ts';

const MINUTE_MS = 60_000;

function desk(options: Parameters<typeof stopsWorld>[0] = {}) {
  const world = stopsWorld(options);
  let orders = 0;
  const sent = (
    status: OrderStatus,
    code: ErrorCode | null = null,
    account_name = 'main_binance',
    error_message = 'no',
  ): string => {
    const id = `ord_${(orders += 1)}`;
    const row = { id, account_name, symbol: 'BTC/USDT', mode: 'real', status, error_code: code, error_message };
    world.stops.orderSent(row as OrderRow);
    return id;
  };
  const codes = () => world.stops.api.current().stops.map(({ code }) => code);
  return { ...world, sent, codes };
}

describe('a stop by a rule', () => {
  it('holds its account alone, is written and told of, disarms it, and ends by release only', () => {
    const { stops, journal, log, disarmed, clock, audit } = desk();
    stops.stopAutomatically({ accountName: 'friend', code: 'MAX_DAILY_LOSS', reason: 'lost 101 of 100 USDT' });
    expect(stops.api.current().stops).toMatchObject([
      {
        ...{ scope: { kind: 'account', name: 'friend' }, cause: 'automatic', code: 'MAX_DAILY_LOSS', by: 'console' },
        ...{ reason: 'lost 101 of 100 USDT', durable: true, cancel: false, flatten: false },
      },
    ]);
    expect(stops.objection('friend', null)).toMatchObject({ code: 'ACCOUNT_STOPPED', message: /101 of 100/ });
    expect(stops.objection('main_binance', null)).toBeNull();
    expect(disarmed).toEqual(['friend']);
    expect(journal.all('SELECT code, by FROM stops')).toEqual([{ code: 'MAX_DAILY_LOSS', by: 'console' }]);
    expect(log.records.filter(({ level }) => level === 'ERROR')).toMatchObject([
      { message: 'Account stopped by a rule of the console', account_name: 'friend', code: 'MAX_DAILY_LOSS' },
    ]);
    expect(audit()).toMatchObject([{ kind: 'stopped' }]);
    clock.advance(24 * 60 * MINUTE_MS);
    expect(stops.objection('friend', null)).not.toBeNull();
    const { confirmation_id } = stops.api.prepareRelease({ kind: 'account', name: 'friend' });
    stops.api.release(confirmation_id, 'friend', 'desktop');
    expect(stops.objection('friend', null)).toBeNull();
  });

  it('is made once for one rule, and beside a kill and other rules, each told apart', () => {
    const { stops, codes } = desk();
    stops.stopAutomatically({ accountName: 'friend', code: 'MAX_DAILY_LOSS', reason: 'a' });
    stops.stopAutomatically({ accountName: 'friend', code: 'MAX_DAILY_LOSS', reason: 'b' });
    stops.stopAutomatically({ accountName: 'friend', code: 'MAX_DRAWDOWN', reason: 'c' });
    stops.stopAutomatically({ accountName: 'main_binance', code: 'MAX_DAILY_LOSS', reason: 'd' });
    stops.api.kill({ scope: { kind: 'account', name: 'friend' } }, 'cli');
    expect(codes()).toEqual(['KILL_SWITCH', 'MAX_DAILY_LOSS', 'MAX_DRAWDOWN', 'MAX_DAILY_LOSS']);
    // A kill weighs more than what the console found by itself.
    expect(stops.objection('friend', null)?.code).toBe('KILL_SWITCH');
    const objections = stops.objections({ name: 'friend', owner: 'bob' }, null).map(({ code }) => code);
    expect(objections).toEqual(['KILL_SWITCH', 'MAX_DRAWDOWN', 'MAX_DAILY_LOSS']);
  });

  it('holds also where it cannot be written, and nothing throws', () => {
    const { stops, failing, clock } = desk();
    failing.db = true;
    stops.stopAutomatically({ accountName: 'friend', code: 'BOOKS_DISAGREE', reason: 'x' });
    expect(stops.objection('friend', null)).toMatchObject({ code: 'ACCOUNT_STOPPED' });
    failing.db = false;
    clock.advance(1_000);
    expect(stops.api.current().stops).toMatchObject([{ durable: true }]);
  });
});

describe('refusals by the exchange', () => {
  it('five of one code in a row stop the account; four do not', () => {
    const { sent, codes, stops } = desk();
    for (let n = 0; n < 4; n += 1) sent('rejected', 'VENUE_REFUSED');
    expect(codes()).toEqual([]);
    sent('rejected', 'VENUE_REFUSED');
    expect(stops.api.current().stops).toMatchObject([
      {
        code: 'REPEATED_REFUSALS',
        scope: { kind: 'account', name: 'main_binance' },
        reason: /5 orders in a row with VENUE_REFUSED/,
      },
    ]);
  });

  it.each<[string, (d: ReturnType<typeof desk>) => void]>([
    ['an order that was taken', ({ sent }) => void sent('filled')],
    ['one that rests', ({ sent }) => void sent('open')],
    ['a refusal of another kind', ({ sent }) => void sent('rejected', 'INSUFFICIENT_FUNDS')],
    ['a refusal in other words', ({ sent }) => void sent('rejected', 'VENUE_REFUSED', 'main_binance', 'never')],
  ])('%s begins the count anew', (_what, between) => {
    const d = desk();
    for (let n = 0; n < 4; n += 1) d.sent('rejected', 'VENUE_REFUSED');
    between(d);
    for (let n = 0; n < 4; n += 1) d.sent('rejected', 'VENUE_REFUSED');
    expect(d.codes()).toEqual([]);
    d.sent('rejected', 'VENUE_REFUSED');
    expect(d.codes()).toEqual(['REPEATED_REFUSALS']);
  });

  it('what never left neither counts nor begins anew, nor does a word on pace, nor another account', () => {
    const { sent, codes } = desk();
    for (let n = 0; n < 4; n += 1) {
      sent('rejected', 'VENUE_REFUSED');
      sent('not_placed', 'VENUE_UNREACHABLE');
      sent('rejected', 'VENUE_RATE_LIMIT');
      sent('rejected', 'VENUE_RATE_LIMIT');
      sent('rejected', 'VENUE_REFUSED', 'friend');
      sent('filled', null, 'practice');
    }
    expect(codes()).toEqual([]);
    sent('rejected', 'VENUE_REFUSED');
    expect(codes()).toEqual(['REPEATED_REFUSALS']);
  });

  it('count for ten minutes', () => {
    const { sent, codes, clock } = desk();
    for (let n = 0; n < 4; n += 1) sent('rejected', 'VENUE_REFUSED');
    clock.advance(10 * MINUTE_MS);
    sent('rejected', 'VENUE_REFUSED');
    expect(codes()).toEqual([]);
    clock.advance(10 * MINUTE_MS - 1);
    for (let n = 0; n < 4; n += 1) sent('rejected', 'VENUE_REFUSED');
    expect(codes()).toEqual(['REPEATED_REFUSALS']);
  });

  it('of an account that is stopped are not counted, and after its release begin anew', () => {
    const { sent, codes, stops } = desk();
    stops.api.kill({ scope: { kind: 'global' } }, 'cli');
    for (let n = 0; n < 9; n += 1) sent('rejected', 'VENUE_REFUSED');
    expect(codes()).toEqual(['KILL_SWITCH']);
    const { confirmation_id, phrase } = stops.api.prepareRelease({ kind: 'global' });
    stops.api.release(confirmation_id, phrase, 'cli');
    for (let n = 0; n < 4; n += 1) sent('rejected', 'VENUE_REFUSED');
    expect(codes()).toEqual([]);
  });
});

describe('unknown outcomes', () => {
  it('three within ten minutes stop the account, with or without others in between', () => {
    const { sent, codes, clock } = desk();
    sent('unknown');
    sent('filled');
    clock.advance(9 * MINUTE_MS);
    sent('unknown');
    sent('unknown', null, 'friend');
    clock.advance(MINUTE_MS);
    sent('unknown');
    expect(codes()).toEqual([]);
    sent('unknown');
    expect(codes()).toEqual(['REPEATED_UNKNOWN']);
  });

  it('that were looked up meanwhile do not count', () => {
    const { sent, codes, settled } = desk();
    settled.add(sent('unknown'));
    settled.add(sent('unknown'));
    sent('unknown');
    sent('unknown');
    expect(codes()).toEqual([]);
    sent('unknown');
    expect(codes()).toEqual(['REPEATED_UNKNOWN']);
  });
});

describe('a clock that is off', () => {
  const place = (testnet = false) => ({ exchange: 'binance', testnet, market: 'spot', apiUrl: null }) as const;

  it('twice in a row by more than five minutes stops every real account of that place, and only those', () => {
    const accounts = [
      realAccount('a'),
      realAccount('b'),
      realAccount('t', { testnet: true }),
      realAccount('k', { exchange: 'kraken' }),
    ];
    const { stops } = desk({ accounts });
    expect(stops.clockMeasured(place(), 300_000)).toBe(true);
    // To be measured once more before anybody relies on it.
    expect(stops.clockMeasured(place(), 300_001)).toBe(false);
    expect(stops.api.current().stops).toEqual([]);
    expect(stops.clockMeasured(place(), -450_000)).toBe(true);
    expect(stops.api.current().stops.map(({ scope, code }) => [scope, code])).toEqual([
      [{ kind: 'account', name: 'b' }, 'CLOCK_SKEW'],
      [{ kind: 'account', name: 'a' }, 'CLOCK_SKEW'],
    ]);
    expect(stops.api.current().stops[0]?.reason).toBe('This clock is 450 s ahead of that of binance');
  });

  it('once, and right after that, is nothing; each place counts for itself', () => {
    const { stops } = desk({ accounts: [realAccount('a'), realAccount('t', { testnet: true })] });
    stops.clockMeasured(place(), 600_000);
    stops.clockMeasured(place(), 10);
    stops.clockMeasured(place(), 600_000);
    stops.clockMeasured(place(true), 600_000);
    expect(stops.api.current().stops).toEqual([]);
  });
});

describe('the rules', () => {
  it('can be set, or switched off one by one', () => {
    const { sent, codes, stops } = desk({ rules: { refusals: 2, unknown: null, skewMs: null } });
    for (let n = 0; n < 9; n += 1) sent('unknown');
    for (let n = 0; n < 9; n += 1)
      stops.clockMeasured({ exchange: 'binance', testnet: false, market: 'spot', apiUrl: null }, 1e9);
    expect(codes()).toEqual([]);
    sent('rejected', 'VENUE_REFUSED');
    sent('rejected', 'VENUE_REFUSED');
    expect(codes()).toEqual(['REPEATED_REFUSALS']);
    const none = desk({ rules: { ...RULES, refusals: null } });
    for (let n = 0; n < 9; n += 1) none.sent('rejected', 'VENUE_REFUSED');
    expect(none.codes()).toEqual([]);
  });

  it('are read from the environment; what is no such number is reported, and the default holds', () => {
    const problems: ErrorDocument[] = [];
    const read = (refusals?: string, unknown?: string, skew?: string) =>
      readStopRules(
        { QT_STOP_AFTER_REFUSALS: refusals, QT_STOP_AFTER_UNKNOWN: unknown, QT_STOP_AT_CLOCK_SKEW: skew },
        problems,
      );
    expect(read()).toEqual(RULES);
    expect(read('7', ' OFF ', '60')).toEqual({ refusals: 7, unknown: null, skewMs: 60_000 });
    expect(problems).toEqual([]);
    expect(read('1', '-3', '4.5')).toEqual(RULES);
    expect(problems.map(({ code, message }) => [code, message.split(' ', 1)[0]])).toEqual([
      ['INVALID_INPUT', 'QT_STOP_AT_CLOCK_SKEW'],
      ['INVALID_INPUT', 'QT_STOP_AFTER_REFUSALS'],
      ['INVALID_INPUT', 'QT_STOP_AFTER_UNKNOWN'],
    ]);
  });
});
