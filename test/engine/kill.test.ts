import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import type { EngineEvent } from '../../shared/schema/event.ts';
import { groupSchema, groupSignalSchema } from '../../shared/schema/group.ts';
import type { RiskScope } from '../../shared/schema/risk-policy.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import type { SignalInput } from '../../shared/schema/signal.ts';
import { VENUES, openVenue } from '../faults/venues-under-fault.ts';
import type { OpenVenue } from '../faults/venues-under-fault.ts';
import type { BookLevel } from '../venues/venue-server.ts';
import { arm } from '../support/arm.ts';
import { tempDir } from '../support/temp-dir.ts';

/** Whole engines, real sockets, a real journal; only the exchanges are ours. */
const GLOBAL: RiskScope = { kind: 'global' };

async function openAt(
  venueName: string,
  options: { attended?: boolean; env?: Record<string, string> } = {},
): Promise<{ engine: Engine; venue: OpenVenue; reopen: () => Promise<Engine> }> {
  const spec = VENUES.find(({ name }) => name === venueName)!;
  const venue = await openVenue(spec, { nowMs: () => Date.now() });
  onTestFinished(() => venue.server.close());
  const deep = (levels: readonly BookLevel[]): BookLevel[] => levels.slice(0, 1).map(([price]) => [price, '100000']);
  for (const { market, bids, asks } of venue.accounts.flatMap(({ markets }) => markets)) {
    venue.server.setBook(market, { bids: deep(bids), asks: deep(asks) });
  }
  const dataDir = tempDir();
  const open = async (): Promise<Engine> => {
    const env = { ...venue.env, ...options.env };
    const engine = await openEngine({ dataDir, env, attended: options.attended ?? false });
    onTestFinished(() => engine.close());
    return engine;
  };
  return { engine: await open(), venue, reopen: open };
}

const fire = (engine: Engine, change: Partial<SignalInput>) =>
  engine.signals.fire(signalSchema.parse({ symbol: 'BTC/USDT', side: 'long', amount: '0.002', ...change }), 'cli');
const ordersOf = (engine: Engine) =>
  engine.orders.list({ limit: 50, before: null, account_name: null, status: null }).orders;
const sent = ({ server }: OpenVenue) => server.requests.filter(({ route }) => /^order\.(place|amend)$/.test(route));
const release = (engine: Engine, scope: RiskScope) => {
  const { confirmation_id, phrase } = engine.stops.prepareRelease(scope);
  return engine.stops.release(confirmation_id, phrase, 'cli');
};

