import { NO_FAILOVER } from '../../../shared/schema/failover.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../../electron/engine/routing/apply-changes.ts';
import { replayImpact } from '../../../electron/engine/routing/impact.ts';
import { isoTime } from '../../../electron/engine/ports.ts';
import { decide } from '../../../shared/routing/decide.ts';
import type { RoutingSnapshot } from '../../../shared/routing/decide.ts';
import type { MappingChange } from '../../../shared/schema/mapping.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';
import type { Signal } from '../../../shared/schema/signal.ts';

const ACCOUNTS = [
  ['main_sim', 'sim', null],
  ['main_binance', 'binance', null],
  ['friend_firi', 'firi', null],
  ['broken', 'binance', { code: 'MISSING_CREDENTIALS', message: 'no key' }],
] as const;

const accounts: RoutingSnapshot['accounts'] = new Map(
  ACCOUNTS.map(([name, exchange, error]) => [
    name,
    { name, exchange, mode: 'paper', testnet: false, market: 'spot' as const, owner: 'me', error },
  ]),
);

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const strategies = fc.constantFrom('s1', 's2', '__proto__');
const names = fc.constantFrom(...ACCOUNTS.map(([name]) => name), 'nobody');
const exchanges = fc.constantFrom('sim' as const, 'binance' as const, 'firi' as const);
const signals = fc
  .record({ account_name: optional(names), strategy_id: optional(strategies), exchange: optional(exchanges) })
  .map((route) => signalSchema.parse({ symbol: 'BTC/USDT', side: 'long', amount: '1', ...route }));
const changes: fc.Arbitrary<MappingChange> = fc.oneof(
  fc.record({ map: fc.constant('account' as const), strategy_id: strategies, value: fc.option(names) }),
  fc.record({ map: fc.constant('exchange' as const), strategy_id: strategies, value: fc.option(exchanges) }),
);
const stored = (list: Signal[]) => list.map((signal, i) => ({ id: `s${i}`, receivedMs: i, signal }));

describe('impact of a draft', () => {
  it('is what firing would have decided before and after it', () => {
    fc.assert(
      fc.property(
        fc.array(signals, { maxLength: 20 }),
        fc.array(changes),
        fc.array(changes),
        (list, present, draft) => {
          const snapshot: RoutingSnapshot = {
            accounts,
            maps: applyChanges({ accounts: {}, exchanges: {} }, present),
            failover: NO_FAILOVER,
            unhealthy: new Map(),
            defaultExchange: 'sim',
          };
          const after: RoutingSnapshot = { ...snapshot, maps: applyChanges(snapshot.maps, draft) };
          const impact = replayImpact(stored(list), snapshot, draft, 0);

          const account = (signal: Signal, maps: RoutingSnapshot) => {
            const route = decide(signal, maps);
            return route.ok ? route.account.name : null;
          };
          const moved = stored(list).filter(({ signal }) => account(signal, snapshot) !== account(signal, after));
          expect(impact.signals).toBe(list.length);
          expect(impact.moved).toBe(moved.length);
          expect(impact.rows.map((row) => [row.signal_id, row.from, row.to])).toEqual(
            moved.map(({ id, signal }) => [id, account(signal, snapshot), account(signal, after)]),
          );
          expect(impact.refused).toBe(moved.filter(({ signal }) => account(signal, after) === null).length);
          for (const row of impact.rows) expect(row.error === null).toBe(row.to !== null);
        },
      ),
    );
  });

  it('counts all signals but lists the first 200 only', () => {
    const one = signalSchema.parse({ symbol: 'BTC/USDT', side: 'short', amount: '1', strategy_id: 's' });
    const none = { failover: NO_FAILOVER, unhealthy: new Map<string, string>() };
    const maps = { accounts: {}, exchanges: {} };
    const snapshot: RoutingSnapshot = { accounts, maps, ...none, defaultExchange: 'sim' };
    const draft: MappingChange[] = [{ map: 'account', strategy_id: 's', value: 'main_binance' }];
    const impact = replayImpact(stored(Array<Signal>(250).fill(one)), snapshot, draft, 1_000);
    expect([impact.signals, impact.moved, impact.refused, impact.rows.length]).toEqual([250, 250, 0, 200]);
    expect(impact.since).toBe(isoTime(1_000));
    expect(impact.rows[0]).toEqual({
      signal_id: 's0',
      received_at: isoTime(0),
      symbol: 'BTC/USDT',
      side: 'short',
      strategy_id: 's',
      from: 'main_sim',
      to: 'main_binance',
      error: null,
    });
  });
});
