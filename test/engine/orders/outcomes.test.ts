import { describe, expect, it, onTestFinished } from 'vitest';
import type { PlaceOutcome } from '../../../electron/engine/venues/venue.ts';
import { realAccount } from '../../support/accounts.ts';
import { deferred, filledReport, orderWorld, report } from './order-world.ts';
import type { OrderWorld } from './order-world.ts';

function world(options: Parameters<typeof orderWorld>[0] = {}): OrderWorld {
  const opened = orderWorld(options);
  onTestFinished(opened.close);
  return opened;
}

const path = ({ journal }: OrderWorld, id: string) =>
  journal.transitions(id).map(({ from, to, cause }) => [from, to, cause]);
const answered = (outcome: PlaceOutcome) => {
  const desk = world();
  desk.venue.onPlace = () => outcome;
  return desk.fire().then((document) => ({ desk, document, order: document.orders[0]! }));
};

describe('what comes of a placement', () => {
  it.each([
    ['filled', filledReport('0.01')],
    ['open', report()],
    ['partially_filled', report({ status: 'partially_filled', filled: '0.004', average: '50000' })],
    ['canceled', report({ status: 'canceled' })],
    ['expired', report({ status: 'expired', filled: '0.004', average: '50000' })],
  ] as const)('accepted: %s', async (status, venueReport) => {
    const { desk, document, order } = await answered({ kind: 'accepted', report: venueReport });
    expect(order).toMatchObject({
      status,
      venue_order_id: 'v1',
      filled: venueReport.filled,
      average: venueReport.average,
      error: null,
    });
    expect(document).not.toHaveProperty('error');
    expect(path(desk, order.id)).toEqual([
      [null, 'journaled', 'signal'],
      ['journaled', 'sent', 'send'],
      ['sent', status, 'reply'],
    ]);
    expect(desk.venue.placed).toHaveLength(1);
  });

  it('refused: rejected, with the venue’s reason, and never sent again', async () => {
    const { desk, document, order } = await answered({
      kind: 'refused',
      code: 'INSUFFICIENT_FUNDS',
      message: 'too poor',
    });
    const error = { code: 'INSUFFICIENT_FUNDS', message: 'too poor' };
    expect(order).toMatchObject({ status: 'rejected', error });
    expect(document.error).toEqual(error);
    await desk.clock.advanceAsync(60_000);
    expect([desk.venue.placed.length, desk.venue.lookups.length]).toEqual([1, 0]);
  });

  it('not sent: not_placed, and it never was "sent"', async () => {
    const { desk, document, order } = await answered({
      kind: 'not_sent',
      code: 'VENUE_UNREACHABLE',
      message: 'no route',
    });
    expect(order).toMatchObject({ status: 'not_placed', error: { code: 'VENUE_UNREACHABLE' } });
    expect(document.error).toEqual({ code: 'VENUE_UNREACHABLE', message: 'no route' });
    expect(path(desk, order.id).slice(1)).toEqual([['journaled', 'not_placed', 'send']]);
  });

  it('unknown: said so, looked up, never sent again, and then as the venue says', async () => {
    const { desk, document, order } = await answered({ kind: 'unknown', message: 'no answer' });
    expect(order).toMatchObject({ status: 'unknown', error: { code: 'OUTCOME_UNKNOWN', message: 'no answer' } });
    expect(document.error).toBeUndefined();
    await desk.clock.advanceAsync(10_000);
    expect(desk.venue.lookups.length).toBeGreaterThanOrEqual(3);
    expect(desk.venue.lookups[0]).toMatchObject({ clientOrderId: order.client_order_id, venueOrderId: null });
    desk.venue.onLookup = () => ({ kind: 'found', report: filledReport('0.01') });
    await desk.clock.advanceAsync(30_000);
    expect(desk.order(order.id)).toMatchObject({ status: 'filled', filled: '0.01', error: null });
    expect(path(desk, order.id).at(-1)).toEqual(['unknown', 'filled', 'lookup']);
    const asked = desk.venue.lookups.length;
    await desk.clock.advanceAsync(120_000);
    expect([desk.venue.placed.length, desk.venue.lookups.length]).toEqual([1, asked]);
  });

  it('unknown: "no such order" settles it only once it is conclusive', async () => {
    const { desk, order } = await answered({ kind: 'unknown', message: 'no answer' });
    desk.venue.onLookup = () => ({ kind: 'absent', conclusive: false, message: 'not yet' });
    await desk.clock.advanceAsync(20_000);
    expect(desk.order(order.id).status).toBe('unknown');
    desk.venue.onLookup = () => ({ kind: 'absent', conclusive: true, message: 'none' });
    await desk.clock.advanceAsync(30_000);
    expect(desk.order(order.id)).toMatchObject({
      status: 'not_placed',
      error: { code: 'NOT_PLACED', message: 'none' },
    });
    expect(desk.venue.placed).toHaveLength(1);
  });

  it('unknown: several that fit stay unknown, and the reason is shown', async () => {
    const { desk, order } = await answered({ kind: 'unknown', message: 'no answer' });
    desk.venue.onLookup = () => ({ kind: 'ambiguous', message: '2 orders fit' });
    await desk.clock.advanceAsync(60_000);
    expect(desk.order(order.id)).toMatchObject({ status: 'unknown', error: { message: '2 orders fit' } });
  });

  it('a fault of the adapter counts as unknown, and its text is not shown', async () => {
    const desk = world();
    desk.venue.onPlace = () => {
      throw new TypeError('cannot read secret-of-main_binance of undefined');
    };
    const [order] = (await desk.fire()).orders;
    expect(order).toMatchObject({ status: 'unknown', error: { code: 'OUTCOME_UNKNOWN' } });
    expect(order?.error?.message).not.toMatch(/undefined|secret-of/);
    expect(desk.log.records).toContainEqual(expect.objectContaining({ level: 'ERROR', order_id: order?.id }));
  });

  it('no secret reaches the order, whatever the venue’s words', async () => {
    for (const kind of ['refused', 'not_sent', 'unknown'] as const) {
      const { desk, order } = await answered({
        kind,
        code: 'VENUE_AUTH',
        message: 'bad key key-of-main_binance',
      });
      const kept = [
        order,
        desk.journal.transitions(order.id),
        desk.db.all('SELECT * FROM audit'),
        desk.db.all('SELECT * FROM orders'),
      ];
      expect(JSON.stringify(kept)).not.toContain('key-of-main_binance');
    }
  });
});

