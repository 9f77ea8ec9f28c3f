import { describe, expect, it, onTestFinished } from 'vitest';
import type { LookupOutcome, OrderReport, PlaceOutcome, VenueEvent } from '../../../electron/engine/venues/venue.ts';
import { deferred, filledReport, orderWorld, report } from './order-world.ts';

/** A world whose venue has a stream, and an order that rests there. */
async function listening(options: Parameters<typeof orderWorld>[0] = {}) {
  const desk = orderWorld(options);
  onTestFinished(desk.close);
  desk.venue.listeners = new Set();
  desk.venue.onPlace = () => ({ kind: 'accepted', report: report() });
  desk.venue.onLookup = () => ({ kind: 'found', report: report() });
  const [order] = (await desk.fire()).orders;
  const row = desk.journal.row(order!.id);
  const word = (told: OrderReport): VenueEvent => ({
    kind: 'order',
    clientOrderId: row.client_order_id,
    venueOrderId: told.venueOrderId,
    report: told,
  });
  const state = () => desk.monitor.status('main_binance').stream;
  return { desk, id: order!.id, row, word, state };
}

describe('the order stream', () => {
  it('is listened to while an order is unsettled, and no longer, where nobody attends the engine', async () => {
    const { desk, id, word, state } = await listening();
    expect([state(), desk.venue.listeners?.size]).toEqual(['connecting', 1]);
    desk.venue.tell({ kind: 'live' });
    expect(state()).toBe('live');
    desk.venue.tell(word(filledReport('0.01')));
    expect(desk.order(id)).toMatchObject({ status: 'filled', filled: '0.01' });
    expect(desk.journal.transitions(id).at(-1)).toMatchObject({ to: 'filled', cause: 'stream' });
    expect([state(), desk.venue.listeners?.size]).toEqual(['none', 0]);
  });

  it('is listened to all the time where somebody attends it, once the account was compared', async () => {
    const desk = orderWorld({ attended: true });
    onTestFinished(desk.close);
    desk.venue.listeners = new Set();
    desk.life.recover();
    expect(desk.venue.listeners.size).toBe(0);
    await desk.clock.advanceAsync(1);
    expect(desk.venue.listeners.size).toBe(1);
    expect((await desk.fire()).orders).toMatchObject([{ status: 'filled' }]);
    expect(desk.venue.listeners.size).toBe(1);
  });

  it('books a trade once that is told by stream, reply and look-up', async () => {
    const { desk, id, word } = await listening();
    desk.venue.tell(word(filledReport('0.01', 2)));
    desk.venue.tell(word(filledReport('0.01', 2)));
    desk.tracker.book(id, filledReport('0.01', 2), 'lookup', 'again');
    expect(desk.journal.fills(id)).toHaveLength(2);
    expect(desk.journal.evidence.list(id)).toEqual([]);
  });

  it('is faster than the answer to the order itself: the answer then undoes nothing', async () => {
    const desk = orderWorld();
    onTestFinished(desk.close);
    desk.venue.listeners = new Set();
    const reply = deferred<PlaceOutcome>();
    let clientOrderId = '';
    desk.venue.onPlace = (order) => {
      clientOrderId = order.clientOrderId;
      return reply.promise;
    };
    await listeningOnly(desk);
    const fired = desk.fire();
    await desk.clock.advanceAsync(1);
    desk.venue.tell({ kind: 'order', clientOrderId, venueOrderId: 'v1', report: filledReport('0.01') });
    reply.resolve({ kind: 'unknown', message: 'timeout' });
    const [order] = (await fired).orders;
    expect(order).toMatchObject({ status: 'filled', error: null });
    expect(desk.journal.transitions(order!.id).map(({ to, cause }) => `${to} ${cause}`)).toEqual([
      'journaled signal',
      'sent send',
      'filled stream',
    ]);
    expect(desk.journal.evidence.list(order!.id)).toMatchObject([{ kind: 'stale', detail: /timeout/ }].map(anyDetail));
  });

  it('finds an order by the id that the venue gave it, at the same seat', async () => {
    const { desk, id } = await listening();
    const told = report({ status: 'partially_filled', filled: '0.004', average: '50000' });
    desk.venue.tell({ kind: 'order', clientOrderId: null, venueOrderId: 'v1', report: told });
    expect(desk.order(id)).toMatchObject({ status: 'partially_filled', filled: '0.004' });
  });

  it('slows polling down while it is live, never stops it, and takes it up again when it is down', async () => {
    const { desk } = await listening();
    await desk.clock.advanceAsync(1_000);
    desk.venue.tell({ kind: 'live' });
    await desk.clock.advanceAsync(1);
    const during = async (ms: number): Promise<number> => {
      const before = desk.venue.lookups.length;
      await desk.clock.advanceAsync(ms);
      return desk.venue.lookups.length - before;
    };
    expect(await during(60_000)).toBe(4);
    desk.venue.tell({ kind: 'down', detail: 'closed' });
    expect(await during(60_000)).toBe(20);
  });

  it('asks about everything unsettled at once when it begins and when it may have missed something', async () => {
    const { desk } = await listening();
    await desk.fire({ symbol: 'ETH/USDT' });
    await desk.clock.advanceAsync(200);
    for (const event of [{ kind: 'live' }, { kind: 'gap', detail: 'a number was skipped' }] as const) {
      const before = desk.venue.lookups.length;
      desk.venue.tell(event);
      await desk.clock.advanceAsync(1);
      expect(new Set(desk.venue.lookups.slice(before).map((ref) => ref.symbol))).toEqual(
        new Set(['BTC/USDT', 'ETH/USDT']),
      );
    }
  });

  it('reads the open orders anew for orders that are not ours, once for many of them', async () => {
    const { desk } = await listening();
    let lists = 0;
    desk.venue.onOpenOrders = () => {
      lists += 1;
      return [
        {
          ...{ venueOrderId: 'x1', clientOrderId: 'web-1', symbol: 'BTC/USDT', side: 'sell', type: 'limit' },
          ...{ amount: '1', price: '90000', filled: '0', createdAtMs: 5 },
        },
      ];
    };
    const told = report({ venueOrderId: 'x1' });
    for (let i = 0; i < 5; i += 1) {
      desk.venue.tell({ kind: 'order', clientOrderId: 'web-1', venueOrderId: 'x1', report: told });
    }
    await desk.clock.advanceAsync(1_000);
    expect(lists).toBe(1);
    expect(desk.life.external(null)).toMatchObject([
      { venue_order_id: 'x1', account_name: 'main_binance', filled: '0' },
    ]);
    expect(desk.journal.counts()).toHaveLength(1);
  });

  it('has the balances read again when it tells of them', async () => {
    const { desk } = await listening();
    await desk.clock.advanceAsync(1_000);
    desk.venue.free = { USDT: '77' };
    desk.venue.tell({ kind: 'balances' });
    await desk.clock.advanceAsync(1_000);
    expect(desk.monitor.status('main_binance').balances).toMatchObject([{ asset: 'USDT', free: '77' }]);
  });
});

