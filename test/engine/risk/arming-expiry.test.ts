import { describe, expect, it, onTestFinished } from 'vitest';
import type { OrderChange, OrderRef } from '../../../electron/engine/venues/venue.ts';
import { resting } from '../orders/amend-world.ts';
import { deferred, filledReport, orderWorld } from '../orders/order-world.ts';

const HOUR = 3_600_000;
const SECOND = 1_000;
const DISARMED = { orders: [], error: { code: 'ACCOUNT_DISARMED' } };

/** A real account that was armed for an hour, in the last second of it. */
async function lastSecond() {
  const world = orderWorld();
  onTestFinished(() => world.close());
  await world.clock.advanceAsync(HOUR - SECOND);
  expect(world.arming.armedUntilMs('main_binance')).not.toBeNull();
  return { world, venue: world.venue, expire: () => world.clock.advance(SECOND) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('arming that ends before an order is journaled refuses it', () => {
  it('while it waits in the account’s queue', async () => {
    const { world, venue, expire } = await lastSecond();
    const first = deferred<null>();
    venue.onPrepare = () => first.promise;
    const before = world.fire({ id: 's1' });
    const queued = world.fire({ id: 's2' });
    await turn();
    expire();
    first.resolve(null);
    expect(await Promise.all([before, queued])).toMatchObject([DISARMED, DISARMED]);
    expect(venue.placed).toEqual([]);
  });

  it('while what it needs to know is read', async () => {
    const { world, venue, expire } = await lastSecond();
    const { balances } = venue;
    const reading = deferred<void>();
    venue.balances = () => reading.promise.then(balances);
    const fired = world.fire();
    await turn();
    expire();
    reading.resolve();
    expect(await fired).toMatchObject(DISARMED);
    expect(venue.placed).toEqual([]);
  });

  it('while its venue prepares for it', async () => {
    const { world, venue, expire } = await lastSecond();
    const preparing = deferred<null>();
    let prepared = 0;
    venue.onPrepare = () => {
      prepared += 1;
      return preparing.promise;
    };
    const fired = world.fire();
    await turn();
    // It was good to go when this was asked.
    expect(prepared).toBe(1);
    expire();
    preparing.resolve(null);
    expect(await fired).toMatchObject(DISARMED);
    expect(venue.placed).toEqual([]);
  });

  it.each([0, 1, 2, 3, 5, 8, 13])('between that and the commit, %d promises later', async (hops) => {
    const { world, venue, expire } = await lastSecond();
    let order: 'expired' | 'placed' | null = null;
    venue.onPrepare = () => {
      void (async () => {
        for (let hop = 0; hop < hops; hop += 1) await Promise.resolve();
        order ??= 'expired';
        expire();
      })();
      return null;
    };
    venue.onPlace = ({ amount }) => {
      order ??= 'placed';
      return { kind: 'accepted', report: filledReport(amount) };
    };
    const fired = await world.fire();
    // Asked in the turn of the commit: nothing that can still run before it is late.
    expect(order).toBe('expired');
    expect(fired).toMatchObject(DISARMED);
    expect(venue.placed).toEqual([]);
  });

  it('by the wall clock alone: the machine slept, and no timer has run', async () => {
    const { world, venue } = await lastSecond();
    const preparing = deferred<null>();
    venue.onPrepare = () => preparing.promise;
    const fired = world.fire();
    await turn();
    world.clock.jumpWallTo(world.clock.nowMs() + SECOND);
    preparing.resolve(null);
    expect(await fired).toMatchObject(DISARMED);
    expect(venue.placed).toEqual([]);
  });
});

describe('arming that ends once an order is journaled leaves it alone', () => {
  it('as it is sent, and while its answer is awaited; the next one is refused', async () => {
    const { world, venue, expire } = await lastSecond();
    const answer = deferred<void>();
    venue.onPlace = async ({ amount }) => {
      expire();
      await answer.promise;
      return { kind: 'accepted', report: filledReport(amount) };
    };
    const fired = world.fire({ id: 's1' });
    const next = world.fire({ id: 's2' });
    await turn();
    expect(world.arming.current().armed).toEqual([]);
    answer.resolve();
    expect((await fired).orders).toMatchObject([{ status: 'filled', filled: '0.01' }]);
    expect(await next).toMatchObject(DISARMED);
    expect(venue.placed).toHaveLength(1);
  });

  it('and it is followed, looked up, filled and canceled as before', async () => {
    const { desk, venue, id } = await resting();
    await desk.clock.advanceAsync(HOUR);
    expect(desk.arming.armedUntilMs('main_binance')).toBeNull();
    venue.fill(venue.only(), '0.004');
    await desk.clock.advanceAsync(60_000);
    expect(desk.order(id)).toMatchObject({ status: 'partially_filled', filled: '0.004' });
    expect(await desk.cancel(id)).toMatchObject({ status: 'canceled' });
    expect(venue.orders.size).toBe(1);
  });

  it('also where its outcome is unknown: it is looked up, and never sent again', async () => {
    const { world, venue, expire } = await lastSecond();
    venue.onPlace = () => {
      expire();
      return { kind: 'unknown', message: 'no answer' };
    };
    venue.onLookup = (ref) => ({ kind: 'found', report: filledReport(ref.amount) });
    const [order] = (await world.fire()).orders;
    expect(order?.status).toBe('unknown');
    await world.clock.advanceAsync(30_000);
    expect(world.order(order!.id).status).toBe('filled');
    expect(venue.placed).toHaveLength(1);
  });
});

describe('arming that ends while an order is changed', () => {
  async function native() {
    const world = await resting();
    const { desk, venue } = world;
    const asked: OrderChange[] = [];
    const answer = deferred<void>();
    Object.assign(desk.venue, {
      features: { postOnly: true, reduceOnly: false, amend: 'native' },
      amend: async (ref: OrderRef, change: OrderChange) => {
        asked.push(change);
        await answer.promise;
        Object.assign(venue.orders.get(ref.clientOrderId)!, change);
        return { kind: 'amended', report: venue.word(venue.orders.get(ref.clientOrderId)!) };
      },
    });
    await desk.clock.advanceAsync(HOUR - SECOND);
    return { ...world, asked, answer };
  }

  it('refuses a change that was not begun: the order stands as it did', async () => {
    const { desk, id, asked } = await native();
    desk.clock.advance(SECOND);
    await expect(desk.amend(id, { price: '49000' })).rejects.toMatchObject({ code: 'ACCOUNT_DISARMED' });
    expect([asked, desk.amends.underWay(), desk.order(id)]).toMatchObject([[], [], { price: '50000', status: 'open' }]);
  });

  it('leaves one alone that is on its way', async () => {
    const { desk, id, asked, answer } = await native();
    const changed = desk.amend(id, { price: '49000' });
    await turn();
    expect(asked).toHaveLength(1);
    desk.clock.advance(SECOND);
    answer.resolve();
    expect(await changed).toMatchObject({ id, price: '49000', status: 'open' });
  });

  it('between the cancel of a replacement and the new order: nothing is placed, and that is said', async () => {
    const { desk, venue, id } = await resting();
    await desk.clock.advanceAsync(HOUR - SECOND);
    const { onCancel } = desk.venue;
    desk.venue.onCancel = (ref) => {
      desk.clock.advance(SECOND);
      return onCancel(ref);
    };
    await expect(desk.amend(id, { price: '49000' })).rejects.toMatchObject({
      code: 'ACCOUNT_DISARMED',
      message: expect.stringMatching(/^The order was canceled, but its replacement was not placed: /),
    });
    expect([...venue.orders.values()]).toMatchObject([{ status: 'canceled' }]);
    expect(desk.order(id).status).toBe('canceled');
  });

  it('refuses a replacement before anything is canceled', async () => {
    const { desk, venue, id } = await resting();
    await desk.clock.advanceAsync(HOUR);
    await expect(desk.amend(id, { price: '49000' })).rejects.toMatchObject({ code: 'ACCOUNT_DISARMED' });
    expect(desk.venue.canceled).toEqual([]);
    expect(venue.only()).toMatchObject({ status: 'open' });
  });
});
