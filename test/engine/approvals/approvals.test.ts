import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fireOutcome } from '../../../electron/api/fire-outcome.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import type { RiskScope } from '../../../shared/schema/risk-policy.ts';
import type { ShownRoute } from '../../../shared/schema/signal.ts';
import { openSimEngine, signal } from '../sim-engine.ts';
import { account, askFirst, newest } from './ask-first.ts';

const MINUTE_MS = 60_000;
const SHOWN: ShownRoute = { account_name: 'main_sim', exchange: 'sim', mode: 'paper', testnet: false };

const rows = (engine: Engine) =>
  engine.signals.list({ limit: 50, before: null, source: null, account_name: null }).rows;
const orders = (engine: Engine) =>
  engine.orders.list({ limit: 50, before: null, account_name: null, status: null }).orders;
const code = (expected: string) => expect.objectContaining({ code: expected });

/** A demo workspace whose main account asks first. */
async function askingEngine(scope: RiskScope = account('main_sim'), minutes = 10) {
  const opened = await openSimEngine();
  askFirst(opened.engine, scope, minutes);
  return opened;
}

describe('a signal to an account that asks first', () => {
  it.each(['http', 'cli'] as const)(
    'through the door %s waits: nothing is placed, and nothing is refused',
    async (door) => {
      const { engine, clock } = await askingEngine();
      const fired = await engine.signals.fire(signal({ id: 's1' }), door);
      const approval = newest(engine);
      expect(fired).toEqual({
        signal_id: 's1',
        decision: expect.objectContaining({ account_name: 'main_sim', exchange: 'sim', mode: 'paper', checks: [] }),
        orders: [],
        error: { code: 'APPROVAL_PENDING', message: expect.stringContaining('account main_sim (10 min)') },
        approval: { id: approval.id, expires_at: new Date(clock.nowMs() + 10 * MINUTE_MS).toISOString() },
      });
      expect(fireOutcome(fired)).toEqual({ kind: 'waiting' });
      expect(approval).toMatchObject({
        ...{ signal_id: 's1', door, account_name: 'main_sim', because: 'account main_sim (10 min)', state: 'waiting' },
        ...{
          signal: { id: 's1', symbol: 'BTC/USDT', amount: '0.01' },
          decided_at: null,
          decided_by: null,
          error: null,
        },
      });
      expect([rows(engine), orders(engine)]).toEqual([[], []]);
    },
  );

  it.each(['desktop', 'page'] as const)('by hand in the window (%s) is placed at once', async (door) => {
    const { engine } = await askingEngine();
    expect((await engine.signals.fire(signal(), door)).orders).toMatchObject([{ status: 'filled' }]);
    expect(engine.approvals.list(null)).toEqual([]);
  });

  it.each<[string, RiskScope, object]>([
    ['all accounts', { kind: 'global' }, {}],
    ['its owner', { kind: 'owner', name: 'me' }, {}],
    ['its strategy', { kind: 'strategy', name: 'demo_swing' }, { strategy_id: 'demo_swing' }],
  ])('asks by the flags of %s as well', async (_level, scope, change) => {
    const { engine } = await askingEngine(scope);
    expect((await engine.signals.fire(signal(change), 'http')).error?.code).toBe('APPROVAL_PENDING');
  });

  it('says nothing of other accounts and strategies', async () => {
    const { engine } = await askingEngine({ kind: 'strategy', name: 'demo_swing' });
    askFirst(engine, { kind: 'owner', name: 'friend_1' });
    askFirst(engine, account('swing_sim'));
    expect((await engine.signals.fire(signal(), 'http')).orders).toHaveLength(1);
  });

  it('the shortest time of all levels is the time', async () => {
    const { engine, clock } = await askingEngine(account('main_sim'), 60);
    askFirst(engine, { kind: 'global' }, 2);
    await engine.signals.fire(signal(), 'http');
    expect(newest(engine).expires_at).toBe(new Date(clock.nowMs() + 2 * MINUTE_MS).toISOString());
  });

  it('a signal that has no way is refused at once, and asks nobody', async () => {
    const { engine } = await askingEngine({ kind: 'global' });
    const fired = await engine.signals.fire(signal({ account_name: 'nobody' }), 'http');
    expect(fired).toMatchObject({ orders: [], error: { code: 'ACCOUNT_NOT_FOUND' } });
    expect([fired.approval, engine.approvals.list(null)]).toEqual([undefined, []]);
  });

  it('what is closed, amended or canceled from the terminal waits for nobody', async () => {
    const { engine } = await openSimEngine();
    const limit = signal({ type: 'limit', price: '1000' });
    const [resting] = (await engine.signals.fire(limit, 'cli')).orders;
    askFirst(engine, account('main_sim'));
    const amended = await engine.orders.amend(resting!.id, { price: '1100' }, 'cli');
    expect(amended).toMatchObject({ status: 'open', price: '1100' });
    expect(await engine.orders.cancel(amended.id, 'cli')).toMatchObject({ status: 'canceled' });
    expect((await engine.positions.close('main_sim', 'BTC/USDT', 'cli')).orders).toMatchObject([{ side: 'sell' }]);
    expect(engine.approvals.list(null)).toEqual([]);
  });

  it('an amend does not fall over a waiting signal that took its id', async () => {
    const { engine } = await openSimEngine();
    const [resting] = (await engine.signals.fire(signal({ type: 'limit', price: '1000' }), 'cli')).orders;
    askFirst(engine, account('main_sim'));
    await engine.signals.fire(signal({ id: `amend.${resting!.id}.1` }), 'http');
    expect(await engine.orders.amend(resting!.id, { price: '1100' }, 'cli')).toMatchObject({ status: 'open' });
  });
});