describe('a market order that is confirmed by its id alone', () => {
  it('answers with what it traded, asked for at once', async () => {
    const desk = orderWorld();
    onTestFinished(desk.close);
    desk.venue.onPlace = () => ({ kind: 'accepted', report: report() });
    desk.venue.onLookup = () => ({ kind: 'found', report: filledReport('0.01') });
    const fired = desk.fire({ type: 'market', price: undefined });
    await placed(desk);
    await desk.clock.advanceAsync(100);
    expect((await fired).orders).toMatchObject([{ status: 'filled', filled: '0.01', average: '50000' }]);
  });

  it('answers after two seconds at most, as certain as before', async () => {
    const desk = orderWorld();
    onTestFinished(desk.close);
    desk.venue.onPlace = () => ({ kind: 'accepted', report: report() });
    const never = deferred<LookupOutcome>();
    desk.venue.onLookup = () => never.promise;
    let answered = false;
    const fired = desk.fire({ type: 'market', price: undefined }).finally(() => (answered = true));
    await placed(desk);
    await desk.clock.advanceAsync(1_900);
    expect(answered).toBe(false);
    await desk.clock.advanceAsync(200);
    expect((await fired).orders).toMatchObject([{ status: 'open', filled: '0', error: null }]);
    never.resolve({ kind: 'failed', message: 'late' });
  });
});

/** Lets the order get as far as the venue. */
async function placed(desk: ReturnType<typeof orderWorld>): Promise<void> {
  while (desk.told.length === 0) await desk.clock.advanceAsync(0);
}

/** Listens although nothing is unsettled yet, as an attended engine would. */
async function listeningOnly(desk: ReturnType<typeof orderWorld>): Promise<void> {
  const place = desk.venue.onPlace;
  desk.venue.onPlace = () => ({ kind: 'accepted', report: report({ venueOrderId: 'v0' }) });
  desk.venue.onLookup = () => ({ kind: 'found', report: report({ venueOrderId: 'v0' }) });
  await desk.fire({ symbol: 'ETH/USDT' });
  desk.venue.onPlace = place;
}

const anyDetail = ({ kind, detail }: { kind: string; detail: RegExp }) => ({
  kind,
  detail: expect.stringMatching(detail) as string,
});
