import { expect } from 'vitest';
import type { Fault } from '../../../../venues/venue-server.ts';
import type { AddPoint } from '../run-acceptance.ts';
import { openWorld } from '../world.ts';
import type { Sent, World } from '../world.ts';

/** The limit that the signing client sets, with the slack of a busy machine. */
const SILENCE = { longerThanMs: 4_900, shorterThanMs: 9_000 };

export function outcomes(point: AddPoint): void {
  point(11, async (world) => {
    expect(world.rig.refusals.length).toBeGreaterThan(0);
    for (const { name, order, fault, code } of world.rig.refusals) {
      await inOwnWorld(world, async (own) => {
        const wanted = order?.type === 'market' ? own.marketOrder(order) : own.order(order);
        await own.venue.prepare(wanted);
        if (fault) own.server.faults.next(own.rig.routes.place, fault);
        expect(await own.venue.place(wanted), name).toMatchObject({ kind: 'refused', code });
        expect(own.server.faults.pending(), name).toBe(0);
        expect(own.count(own.rig.routes.place), name).toBe(1);
        expect(own.orders(), name).toEqual([]);
      });
    }
  });

  point(12, async (world) => {
    expect(world.rig.uncertain.length).toBeGreaterThan(0);
    for (const { name, fault } of world.rig.uncertain) {
      await inOwnWorld(world, async (own) => {
        const sent = await sendUnder(own, fault);
        expect(sent.outcome, name).toMatchObject({ kind: 'unknown' });
        await expectLookupTells(own, sent, name);
      });
    }
  });

  point(13, async (world) => {
    const sent = await sendUnder(world, { kind: 'drop_before' });
    expect(sent.outcome).toMatchObject({ kind: 'unknown' });
    expect(world.orders()).toEqual([]);
    const { lists } = world.rig.routes;
    expect(await world.lookup(sent)).toMatchObject({ kind: 'absent', conclusive: false });
    world.clock.moveOn(world.rig.inconclusiveUntilMs);
    expect(await world.lookup(sent)).toMatchObject({ kind: 'absent', conclusive: false });
    world.clock.moveOn(world.rig.conclusiveAfterMs - world.rig.inconclusiveUntilMs);
    const before = lists.map((route) => world.count(route));
    expect(await world.lookup(sent)).toMatchObject({ kind: 'absent', conclusive: true });
    lists.forEach((route, index) => expect(world.count(route), route).toBeGreaterThan(before[index]!));
  });

  point(14, async (world) => {
    const sent = await sendUnder(world, { kind: 'drop_after' });
    expect(sent.outcome).toMatchObject({ kind: 'unknown' });
    await expectLookupTells(world, sent, 'dropped after');
    expect(world.orders()).toHaveLength(1);
  });

  point(15, async (world) => {
    const sent = await silence(world, false);
    expect(world.orders()).toEqual([]);
    expect(await world.lookup(sent)).toMatchObject({ kind: 'absent', conclusive: false });
  });

  point(16, async (world) => {
    const sent = await silence(world, true);
    expect(world.orders()).toHaveLength(1);
    await expectLookupTells(world, sent, 'silence');
  });

  point(17, async (world) => {
    const lateMs = world.rig.lateMs ?? 300;
    const sent = await sendUnder(world, { kind: 'garbage_200', processed: { afterMs: lateMs } });
    expect(sent.outcome).toMatchObject({ kind: 'unknown' });
    expect(await world.lookup(sent)).toMatchObject({ kind: 'absent', conclusive: false });
    await world.pause(lateMs + 100);
    await expectLookupTells(world, sent, 'late');
    expect(world.orders()).toHaveLength(1);
  });

  point(18, async (world) => {
    const faults: Fault[] = [
      { kind: 'garbage_200', processed: true },
      { kind: 'empty_200' },
      { kind: 'truncated_200' },
      { kind: 'truncated_200', cutSocket: true },
    ];
    for (const fault of faults) {
      await inOwnWorld(world, async (own) => {
        const sent = await sendUnder(own, fault);
        expect(sent.outcome, fault.kind).toMatchObject({ kind: 'unknown' });
        expect(own.orders(), fault.kind).toHaveLength(1);
        await expectLookupTells(own, sent, fault.kind);
      });
    }
  });

  point(19, async (world) => {
    for (const status of [500, 502, 503, 504, 403, 404]) {
      for (const processed of [true, false]) {
        await inOwnWorld(world, async (own) => {
          const sent = await sendUnder(own, { kind: 'status', status, processed });
          expect(sent.outcome, String(status)).toMatchObject({ kind: 'unknown' });
          await expectLookupTells(own, sent, String(status));
        });
      }
    }
    // Words of a refusal under a status that says "something broke" are no refusal.
    for (const { name, fault } of world.rig.refusals) {
      if (fault?.kind !== 'error') continue;
      await inOwnWorld(world, async (own) => {
        const sent = await sendUnder(own, { ...fault, status: 503, processed: true });
        expect(sent.outcome, `503 with ${name}`).toMatchObject({ kind: 'unknown' });
        await expectLookupTells(own, sent, `503 with ${name}`);
      });
    }
  });

  point(20, async (world) => {
    const order = world.order();
    await world.venue.prepare(order);
    await world.stopServer();
    expect(await world.venue.place(order)).toMatchObject({ kind: 'not_sent', code: 'VENUE_UNREACHABLE' });
  });

  point(21, async (world) => {
    const sent = await world.send(world.order());
    const { id } = world.atVenue(sent);
    expect(await world.venue.place(sent.order)).toMatchObject({ kind: 'unknown' });
    expect(await world.found({ ...sent, ref: { ...sent.ref, venueOrderId: null } })).toMatchObject({
      venueOrderId: id,
      status: 'open',
    });
    expect(world.orders()).toHaveLength(1);
  });

  point(22, async (world) => {
    const order = world.order();
    const replace = { [order.clientOrderId]: 'f'.repeat(32) };
    await world.venue.prepare(order);
    world.server.faults.next(world.rig.routes.place, { kind: 'rewrite', replace });
    expect(await world.venue.place(order)).toMatchObject({ kind: 'unknown' });
    expect(world.server.faults.pending()).toBe(0);
    expect(world.orders()).toHaveLength(1);
  });
}

