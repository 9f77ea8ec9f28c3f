import { expect } from 'vitest';
import type { Fault } from '../../../../venues/venue-server.ts';
import type { AddPoint } from '../run-acceptance.ts';

const FAILURES: readonly Fault[] = [
  { kind: 'drop_before' },
  { kind: 'status', status: 502 },
  { kind: 'garbage_200' },
  { kind: 'truncated_200' },
  { kind: 'empty_200' },
];

export function lookingUp(point: AddPoint): void {
  point(23, async (world) => {
    const sent = await world.send(world.order());
    const { id } = world.atVenue(sent);
    const { lookup, lists } = world.rig.routes;
    const rewriteAll = (replace: Record<string, string>): void => {
      world.server.faults.clear();
      for (const route of new Set([...lookup, ...lists]))
        world.server.faults.always(route, { kind: 'rewrite', replace });
    };
    // Asked by our id, answered with another order.
    if (!world.rig.nameless) {
      rewriteAll({ [sent.order.clientOrderId]: 'f'.repeat(32) });
      const byOurs = await world.lookup({ ...sent, ref: { ...sent.ref, venueOrderId: null } });
      expect(byOurs.kind).not.toBe('found');
      expect(byOurs).not.toMatchObject({ conclusive: true });
    }
    // Asked by the venue's.
    rewriteAll({ [id]: world.rig.unknownVenueId, [sent.order.clientOrderId]: 'f'.repeat(32) });
    const byTheirs = await world.lookup(sent);
    expect(byTheirs.kind).not.toBe('found');
    expect(byTheirs).not.toMatchObject({ conclusive: true });
    world.server.faults.clear();
    expect(await world.lookup(sent)).toMatchObject({ kind: 'found' });
  });

  point(24, async (world) => {
    const order = world.order();
    const note = await world.venue.prepare(order);
    const ref = { ...order, venueOrderId: world.rig.unknownVenueId, sentAtMs: world.clock.nowMs() };
    world.clock.moveOn(world.rig.conclusiveAfterMs);
    expect(await world.venue.lookup(ref, note)).not.toMatchObject({ conclusive: true });
    expect((await world.venue.lookup(ref, note)).kind).not.toBe('found');
  });

  point(25, async (world) => {
    const sent = await world.send(world.order());
    for (const route of new Set(world.rig.routes.lookup)) {
      for (const fault of FAILURES) {
        world.server.faults.clear();
        world.server.faults.always(route, fault);
        for (const venueOrderId of [null, sent.ref.venueOrderId]) {
          const before = world.count(route);
          const outcome = await world.lookup({ ...sent, ref: { ...sent.ref, venueOrderId } });
          const asked = world.count(route) > before;
          // Where this one was not asked, another call told, and truly.
          if (asked) expect(['failed', 'found'], `${route} ${fault.kind}`).toContain(outcome.kind);
          else expect(outcome).toMatchObject({ kind: 'found' });
        }
      }
    }
    world.server.faults.clear();
    for (const fault of FAILURES) {
      world.server.faults.clear();
      for (const route of new Set(world.rig.routes.lookup)) world.server.faults.always(route, fault);
      expect(await world.lookup(sent), fault.kind).toMatchObject({ kind: 'failed' });
    }
  });

  point(26, async (world) => {
    expect(world.rig.routes.lists.length).toBeGreaterThan(0);
    const order = world.order();
    const note = await world.venue.prepare(order);
    const ref = { ...order, venueOrderId: null, sentAtMs: world.clock.nowMs() };
    world.clock.moveOn(world.rig.conclusiveAfterMs);
    for (const route of world.rig.routes.lists) {
      for (const fault of FAILURES) {
        world.server.faults.clear();
        world.server.faults.always(route, fault);
        expect(await world.venue.lookup(ref, note), `${route} ${fault.kind}`).toMatchObject({ kind: 'failed' });
      }
    }
    world.server.faults.clear();
    expect(await world.venue.lookup(ref, note)).toMatchObject({ kind: 'absent', conclusive: true });
  });
}