describe('an unknown order', () => {
  it('blocks its account and symbol, and nothing else, until it is settled', async () => {
    const desk = world({ accounts: [realAccount('main_binance'), realAccount('second')] });
    desk.venue.onPlace = () => ({ kind: 'unknown', message: 'no answer' });
    await desk.fire();
    desk.venue.onPlace = (order) => ({ kind: 'accepted', report: filledReport(order.amount) });
    const blocked = await desk.fire();
    expect(blocked).toMatchObject({ orders: [], error: { code: 'OUTCOME_PENDING' } });
    expect((await desk.fire({ symbol: 'ETH/USDT' })).orders).toMatchObject([{ status: 'filled' }]);
    expect((await desk.fire({ account_name: 'second' })).orders).toMatchObject([{ status: 'filled' }]);
    desk.venue.onLookup = () => ({ kind: 'absent', conclusive: true, message: 'none' });
    await desk.clock.advanceAsync(30_000);
    expect((await desk.fire()).orders).toMatchObject([{ status: 'filled' }]);
  });

  it('keeps what it may have spent from being promised again', async () => {
    const desk = world();
    desk.venue.free = { USDT: '1000' };
    desk.venue.onPlace = () => ({ kind: 'unknown', message: 'no answer' });
    await desk.fire({ amount: '0.015' });
    const next = await desk.fire({ symbol: 'ETH/USDT', amount: '0.01' });
    expect(next.error).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
  });

  it('is asked for ever more slowly, but never less than every half minute', async () => {
    const { desk } = await answered({ kind: 'unknown', message: 'no answer' });
    await desk.clock.advanceAsync(60_000);
    const afterOneMinute = desk.venue.lookups.length;
    expect(afterOneMinute).toBeLessThan(10);
    await desk.clock.advanceAsync(600_000);
    expect(desk.venue.lookups.length - afterOneMinute).toBe(20);
  });
});