describe('a kill', () => {
  it('holds over a restart: nothing is armed, nothing can be, and nothing is sent until it is released', async () => {
    const { engine, venue, reopen } = await openAt('binance');
    await arm(engine, 'binance_1');
    const events: EngineEvent[] = [];
    onTestFinished(engine.events.subscribe((frame) => void events.push(...frame.events)));
    engine.stops.kill({ scope: GLOBAL, reason: 'test' }, 'desktop');
    expect(engine.arming.current().armed).toEqual([]);
    expect((await fire(engine, { account_name: 'binance_1' })).error?.code).toBe('KILL_SWITCH');
    await vi.waitFor(() =>
      expect(events.findLast(({ topic }) => topic === 'stops')).toMatchObject({
        stops: { stops: [{ reason: 'test' }] },
      }),
    );
    await engine.close();

    const again = await reopen();
    expect(again.stops.current().stops).toMatchObject([{ scope: GLOBAL, code: 'KILL_SWITCH', durable: true }]);
    await expect(arm(again, 'binance_1')).rejects.toMatchObject({ code: 'KILL_SWITCH' });
    const codes = (await fire(again, { account_name: 'binance_1' })).decision.checks.filter(({ ok }) => !ok);
    expect(codes.map(({ code }) => code)).toEqual(expect.arrayContaining(['KILL_SWITCH', 'ACCOUNT_DISARMED']));
    expect(release(again, GLOBAL)).toEqual({ stops: [] });
    expect((await fire(again, { account_name: 'binance_1' })).error?.code).toBe('ACCOUNT_DISARMED');
    await arm(again, 'binance_1');
    expect((await fire(again, { account_name: 'binance_1' })).orders).toMatchObject([{ status: 'filled' }]);
    expect(sent(venue)).toHaveLength(1);
  });

  it('of one account, owner or strategy leaves the others trading', async () => {
    const { engine } = await openAt('binance', { env: { QT_ACCOUNT_BINANCE_2_OWNER: 'ann' } });
    const names = ['binance_1', 'binance_2', 'binance_3'];
    for (const name of names) await arm(engine, name);
    engine.routing.apply([{ map: 'account', strategy_id: 'trend', value: 'binance_3' }], null, 'cli');
    engine.stops.kill({ scope: { kind: 'account', name: 'binance_1' } }, 'cli');
    engine.stops.kill({ scope: { kind: 'owner', name: 'ann' } }, 'cli');
    engine.stops.kill({ scope: { kind: 'strategy', name: 'trend' } }, 'cli');
    const outcome = async (change: Partial<SignalInput>) => {
      const { error, orders } = await fire(engine, change);
      return error?.code ?? orders[0]?.status;
    };
    expect(await Promise.all(names.map((account_name) => outcome({ account_name })))).toEqual([
      'KILL_SWITCH',
      'KILL_SWITCH',
      'filled',
    ]);
    expect(await outcome({ strategy_id: 'trend' })).toBe('KILL_SWITCH');
    expect(engine.arming.current().armed.map(({ account_name }) => account_name)).toEqual(['binance_3']);
  });

  it('holds back every leg of a group, and what is tried again of it', async () => {
    const { engine, venue } = await openAt('binance');
    const names = ['binance_1', 'binance_2', 'binance_3'];
    for (const name of names) await arm(engine, name);
    const members = names.map((account_name) => ({ account_name }));
    engine.groups.set(groupSchema.parse({ name: 'desk', allocation: 'equal', members }), null, 'cli');
    const buy = (id: string) =>
      groupSignalSchema.parse({ id, symbol: 'BTC/USDT', side: 'long', amount: '0.03', group: 'desk' });
    venue.server.faults.always((request) => request.account === 'binance_1' && request.route === 'order.place', {
      kind: 'status',
      status: 403,
    });
    engine.stops.kill({ scope: { kind: 'account', name: 'binance_2' } }, 'cli');
    expect((await engine.groups.fire({ ...buy('g1') }, 'cli')).error?.code).toBe('GROUP_LEG_UNPLACEABLE');
    const rest = await engine.groups.fire({ ...buy('g2'), unplaceable: 'rest' }, 'cli');
    expect(rest.legs?.find(({ account_name }) => account_name === 'binance_2')).toMatchObject({
      state: 'not_placed',
      error: { code: 'KILL_SWITCH' },
    });
    const placed = sent(venue).length;
    engine.stops.kill({ scope: GLOBAL }, 'cli');
    const again = await engine.groups.retry('g2', 'cli');
    expect(again.legs?.find(({ account_name }) => account_name === 'binance_2')).toMatchObject({
      error: { code: 'KILL_SWITCH' },
    });
    expect(sent(venue)).toHaveLength(placed);
  });

  it('reaches an order that is journaled and waits for its turn among the numbered requests of its key', async () => {
    const { engine, venue } = await openAt('kraken');
    await arm(engine, 'kraken_1');
    const order = { account_name: 'kraken_1', symbol: 'BTC/USD' };
    expect((await fire(engine, order)).orders).toMatchObject([{ status: 'filled' }]);
    const before = sent(venue).length;
    venue.server.faults.next('key', { kind: 'delay', ms: 600, when: 'before' });
    const asking = engine.accounts.test('kraken_1');
    const firing = fire(engine, { ...order, id: 'waits' });
    await vi.waitFor(() => expect(ordersOf(engine)[0]).toMatchObject({ signal_id: 'waits' }), { interval: 2 });
    engine.stops.kill({ scope: GLOBAL }, 'cli');
    expect((await firing).orders).toMatchObject([{ status: 'not_placed', error: { code: 'KILL_SWITCH' } }]);
    await asking;
    expect(sent(venue)).toHaveLength(before);
  });

  it.each([
    ['bybit', 'bybit_3', '/v5/account/info'],
    ['bybit', 'bybit_3', '/v5/position/list'],
    ['binance-swap', 'binance_swap_1', '/fapi/v1/symbolConfig'],
  ])('at %s leaves leverage and margin mode as they are: %s, %s', async (venueName, account, reading) => {
    const { engine, venue } = await openAt(venueName);
    await arm(engine, account);
    const changes = () =>
      venue.server.requests
        .filter(({ method, path }) => method === 'POST' && /leverage|margin/i.test(path))
        .map(({ path }) => path);
    const isReading = ({ path }: { path: string }): boolean => path === reading;
    venue.server.faults.always(isReading, { kind: 'delay', ms: 150, when: 'after' });
    const firing = fire(engine, { account_name: account, symbol: 'BTC/USDT:USDT' });
    await vi.waitFor(() => expect(venue.server.requests.some(isReading)).toBe(true), { interval: 2 });
    const before = changes();
    engine.stops.kill({ scope: GLOBAL }, 'cli');
    expect((await firing).error?.code).toBe('KILL_SWITCH');
    expect([changes(), sent(venue)]).toEqual([before, []]);
    // And without the kill that is what the first order does.
    venue.server.faults.clear();
    release(engine, GLOBAL);
    await arm(engine, account);
    expect((await fire(engine, { account_name: account, symbol: 'BTC/USDT:USDT' })).error).toBeUndefined();
    expect(changes().length).toBeGreaterThan(0);
  });
});