describe('the id of a waiting signal', () => {
  it('has one answer while it waits, and another body is refused', async () => {
    const { engine } = await askingEngine();
    const first = await engine.signals.fire(signal({ id: 's1' }), 'http');
    expect(await engine.signals.fire(signal({ id: 's1' }), 'http')).toEqual(first);
    expect(await engine.signals.fire(signal({ id: 's1' }), 'desktop')).toEqual(first);
    const together = await Promise.all(
      Array.from({ length: 8 }, () => engine.signals.fire(signal({ id: 's2' }), 'http')),
    );
    expect(new Set(together.map((fired) => fired.approval?.id)).size).toBe(1);
    expect(engine.approvals.list('waiting')).toHaveLength(2);
    for (const door of ['http', 'desktop'] as const) {
      const other = engine.signals.fire(signal({ id: 's1', amount: '0.02' }), door);
      await expect(other).rejects.toEqual(code('DUPLICATE_SIGNAL'));
    }
  });

  it('has the final answer as soon as it is decided, and after a restart', async () => {
    const first = await askingEngine();
    const { engine } = first;
    await engine.signals.fire(signal({ id: 's1' }), 'http');
    const approved = await engine.approvals.approve(newest(engine).id, 'desktop');
    expect(await engine.signals.fire(signal({ id: 's1' }), 'http')).toEqual(approved);
    const waiting = await engine.signals.fire(signal({ id: 's2' }), 'http');
    await engine.close();
    const next = await openSimEngine({}, first.dataDir);
    expect(await next.engine.signals.fire(signal({ id: 's1' }), 'http')).toEqual(approved);
    expect(await next.engine.signals.fire(signal({ id: 's2' }), 'http')).toEqual(waiting);
  });
});

