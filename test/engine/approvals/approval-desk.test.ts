import { describe, expect, it, onTestFinished } from 'vitest';
import { createApprovalDesk } from '../../../electron/engine/approvals/approval-desk.ts';
import { createApprovalStore } from '../../../electron/engine/approvals/approval-store.ts';
import { createAuditChain } from '../../../electron/engine/audit/audit-chain.ts';
import { knownAnswer } from '../../../electron/engine/orders/fire-signal.ts';
import { createSignalJournal } from '../../../electron/engine/orders/signal-journal.ts';
import type { Database } from '../../../electron/engine/store/sqlite.ts';
import { createEventHub } from '../../../electron/engine/telemetry/event-hub.ts';
import type { DecisionDocument } from '../../../shared/schema/decision.ts';
import type { EngineEvent } from '../../../shared/schema/event.ts';
import { NO_POLICY } from '../../../shared/schema/risk-policy.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createMemoryLog } from '../../support/memory-log.ts';
import { createSeededIds } from '../../support/seeded-ids.ts';
import { tempJournal } from '../../support/temp-journal.ts';
import { signal } from '../sim-engine.ts';

const MINUTE_MS = 60_000;
const VALID = { validMs: 10 * MINUTE_MS, because: 'account ann (10 min)' };
const ROUTED: DecisionDocument = {
  ...{ exchange: 'sim' as const, exchange_source: 'default' as const },
  ...{ account_name: 'ann', account_source: 'default' as const },
  ...{ mode: 'paper' as const, testnet: false, trace: [], checks: [] },
};

/** The desk on a journal of its own; `over` opens another one on the journal of the first, as a later run does. */
function openDesk(given: { db?: Database; clock?: ReturnType<typeof createFakeClock> } = {}) {
  const { db = tempJournal(), clock = createFakeClock() } = given;
  let broken = false;
  const failing: Database = {
    ...db,
    transaction: (work) => {
      if (broken) throw new Error('disk full');
      return db.transaction(work);
    },
  };
  const log = createMemoryLog();
  const audit = createAuditChain(db, clock);
  const signals = createSignalJournal(db);
  const store = createApprovalStore(db);
  const hub = createEventHub(clock);
  const told: string[] = [];
  const desk = createApprovalDesk({
    ...{ store, signals, audit, clock, log, hub },
    db: failing,
    ids: createSeededIds(`${clock.nowMs()}`, clock),
    policy: () => NO_POLICY,
    journaled: (id) => knownAnswer(id, signals),
    onSignal: (id) => void told.push(id),
  });
  onTestFinished(() => desk.close());
  return {
    ...{ db, clock, desk, log, store, signals, hub, told },
    breakDisk: (is: boolean) => void (broken = is),
    ask(id = 's1', need = VALID): string {
      const asking = {
        signal: { ...signal(), id },
        bodyHash: `hash of ${id}`,
        decision: ROUTED,
        door: 'http' as const,
      };
      const waiting = db.transaction(() =>
        desk.ask({ ...asking, accountName: 'ann', receivedMs: clock.nowMs() }, need),
      );
      desk.asked(waiting);
      return waiting.approval?.id ?? '';
    },
    state: (id: string) => store.find(id)?.state,
    error: (id: string) => signals.find(id)?.row.error?.code,
    kinds: () => db.all<{ kind: string }>('SELECT kind FROM audit ORDER BY seq').map(({ kind }) => kind),
  };
}

const code = (expected: string) => expect.objectContaining({ code: expected });