async function inOwnWorld(world: World, body: (own: World) => Promise<void>): Promise<void> {
  const own = await openWorld(world.rig);
  try {
    await body(own);
  } finally {
    await own.close();
  }
}

/** Sends with a fault on the very request of the order; whatever it does, there was one request and at most one order. */
async function sendUnder(world: World, fault: Fault): Promise<Sent> {
  const order = world.order();
  await world.venue.prepare(order);
  world.server.faults.next(world.rig.routes.place, fault);
  const sent = await world.send(order);
  expect(world.server.faults.pending()).toBe(0);
  expect(world.count(world.rig.routes.place)).toBe(1);
  expect(world.orders().length).toBeLessThanOrEqual(1);
  return sent;
}

/** An order of unknown outcome: what a look-up says is what is true at the venue, and nothing more was placed. */
async function expectLookupTells(world: World, sent: Sent, name: string): Promise<void> {
  const [order] = world.orders();
  const expected = order
    ? { kind: 'found', report: { venueOrderId: order.id, status: 'open' } }
    : { kind: 'absent', conclusive: false };
  expect(await world.lookup(sent), name).toMatchObject(expected);
  expect(world.count(world.rig.routes.place), name).toBe(1);
}

async function silence(world: World, processed: boolean): Promise<Sent> {
  const order = world.order();
  await world.venue.prepare(order);
  world.server.faults.next(world.rig.routes.place, { kind: 'hang', processed });
  const started = performance.now();
  const sent = await world.send(order);
  const tookMs = performance.now() - started;
  expect(sent.outcome).toMatchObject({ kind: 'unknown' });
  expect(tookMs).toBeGreaterThan(SILENCE.longerThanMs);
  expect(tookMs).toBeLessThan(SILENCE.shorterThanMs);
  return sent;
}