describe('a yes', () => {
  it('places one order, as the signal of the door that it came through, and says who approved', async () => {
    const { engine, clock, dataDir } = await askingEngine();
    await engine.signals.fire(signal({ id: 's1', strategy_id: 'momentum' }), 'http');
    const receivedMs = clock.nowMs();
    await clock.advanceAsync(MINUTE_MS);
    const { id } = newest(engine);
    const fired = await engine.approvals.approve(id, 'desktop');
    expect(fired).toMatchObject({ signal_id: 's1', orders: [{ status: 'filled', account_name: 'main_sim' }] });
    expect([fired.error, fired.approval, fired.decision.checks.length > 3]).toEqual([undefined, undefined, true]);
    expect(rows(engine)).toMatchObject([
      { signal_id: 's1', door: 'http', received_at: new Date(receivedMs).toISOString(), total_ms: MINUTE_MS },
    ]);
    expect(engine.approvals.get(id)).toMatchObject({ state: 'approved', decided_by: 'desktop', error: null });
    const { evidence } = engine.orders.get(fired.orders[0]!.id);
    expect(evidence).toMatchObject([
      { kind: 'operator', detail: expect.stringContaining(`desktop: said yes to ${id}`) },
    ]);

    await engine.close();
    const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
    const audit = db.all<{ kind: string; subject: string; body: string }>('SELECT * FROM audit WHERE subject = ?', id);
    db.close();
    expect(audit.map(({ kind }) => kind)).toEqual(['approval_asked', 'approval_decided']);
    expect(JSON.parse(audit[1]!.body)).toEqual({ signal_id: 's1', state: 'approved', by: 'desktop', error: null });
  });

  it('said again has the same answer, one after another and at once', async () => {
    const { engine } = await askingEngine();
    await engine.signals.fire(signal({ id: 's1' }), 'http');
    const { id } = newest(engine);
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, () => engine.approvals.approve(id, 'page')),
      engine.signals.fire(signal({ id: 's1' }), 'http'),
      engine.approvals.approve(id, 'cli'),
    ]);
    for (const answer of [...answers, await engine.approvals.approve(id, 'desktop')])
      expect(answer).toEqual(answers[0]);
    expect(orders(engine)).toHaveLength(1);
  });

  it('runs the checks as things are now; refused by them, the approval is decided with why', async () => {
    const { engine } = await askingEngine();
    const much = await engine.signals.fire(signal({ id: 's1', quote_amount: '40000' }), 'http');
    // It could be paid when it came, and cannot be any more.
    await engine.signals.fire(signal({ quote_amount: '70000' }), 'desktop');
    const refused = await engine.approvals.approve(much.approval!.id, 'desktop');
    expect(refused).toMatchObject({ signal_id: 's1', orders: [], error: { code: 'INSUFFICIENT_FUNDS' } });
    expect(fireOutcome(refused)).toEqual({ kind: 'refused', code: 'INSUFFICIENT_FUNDS' });
    expect(newest(engine)).toMatchObject({ state: 'approved', error: { code: 'INSUFFICIENT_FUNDS' } });
    expect(await engine.approvals.approve(much.approval!.id, 'desktop')).toEqual(refused);
    expect(rows(engine)[0]).toMatchObject({ signal_id: 's1', source: 'rejected', door: 'http' });
  });

  it('goes where the maps lead now; to another account than was shown it is none, and the signal goes on waiting', async () => {
    const { engine } = await askingEngine({ kind: 'global' });
    await engine.signals.fire(signal({ id: 's1', strategy_id: 'momentum' }), 'http');
    const { id } = newest(engine);
    engine.routing.apply([{ map: 'account', strategy_id: 'momentum', value: 'swing_sim' }], null, 'cli');
    await expect(engine.approvals.approve(id, 'desktop', SHOWN)).rejects.toEqual(code('REVISION_CONFLICT'));
    const group = { revision: 1, mode: 'paper', testnet: false } as const;
    await expect(engine.approvals.approve(id, 'desktop', group)).rejects.toEqual(code('INVALID_INPUT'));
    expect([engine.approvals.get(id).state, orders(engine)]).toEqual(['waiting', []]);
    const fired = await engine.approvals.approve(id, 'desktop', { ...SHOWN, account_name: 'swing_sim' });
    expect(fired.orders).toMatchObject([{ account_name: 'swing_sim', status: 'filled' }]);
  });

  it('that names no place is one to where the signal was to go, and to no other', async () => {
    const { engine } = await askingEngine({ kind: 'global' });
    await engine.signals.fire(signal({ id: 's1', strategy_id: 'momentum' }), 'http');
    const { id } = newest(engine);
    engine.routing.apply([{ map: 'account', strategy_id: 'momentum', value: 'swing_sim' }], null, 'cli');
    await expect(engine.approvals.approve(id, 'desktop')).rejects.toEqual(code('REVISION_CONFLICT'));
    expect([engine.approvals.get(id).state, orders(engine)]).toEqual(['waiting', []]);
    engine.routing.apply([{ map: 'account', strategy_id: 'momentum', value: 'main_sim' }], null, 'cli');
    expect((await engine.approvals.approve(id, 'desktop')).orders).toMatchObject([{ account_name: 'main_sim' }]);
  });

  it('is a person’s alone, as a no is', async () => {
    const { engine } = await askingEngine();
    await engine.signals.fire(signal(), 'http');
    const { id } = newest(engine);
    await expect(engine.approvals.approve(id, 'http')).rejects.toEqual(code('INVALID_INPUT'));
    expect(() => engine.approvals.decline(id, 'http')).toThrow(code('INVALID_INPUT'));
    expect(newest(engine).state).toBe('waiting');
  });

  it('does not keep the word past an unsettled order that came with the signal', async () => {
    const { engine } = await askingEngine();
    const waiting = await engine.signals.fire(signal(), 'cli', { override_pending: true });
    expect(waiting.error?.code).toBe('APPROVAL_PENDING');
    expect((await engine.approvals.approve(waiting.approval!.id, 'cli')).orders).toHaveLength(1);
  });

  it('on a killed account is refused by the checks, and the approval is decided', async () => {
    const { engine } = await askingEngine();
    const waiting = await engine.signals.fire(signal(), 'http');
    engine.stops.kill({ scope: account('main_sim') }, 'desktop');
    const refused = await engine.approvals.approve(waiting.approval!.id, 'desktop');
    expect(refused).toMatchObject({ orders: [], error: { code: 'KILL_SWITCH' } });
    expect(newest(engine)).toMatchObject({ state: 'approved', error: { code: 'KILL_SWITCH' } });
  });

  it('of an approval that is not there is not found', async () => {
    const { engine } = await askingEngine();
    await expect(engine.approvals.approve('apr_none', 'cli')).rejects.toEqual(code('APPROVAL_NOT_FOUND'));
    expect(() => engine.approvals.get('apr_none')).toThrow(code('APPROVAL_NOT_FOUND'));
  });
});

