import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../electron/engine/store/sqlite.ts';
import { add, gte } from '../../shared/money/decimal.ts';
import type { EngineEvent, EventFrame } from '../../shared/schema/event.ts';
import type { MappingChange } from '../../shared/schema/mapping.ts';
import type { SignalInput } from '../../shared/schema/signal.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import { tempDir } from '../support/temp-dir.ts';
import { openSimEngine, signal } from './sim-engine.ts';

const orderCount = (engine: Awaited<ReturnType<typeof openSimEngine>>['engine']) =>
  engine.orders.counts().reduce((sum, row) => sum + row.count, 0);

describe('firing on the built-in market', () => {
  it('fills a market order, and books the fill and the balance', async () => {
    const { engine } = await openSimEngine();
    const fired = await engine.signals.fire(signal({ strategy_id: 'demo_swing' }), 'cli');
    const [order] = fired.orders;
    expect(fired.decision).toMatchObject({
      exchange: 'sim',
      account_name: 'swing_sim',
      account_source: 'strategy_policy',
      mode: 'paper',
    });
    expect(order).toMatchObject({
      account_name: 'swing_sim',
      status: 'filled',
      filled: '0.01',
      side: 'buy',
      mode: 'paper',
    });
    const detail = engine.orders.get(order!.id);
    expect(detail.fills.reduce((sum, fill) => add(sum, fill.amount), '0')).toBe('0.01');
    expect(detail.transitions.map((step) => step.to)).toEqual(['journaled', 'sent', 'filled']);
    const status = await engine.accounts.balance('swing_sim');
    expect(status.balances?.find((balance) => balance.asset === 'BTC')?.free).toBe('1.00999');
    expect(engine.signals.list({ limit: 10, before: null, source: null, account_name: null }).rows).toMatchObject([
      {
        signal_id: fired.signal_id,
        source: 'strategy',
        door: 'cli',
        account_name: 'swing_sim',
        order: { id: order?.id },
        total_ms: 0,
      },
    ]);
  });

  it('answers the same id with the same order, one after another and at once', async () => {
    const { engine } = await openSimEngine();
    const once = await engine.signals.fire(signal({ id: 's1' }), 'cli');
    const again = await engine.signals.fire(signal({ id: 's1' }), 'http');
    expect(again).toEqual(once);
    const together = await Promise.all(
      Array.from({ length: 10 }, () => engine.signals.fire(signal({ id: 's2' }), 'http')),
    );
    for (const answer of together) expect(answer).toEqual(together[0]);
    expect(orderCount(engine)).toBe(2);
  });

  it('refuses the same id with another body, running or done, and sends nothing', async () => {
    const { engine } = await openSimEngine();
    const first = engine.signals.fire(signal({ id: 's1' }), 'cli');
    const duplicate = expect.objectContaining({ code: 'DUPLICATE_SIGNAL' });
    await expect(engine.signals.fire(signal({ id: 's1', amount: '0.02' }), 'cli')).rejects.toEqual(duplicate);
    await first;
    await expect(engine.signals.fire(signal({ id: 's1', side: 'short' }), 'cli')).rejects.toEqual(duplicate);
    await expect(engine.signals.fire(signal({ id: 's1', details: { a: 1 } }), 'cli')).rejects.toEqual(duplicate);
    expect(orderCount(engine)).toBe(1);
  });

  it('takes the same body with its fields in another order for the same', async () => {
    const { engine } = await openSimEngine();
    const details = { a: 1, b: [{ c: 2, d: 3 }] };
    const first = await engine.signals.fire(signal({ id: 's1', details }), 'cli');
    const again = await engine.signals.fire(signal({ details: { b: [{ d: 3, c: 2 }], a: 1 }, id: 's1' }), 'cli');
    expect(again).toEqual(first);
  });

  it('keeps no credential that was given in place of a name, in any case; an account may be called like one', async () => {
    const key = 'aB3dE6gH9jK2mN5pQ8rS';
    const env = {
      QT_ACCOUNT_ALPHA_EXCHANGE: 'sim',
      QT_ACCOUNT_ALPHA_API_KEY: 'alpha',
      QT_ACCOUNT_ALPHA_API_SECRET: key,
    };
    const { engine, dataDir } = await openSimEngine(env);
    for (const change of [{ account_name: key }, { strategy_id: key }, { id: key }]) {
      await expect(engine.signals.fire(signal(change), 'cli')).rejects.toMatchObject({ code: 'INVALID_SIGNAL' });
    }
    expect((await engine.signals.fire(signal({ account_name: 'alpha' }), 'cli')).orders).toHaveLength(1);
    await engine.close();
    const kept = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1').toLowerCase());
    expect(kept.length).toBeGreaterThan(2);
    expect(kept.filter((text) => text.includes(key.toLowerCase()))).toEqual([]);
  });

  it('goes where it was shown to go, or nowhere', async () => {
    const { engine } = await openSimEngine();
    const shown = { account_name: 'swing_sim', exchange: 'sim', mode: 'paper', testnet: false } as const;
    const scalp = { strategy_id: 'demo_swing' };
    expect((await engine.signals.fire(signal(scalp), 'page', { shown })).orders).toHaveLength(1);
    engine.routing.apply([{ map: 'account', strategy_id: 'demo_swing', value: 'friend_1_sim' }], null, 'cli');
    const moved = await engine.signals.fire(signal({ ...scalp, id: 's1' }), 'page', { shown });
    expect(moved).toMatchObject({ orders: [], error: { code: 'REVISION_CONFLICT' } });
    expect(moved.error?.message).toContain('friend_1_sim');
    expect(await engine.signals.fire(signal({ ...scalp, id: 's1' }), 'page')).toEqual(moved);
    for (const other of [{ mode: 'real' }, { testnet: true }, { exchange: 'firi' }] as const) {
      const there = { ...shown, account_name: 'friend_1_sim', ...other };
      expect((await engine.signals.fire(signal(scalp), 'page', { shown: there })).error?.code).toBe(
        'REVISION_CONFLICT',
      );
    }
    expect(orderCount(engine)).toBe(1);
  });

  it('records a refusal, and answers it again the same though the reason is gone', async () => {
    const { engine } = await openSimEngine();
    const refused = await engine.signals.fire(signal({ id: 's1', account_name: 'nobody' }), 'cli');
    expect(refused).toMatchObject({
      orders: [],
      error: { code: 'ACCOUNT_NOT_FOUND' },
      decision: { account_name: 'nobody' },
    });
    const poor = await engine.signals.fire(signal({ id: 's2', amount: '50' }), 'cli');
    expect(poor.error?.code).toBe('INSUFFICIENT_FUNDS');
    expect(poor.decision.checks.filter((check) => !check.ok)).toHaveLength(1);
    expect(await engine.signals.fire(signal({ id: 's1', account_name: 'nobody' }), 'cli')).toEqual(refused);
    expect(await engine.signals.fire(signal({ id: 's2', amount: '50' }), 'cli')).toEqual(poor);
    expect(orderCount(engine)).toBe(0);
    const { rows } = engine.signals.list({ limit: 10, before: null, source: 'rejected', account_name: null });
    expect(rows.map((row) => row.signal_id)).toEqual(['s2', 's1']);
  });

  it('remembers its answers over a restart', async () => {
    const dir = tempDir();
    const first = await openSimEngine({}, dir);
    const fired = await first.engine.signals.fire(signal({ id: 's1' }), 'cli');
    const refused = await first.engine.signals.fire(signal({ id: 's2', symbol: 'NO/SUCH' }), 'cli');
    await first.engine.close();
    const { engine } = await openSimEngine({}, dir);
    expect(await engine.signals.fire(signal({ id: 's1' }), 'cli')).toEqual(fired);
    expect(await engine.signals.fire(signal({ id: 's2', symbol: 'NO/SUCH' }), 'cli')).toEqual(refused);
    await expect(engine.signals.fire(signal({ id: 's1', amount: '1' }), 'cli')).rejects.toMatchObject({
      code: 'DUPLICATE_SIGNAL',
    });
    expect(orderCount(engine)).toBe(1);
  });

  it('follows a changed map with the very next signal, and an undo too', async () => {
    const { engine } = await openSimEngine();
    const accountOf = async () =>
      (await engine.signals.fire(signal({ strategy_id: 'demo_scalper' }), 'cli')).decision.account_name;
    expect(await accountOf()).toBe('main_sim');
    const { revision } = engine.routing.current();
    const change: MappingChange[] = [{ map: 'account', strategy_id: 'demo_scalper', value: 'friend_1_sim' }];
    const wrong: MappingChange[] = [{ map: 'account', strategy_id: 'demo_scalper', value: 'nobody' }];
    const impact = engine.routing.impact(change);
    expect(impact).toMatchObject({
      signals: 1,
      moved: 1,
      refused: 0,
      rows: [{ from: 'main_sim', to: 'friend_1_sim' }],
    });
    expect(await accountOf()).toBe('main_sim');
    engine.routing.apply(change, revision, 'desktop');
    expect(await accountOf()).toBe('friend_1_sim');
    engine.routing.undo('desktop');
    expect(await accountOf()).toBe('main_sim');
    expect(() => engine.routing.apply(wrong, null, 'x')).toThrow(
      expect.objectContaining({ code: 'ACCOUNT_NOT_FOUND' }),
    );
  });

  it('never spends more than an account has, with 20 signals at once', { timeout: 20_000 }, async () => {
    const { engine } = await openSimEngine();
    const fired = await Promise.all(
      Array.from({ length: 20 }, () =>
        engine.signals.fire(signal({ type: 'limit', price: '60000', amount: '0.2' }), 'http'),
      ),
    );
    // 100 000 dollars hold eight orders of 12 000 each.
    expect(fired.filter((answer) => answer.orders.length === 1)).toHaveLength(8);
    expect(fired.flatMap((answer) => answer.orders.map((order) => order.status))).not.toContain('rejected');
    for (const answer of fired) if (answer.error) expect(answer.error.code).toBe('INSUFFICIENT_FUNDS');
    const { balances } = await engine.accounts.balance('main_sim');
    for (const balance of balances ?? []) expect(gte(balance.free, '0') && gte(balance.locked, '0')).toBe(true);
    expect(balances?.find((balance) => balance.asset === 'USDT')).toMatchObject({
      free: '4000',
      locked: '96000',
      total: '100000',
    });
  });

  it('rests a limit order, cancels it, and frees what it held', async () => {
    const { engine } = await openSimEngine();
    const [order] = (await engine.signals.fire(signal({ type: 'limit', price: '30000' }), 'cli')).orders;
    expect(order).toMatchObject({ status: 'open', time_in_force: 'gtc' });
    expect(engine.accounts.statuses().find((status) => status.account.name === 'main_sim')).toMatchObject({
      open_orders: 1,
    });
    expect(await engine.orders.cancel(order!.id, 'cli')).toMatchObject({ status: 'canceled' });
    const { balances } = await engine.accounts.balance('main_sim');
    expect(balances?.find((balance) => balance.asset === 'USDT')).toMatchObject({ free: '100000', locked: '0' });
    await expect(engine.orders.cancel(order!.id, 'cli')).rejects.toMatchObject({ code: 'ORDER_FINAL' });
  });

  it('fills a resting order in time, without being asked', { timeout: 20_000 }, async () => {
    const { engine, clock } = await openSimEngine();
    const ticker = await engine.market.ticker('sim', 'BTC/USDT');
    const [order] = (await engine.signals.fire(signal({ type: 'limit', price: ticker.bid! }), 'cli')).orders;
    expect(order?.status).toBe('open');
    for (let i = 0; i < 240 && engine.orders.get(order!.id).order.status !== 'filled'; i += 1)
      await clock.advanceAsync(15_000);
    const detail = engine.orders.get(order!.id);
    expect(detail.order).toMatchObject({ status: 'filled', average: ticker.bid });
    expect(detail.transitions.at(-1)).toMatchObject({ to: 'filled', cause: 'poll' });
  });

  it('closes once, however often it is asked, and takes no signal afterwards', async () => {
    const { engine, dataDir } = await openSimEngine();
    const fired = engine.signals.fire(signal(), 'cli');
    await Promise.all([engine.close(), engine.close()]);
    expect((await fired).orders).toMatchObject([{ status: 'filled' }]);
    await expect(engine.signals.fire(signal(), 'cli')).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    await (await openSimEngine({}, dataDir)).engine.close();
  });
});

