import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/routing/decide.ts';
import type { RoutableAccount, Route, RoutingRequest, RoutingSnapshot } from '../../../shared/routing/decide.ts';
import { NO_FAILOVER } from '../../../shared/schema/failover.ts';
import type { TraceStep } from '../../../shared/schema/decision.ts';
import { accountMap } from './routing-world.ts';

// Few names, so that signals, maps and accounts really meet; some of them are properties of every object.
const EXCHANGES = ['binance', 'okx', 'sim'] as const;
const exchange = fc.constantFrom(...EXCHANGES);
const name = fc.constantFrom(...EXCHANGES.map((entry) => `main_${entry}`), 'a', 'b', '__proto__', 'constructor');
const strategy = fc.constantFrom('s1', 's2', '__proto__', 'constructor');

const routable: fc.Arbitrary<RoutableAccount> = fc
  .record({
    name,
    exchange: fc.option(exchange, { freq: 8 }),
    mode: fc.constantFrom('paper' as const, 'real' as const),
    testnet: fc.boolean(),
    market: fc.constantFrom('spot' as const, 'swap' as const),
    owner: fc.constantFrom('me', 'friend_1'),
    error: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constant({ code: 'INVALID_MODE' as const, message: 'is broken' }) },
    ),
  })
  .map((entry) =>
    entry.exchange === null
      ? { ...entry, error: { code: 'MISSING_EXCHANGE' as const, message: 'no exchange' } }
      : entry,
  );

const maps = fc.record({
  accounts: fc.dictionary(strategy, name, { minKeys: 1, maxKeys: 4 }),
  exchanges: fc.dictionary(strategy, exchange, { minKeys: 1, maxKeys: 4 }),
});
const snapshot: fc.Arbitrary<RoutingSnapshot> = fc.record({
  accounts: fc.uniqueArray(routable, { selector: (entry) => entry.name, minLength: 5, maxLength: 7 }).map(accountMap),
  maps,
  failover: fc.constant(NO_FAILOVER),
  unhealthy: fc.constant(new Map<string, string>()),
  defaultExchange: exchange,
});
/** Mostly left to the maps and the defaults, where the rules are. */
function sometimes<T>(arbitrary: fc.Arbitrary<T>, times: number): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: times, arbitrary }, { weight: 10 - times, arbitrary: fc.constant(undefined) });
}
const request: fc.Arbitrary<RoutingRequest> = fc.record({
  account_name: sometimes(name, 3),
  strategy_id: sometimes(strategy, 7),
  exchange: sometimes(exchange, 3),
});

function own<V>(map: Record<string, V>, key: string | undefined): V | undefined {
  return key !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}

type Check = (asked: RoutingRequest, over: RoutingSnapshot, route: Route) => void | 'beside the point';

/** Runs a check over many decisions, and sees to it that enough of them were to the point. */
function holds(check: Check): void {
  let judged = 0;
  const property = fc.property(request, snapshot, (asked, over) => {
    if (check(asked, over, decide(asked, over)) !== 'beside the point') judged += 1;
  });
  fc.assert(property, { numRuns: 3_000 });

  expect(judged).toBeGreaterThan(20);
}

