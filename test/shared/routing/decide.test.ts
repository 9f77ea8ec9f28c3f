import { describe, expect, expectTypeOf, it } from 'vitest';
import { decide } from '../../../shared/routing/decide.ts';
import type { Route, RoutingRequest } from '../../../shared/routing/decide.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import { ROUTING_TABLE } from './routing-table.ts';
import { account, accountMap, world } from './routing-world.ts';

function summary(route: Route): string {
  const exchange = `${route.exchange ?? '-'}/${route.exchangeSource ?? '-'}`;
  if (route.ok) return `${exchange} ${route.account.name}/${route.accountSource}`;
  return `${route.error.code} ${exchange} ${route.accountName ?? '-'}/${route.accountSource ?? '-'}`;
}

function verdicts(route: Route, step: 'exchange' | 'account'): string[] {
  const considered = route.trace.find((entry) => entry.step === step)?.considered ?? [];
  return considered.map(({ source, value, verdict, reason }) => `${source} ${value} ${verdict}: ${reason}`);
}

describe('the routing table', () => {
  it.each(ROUTING_TABLE)('$what', ({ request, expected }) => {
    expect(summary(decide(request, world))).toBe(expected);
  });

  it('takes a parsed signal as it is', () => {
    expectTypeOf<Signal>().toExtend<RoutingRequest>();
    const signal = signalSchema.parse({
      symbol: 'btc/usdt',
      side: 'long',
      amount: '1',
      account_name: 'BOB',
      exchange: 'OKX',
    });
    expect(summary(decide(signal, world))).toBe('okx/signal bob/signal.account_name');
  });

  it('follows the configured default exchange', () => {
    expect(summary(decide({}, { ...world, defaultExchange: 'okx' }))).toBe('okx/default main_okx/default');
  });

  it('has nothing to give where nothing is registered', () => {
    const none = { accounts: {}, exchanges: {} };
    const empty = { ...world, accounts: accountMap([]), maps: none, defaultExchange: 'sim' } as const;
    expect(summary(decide({}, empty))).toBe('NO_DEFAULT_ACCOUNT sim/default -/default');
  });

  it('refuses an account without exchange even where nobody marked it broken', () => {
    const snapshot = { ...world, accounts: accountMap([account('lost', null)]) };
    expect(summary(decide({ account_name: 'lost' }, snapshot))).toBe(
      'ACCOUNT_INVALID binance/default lost/signal.account_name',
    );
  });

  it('honours strategies that carry the name of an object property, once they are mapped', () => {
    const maps = {
      accounts: JSON.parse('{"__proto__":"bob","constructor":"alice"}') as Record<string, string>,
      exchanges: JSON.parse('{"hasOwnProperty":"okx"}') as Record<string, 'okx'>,
    };
    expect(summary(decide({ strategy_id: '__proto__' }, { ...world, maps }))).toBe('okx/account bob/strategy_policy');
    expect(summary(decide({ strategy_id: 'constructor' }, { ...world, maps }))).toBe(
      'bybit/account alice/strategy_policy',
    );
    expect(summary(decide({ strategy_id: 'hasOwnProperty' }, { ...world, maps }))).toBe(
      'okx/strategy_policy main_okx/default',
    );
  });

  it('is not misled by a polluted prototype', () => {
    const polluted = Object.create({ intruder: 'bob' }) as Record<string, string>;
    const snapshot = { ...world, maps: { accounts: polluted, exchanges: {} } };
    expect(summary(decide({ strategy_id: 'intruder' }, snapshot))).toBe('binance/default main_binance/default');
  });
});

describe('errors in words', () => {
  it.each([
    [{ account_name: 'gone' }, 'the signal named account gone, but no such account is registered'],
    [{ strategy_id: 'to_gone' }, 'strategy to_gone is mapped to account gone, but no such account is registered'],
    [{ exchange: 'bybit' }, 'no account main_bybit is registered, so bybit has no default account'],
    [{ exchange: 'kraken' }, 'account main_kraken is broken: needs KRAKEN_API_SECRET'],
    [{ account_name: 'alice', exchange: 'okx' }, 'account alice trades on bybit, but the signal named okx'],
    [{ strategy_id: 'clash' }, 'account alice trades on bybit, but strategy clash is mapped to okx'],
  ] as const)('%j', (request, message) => {
    const route = decide(request, world);
    expect(route).toMatchObject({ ok: false, error: { message } });
  });
});

describe('the trace', () => {
  it('names every tier of both steps and why it lost', () => {
    const route = decide({ exchange: 'okx', strategy_id: 'on_binance', account_name: 'bob' }, world);
    expect(route.trace.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'exchange chosen',
      'failover not_needed',
      'account chosen',
    ]);
    expect(verdicts(route, 'exchange')).toEqual([
      'signal okx chosen: the signal named okx',
      'strategy_policy binance overruled: strategy on_binance is mapped to binance, but the signal named okx',
      'default binance overruled: binance is the default exchange, but the signal named okx',
    ]);
    expect(verdicts(route, 'account')).toEqual([
      'signal.account_name bob chosen: the signal named account bob',
      'strategy_policy null absent: strategy on_binance is not mapped to an account',
      'default main_okx overruled: main_okx is the default account of okx, but the signal named account bob',
    ]);
  });

  it('says what was absent', () => {
    const route = decide({ account_name: 'alice', exchange: 'bybit' }, world);
    expect(verdicts(route, 'exchange')[1]).toBe('strategy_policy null absent: the signal names no strategy');
    expect(verdicts(route, 'account')[2]).toBe('default null absent: no account main_bybit is registered');
    expect(verdicts(decide({}, world), 'exchange')[0]).toBe('signal null absent: the signal names no exchange');
    expect(verdicts(decide({}, world), 'account')[0]).toBe(
      'signal.account_name null absent: the signal names no account',
    );
  });

  it('says that the account took the exchange over, and from whom', () => {
    const route = decide({ strategy_id: 'on_okx', account_name: 'alice' }, world);
    expect(route.trace[0]).toMatchObject({
      value: 'bybit',
      source: 'account',
      reason: 'account alice trades on bybit',
    });
    expect(verdicts(route, 'exchange')).toEqual([
      'signal null absent: the signal names no exchange',
      'strategy_policy okx overruled: strategy on_okx is mapped to okx, but account alice trades on bybit',
      'default binance overruled: binance is the default exchange, but strategy on_okx is mapped to okx',
      'account bybit chosen: account alice trades on bybit',
    ]);
  });

  it('does not reach the tiers below a refused one', () => {
    const route = decide({ account_name: 'gone', strategy_id: 'to_carol' }, world);
    expect(route.trace[2]).toMatchObject({ outcome: 'refused', value: 'gone', source: 'signal.account_name' });
    expect(verdicts(route, 'account')).toEqual([
      'signal.account_name gone refused: the signal named account gone, but no such account is registered',
      'strategy_policy carol not_reached: strategy to_carol is mapped to account carol, but a refused choice is never replaced by another',
      'default main_binance not_reached: main_binance is the default account of binance, but a refused choice is never replaced by another',
    ]);
  });

  it('keeps the chosen exchange where the account does not fit it', () => {
    const route = decide({ account_name: 'alice', exchange: 'okx' }, world);
    expect(route.trace[0]).toMatchObject({ outcome: 'chosen', value: 'okx', source: 'signal' });
    expect(verdicts(route, 'account')[0]).toBe(
      'signal.account_name alice refused: account alice trades on bybit, but the signal named okx',
    );
  });
});
