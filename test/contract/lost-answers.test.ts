import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal } from './document-shapes.ts';
import { limitArgs, openExchangeDesk } from './exchange-desk.ts';
import type { ExchangeDesk } from './exchange-desk.ts';
import { SEATS, SEAT_NAMES, SPOT_NAMES } from './exchange-seats.ts';
import type { SeatName } from './exchange-seats.ts';
import type { Served } from './serve-process.ts';
import { eventually } from './workspace.ts';
import type { Json } from './workspace.ts';

describe('an order whose answer is lost', { timeout: 60_000 }, () => {
  let desk: ExchangeDesk;
  let served: Served;
  beforeAll(async () => {
    desk = await openExchangeDesk();
    served = await desk.serve();
    for (const name of SEAT_NAMES) await desk.arm(name);
    // Streams come up on their own.
    for (const name of SPOT_NAMES.filter((each) => each !== 'firi')) {
      await eventually(
        () => desk.venues[name].streams.count(),
        (count) => count > 0,
      );
    }
  }, 60_000);
  afterAll(() => desk.close());

  const shown = async (id: string): Promise<Json> => (await desk.json('orders', 'show', id)).document.order;
  const sent = (name: SeatName): number =>
    desk.venues[name].requests.filter(({ route }) => route === SEATS[name].routes.place).length;

  it.each(SEAT_NAMES)('%s: taken, and the answer lost: exit 5 and 202, found by look-up, sent once', async (name) => {
    const before = sent(name);
    // The stream would tell of it before the lost answer is even missed.
    desk.venues[name].streams.hold();
    desk.venues[name].faults.next(SEATS[name].routes.place, { kind: 'drop_after' });
    const answer = await desk.post(served, name, { id: `lost-${name}`, type: 'limit', price: SEATS[name].low });
    expect(answer.status, answer.text).toBe(202);
    const [order] = answer.json.orders;
    expect(order).toMatchObject({ status: 'unknown', error: { code: 'OUTCOME_UNKNOWN' } });
    const settled = await eventually(
      () => shown(order.id),
      ({ status }) => status !== 'unknown',
      15_000,
    );
    expect(settled).toMatchObject({ status: 'open', error: null });
    const again = await desk.fire(name, ...limitArgs(name), '--id', `lost-${name}`);
    expect(again.code).toBe(0);
    expect(again.document.orders[0].id).toBe(order.id);
    expect(sent(name)).toBe(before + 1);
    desk.venues[name].streams.release();
    expect((await desk.json('orders', 'cancel', order.id)).code).toBe(0);
  });

  it.each(SPOT_NAMES.filter((name) => name !== 'firi'))(
    '%s: the same with a stream: its word is in the answer',
    async (name) => {
      const before = sent(name);
      desk.venues[name].faults.next(SEATS[name].routes.place, { kind: 'drop_after' });
      const answer = await desk.post(served, name, { type: 'limit', price: SEATS[name].low });
      const [order] = answer.json.orders;
      expect([answer.status, order.status]).toEqual([200, 'open']);
      const { transitions } = (await desk.json('orders', 'show', order.id)).document;
      expect(transitions.at(-1)).toMatchObject({ to: 'open', cause: 'stream' });
      expect(sent(name)).toBe(before + 1);
      expect((await desk.json('orders', 'cancel', order.id)).code).toBe(0);
    },
  );

  it('no answer at all: exit 5 at every exchange, then OUTCOME_PENDING, and the override goes past it', async () => {
    const hung = await Promise.all(
      SEAT_NAMES.map((name) => {
        desk.venues[name].faults.next(SEATS[name].routes.place, { kind: 'hang' });
        return desk.fire(name, ...limitArgs(name));
      }),
    );
    for (const [i, { code, document, stdout }] of hung.entries()) {
      expect(code, stdout).toBe(5);
      expect(document.orders[0], SEAT_NAMES[i]).toMatchObject({
        status: 'unknown',
        error: { code: 'OUTCOME_UNKNOWN' },
      });
    }
    for (const name of SEAT_NAMES) {
      const before = sent(name);
      const blocked = await desk.fire(name, ...limitArgs(name));
      expect(blocked.code, name).toBe(3);
      expectRefusal(blocked.document, 'OUTCOME_PENDING');
      expect(sent(name)).toBe(before);
    }
    const reports = (await desk.json('orders', 'reconcile')).document.accounts;
    expect(reports.map(({ account_name: name, unknown_orders: unknown }: Json) => [name, unknown]).toSorted()).toEqual(
      SEAT_NAMES.map((name) => [name, 1]).toSorted(),
    );
    for (const name of ['binance', 'bybit', 'okx', 'kucoin', 'kraken', 'okx_swap'] as const) {
      const past = await desk.fire(name, ...limitArgs(name), '--override-pending');
      expect(past.code, past.stdout).toBe(0);
      const { evidence } = (await desk.json('orders', 'show', past.document.orders[0].id)).document;
      expect(evidence.map(({ kind }: Json) => kind)).toContain('override');
    }
    // Programs have no say in that.
    const { status, json } = await desk.post(served, 'bybit', { override_pending: true });
    expect([status, json.error.code]).toEqual([422, 'INVALID_SIGNAL']);
  });
});