/** Lets time go on where a request waits for its turn: the clock of these tests stands still otherwise. */
async function answered<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  let pending = true;
  const done = work.catch(() => {}).then(() => (pending = false));
  for (let turns = 0; pending; turns += 1) {
    if (turns > 60) await clock.advanceAsync(1_000);
    else await new Promise((resolve) => setImmediate(resolve));
  }
  await done;
  return work;
}

const WORLD = {
  QT_ACCOUNT_MAIN_SIM_EXCHANGE: 'sim',
  QT_ACCOUNT_SECOND_EXCHANGE: 'sim',
  QT_ACCOUNT_MAIN_KRAKEN_EXCHANGE: 'kraken',
  QT_ACCOUNT_MAIN_KRAKEN_MODE: 'real',
  QT_ACCOUNT_MAIN_KRAKEN_API_KEY: 'some-api-key',
  QT_ACCOUNT_MAIN_KRAKEN_API_SECRET: 'c29tZS1hcGktc2VjcmV0',
  QT_ACCOUNT_BROKEN_EXCHANGE: 'binance',
  QT_ACCOUNT_BROKEN_MODE: 'real',
  QT_DEFAULT_EXCHANGE: 'sim',
};

describe('a paper account that is configured for swaps', () => {
  it('is refused by a check, the same before and after firing, and nothing is journaled as an order', async () => {
    const { engine } = await openSimEngine({
      QT_ACCOUNT_PERP_EXCHANGE: 'bybit',
      QT_ACCOUNT_PERP_MARKET: 'swap',
    });
    const wanted = signal({ symbol: 'BTC/USDT:USDT', account_name: 'perp' });
    const preview = await engine.signals.preview(wanted);
    const fired = await engine.signals.fire(wanted, 'cli');
    expect(preview.error).toMatchObject({ code: 'VENUE_NOT_SUPPORTED' });
    expect(fired).toMatchObject({ orders: [], error: { code: 'VENUE_NOT_SUPPORTED' } });
    expect(fired.decision).toEqual(preview.decision);
  });
});

