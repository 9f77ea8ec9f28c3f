import { expect } from 'vitest';
import type { AddPoint } from '../run-acceptance.ts';
import { openWorld } from '../world.ts';

export function keyAndLimits(point: AddPoint): void {
  point(50, async (world) => {
    const { rateLimit, routes } = world.rig;
    const resting = await world.send(world.order());
    expect(resting.outcome.kind).toBe('accepted');
    const limited = world.order();
    await world.venue.prepare(limited);
    world.server.faults.next(routes.place, rateLimit.fault);
    expect(await world.venue.place(limited)).toMatchObject({ kind: 'refused', code: 'VENUE_RATE_LIMIT' });
    // Asking on gets the address banned; so nothing but a cancel leaves until the time is over.
    const before = world.server.requests.length;
    const next = world.order();
    expect(await world.venue.place(next)).toMatchObject({ kind: 'not_sent', code: 'VENUE_RATE_LIMIT' });
    expect(world.server.requests.length).toBe(before);
    expect(await world.cancel(resting)).toMatchObject({ kind: 'canceled' });
    expect(world.orders()).toMatchObject([{ status: 'canceled' }]);
    world.clock.moveOn(rateLimit.quietMs + 1_000);
    expect((await world.send(next)).outcome).toMatchObject({ kind: 'accepted' });
    expect(world.orders()).toHaveLength(2);
  });

  point(55, async (world) => {
    const { time } = world.rig.routes;
    world.server.setClockSkew(-90_000);
    const sent = await world.send(world.order());
    expect(sent.outcome).toMatchObject({ kind: 'accepted' });
    await world.send(world.order());
    await world.venue.balances();
    expect(world.count(time)).toBe(1);
    expect(Math.abs((await world.venue.clockSkewMs())! + 90_000)).toBeLessThan(2_000);
  });

  point(56, async (world) => {
    const { time, place } = world.rig.routes;
    await world.send(world.order());
    const before = world.count(time);
    world.server.faults.next(place, world.rig.clockRefusal!);
    expect(await world.venue.place(world.order())).toMatchObject({ kind: 'refused', code: 'VENUE_CLOCK' });
    expect([world.count(place), world.count(time)]).toEqual([2, before]);
    const next = await world.send(world.order());
    expect(next.outcome).toMatchObject({ kind: 'accepted' });
    expect(world.count(time)).toBe(before + 1);
    for (const fault of [{ kind: 'status', status: 502 }, { kind: 'garbage_200' }, { kind: 'drop_before' }] as const) {
      world.server.faults.next(place, fault);
      await world.send(world.order());
    }
    expect(world.count(time)).toBe(before + 1);
    expect(world.orders()).toHaveLength(2);
  });

  point(
    60,
    async (world) => {
      await expect(world.venue.balances()).rejects.toMatchObject({ name: 'QtError', code: 'VENUE_AUTH' });
      expect(await world.venue.place(world.order())).toMatchObject({ kind: 'refused', code: 'VENUE_AUTH' });
      expect(world.orders()).toEqual([]);
    },
    { wrongSecret: true },
  );

  point(
    61,
    async (world) => {
      expect(await world.venue.balances()).not.toEqual([]);
      expect(await world.venue.place(world.order())).toMatchObject({ kind: 'refused', code: 'VENUE_AUTH' });
      expect(world.count(world.rig.routes.place)).toBe(1);
      expect(world.orders()).toEqual([]);
    },
    { permissions: { trade: false } },
  );

  point(62, async (world) => {
    const careful = await world.venue.key();
    expect(careful).toMatchObject({ canTrade: true, canWithdraw: false });
    for (const permissions of [{ withdraw: true, ipRestrict: true }, { trade: false }]) {
      const own = await openWorld(world.rig, { permissions });
      try {
        const key = await own.venue.key();
        expect(key).toMatchObject({ canTrade: permissions.trade ?? true, canWithdraw: permissions.withdraw === true });
        if (permissions.withdraw) expect(key?.note).toMatch(/withdraw/);
      } finally {
        await own.close();
      }
    }
    // A call that fails says nothing: neither that it may, nor that it may not.
    world.server.faults.always(world.rig.routes.key ?? '', { kind: 'garbage_200' });
    expect(await world.venue.key()).toMatchObject({ canTrade: null, canWithdraw: null, ipRestricted: null });
  });
}