describe('every decision', () => {
  it('gives a registered account that is not broken, on its own exchange', () => {
    holds((_, { accounts }, route) => {
      if (!route.ok) return 'beside the point';
      expect(accounts.get(route.account.name)).toBe(route.account);
      expect(route.account.error).toBeNull();
      expect(route.exchange).toBe(route.account.exchange);
    });
  });

  it('gives the account that was asked for, or none', () => {
    holds(({ account_name, strategy_id }, over, route) => {
      const wanted = account_name ?? own(over.maps.accounts, strategy_id);
      if (route.ok && wanted !== undefined) expect(route.account.name).toBe(wanted);
      if (!route.ok && wanted !== undefined) expect(route.accountName).toBe(wanted);
      const source =
        account_name !== undefined ? 'signal.account_name' : wanted !== undefined ? 'strategy_policy' : 'default';
      expect(route.accountSource).toBe(source);
    });
  });

  it('gives the main account of the chosen exchange where no account was asked for', () => {
    holds(({ account_name, strategy_id, exchange: named }, { maps: over, defaultExchange }, route) => {
      if (account_name !== undefined || own(over.accounts, strategy_id) !== undefined || !route.ok)
        return 'beside the point';
      const wanted = named ?? own(over.exchanges, strategy_id) ?? defaultExchange;
      expect(route.account.name).toBe(`main_${wanted}`);
    });
  });

  it('never leaves the exchange that the signal named', () => {
    holds(({ exchange: named }, _, route) => {
      if (named === undefined) return 'beside the point';
      expect([route.exchange, route.exchangeSource]).toEqual([named, 'signal']);
    });
  });

  it('never lets a strategy trade against its own exchange map by its own account map', () => {
    holds(({ exchange: named, strategy_id }, { maps: over }, route) => {
      const mapped = own(over.exchanges, strategy_id);
      if (named !== undefined || mapped === undefined || route.accountSource !== 'strategy_policy' || !route.ok)
        return 'beside the point';
      expect(route.exchange).toBe(mapped);
    });
  });

  it('refuses only for a reason that holds', () => {
    holds(({ strategy_id }, over, route) => {
      if (route.ok) return 'beside the point';
      const found = route.accountName === null ? undefined : over.accounts.get(route.accountName);
      switch (route.error.code) {
        case 'ACCOUNT_NOT_FOUND':
          expect(found).toBeUndefined();
          break;
        case 'NO_DEFAULT_ACCOUNT':
          expect(over.accounts.has(`main_${route.exchange}`)).toBe(false);
          break;
        case 'ACCOUNT_INVALID':
          expect(route.error.message).toContain(found?.error?.message);
          break;
        case 'ACCOUNT_EXCHANGE_MISMATCH':
          expect(found?.exchange).not.toBe(route.exchange);
          if (route.exchangeSource !== 'signal') {
            expect(own(over.maps.exchanges, strategy_id)).toBe(route.exchange);
            expect(own(over.maps.accounts, strategy_id)).toBe(route.accountName);
          }
          break;
        default:
          expect.unreachable(route.error.code);
      }
    });
  });

  it('is explained: every tier, one winner or one refusal, a reason each', () => {
    const sources = (step: TraceStep | undefined) => step?.considered.map((candidate) => candidate.source);
    holds((_, __, route) => {
      const [first, second, third] = route.trace;
      expect(route.trace.map((step) => step.step)).toEqual(['exchange', 'failover', 'account']);
      expect(second?.outcome).toBe('not_needed');
      const taken = route.exchangeSource === 'account' ? ['account'] : [];
      expect(sources(first)).toEqual(['signal', 'strategy_policy', 'default', ...taken]);
      expect(sources(third)).toEqual(['signal.account_name', 'strategy_policy', 'default']);
      expect([first?.value, first?.source]).toEqual([route.exchange, route.exchangeSource]);
      expect(third?.outcome).toBe(route.ok ? 'chosen' : 'refused');

      for (const step of [first, third]) {
        const decisive = step?.considered.filter(({ verdict }) => verdict === 'chosen' || verdict === 'refused') ?? [];
        expect(decisive).toHaveLength(1);
        expect(decisive[0]).toMatchObject({ value: step?.value, source: step?.source, verdict: step?.outcome });
        for (const { verdict, value, reason } of step?.considered ?? []) {
          expect(verdict === 'absent').toBe(value === null);
          expect(reason).not.toBe('');
        }
      }
    });
  });

  it('is the same again, and changes nothing that it is given', () => {
    holds((asked, over, route) => {
      const before = JSON.stringify([asked, over.maps, [...over.accounts]]);
      expect(decide(asked, over)).toEqual(route);
      expect(JSON.stringify([asked, over.maps, [...over.accounts]])).toBe(before);
    });
  });

  it('does not depend on accounts and strategies that it has nothing to do with', () => {
    holds((asked, over, route) => {
      const stranger: RoutableAccount = {
        name: 'x',
        exchange: 'sim',
        mode: 'real',
        testnet: false,
        market: 'spot' as const,
        owner: 'x',
        error: null,
      };
      const wider: RoutingSnapshot = {
        ...over,
        accounts: new Map([['x', stranger], ...over.accounts]),
        maps: { accounts: { ...over.maps.accounts, sx: 'x' }, exchanges: { ...over.maps.exchanges, sx: 'sim' } },
      };
      expect(decide(asked, wider)).toEqual(route);
    });
  });
});