describe('a kill that flattens', () => {
  it('works at a disarmed real account, goes on after a restart, and leaves other accounts alone', async () => {
    const { engine, venue, reopen } = await openAt('binance', { attended: true });
    await arm(engine, 'binance_1');
    const resting = { account_name: 'binance_1', type: 'limit', price: '50000' } as const;
    expect((await fire(engine, resting)).orders).toMatchObject([{ status: 'open' }]);
    venue.server.faults.always((request) => request.account === 'binance_1' && request.route.startsWith('order.'), {
      kind: 'status',
      status: 502,
    });
    const scope = { kind: 'account', name: 'binance_1' } as const;
    const { id } = engine.stops.kill({ scope, flatten: true }, 'desktop');
    expect(engine.arming.current().armed).toEqual([]);
    await vi.waitFor(
      () =>
        expect(engine.stops.current().stops[0]?.work).toMatchObject([{ attempts: 1, open_orders: expect.any(Number) }]),
      { timeout: 20_000 },
    );
    await engine.close();
    venue.server.faults.clear();

    const again = await reopen();
    await vi.waitFor(
      () =>
        expect(again.stops.current().stops).toMatchObject([
          { id, work: [{ account_name: 'binance_1', stage: 'done', open_orders: 0, positions: 0 }] },
        ]),
      { timeout: 40_000, interval: 100 },
    );
    const { balances, orders } = venue.server.ledger('binance_1');
    expect([balances['BTC']?.free, balances['ETH']?.free]).toEqual(['0', '0']);
    expect(orders.filter(({ status }) => /new|open|partial/i.test(String(status)))).toEqual([]);
    expect(venue.server.ledger('binance_2').balances['BTC']?.free).toBe('100');
    expect(again.arming.current().armed).toEqual([]);
  });

  it('closes swaps by reduce-only orders', async () => {
    const { engine, venue } = await openAt('binance-swap');
    await arm(engine, 'binance_swap_1');
    await fire(engine, { account_name: 'binance_swap_1', symbol: 'BTC/USDT:USDT', amount: '0.02' });
    await fire(engine, { account_name: 'binance_swap_1', symbol: 'ETH/USDT:USDT', amount: '0.5', side: 'short' });
    engine.stops.kill({ scope: GLOBAL, flatten: true }, 'cli');
    await vi.waitFor(
      () => expect(engine.stops.current().stops[0]?.work.map(({ stage }) => stage)).toEqual(['done', 'done']),
      { timeout: 30_000, interval: 100 },
    );
    expect(Object.values(venue.server.ledger('binance_swap_1').positions).every((amount) => Number(amount) === 0)).toBe(
      true,
    );
    expect(ordersOf(engine).slice(0, 2)).toMatchObject([
      { reduce_only: true, status: 'filled' },
      { reduce_only: true, status: 'filled' },
    ]);
  });

  it('works on paper', async () => {
    const engine = await openEngine({ dataDir: tempDir(), env: { QT_ACCOUNT_P_EXCHANGE: 'sim' } });
    onTestFinished(() => engine.close());
    expect((await fire(engine, { account_name: 'p', amount: '0.01' })).orders).toMatchObject([{ status: 'filled' }]);
    expect(await engine.positions.list('p')).not.toEqual([]);
    engine.stops.kill({ scope: GLOBAL, flatten: true }, 'cli');
    await vi.waitFor(
      () => expect(engine.stops.current().stops[0]?.work).toMatchObject([{ stage: 'done', positions: 0 }]),
      { timeout: 10_000 },
    );
    expect((await fire(engine, { account_name: 'p', amount: '0.01' })).error?.code).toBe('KILL_SWITCH');
  });
});
