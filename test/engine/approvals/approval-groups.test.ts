import { describe, expect, it } from 'vitest';
import { fireOutcome } from '../../../electron/api/fire-outcome.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import type { Door } from '../../../shared/schema/order.ts';
import { groupSchema, groupSignalSchema } from '../../../shared/schema/group.ts';
import type { GroupSignal } from '../../../shared/schema/group.ts';
import { openSimEngine, signal } from '../sim-engine.ts';
import { account, askFirst, newest } from './ask-first.ts';

const WORLD = {
  QT_ACCOUNT_A_EXCHANGE: 'sim',
  QT_ACCOUNT_B_EXCHANGE: 'sim',
  QT_ACCOUNT_B_OWNER: 'you',
  QT_ACCOUNT_C_EXCHANGE: 'sim',
};
const SHOWN = { revision: 1, mode: 'paper', testnet: false } as const;
const code = (expected: string) => expect.objectContaining({ code: expected });
const orders = (engine: Engine) =>
  engine.orders.list({ limit: 50, before: null, account_name: null, status: null }).orders;
const wish = (change: Partial<GroupSignal> = {}) =>
  groupSignalSchema.parse({ id: 'g1', symbol: 'BTC/USDT', side: 'long', amount: '0.02', group: 'desk', ...change });

/** The group `desk` of a and b, of which b asks first. */
async function open() {
  const opened = await openSimEngine(WORLD);
  const members = [{ account_name: 'a' }, { account_name: 'b' }];
  opened.engine.groups.set(groupSchema.parse({ name: 'desk', allocation: 'equal', members }), null, 'cli');
  askFirst(opened.engine, account('b'));
  return opened;
}

