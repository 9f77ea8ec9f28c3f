import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/routing/decide.ts';
import type { RoutableAccount, Route, RoutingRequest, RoutingSnapshot } from '../../../shared/routing/decide.ts';
import type { FailoverPolicy } from '../../../shared/schema/failover.ts';
import { account, accountMap } from './routing-world.ts';

const real = (name: string, exchange: RoutableAccount['exchange'], more: Partial<RoutableAccount> = {}) =>
  account(name, exchange, { mode: 'real', ...more });

const ACCOUNTS = [
  real('main_binance', 'binance'),
  real('main_okx', 'okx'),
  real('main_kraken', 'kraken'),
  account('main_bybit', 'bybit'),
  real('main_kucoin', 'okx'),
  real('alice', 'binance', { owner: 'alice' }),
  real('alice_okx', 'okx', { owner: 'alice' }),
  real('mine', 'binance'),
  real('mine_swap', 'okx', { market: 'swap' }),
  real('mine_testnet', 'okx', { testnet: true }),
  real('mine_okx', 'okx'),
  real('broken', 'okx', { error: { code: 'MISSING_CREDENTIALS', message: 'needs a key' } }),
];

interface World {
  policy?: Partial<FailoverPolicy>;
  ill?: string[];
}

function snapshot({ policy = {}, ill = [] }: World): RoutingSnapshot {
  return {
    accounts: accountMap(ACCOUNTS),
    maps: { accounts: { s: 'mine' }, exchanges: {} },
    failover: { chains: {}, stand_ins: {}, ...policy },
    unhealthy: new Map(ill.map((name) => [name, 'no certain answer'])),
    defaultExchange: 'binance',
  };
}

function outcome(route: Route): string {
  const step = route.trace[1];
  return `${step?.outcome} ${route.ok ? `${route.exchange}:${route.account.name}` : route.error.code}`;
}

const chain = { chains: { binance: ['bybit', 'kucoin', 'okx', 'kraken'] } } satisfies Partial<FailoverPolicy>;
const standIns = { stand_ins: { mine: ['alice_okx', 'mine_swap', 'mine_testnet', 'broken', 'gone', 'mine_okx'] } };
const everyBinance = ['main_binance', 'mine', 'alice'];

