import { describe, expect, it } from 'vitest';
import type { CancelOutcome, LookupOutcome, PlaceOutcome } from '../../../electron/engine/venues/venue.ts';
import { amendWorld, keepsOrders, resting } from './amend-world.ts';
import { deferred } from './order-world.ts';

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );

describe('an amend where the venue cannot change orders', () => {
  it('cancels, makes sure, and places the remainder as a new order that names the former', async () => {
    const { desk, venue, id, order } = await resting();
    venue.fill(venue.only(), '0.004');
    const changed = await desk.amend(id, { price: '49000' });
    expect(changed).toMatchObject({
      status: 'open',
      replaces: id,
      amount: '0.006',
      price: '49000',
      side: 'buy',
      type: 'limit',
      account_name: 'main_binance',
      strategy_id: 'momentum',
      signal_id: `amend.${id}.1`,
    });
    expect(changed.client_order_id).not.toBe(order.client_order_id);
    expect(desk.order(id)).toMatchObject({ status: 'canceled', filled: '0.004', replaced_by: changed.id });
    expect([venue.mostLive(), venue.live().length, desk.venue.canceled.length]).toEqual([1, 1, 1]);
    expect(desk.evidence(id)).toEqual([
      `amend: cli asks for 0.01 at 49000 instead of 0.01 at 50000: the order is to be canceled, and its remainder placed anew by signal amend.${id}.1`,
      `amend: its remainder is placed anew as ${changed.id}`,
    ]);
    const audited = desk.db.all<{ kind: string }>(`SELECT kind FROM audit WHERE kind LIKE 'order_amend%' ORDER BY seq`);
    expect(audited.map(({ kind }) => kind)).toEqual(['order_amend_requested', 'order_amend_ended']);
    expect(desk.amends.underWay()).toEqual([]);
    // And once more, of the one that stands now.
    const again = await desk.amend(changed.id, { amount: '0.02' });
    expect(again).toMatchObject({ replaces: changed.id, amount: '0.02', price: '49000' });
    expect([venue.mostLive(), venue.orders.size]).toEqual([1, 3]);
  });

  it('a fill during the cancel makes the remainder smaller', async () => {
    const { desk, venue, id } = await resting();
    const cancel = desk.venue.onCancel;
    desk.venue.onCancel = (ref) => {
      venue.fill(venue.only(), '0.003');
      return cancel(ref);
    };
    expect(await desk.amend(id, { amount: '0.02' })).toMatchObject({ amount: '0.017', price: '50000', replaces: id });
    expect(venue.mostLive()).toBe(1);
  });

  it('a fill that the cancel does not tell, but the look-up after it, counts', async () => {
    const { desk, venue, id } = await resting();
    desk.venue.onCancel = () => {
      const order = venue.only();
      order.status = 'canceled';
      const told = venue.word(order);
      order.filled = '0.005';
      return { kind: 'canceled', report: told };
    };
    expect(await desk.amend(id, { price: '51000' })).toMatchObject({ amount: '0.005' });
    expect(desk.order(id)).toMatchObject({ status: 'canceled', filled: '0.005' });
  });

  it('filled during the cancel: nothing is placed', async () => {
    const { desk, venue, id } = await resting();
    desk.venue.onCancel = () => {
      venue.fill(venue.only(), '0.01');
      return { kind: 'gone', message: 'unknown order' };
    };
    await expect(desk.amend(id, { amount: '0.02' })).rejects.toMatchObject({ code: 'ORDER_FINAL' });
    expect([desk.order(id).status, desk.venue.placed.length]).toEqual(['filled', 1]);
    expect(desk.evidence(id).at(-1)).toContain('nothing is left to place');
    expect(desk.amends.underWay()).toEqual([]);
  });

  it('filled meanwhile up to the new size: nothing is placed', async () => {
    const { desk, venue, id } = await resting();
    const cancel = desk.venue.onCancel;
    desk.venue.onCancel = (ref) => {
      venue.fill(venue.only(), '0.006');
      return cancel(ref);
    };
    await expect(desk.amend(id, { amount: '0.006' })).rejects.toMatchObject({ code: 'ORDER_FINAL' });
    expect([desk.order(id), desk.venue.placed.length]).toMatchObject([{ status: 'canceled', filled: '0.006' }, 1]);
  });

  it('a refused cancel leaves the order as it stood, to be changed again', async () => {
    const { desk, venue, id } = await resting();
    const cancel = desk.venue.onCancel;
    desk.venue.onCancel = () => ({
      kind: 'refused',
      code: 'VENUE_AUTH',
      message: 'no permission for key-of-main_binance.',
    });
    await expect(desk.amend(id, { price: '49000' })).rejects.toMatchObject({
      code: 'VENUE_AUTH',
      message: expect.stringMatching(/^no permission for \[secret\]\. The order stands as it did: open, 0.01 at 50000/),
    });
    expect([desk.order(id), venue.live().length, venue.orders.size]).toMatchObject([
      { status: 'open', cancel_requested: false },
      1,
      1,
    ]);
    desk.venue.onCancel = cancel;
    expect((await desk.amend(id, { price: '49000' })).status).toBe('open');
    expect(venue.mostLive()).toBe(1);
  });

  it.each<[string, (venue: ReturnType<typeof keepsOrders>) => CancelOutcome]>([
    ['never arrives', () => ({ kind: 'unknown', message: 'timeout' })],
    [
      'is answered late',
      (venue) => {
        const order = venue.only();
        setTimeout(() => (order.status = 'canceled'), 0);
        return { kind: 'unknown', message: 'timeout' };
      },
    ],
  ])('a cancel that %s: nothing is placed, then or later, and the cancel is followed', async (_what, answer) => {
    const { desk, venue, id } = await resting();
    const cancel = desk.venue.onCancel;
    let asked = 0;
    desk.venue.onCancel = (ref) => (++asked < 3 ? answer(venue) : cancel(ref));
    await expect(desk.amend(id, { price: '49000' })).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(desk.order(id)).toMatchObject({ status: 'open', cancel_requested: true });
    expect(desk.evidence(id).at(-1)).toContain('its replacement is not placed');
    await expect(desk.amend(id, { price: '48000' })).rejects.toMatchObject({ code: 'ORDER_NOT_OPEN' });
    await desk.clock.advanceAsync(60_000);
    expect(desk.order(id)).toMatchObject({ status: 'canceled', replaced_by: null });
    expect(desk.venue.placed).toHaveLength(1);
  });

  it('a replica that still shows the order open is asked again before anything is placed', async () => {
    const { desk, venue, id } = await resting();
    const open = venue.word(venue.only());
    const now = desk.venue.onLookup;
    let asked = 0;
    desk.venue.onLookup = (ref) =>
      ref.venueOrderId === 'v1' && ++asked < 3 ? { kind: 'found', report: open } : now(ref);
    const amend = desk.amend(id, { price: '49000' });
    await desk.clock.advanceAsync(100);
    expect(desk.venue.placed).toHaveLength(1);
    await desk.clock.advanceAsync(1_000);
    expect(await amend).toMatchObject({ status: 'open', price: '49000' });
    expect([asked, venue.mostLive()]).toEqual([3, 1]);
  });

  it.each<[string, LookupOutcome]>([
    [
      'shows it open',
      { kind: 'found', report: { venueOrderId: 'v1', status: 'open', filled: '0', average: null, fills: [] } },
    ],
    ['fails', { kind: 'failed', message: 'timeout' }],
    ['does not know it', { kind: 'absent', conclusive: true, message: 'none' }],
    ['is ambiguous', { kind: 'ambiguous', message: 'several' }],
  ])('where every look-up after the cancel %s, nothing is placed', async (_what, outcome) => {
    const { desk, id } = await resting();
    desk.venue.onLookup = () => outcome;
    const failure = failureOf(desk.amend(id, { price: '49000' }));
    await desk.clock.advanceAsync(2_000);
    expect(await failure).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(desk.venue.placed).toHaveLength(1);
    expect(desk.evidence(id).at(-1)).toContain('not certain that the order is over');
  });

  it('what the checks would refuse cancels nothing', async () => {
    const { desk, id } = await resting();
    const refused = async (code: string, change = { price: '49000' }) => {
      await expect(desk.amend(id, change)).rejects.toMatchObject({ code });
      expect([desk.venue.canceled.length, desk.order(id).status, desk.amends.underWay()]).toEqual([0, 'open', []]);
    };
    await refused('INSUFFICIENT_FUNDS', { amount: '3' } as never);
    await refused('MIN_NOTIONAL', { amount: '0.0002', price: '1000' } as never);
    desk.arming.disarm(null, 'cli');
    await refused('ACCOUNT_DISARMED');
    expect(desk.evidence(id)).toEqual([]);
  });

  it('counts the funds that the cancel gives back, and no more', async () => {
    const { desk, venue, id } = await resting();
    // 500 USDT are held by the order; all else is gone.
    const held = () => (venue.live().length > 0 ? '20' : '520');
    desk.venue.balances = async () => [{ asset: 'USDT', free: held(), locked: '0', total: '520' }];
    await desk.clock.advanceAsync(31_000);
    await expect(desk.amend(id, { price: '52001' })).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
    expect(desk.venue.canceled).toHaveLength(0);
    expect(await desk.amend(id, { price: '52000' })).toMatchObject({ status: 'open', price: '52000', amount: '0.01' });
  });

  it('does not take a balance that was being read during the cancel for what is there after it', async () => {
    const { desk, id, venue } = await resting();
    const during = deferred<void>();
    const cancel = desk.venue.onCancel;
    desk.venue.onCancel = (ref) => {
      // As the account's page does, which looks every now and then.
      void desk.inside.monitor.balances('main_binance', 0);
      return cancel(ref);
    };
    let reads = 0;
    desk.venue.balances = async () => {
      const free = venue.live().length > 0 ? '0' : '500';
      // The reading that began while the order was live comes last.
      if (++reads === 2) await during.promise;
      return [{ asset: 'USDT', free, locked: '0', total: '500' }];
    };
    await desk.clock.advanceAsync(31_000);
    reads = 1;
    const amend = desk.amend(id, { price: '49000' });
    await desk.clock.advanceAsync(10);
    during.resolve();
    expect(await amend).toMatchObject({ status: 'open' });
  });

  it('a replacement that is refused after the cancel: the order is canceled, and its evidence says that none was placed', async () => {
    const { desk, id } = await resting();
    const cancel = desk.venue.onCancel;
    desk.venue.onCancel = (ref) => {
      desk.arming.disarm(null, 'cli');
      return cancel(ref);
    };
    await expect(desk.amend(id, { price: '49000' })).rejects.toMatchObject({
      code: 'ACCOUNT_DISARMED',
      message: expect.stringContaining('canceled, but its replacement was not placed'),
    });
    expect(desk.order(id)).toMatchObject({ status: 'canceled', replaced_by: null });
    expect(desk.evidence(id).at(-1)).toContain('its replacement was not placed (ACCOUNT_DISARMED)');
    expect(desk.venue.placed).toHaveLength(1);
  });

  it.each(['cancel', 'all of the account', 'all of the strategy'])(
    'the operator who asks for a cancel (%s) meanwhile gets no replacement',
    async (way) => {
      const { desk, venue, id } = await resting();
      const answer = deferred<CancelOutcome>();
      const cancel = desk.venue.onCancel;
      desk.venue.onCancel = async (ref) => {
        const outcome = await cancel(ref);
        if (desk.venue.canceled.length === 1) await answer.promise;
        return outcome;
      };
      const failure = failureOf(desk.amend(id, { price: '49000' }));
      await desk.clock.advanceAsync(10);
      const asked =
        way === 'cancel'
          ? desk.cancelByHand(id)
          : desk.cancelAll(way.endsWith('account') ? { account_name: 'main_binance' } : { strategy_id: 'momentum' });
      await desk.clock.advanceAsync(10);
      answer.resolve({ kind: 'unknown', message: '' });
      await asked;
      expect(await failure).toMatchObject({ code: 'ORDER_NOT_OPEN' });
      expect([venue.live().length, venue.orders.size, desk.order(id).status]).toEqual([0, 1, 'canceled']);
      expect(desk.evidence(id).at(-1)).toContain('replacement was not placed');
    },
  );

  it('asked for twice at once there is one replacement', async () => {
    const { desk, venue, id } = await resting();
    const both = await Promise.allSettled([desk.amend(id, { price: '49000' }), desk.amend(id, { price: '49000' })]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(both[1]).toMatchObject({
      reason: { code: 'ORDER_FINAL', message: expect.stringContaining('took its place') },
    });
    expect([venue.orders.size, venue.mostLive()]).toEqual([2, 1]);
  });

  it('a replacement of unknown outcome is answered as it is, and never placed again', async () => {
    const { desk, id, venue } = await resting();
    const place = desk.venue.onPlace;
    desk.venue.onPlace = async (order) => {
      await place(order);
      return { kind: 'unknown', message: 'timeout' } satisfies PlaceOutcome;
    };
    const changed = await desk.amend(id, { price: '49000' });
    expect(changed).toMatchObject({ status: 'unknown', replaces: id });
    await desk.clock.advanceAsync(1_000);
    expect(desk.order(changed.id).status).toBe('open');
    expect([venue.orders.size, desk.venue.placed.length]).toEqual([2, 2]);
  });

  it('keeps the options of the order', async () => {
    const desk = amendWorld();
    keepsOrders(desk.venue);
    const [order] = (await desk.fire({ post_only: true, side: 'short', price: '60000' })).orders;
    expect(await desk.amend(order!.id, { price: '61000.005' })).toMatchObject({
      post_only: true,
      side: 'sell',
      // A sell is never rounded below what was asked for.
      price: '61000.01',
      strategy_id: null,
    });
    expect(desk.venue.placed.at(-1)).toMatchObject({ postOnly: true, side: 'sell', price: '61000.01' });
  });
});

describe('a process that ends in the middle of it', () => {
  const after = (world: Awaited<ReturnType<typeof resting>>) => {
    const { db, clock, venue } = world.desk;
    world.desk.die();
    const next = amendWorld({ db, clock, venue });
    next.amender.recover();
    next.recover();
    return next;
  };

  it('between cancel and replacement: the order is canceled, its evidence says so, and nothing is ever placed', async () => {
    const world = await resting();
    const { desk, venue, id } = world;
    const lookup = desk.venue.onLookup;
    desk.venue.onLookup = () => deferred<LookupOutcome>().promise;
    void desk.amend(id, { price: '49000' }).catch(() => {});
    await desk.clock.advanceAsync(10);
    expect([venue.only().status, desk.amends.underWay().length]).toEqual(['canceled', 1]);
    desk.venue.onLookup = lookup;
    const next = after(world);
    await next.clock.advanceAsync(60_000);
    expect(next.order(id)).toMatchObject({ status: 'canceled', replaced_by: null });
    expect(next.evidence(id).at(-1)).toMatch(
      /the console ended before this change did: the order is canceled, and its replacement was not placed/,
    );
    expect([next.amends.underWay(), venue.orders.size]).toEqual([[], 1]);
  });

  it('before the cancel arrived: the cancel is followed, and nothing is placed', async () => {
    const world = await resting();
    const { desk, venue, id } = world;
    const cancel = desk.venue.onCancel;
    desk.venue.onCancel = () => deferred<CancelOutcome>().promise;
    void desk.amend(id, { price: '49000' }).catch(() => {});
    await desk.clock.advanceAsync(10);
    desk.venue.onCancel = cancel;
    const next = after(world);
    expect(next.evidence(id).at(-1)).toContain('its replacement is not placed');
    await next.clock.advanceAsync(60_000);
    expect([next.order(id).status, venue.orders.size]).toEqual(['canceled', 1]);
  });

  it('after the replacement was journaled: it is unknown, looked up, and there is exactly one', async () => {
    const world = await resting();
    const { desk, venue, id } = world;
    const place = desk.venue.onPlace;
    desk.venue.onPlace = async (order) => {
      await place(order);
      return deferred<PlaceOutcome>().promise;
    };
    void desk.amend(id, { price: '49000' }).catch(() => {});
    await desk.clock.advanceAsync(100);
    const next = after(world);
    const { replaced_by: newId } = next.order(id);
    expect(next.order(newId!)).toMatchObject({ status: 'unknown', replaces: id });
    expect([next.amends.underWay(), next.evidence(id).length]).toEqual([[], 2]);
    await next.clock.advanceAsync(1_000);
    expect(next.order(newId!).status).toBe('open');
    expect([venue.orders.size, venue.mostLive()]).toEqual([2, 1]);
  });
});

describe('an amend that cannot be', () => {
  it('is refused without asking the venue', async () => {
    const { desk, id, venue } = await resting();
    const refused = async (code: string, order: string, change: { amount?: string; price?: string }) => {
      await expect(desk.amend(order, change)).rejects.toMatchObject({ code });
    };
    await refused('ORDER_NOT_FOUND', 'ord_none', { price: '1' });
    await refused('INVALID_INPUT', id, {});
    await refused('INVALID_INPUT', id, { amount: '0.01', price: '50000' });
    // A buy is never rounded above what was asked for, so this is what it is already.
    await refused('INVALID_INPUT', id, { price: '50000.009' });
    await refused('INVALID_AMOUNT', id, { amount: '0.00001' });
    venue.fill(venue.only(), '0.004');
    await desk.clock.advanceAsync(4_000);
    expect(desk.order(id).filled).toBe('0.004');
    await refused('INVALID_AMOUNT', id, { amount: '0.004' });
    expect([desk.venue.canceled.length, desk.evidence(id)]).toEqual([0, []]);

    await desk.cancelByHand(id);
    await refused('ORDER_FINAL', id, { price: '49000' });
    desk.venue.onPlace = () => ({ kind: 'unknown', message: 'timeout' });
    desk.venue.onLookup = () => ({ kind: 'failed', message: 'timeout' });
    const [unknown] = (await desk.fire({ symbol: 'ETH/USDT' })).orders;
    await refused('ORDER_NOT_OPEN', unknown!.id, { price: '49000' });
  });
});