describe('a preview', () => {
  it(
    'is the decision of the firing that follows it, for any signal, map and account, and has no effect',
    { timeout: 60_000 },
    async () => {
      const { engine, clock, dataDir } = await openSimEngine(WORLD);
      const names = fc.constantFrom('main_sim', 'second', 'main_kraken', 'broken', 'nobody');
      const known = fc.constantFrom('main_sim', 'second', 'main_kraken', 'broken', null);
      const strategies = fc.constantFrom('s1', 's2', '__proto__');
      const exchanges = fc.constantFrom('sim' as const, 'kraken' as const, 'firi' as const);
      const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
      const figure = fc
        .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 6 }))
        .map(([n, places]) => {
          const text = String(n).padStart(places + 1, '0');
          return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
        });
      const route = { account_name: optional(names), strategy_id: optional(strategies), exchange: optional(exchanges) };
      const wish: fc.Arbitrary<SignalInput> = fc
        .record({
          ...route,
          symbol: fc.constantFrom('BTC/USDT', 'ETH/USDT', 'BTC/NOK', 'NO/SUCH'),
          side: fc.constantFrom('long' as const, 'short' as const),
          size: figure,
          by: fc.constantFrom('amount' as const, 'quote_amount' as const),
          price: optional(figure),
        })
        .map(({ size, by, price, ...rest }) => ({
          ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
          ...{ symbol: rest.symbol, side: rest.side, [by]: size },
          ...(price === undefined ? {} : { type: 'limit' as const, price }),
        }));
      const changes: fc.Arbitrary<MappingChange[]> = fc.array(
        fc.oneof(
          fc.record({ map: fc.constant('account' as const), strategy_id: strategies, value: known }),
          fc.record({ map: fc.constant('exchange' as const), strategy_id: strategies, value: fc.option(exchanges) }),
        ),
        { maxLength: 2 },
      );
      const outcomes = new Set<string>();
      const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
      // That a key was used to ask its exchange is noted once, whoever asked.
      const rows = () =>
        db.get(
          `SELECT (SELECT count(*) FROM signals) AS s, (SELECT count(*) FROM orders) AS o,
             (SELECT count(*) FROM audit WHERE kind <> 'key_used') AS a`,
        );
      await fc.assert(
        fc.asyncProperty(wish, changes, fc.integer({ min: 1, max: 60_000 }), async (input, maps, ms) => {
          if (maps.length > 0) engine.routing.apply(maps, null, 'test');
          clock.advance(ms);
          const wanted = signal(input);
          const before = rows();
          const preview = await answered(clock, engine.signals.preview(wanted));
          expect(rows()).toEqual(before);
          const fired = await answered(clock, engine.signals.fire(wanted, 'cli'));
          expect(fired.decision).toEqual(preview.decision);
          const [order] = fired.orders;
          outcomes.add(fired.error?.code ?? order?.status ?? 'nothing');
          if (order && preview.order) {
            const { account_name, exchange, symbol, side, type, time_in_force, amount, price, note } = preview.order;
            expect(order).toMatchObject({
              account_name,
              exchange,
              symbol,
              side,
              type,
              time_in_force,
              amount,
              price,
              note,
            });
            expect(preview.error).toBeNull();
          } else {
            expect(fired.error).toEqual(preview.error);
            expect(fired.error).toBeTruthy();
          }
        }),
        { numRuns: 40, seed: 20_261_201 },
      );
      db.close();
      // The property means something only where it saw both sides of most checks.
      for (const seen of [
        'filled',
        'ACCOUNT_NOT_FOUND',
        'ACCOUNT_INVALID',
        'UNKNOWN_SYMBOL',
        'INSUFFICIENT_FUNDS',
        'ACCOUNT_EXCHANGE_MISMATCH',
      ]) {
        expect(outcomes).toContain(seen);
      }
    },
  );
});

