import { describe, expect, it } from 'vitest';
import { fireOutcome } from '../../../electron/api/fire-outcome.ts';
import { MOST_WAITING } from '../../../electron/engine/approvals/approval-desk.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { groupSchema, groupSignalSchema } from '../../../shared/schema/group.ts';
import { openSimEngine, signal } from '../sim-engine.ts';
import { account, askFirst, newest } from './ask-first.ts';

const MINUTE_MS = 60_000;

const rows = (engine: Engine) =>
  engine.signals.list({ limit: 50, before: null, source: null, account_name: null }).rows;
const orders = (engine: Engine) =>
  engine.orders.list({ limit: 50, before: null, account_name: null, status: null }).orders;
const waitingMetric = async (engine: Engine): Promise<string | undefined> =>
  /^approvals_waiting (\d+)$/m.exec(await engine.metrics())?.[1];

/** An engine in which `left` more signals may wait than do. */
async function almostFull(left: number) {
  const opened = await openSimEngine();
  const { engine } = opened;
  askFirst(engine, account('main_sim'));
  const ids = Array.from({ length: MOST_WAITING - left }, (_, i) => `w${i}`);
  await Promise.all(ids.map((id) => engine.signals.fire(signal({ id }), 'http')));
  return opened;
}

describe('as many signals wait as may', () => {
  it('of those that come together only so many wait; the others are refused, for good', async () => {
    const { engine } = await almostFull(3);
    expect(await waitingMetric(engine)).toBe(String(MOST_WAITING - 3));
    const ids = Array.from({ length: 10 }, (_, i) => `s${i}`);
    const fired = await Promise.all(ids.map((id) => engine.signals.fire(signal({ id }), 'http')));
    const refused = fired.filter(({ error }) => error?.code === 'APPROVALS_FULL');
    expect(fired.filter(({ error }) => error?.code === 'APPROVAL_PENDING')).toHaveLength(3);
    expect(refused).toHaveLength(7);
    for (const each of refused) {
      expect(each).toMatchObject({ orders: [], decision: { account_name: 'main_sim', checks: [] } });
      expect(each).not.toHaveProperty('approval');
      expect(fireOutcome(each)).toEqual({ kind: 'refused', code: 'APPROVALS_FULL' });
    }
    expect(engine.approvals.list('waiting')).toHaveLength(MOST_WAITING);
    expect([engine.approvals.waitingCount(), await waitingMetric(engine)]).toEqual([
      MOST_WAITING,
      String(MOST_WAITING),
    ]);
    expect(rows(engine).map(({ signal_id: id, source, error }) => [id, source, error?.code])).toEqual(
      expect.arrayContaining(refused.map((each) => [each.signal_id, 'rejected', 'APPROVALS_FULL'])),
    );
    expect(orders(engine)).toEqual([]);

    // A place that is free again is one for a new signal, and none for those that were answered.
    engine.approvals.decline(newest(engine).id, 'desktop');
    expect(await engine.signals.fire(signal({ id: refused[0]?.signal_id ?? '' }), 'http')).toEqual(refused[0]);
    const next = await engine.signals.fire(signal({ id: 'next' }), 'cli');
    expect(next.error?.code).toBe('APPROVAL_PENDING');
    expect((await engine.signals.fire(signal({ id: 'after' }), 'cli')).error?.code).toBe('APPROVALS_FULL');
  });

  it('holds back nothing that need not wait, nor a yes', async () => {
    const { engine } = await almostFull(0);
    expect((await engine.signals.fire(signal({ account_name: 'swing_sim' }), 'http')).orders).toHaveLength(1);
    expect((await engine.signals.fire(signal(), 'desktop')).orders).toHaveLength(1);
    const fired = await engine.approvals.approve(newest(engine).id, 'desktop');
    expect(fired.orders).toMatchObject([{ status: 'filled' }]);
    expect(await waitingMetric(engine)).toBe(String(MOST_WAITING - 1));
  });

  it('refuses a signal to a group as a whole, and tells it', async () => {
    const { engine, clock } = await almostFull(0);
    const members = [{ account_name: 'main_sim' }, { account_name: 'swing_sim' }];
    engine.groups.set(groupSchema.parse({ name: 'desk', allocation: 'equal', members }), null, 'cli');
    const wish = groupSignalSchema.parse({ ...signal({ id: 'g1', amount: '0.02' }), group: 'desk' });
    const refused = await engine.groups.fire(wish, 'http');
    expect(refused).toMatchObject({ signal_id: 'g1', orders: [], error: { code: 'APPROVALS_FULL' } });
    expect(await engine.groups.fire(wish, 'http')).toEqual(refused);
    const everything = { account_name: null, strategy_id: null, source: null, since: null, before_seq: null };
    const told = engine.log.query({ ...everything, after_seq: null, level: 'WARN', limit: 5 });
    expect(told.records).toMatchObject([{ message: 'Signal refused', signal_id: 'g1', code: 'APPROVALS_FULL' }]);
    clock.advance(10 * MINUTE_MS);
    expect([engine.approvals.waitingCount(), orders(engine)]).toEqual([0, []]);
    expect((await engine.groups.fire({ ...wish, id: 'g2' }, 'http')).error?.code).toBe('APPROVAL_PENDING');
  });
});