describe('a signal that waits', () => {
  it('has one answer, which names its approval and until when, and is audited and logged', () => {
    const { desk, ask, clock, kinds, log } = openDesk();
    const id = ask();
    const expires = new Date(clock.nowMs() + VALID.validMs).toISOString();
    const known = desk.known('s1');
    expect(known?.bodyHash).toBe('hash of s1');
    expect(known?.document()).toEqual({
      ...{ signal_id: 's1', decision: ROUTED, orders: [] },
      error: { code: 'APPROVAL_PENDING', message: expect.stringContaining('account ann (10 min)') },
      approval: { id, expires_at: expires },
    });
    expect(desk.known('s2')).toBeNull();
    expect(kinds()).toEqual(['approval_asked']);
    expect(log.records).toMatchObject([
      { level: 'INFO', message: "Signal waits for the operator's yes", signal_id: 's1', account_name: 'ann' },
    ]);
  });

  it('expires at its time, and is refused then', () => {
    const { ask, clock, state, error, told, log, kinds, desk } = openDesk();
    const id = ask();
    clock.advance(VALID.validMs - 1);
    expect([state(id), error('s1')]).toEqual(['waiting', undefined]);
    clock.advance(1);
    expect([state(id), error('s1'), told]).toEqual(['expired', 'APPROVAL_EXPIRED', ['s1']]);
    expect(kinds()).toEqual(['approval_asked', 'approval_decided', 'signal_refused']);
    expect(log.records.at(-1)).toMatchObject({
      message: 'Waiting signal expired',
      signal_id: 's1',
      account_name: 'ann',
    });
    expect(() => desk.give(id, 'desktop')).toThrow(code('APPROVAL_EXPIRED'));
    expect(() => desk.decline(id, 'desktop')).toThrow(code('APPROVAL_EXPIRED'));
    expect([desk.known('s1'), clock.pendingTimers()]).toEqual([null, 0]);
  });

  it('is declined once; a second no changes nothing, and a yes comes too late', () => {
    const { ask, clock, state, error, desk, store, kinds } = openDesk();
    const id = ask();
    desk.decline(id, 'desktop');
    desk.decline(id, 'cli');
    expect([state(id), error('s1'), store.find(id)?.decidedBy]).toEqual(['declined', 'APPROVAL_DECLINED', 'desktop']);
    expect(() => desk.give(id, 'desktop')).toThrow(code('APPROVAL_DECLINED'));
    expect(kinds().filter((kind) => kind === 'approval_decided')).toHaveLength(1);
    clock.advance(VALID.validMs);
    expect([state(id), clock.pendingTimers()]).toEqual(['declined', 0]);
  });

  it('cannot be decided twice, by whatever way, and is never forgotten', () => {
    const { ask, desk, db, store, clock } = openDesk();
    const id = ask();
    desk.decline(id, 'desktop');
    const verdict = { state: 'approved', by: 'desktop', atMs: clock.nowMs(), error: null } as const;
    expect(() => store.decide(id, verdict)).toThrow('does not wait any more');
    expect(() => db.run("UPDATE approvals SET state = 'approved'")).toThrow('decided once');
    expect(() => db.run("UPDATE approvals SET state = 'waiting', decided_ms = NULL, decided_by = NULL")).toThrow();
    expect(() => db.run('DELETE FROM approvals')).toThrow('approvals are kept');
  });

  it('an approval that is not there is not found', () => {
    const { desk } = openDesk();
    expect(() => desk.give('apr_none', 'cli')).toThrow(code('APPROVAL_NOT_FOUND'));
    expect(() => desk.decline('apr_none', 'cli')).toThrow(code('APPROVAL_NOT_FOUND'));
  });
});

describe('a yes', () => {
  it('holds until the time is over, and finds a no that came before the commit', () => {
    const { ask, desk, clock, signals } = openDesk();
    const first = desk.give(ask('s1'), 'desktop').given;
    expect([first.settled(), first.lapsed()]).toEqual([null, null]);
    clock.advance(VALID.validMs - 1);
    expect(first.lapsed()).toBeNull();
    const second = ask('s2');
    const { given } = desk.give(second, 'desktop');
    desk.decline(second, 'page');
    expect(given.settled()).toMatchObject({ signal_id: 's2', orders: [], error: { code: 'APPROVAL_DECLINED' } });
    clock.advance(1);
    expect(first.lapsed()).toMatchObject({ code: 'APPROVAL_EXPIRED' });
    expect(first.settled()).toMatchObject({ error: { code: 'APPROVAL_EXPIRED' } });
    expect(signals.find('s1')?.row.door).toBe('http');
  });

  it('whose time ends before its commit is no yes', () => {
    const { ask, desk, db, state, store } = openDesk();
    const id = ask();
    const { given } = desk.give(id, 'desktop');
    db.transaction(() => given.decide({ code: 'APPROVAL_EXPIRED', message: 'late' }));
    expect([state(id), store.find(id)?.decidedBy, store.find(id)?.error]).toEqual(['expired', 'console', null]);
  });

  it('of which no order came keeps why', () => {
    const { ask, desk, db, store } = openDesk();
    const id = ask();
    const refusal = { code: 'ACCOUNT_DISARMED', message: 'disarmed' } as const;
    db.transaction(() => desk.give(id, 'cli').given.decide(refusal));
    expect(store.find(id)).toMatchObject({ state: 'approved', decidedBy: 'cli', error: refusal });
    expect(() => desk.decline(id, 'cli')).toThrow(code('APPROVAL_NOT_FOUND'));
  });

  it('is taken back with its commit', () => {
    const { ask, desk, db, state } = openDesk();
    const id = ask();
    const { given } = desk.give(id, 'cli');
    expect(() =>
      db.transaction(() => {
        given.decide(null);
        throw new Error('disk full');
      }),
    ).toThrow('disk full');
    expect([state(id), given.settled()]).toEqual(['waiting', null]);
  });
});