describe('what the venue says later', () => {
  async function resting() {
    const desk = world();
    desk.venue.onPlace = () => ({
      kind: 'accepted',
      report: report({ status: 'partially_filled', filled: '0.004', average: '50000' }),
    });
    const [order] = (await desk.fire()).orders;
    return { desk, id: order!.id };
  }

  it('moves the order along, and books each fill once', async () => {
    const { desk, id } = await resting();
    desk.venue.onLookup = () => ({ kind: 'found', report: filledReport('0.01', 2) });
    await desk.clock.advanceAsync(3_000);
    desk.tracker.book(id, filledReport('0.01', 2), 'poll', 'again');
    desk.tracker.book(id, filledReport('0.01', 1), 'poll', 'and again');
    expect(desk.order(id).status).toBe('filled');
    expect(desk.journal.fills(id).map((fill) => fill.trade_id)).toEqual(['t1', 't2']);
    expect(path(desk, id)).toHaveLength(4);
  });

  it.each([
    ['fewer fills', report({ status: 'partially_filled', filled: '0.003', average: '50000' })],
    ['an earlier status', report({ status: 'open', filled: '0.004' })],
    ['nothing filled', report({ status: 'open' })],
  ])('never takes anything back: %s', async (_what, stale) => {
    const { desk, id } = await resting();
    const before = desk.order(id);
    desk.tracker.book(id, stale, 'poll', 'slow answer');
    expect(desk.order(id)).toEqual(before);
  });

  it.each([
    report({ status: 'open', filled: '0.01' }),
    report({ status: 'canceled', filled: '0.01' }),
    report({ status: 'partially_filled', filled: '0.01' }),
  ])('never reopens what is filled: $status', async (stale) => {
    const { desk, id } = await resting();
    desk.tracker.book(id, filledReport('0.01'), 'poll', 'filled');
    desk.tracker.book(id, stale, 'poll', 'slow answer');
    expect(desk.order(id)).toMatchObject({ status: 'filled', filled: '0.01' });
  });

  it('shows a fill that was on its way while the order was cancelled', async () => {
    const { desk, id } = await resting();
    desk.tracker.book(id, report({ status: 'canceled', filled: '0.004', average: '50000' }), 'operator', 'canceled');
    desk.tracker.book(id, filledReport('0.01'), 'poll', 'late fill');
    expect(desk.order(id)).toMatchObject({ status: 'filled', filled: '0.01' });
  });

  it('stops polling when the order is final, and leaves no timer', async () => {
    const { desk } = await resting();
    desk.venue.onLookup = () => ({ kind: 'found', report: filledReport('0.01') });
    await desk.clock.advanceAsync(3_000);
    const asked = desk.venue.lookups.length;
    await desk.clock.advanceAsync(60_000);
    expect(desk.venue.lookups).toHaveLength(asked);
  });
});

describe('an answer that is overtaken by a look-up', () => {
  it('is one word of the venue among others: it neither reopens the order nor is called unknown', async () => {
    const desk = world();
    const reply = deferred<PlaceOutcome>();
    desk.venue.onPlace = () => reply.promise;
    const fired = desk.fire();
    await desk.clock.advanceAsync(60);
    const { id } = desk.told.at(-1)!;
    expect(desk.order(id).status).toBe('sent');
    desk.tracker.book(id, filledReport('0.01'), 'lookup', 'found at the exchange');
    reply.resolve({ kind: 'accepted', report: report() });
    expect((await fired).orders).toMatchObject([{ status: 'filled', filled: '0.01', error: null }]);
  });

  it.each<PlaceOutcome>([
    { kind: 'unknown', message: 'timeout' },
    { kind: 'refused', code: 'VENUE_REFUSED', message: 'duplicate' },
    { kind: 'not_sent', code: 'VENUE_UNREACHABLE', message: 'gone' },
  ])('$kind does not undo what is known', async (outcome) => {
    const desk = world();
    const reply = deferred<PlaceOutcome>();
    desk.venue.onPlace = () => reply.promise;
    const fired = desk.fire();
    await desk.clock.advanceAsync(60);
    const { id } = desk.told.at(-1)!;
    desk.tracker.book(id, report(), 'lookup', 'found at the exchange');
    reply.resolve(outcome);
    expect((await fired).orders).toMatchObject([{ status: 'open', error: null }]);
  });
});