describe('failover', () => {
  it.each<[string, RoutingRequest, World, string]>([
    ['healthy: nothing moves', {}, { policy: chain }, 'not_needed binance:main_binance'],
    ['unhealthy, nothing listed: it stays', {}, { ill: everyBinance }, 'not_needed binance:main_binance'],
    [
      'default tier: along the chain, past paper and misnamed accounts',
      {},
      { policy: chain, ill: everyBinance },
      'chosen okx:main_okx',
    ],
    [
      'along the chain, past what is unhealthy too',
      {},
      { policy: chain, ill: [...everyBinance, 'main_okx'] },
      'chosen kraken:main_kraken',
    ],
    [
      'nobody in the chain is healthy',
      {},
      { policy: chain, ill: [...everyBinance, 'main_okx', 'main_kraken'] },
      'refused EXCHANGE_UNHEALTHY',
    ],
    [
      'the chain moves an exchange that the signal named',
      { exchange: 'binance' },
      { policy: chain, ill: everyBinance },
      'chosen okx:main_okx',
    ],
    [
      'a chain never moves an account that the signal named',
      { account_name: 'mine' },
      { policy: chain, ill: everyBinance },
      'not_needed binance:mine',
    ],
    [
      'nor one that a strategy chose',
      { strategy_id: 's' },
      { policy: chain, ill: everyBinance },
      'not_needed binance:mine',
    ],
    [
      'a stand-in: not of another owner, network, broken or unknown',
      { strategy_id: 's' },
      { policy: standIns, ill: everyBinance },
      'chosen okx:mine_okx',
    ],
    [
      'a stand-in for a named account',
      { account_name: 'mine' },
      { policy: standIns, ill: everyBinance },
      'chosen okx:mine_okx',
    ],
    [
      'no stand-in is fit: refused',
      { account_name: 'mine' },
      { policy: { stand_ins: { mine: ['alice_okx'] } }, ill: everyBinance },
      'refused EXCHANGE_UNHEALTHY',
    ],
    [
      'stand-ins are for exactly that account',
      { account_name: 'alice' },
      { policy: standIns, ill: everyBinance },
      'not_needed binance:alice',
    ],
    [
      'stand-ins do not move the default tier',
      {},
      { policy: { stand_ins: { main_binance: ['main_okx'] } }, ill: everyBinance },
      'not_needed binance:main_binance',
    ],
  ])('%s', (_, request, world, expected) => {
    expect(outcome(decide(request, snapshot(world)))).toBe(expected);
  });

  it('names in the trace who was moved where, and why the others were passed over', () => {
    const route = decide({}, snapshot({ policy: chain, ill: everyBinance }));
    expect(route.trace.map((step) => [step.step, step.value])).toEqual([
      ['exchange', 'okx'],
      ['failover', 'main_okx'],
      ['account', 'main_okx'],
    ]);
    expect(route.trace[1]?.considered.map(({ value, verdict, reason }) => [value, verdict, reason])).toEqual([
      ['main_bybit', 'refused', 'main_bybit is paper, and main_binance is real'],
      ['main_kucoin', 'refused', 'main_kucoin trades on okx, not on kucoin'],
      ['main_okx', 'chosen', 'no trouble of main_okx is known'],
      ['main_kraken', 'not_reached', 'main_okx stands in already'],
    ]);
    for (const step of [route.trace[0], route.trace[2]]) {
      expect(step?.considered.filter((each) => each.verdict === 'chosen')).toHaveLength(1);
      expect(step?.considered.at(-1)).toMatchObject({ source: 'failover', verdict: 'chosen' });
    }
  });

  it('never crosses owner, mode or network, and never goes to what is ill, whatever is listed', () => {
    const names = ACCOUNTS.map(({ name }) => name);
    const exchanges = ['binance', 'okx', 'kraken', 'bybit', 'kucoin'] as const;
    let moved = 0;
    fc.assert(
      fc.property(
        fc.record({
          account_name: fc.option(fc.constantFrom(...names), { nil: undefined }),
          strategy_id: fc.option(fc.constant('s'), { nil: undefined }),
          exchange: fc.option(fc.constantFrom(...exchanges), { nil: undefined }),
        }),
        fc.subarray(names),
        fc.dictionary(fc.constantFrom(...exchanges), fc.subarray([...exchanges])),
        fc.dictionary(fc.constantFrom(...names), fc.subarray(names)),
        (request, ill, chains, stand_ins) => {
          const world = snapshot({ policy: { chains, stand_ins }, ill });
          const before = decide(request, snapshot({}));
          const after = decide(request, world);
          if (!before.ok) {
            expect(after.ok).toBe(false);
            return;
          }
          if (!after.ok) {
            expect(after.error.code).toBe('EXCHANGE_UNHEALTHY');
            return;
          }
          expect(after.account.exchange).toBe(after.exchange);
          if (after.account.name === before.account.name) return;
          moved += 1;
          const { owner, mode, testnet, market } = before.account;
          expect(after.account).toMatchObject({ owner, mode, testnet, market, error: null });
          expect(ill).toContain(before.account.name);
          expect(ill).not.toContain(after.account.name);
          const listed =
            before.accountSource === 'default'
              ? (chains[before.exchange] ?? []).map((exchange) => `main_${exchange}`)
              : Object.hasOwn(stand_ins, before.account.name)
                ? stand_ins[before.account.name]
                : [];
          expect(listed).toContain(after.account.name);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(moved).toBeGreaterThan(20);
  });
});
