import { describe, expect, it, onTestFinished } from 'vitest';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { CancelOutcome, PlaceOutcome } from '../../../electron/engine/venues/venue.ts';
import { deferred, filledReport, orderWorld, report } from './order-world.ts';

async function resting() {
  const desk = orderWorld();
  onTestFinished(desk.close);
  desk.venue.onPlace = () => ({ kind: 'accepted', report: report() });
  desk.venue.onLookup = () => ({ kind: 'found', report: report() });
  const [order] = (await desk.fire()).orders;
  return { desk, id: order!.id };
}

const canceled = report({ status: 'canceled' });

describe('cancelling', () => {
  it('books the cancel that the venue confirms', async () => {
    const { desk, id } = await resting();
    expect(await desk.cancel(id)).toMatchObject({ status: 'canceled', cancel_requested: false });
    expect(desk.journal.transitions(id).at(-1)).toMatchObject({ from: 'open', to: 'canceled', cause: 'operator' });
    expect(desk.venue.canceled).toMatchObject([{ venueOrderId: 'v1' }]);
    expect(desk.db.all(`SELECT kind FROM audit WHERE kind LIKE 'order_cancel%'`)).toHaveLength(1);
  });

  it('needs no arming', async () => {
    const { desk, id } = await resting();
    desk.arming.disarm(null, 'cli');
    expect((await desk.cancel(id)).status).toBe('canceled');
  });

  it('asks what became of the order where the confirmation does not say', async () => {
    const { desk, id } = await resting();
    desk.venue.onCancel = () => ({ kind: 'canceled', report: null });
    desk.venue.onLookup = () => ({ kind: 'found', report: canceled });
    expect((await desk.cancel(id)).status).toBe('canceled');
  });

  it('"nothing to cancel" is looked up: the order may have been filled first', async () => {
    const { desk, id } = await resting();
    desk.venue.onCancel = () => ({ kind: 'gone', message: 'unknown order' });
    desk.venue.onLookup = () => ({ kind: 'found', report: filledReport('0.01') });
    expect(await desk.cancel(id)).toMatchObject({ status: 'filled', filled: '0.01' });
  });

  it('a lost cancel is asked for again until it is certain', async () => {
    const { desk, id } = await resting();
    const answers: CancelOutcome[] = [
      { kind: 'unknown', message: 'timeout' },
      { kind: 'unknown', message: 'timeout' },
      { kind: 'canceled', report: canceled },
    ];
    desk.venue.onCancel = () => answers.shift()!;
    expect(await desk.cancel(id)).toMatchObject({ status: 'open', cancel_requested: true });
    await desk.clock.advanceAsync(3_000);
    expect(desk.order(id)).toMatchObject({ status: 'canceled', cancel_requested: false });
    expect([desk.venue.canceled.length, desk.venue.placed.length]).toEqual([3, 1]);
  });

  it.each<[string, () => CancelOutcome]>([
    ['an answer', () => ({ kind: 'refused', code: 'VENUE_AUTH', message: 'no permission for key-of-main_binance' })],
    [
      'an expected failure before it was sent',
      () => {
        throw new QtError('VENUE_AUTH', 'no permission');
      },
    ],
  ])('a refusal by %s is told, and leaves the order as it was, to be cancelled again', async (_what, refuse) => {
    const { desk, id } = await resting();
    desk.venue.onCancel = refuse;
    await expect(desk.cancel(id)).rejects.toMatchObject({
      code: 'VENUE_AUTH',
      message: expect.not.stringContaining('key-of'),
    });
    expect(desk.order(id)).toMatchObject({ status: 'open', cancel_requested: false });
    await desk.clock.advanceAsync(10_000);
    expect(desk.venue.canceled).toHaveLength(1);
    desk.venue.onCancel = () => ({ kind: 'canceled', report: canceled });
    expect((await desk.cancel(id)).status).toBe('canceled');
  });

  it('of an order that is still on its way waits for it to arrive', async () => {
    const { desk } = await resting();
    const reply = deferred<PlaceOutcome>();
    desk.venue.onPlace = () => reply.promise;
    const fired = desk.fire({ price: '49000' });
    await desk.clock.advanceAsync(60);
    const { id } = desk.told.at(-1)!;
    const cancel = desk.cancel(id);
    await desk.clock.advanceAsync(100);
    expect([desk.order(id).cancel_requested, desk.venue.canceled.length]).toEqual([true, 0]);
    reply.resolve({ kind: 'accepted', report: report({ venueOrderId: 'v2' }) });
    expect((await cancel).status).toBe('canceled');
    expect(desk.venue.canceled).toMatchObject([{ venueOrderId: 'v2' }]);
    await fired;
  });

  it('of an order that is filled before it arrives answers with the filled order', async () => {
    const { desk } = await resting();
    const reply = deferred<PlaceOutcome>();
    desk.venue.onPlace = () => reply.promise;
    const fired = desk.fire();
    await desk.clock.advanceAsync(60);
    const cancel = desk.cancel(desk.told.at(-1)!.id);
    reply.resolve({ kind: 'accepted', report: filledReport('0.01') });
    expect((await cancel).status).toBe('filled');
    expect(desk.venue.canceled).toHaveLength(0);
    await fired;
  });

  it('of an unknown order stands until it is found: an order that turns up late does not stay', async () => {
    const { desk } = await resting();
    desk.venue.onPlace = () => ({ kind: 'unknown', message: 'timeout' });
    desk.venue.onLookup = () => ({ kind: 'absent', conclusive: false, message: 'not yet' });
    desk.venue.onCancel = () => ({ kind: 'gone', message: 'unknown order' });
    const [order] = (await desk.fire({ symbol: 'ETH/USDT' })).orders;
    expect(await desk.cancel(order!.id)).toMatchObject({ status: 'unknown', cancel_requested: true });
    desk.venue.onLookup = () => ({ kind: 'found', report: report({ venueOrderId: 'late' }) });
    desk.venue.onCancel = () => ({ kind: 'canceled', report: report({ status: 'canceled', venueOrderId: 'late' }) });
    await desk.clock.advanceAsync(30_000);
    expect(desk.order(order!.id).status).toBe('canceled');
  });

  it('is refused for a final order and for one that does not exist, without asking the venue', async () => {
    const { desk, id } = await resting();
    await desk.cancel(id);
    await expect(desk.cancel(id)).rejects.toMatchObject({ code: 'ORDER_FINAL' });
    await expect(desk.cancel('ord_none')).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
    expect(desk.venue.canceled).toHaveLength(1);
  });
});