describe('the clock', () => {
  it('set back gives nobody more time, in this run and in the next', () => {
    const { ask, clock, state, db, desk } = openDesk();
    const id = ask();
    const startMs = clock.nowMs();
    clock.advance(4 * MINUTE_MS);
    clock.jumpWallTo(startMs - 60 * MINUTE_MS);
    expect(desk.give(id, 'cli').given.lapsed()).toBeNull();
    clock.advance(6 * MINUTE_MS);
    expect(state(id)).toBe('expired');

    const later = ask('s2');
    desk.close();
    clock.jumpWallTo(startMs - 600 * MINUTE_MS);
    const next = openDesk({ db, clock });
    next.desk.recover();
    clock.advance(VALID.validMs);
    expect(next.state(later)).toBe('expired');
  });

  it('set forward, or gone on while the machine slept, ends what is over as soon as somebody looks', () => {
    const { ask, clock, state, desk } = openDesk();
    const [first, second] = [ask('s1'), ask('s2')];
    clock.jumpWallTo(clock.nowMs() + VALID.validMs);
    expect(state(first)).toBe('waiting');
    expect(() => desk.give(first, 'desktop')).toThrow(code('APPROVAL_EXPIRED'));
    expect([state(first), state(second)]).toEqual(['expired', 'waiting']);
    desk.expireDue();
    expect([state(second), clock.pendingTimers()]).toEqual(['expired', 0]);
  });
});

describe('the next start', () => {
  it('refuses what expired meanwhile, and goes on waiting with the rest', () => {
    const before = openDesk();
    const over = before.ask('s1', { ...VALID, validMs: MINUTE_MS });
    const waits = before.ask('s2');
    before.desk.close();
    before.clock.jumpWallTo(before.clock.nowMs() + 5 * MINUTE_MS);
    const after = openDesk(before);
    after.desk.recover();
    expect([after.state(over), after.error('s1')]).toEqual(['expired', 'APPROVAL_EXPIRED']);
    expect([after.state(waits), after.desk.known('s2')?.document().approval?.id]).toEqual(['waiting', waits]);
    after.clock.advance(5 * MINUTE_MS);
    expect(after.state(waits)).toBe('expired');
  });
});

describe('a journal that cannot be written', () => {
  it('keeps nothing alive: it cannot be approved, and expires once that can be written', () => {
    const { ask, clock, state, desk, breakDisk, log, error } = openDesk();
    const id = ask();
    breakDisk(true);
    clock.advance(VALID.validMs);
    expect(state(id)).toBe('waiting');
    expect(log.records.at(-1)).toMatchObject({ level: 'ERROR', message: 'The journal cannot be written' });
    expect(() => desk.give(id, 'desktop')).toThrow(code('APPROVAL_EXPIRED'));
    clock.advance(2_000);
    expect(state(id)).toBe('waiting');
    breakDisk(false);
    clock.advance(2_000);
    expect([state(id), error('s1'), clock.pendingTimers()]).toEqual(['expired', 'APPROVAL_EXPIRED', 0]);
  });
});

describe('who watches', () => {
  it('is told what waits, in few words also of many signals', async () => {
    const { ask, clock, hub, desk } = openDesk();
    const events: EngineEvent[] = [];
    onTestFinished(hub.subscribe((frame) => void events.push(...frame.events)));
    const ids = Array.from({ length: 50 }, (_, i) => ask(`s${i}`));
    await clock.advanceAsync(200);
    const waiting = () => events.flatMap((event) => (event.topic === 'approvals' ? [event.approvals] : []));
    expect(waiting()).toHaveLength(1);
    expect(waiting()[0]?.map(({ id }) => id)).toEqual(ids.toReversed());
    desk.decline(ids[0] ?? '', 'page');
    await clock.advanceAsync(200);
    expect(
      waiting()
        .at(-1)
        ?.map(({ signal_id: id }) => id),
    ).not.toContain('s0');
    expect(waiting().at(-1)).toHaveLength(49);
  });
});