describe('the log of a firing', () => {
  it('has the three messages with their fields, in the file and in the query', async () => {
    const { engine, dataDir, clock } = await openSimEngine();
    const { signal_id } = await engine.signals.fire(signal({ account_name: 'swing_sim', strategy_id: 'x' }), 'cli');
    const folder = path.join(dataDir, 'logs');
    const [file] = readdirSync(folder);
    const lines = readFileSync(path.join(folder, file!), 'utf8').trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const time = new Date(clock.nowMs()).toISOString();
    const at = { level: 'INFO', time, account_name: 'swing_sim', exchange: 'sim', testnet: false, mode: 'paper' };
    const found = (message: string) => records.filter((record) => record['message'] === message);
    expect(found('Creating exchange client for account')).toEqual([
      { ...at, message: 'Creating exchange client for account' },
    ]);
    const resolved = { ...at, source: 'signal.account_name', signal_id, strategy_id: 'x' };
    expect(found('Using explicit account from signal')).toEqual([
      { ...resolved, message: 'Using explicit account from signal' },
    ]);
    expect(found('Resolved account for signal')).toEqual([{ ...resolved, message: 'Resolved account for signal' }]);
    const page = engine.log.query({
      limit: 50,
      account_name: 'swing_sim',
      strategy_id: null,
      source: null,
      level: null,
      since: null,
      before_seq: null,
      after_seq: null,
    });
    expect(page.records.map(({ seq: _, ...record }) => record).toReversed()).toEqual(
      records.filter((record) => record['account_name'] === 'swing_sim'),
    );
  });
});