describe('a no, and no answer', () => {
  it('a declined signal is refused, enters the routing log, and can be approved no more', async () => {
    const { engine } = await askingEngine();
    await engine.signals.fire(signal({ id: 's1' }), 'http');
    const { id } = newest(engine);
    expect(engine.approvals.decline(id, 'page')).toMatchObject({ state: 'declined', decided_by: 'page', error: null });
    expect(engine.approvals.decline(id, 'cli')).toMatchObject({ decided_by: 'page' });
    await expect(engine.approvals.approve(id, 'desktop')).rejects.toEqual(code('APPROVAL_DECLINED'));
    const answer = await engine.signals.fire(signal({ id: 's1' }), 'http');
    expect(answer).toMatchObject({ orders: [], error: { code: 'APPROVAL_DECLINED' } });
    expect(fireOutcome(answer)).toEqual({ kind: 'refused', code: 'APPROVAL_DECLINED' });
    expect(rows(engine)).toMatchObject([{ signal_id: 's1', source: 'rejected', error: { code: 'APPROVAL_DECLINED' } }]);
    expect(orders(engine)).toEqual([]);
  });

  it('expires by the clock, and at the next start where nothing ran', async () => {
    const first = await askingEngine();
    const { engine, clock } = first;
    await engine.signals.fire(signal({ id: 's1' }), 'http');
    await clock.advanceAsync(10 * MINUTE_MS);
    expect(newest(engine)).toMatchObject({ state: 'expired', decided_by: 'console' });
    expect((await engine.signals.fire(signal({ id: 's1' }), 'http')).error?.code).toBe('APPROVAL_EXPIRED');
    await engine.signals.fire(signal({ id: 's2' }), 'http');
    await engine.close();
    // The clock of the next run stands where that of the first began.
    const db = openDatabase(path.join(first.dataDir, 'journal.db'), { synchronous: 'NORMAL' });
    db.run("UPDATE approvals SET expires_ms = received_ms - 3600000 WHERE signal_id = 's2'");
    db.close();
    const next = await openSimEngine({}, first.dataDir);
    expect(newest(next.engine)).toMatchObject({ signal_id: 's2', state: 'expired' });
    expect(orders(next.engine)).toEqual([]);
  });

  it('expires soon after the machine slept over it', async () => {
    const { engine, clock } = await askingEngine();
    await engine.signals.fire(signal(), 'http');
    clock.jumpWallTo(clock.nowMs() + 3_600_000);
    await clock.advanceAsync(3_000);
    expect(newest(engine).state).toBe('expired');
  });
});

describe('lists', () => {
  it('are by state, newest first', async () => {
    const { engine, clock } = await askingEngine();
    for (const id of ['s1', 's2', 's3']) {
      await engine.signals.fire(signal({ id }), 'http');
      await clock.advanceAsync(1_000);
    }
    const ids = (state: Parameters<Engine['approvals']['list']>[0]) =>
      engine.approvals.list(state).map((approval) => approval.signal_id);
    expect(ids(null)).toEqual(['s3', 's2', 's1']);
    engine.approvals.decline(newest(engine).id, 'cli');
    expect([ids('waiting'), ids('declined'), ids('approved')]).toEqual([['s2', 's1'], ['s3'], []]);
  });
});

describe('a flag that is set while a signal is on its way', () => {
  it('holds it all the same: it is asked about again in the turn of the commit', async () => {
    const { engine } = await openSimEngine();
    const fired = engine.signals.fire(signal({ id: 's1' }), 'http');
    askFirst(engine, account('main_sim'));
    expect((await fired).error?.code).toBe('APPROVAL_PENDING');
    expect([newest(engine).state, orders(engine)]).toEqual(['waiting', []]);
  });

  it('and taken away lets new ones pass; what waits goes on waiting', async () => {
    const { engine } = await askingEngine();
    await engine.signals.fire(signal({ id: 's1' }), 'http');
    askFirst(engine, account('main_sim'), null);
    expect((await engine.signals.fire(signal({ id: 's2' }), 'http')).orders).toHaveLength(1);
    expect(newest(engine)).toMatchObject({ signal_id: 's1', state: 'waiting' });
  });
});