describe('a signal to a group of which one account asks first', () => {
  it.each<[string, (engine: Engine, door: Door) => Promise<unknown>]>([
    ['signals.fire', (engine, door) => engine.signals.fire(wish(), door)],
    ['groups.fire', (engine, door) => engine.groups.fire(wish(), door)],
  ])('waits as a whole (%s), and a yes fires all of it', async (_by, fire) => {
    const { engine } = await open();
    const waiting = await fire(engine, 'http');
    const approval = newest(engine);
    expect(waiting).toMatchObject({
      ...{ signal_id: 'g1', orders: [], error: { code: 'APPROVAL_PENDING' }, approval: { id: approval.id } },
      decision: { account_name: null, mode: 'paper', testnet: false },
    });
    expect(approval).toMatchObject({ account_name: 'a, b', because: 'account b (10 min)', signal: { group: 'desk' } });
    expect(orders(engine)).toEqual([]);
    expect(await fire(engine, 'cli')).toEqual(waiting);

    const fired = await engine.approvals.approve(approval.id, 'desktop', SHOWN);
    expect(fired).toMatchObject({ signal_id: 'g1', legs: [{ state: 'placed' }, { state: 'placed' }] });
    expect(engine.approvals.get(approval.id)).toMatchObject({ state: 'approved', decided_by: 'desktop', error: null });
    expect(orders(engine)).toHaveLength(2);
    for (const { id } of orders(engine)) {
      expect(engine.orders.get(id).evidence).toMatchObject([
        { kind: 'operator', detail: expect.stringContaining('yes') },
      ]);
    }
    expect(await engine.approvals.approve(approval.id, 'cli')).toEqual(fired);
    expect(await fire(engine, 'http')).toEqual(fired);
    expect(engine.groups.firings(10)).toMatchObject([{ signal_id: 'g1', door: 'http' }]);
  });

  it.each<[string, () => Partial<GroupSignal>, Parameters<typeof askFirst>[1]]>([
    ['an owner', () => ({}), { kind: 'owner', name: 'you' }],
    ['the strategy', () => ({ strategy_id: 'momentum' }), { kind: 'strategy', name: 'momentum' }],
    ['all', () => ({}), { kind: 'global' }],
  ])('also by the flags of %s', async (_level, change, scope) => {
    const { engine } = await open();
    askFirst(engine, account('b'), null);
    askFirst(engine, scope);
    expect((await engine.signals.fire(wish(change()), 'cli')).approval).toBeDefined();
  });

  it('by hand, or without such an account, is fired at once', async () => {
    const { engine } = await open();
    expect((await engine.groups.fire(wish(), 'desktop')).legs).toHaveLength(2);
    askFirst(engine, account('b'), null);
    askFirst(engine, account('c'));
    expect((await engine.groups.fire(wish({ id: 'g2' }), 'http')).legs).toHaveLength(2);
  });

  it('is one order an account, however many say yes at once', async () => {
    const { engine } = await open();
    await engine.signals.fire(wish(), 'http');
    const { id } = newest(engine);
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => engine.approvals.approve(id, 'page')),
      engine.signals.fire(wish(), 'http'),
    ]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(orders(engine)).toHaveLength(2);
  });

  it('declined is refused, and no plan of it was ever made', async () => {
    const { engine } = await open();
    await engine.signals.fire(wish(), 'http');
    const { id } = newest(engine);
    const approving = engine.approvals.approve(id, 'desktop');
    engine.approvals.decline(id, 'page');
    await expect(approving).rejects.toEqual(code('APPROVAL_DECLINED'));
    const answer = await engine.signals.fire(wish(), 'http');
    expect(answer).toMatchObject({ signal_id: 'g1', orders: [], error: { code: 'APPROVAL_DECLINED' } });
    expect(fireOutcome(answer)).toEqual({ kind: 'refused', code: 'APPROVAL_DECLINED' });
    expect([engine.groups.firings(10), orders(engine)]).toEqual([[], []]);
  });

  it('waits on where the group is another one than was shown, or is gone', async () => {
    const { engine } = await open();
    await engine.signals.fire(wish(), 'http');
    const { id } = newest(engine);
    const members = [{ account_name: 'a' }, { account_name: 'b' }, { account_name: 'c' }];
    engine.groups.set(groupSchema.parse({ name: 'desk', allocation: 'equal', members }), null, 'cli');
    await expect(engine.approvals.approve(id, 'desktop', SHOWN)).rejects.toEqual(code('REVISION_CONFLICT'));
    const route = { account_name: 'a', exchange: 'sim', mode: 'paper', testnet: false } as const;
    await expect(engine.approvals.approve(id, 'desktop', route)).rejects.toEqual(code('INVALID_INPUT'));
    engine.groups.remove('desk', 'cli');
    await expect(engine.approvals.approve(id, 'desktop')).rejects.toEqual(code('GROUP_NOT_FOUND'));
    expect([engine.approvals.get(id).state, orders(engine)]).toEqual(['waiting', []]);
  });

  it('takes no yes that names no revision, once it has other accounts than when it was asked for', async () => {
    const { engine } = await open();
    await engine.signals.fire(wish(), 'http');
    const { id } = newest(engine);
    const members = [{ account_name: 'a' }, { account_name: 'c' }];
    engine.groups.set(groupSchema.parse({ name: 'desk', allocation: 'equal', members }), null, 'cli');
    await expect(engine.approvals.approve(id, 'cli')).rejects.toEqual(code('REVISION_CONFLICT'));
    expect([engine.approvals.get(id).state, orders(engine)]).toEqual(['waiting', []]);
    const { revision } = engine.groups.get('desk');
    const fired = await engine.approvals.approve(id, 'desktop', { ...SHOWN, revision });
    expect(fired.legs).toHaveLength(2);
  });

  it('refused by its plan is decided with why', async () => {
    const { engine } = await open();
    await engine.signals.fire(wish({ amount: '5000' }), 'http');
    const refused = await engine.approvals.approve(newest(engine).id, 'desktop');
    expect(refused).toMatchObject({ orders: [], error: { code: 'GROUP_LEG_UNPLACEABLE' } });
    expect(newest(engine)).toMatchObject({ state: 'approved', error: { code: 'GROUP_LEG_UNPLACEABLE' } });
  });

  it('waits also where the flag is set while it is planned', async () => {
    const { engine } = await open();
    askFirst(engine, account('b'), null);
    const fired = engine.signals.fire(wish(), 'http');
    askFirst(engine, account('b'));
    expect((await fired).approval).toBeDefined();
    expect(orders(engine)).toEqual([]);
  });
});

describe('legs that are tried again', () => {
  it('from the terminal leave out those that ask first; in the window they are the operator’s own', async () => {
    const { engine } = await open();
    askFirst(engine, account('b'), null);
    // The leg of b cannot be paid.
    await engine.signals.fire(signal({ account_name: 'b', quote_amount: '90000' }), 'desktop');
    const fired = await engine.groups.fire(wish({ amount: '1', unplaceable: 'rest' }), 'http');
    expect(fired.legs).toMatchObject([
      { state: 'placed' },
      { state: 'not_placed', error: { code: 'INSUFFICIENT_FUNDS' } },
    ]);
    await engine.positions.close('b', 'BTC/USDT', 'desktop');
    askFirst(engine, account('b'));
    const left = await engine.groups.retry('g1', 'cli');
    expect([left.retried, left.left]).toMatchObject([
      [],
      [{ account_name: 'b', error: { code: 'CONFIRMATION_UNAVAILABLE' } }],
    ]);
    expect((await engine.groups.retry('g1', 'desktop')).retried).toEqual(['b']);
  });
});