describe('events', () => {
  it('tell a watcher of signal, order, account, arming, routing and log, and cost nothing once he is gone', async () => {
    const { engine, clock } = await openSimEngine();
    const frames: EventFrame[] = [];
    const leave = engine.events.subscribe((frame) => frames.push(frame));
    const { orders } = await engine.signals.fire(signal(), 'cli');
    engine.routing.apply([{ map: 'account', strategy_id: 'new', value: 'main_sim' }], null, 'cli');
    await clock.advanceAsync(2_500);
    const events = frames.flatMap((frame) => frame.events);
    const of = <T extends EngineEvent['topic']>(topic: T) =>
      events.filter((event): event is Extract<EngineEvent, { topic: T }> => event.topic === topic);
    expect(of('order').at(-1)?.order).toEqual(orders[0]);
    expect(of('signal').at(-1)?.row).toMatchObject({ order: { status: 'filled' } });
    expect(of('account').map((event) => event.status.account.name)).toEqual(
      expect.arrayContaining(['main_sim', 'swing_sim', 'friend_1_sim']),
    );
    expect(of('routing').at(-1)?.routing.maps.accounts).toMatchObject({ new: 'main_sim' });
    expect(of('log').length).toBeGreaterThan(1);
    expect(of('price').length).toBeGreaterThan(0);
    leave();
    const seen = frames.length;
    await engine.signals.fire(signal(), 'cli');
    await clock.advanceAsync(5_000);
    expect(frames).toHaveLength(seen);
  });
});
