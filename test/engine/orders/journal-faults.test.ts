import { describe, expect, it, onTestFinished } from 'vitest';
import { fireOutcome } from '../../../electron/api/fire-outcome.ts';
import type { PlaceOutcome } from '../../../electron/engine/venues/venue.ts';
import { deferred, filledReport, orderWorld, report } from './order-world.ts';

function world() {
  const desk = orderWorld();
  onTestFinished(desk.close);
  const counts = () =>
    desk.db.get<{ orders: number; signals: number }>(
      'SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM signals) AS signals',
    );
  return { desk, counts, writable: (yes: boolean) => desk.db.exec(`PRAGMA query_only=${yes ? 'OFF' : 'ON'}`) };
}

describe('a journal that cannot be written', () => {
  it('stops an order before anything is sent; the same signal can be fired once it can', async () => {
    const { desk, counts, writable } = world();
    writable(false);
    await expect(desk.fire({ id: 's1' })).rejects.toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
    expect([desk.venue.placed.length, counts()]).toEqual([0, { orders: 0, signals: 0 }]);
    writable(true);
    expect((await desk.fire({ id: 's1' })).orders).toMatchObject([{ status: 'filled' }]);
    expect([desk.venue.placed.length, counts()]).toEqual([1, { orders: 1, signals: 1 }]);
  });

  it('sends no cancel that could not be written down, and says so by its code', async () => {
    const { desk, writable } = world();
    desk.venue.onPlace = () => ({ kind: 'accepted', report: report() });
    const [order] = (await desk.fire({ type: 'limit', price: '40000' })).orders;
    writable(false);
    await expect(desk.cancel(order!.id)).rejects.toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
    expect(desk.venue.canceled).toEqual([]);
    writable(true);
    await desk.cancel(order!.id);
    expect(desk.venue.canceled).toHaveLength(1);
  });

  it('keeps a promise of funds for no order that was not sent', async () => {
    const { desk, writable } = world();
    desk.venue.free = { USDT: '600' };
    writable(false);
    await expect(desk.fire()).rejects.toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
    writable(true);
    expect((await desk.fire()).orders).toHaveLength(1);
  });

  it('commits order, transition and audit entry before the venue hears of it', async () => {
    const { desk } = world();
    desk.venue.onPlace = (order) => {
      const row = desk.db.get<{ status: string; signal_id: string; id: string }>(
        'SELECT * FROM orders WHERE client_order_id = ?',
        order.clientOrderId,
      );
      expect(row).toMatchObject({ status: 'journaled', signal_id: 's1', mode: 'real', account_name: 'main_binance' });
      expect(() => desk.db.transaction(() => {})).not.toThrow();
      expect(desk.db.all('SELECT kind, subject FROM audit ORDER BY seq DESC LIMIT 1')).toEqual([
        { kind: 'order_journaled', subject: row?.id },
      ]);
      expect(desk.journal.transitions(row!.id)).toHaveLength(1);
      return { kind: 'accepted', report: filledReport(order.amount) };
    };
    expect((await desk.fire({ id: 's1' })).orders).toMatchObject([{ status: 'filled' }]);
  });

  it('rolls back as a whole: no signal and no order without its audit entry', async () => {
    const { desk, counts } = world();
    desk.db.exec(
      `CREATE TRIGGER no_audit BEFORE INSERT ON audit WHEN NEW.kind = 'order_journaled' BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
    );
    await expect(desk.fire()).rejects.toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
    expect([desk.venue.placed.length, counts()]).toEqual([0, { orders: 0, signals: 0 }]);
  });

  it('cannot turn a placed order into a refused one: its answer is kept, and recorded when the journal is back', async () => {
    const { desk, writable } = world();
    const reply = deferred<PlaceOutcome>();
    desk.venue.onPlace = () => reply.promise;
    const fired = desk.fire({ id: 's1' });
    await desk.clock.advanceAsync(0);
    writable(false);
    reply.resolve({ kind: 'accepted', report: filledReport('0.01') });
    // Neither placed nor refused: its answer is still awaited.
    expect(fireOutcome(await fired)).toEqual({ kind: 'unknown' });
    await desk.clock.advanceAsync(20_000);
    const [row] = desk.journal.unsettled();
    expect(row?.status).toBe('journaled');
    writable(true);
    await desk.clock.advanceAsync(10_000);
    expect(desk.order(row!.id)).toMatchObject({ status: 'filled', filled: '0.01' });
    expect(desk.journal.transitions(row!.id).map((step) => step.to)).toEqual(['journaled', 'sent', 'filled']);
    expect(desk.venue.lookups).toEqual([]);
    expect((await desk.fire({ id: 's1' })).orders).toMatchObject([{ status: 'filled' }]);
    expect(desk.venue.placed).toHaveLength(1);
  });

  it('that an outcome was lost in is found out about, too, where the order never arrived', async () => {
    const { desk, writable } = world();
    const reply = deferred<PlaceOutcome>();
    desk.venue.onPlace = () => reply.promise;
    const fired = desk.fire();
    await desk.clock.advanceAsync(0);
    writable(false);
    reply.resolve({ kind: 'unknown', message: 'timeout' });
    // Neither placed nor refused: its answer is still awaited.
    expect(fireOutcome(await fired)).toEqual({ kind: 'unknown' });
    const [row] = desk.journal.unsettled();
    writable(true);
    desk.venue.onLookup = () => ({ kind: 'absent', conclusive: true, message: 'none' });
    await desk.clock.advanceAsync(10_000);
    expect(desk.order(row!.id).status).toBe('not_placed');
  });
});

describe('the order journal', () => {
  it('knows no move outside the table', async () => {
    const { desk } = world();
    const [order] = (await desk.fire()).orders;
    const move = { to: 'open', cause: 'poll', detail: 'wrong' } as const;
    expect(() => desk.journal.move(order!.id, move)).toThrow(/cannot move from filled to open/);
    desk.venue.onPlace = () => ({ kind: 'unknown', message: 'timeout' });
    const [lost] = (await desk.fire()).orders;
    // The move is in the table, and polling is not what may bring it.
    const polled = { to: 'not_placed', cause: 'poll', detail: 'wrong' } as const;
    expect(() => desk.journal.move(lost!.id, polled)).toThrow(/cannot move from unknown to not_placed by poll/);
    expect(desk.order(lost!.id).status).toBe('unknown');
    expect(desk.order(order!.id).status).toBe('filled');
  });

  it('pages newest first through every order once', async () => {
    const { desk } = world();
    const ids: string[] = [];
    for (let i = 0; i < 7; i += 1) ids.push((await desk.fire({ amount: '0.001' })).orders[0]!.id);
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const page: ReturnType<typeof desk.journal.list> = desk.journal.list({
        limit: 3,
        before,
        account_name: 'main_binance',
        status: 'filled',
      });
      seen.push(...page.rows.map((row) => row.id));
      before = page.next_before;
    } while (before !== null);
    expect(seen).toEqual(ids.toReversed());
  });
});
