import { expect } from 'vitest';
import type { Fault } from '../../../../venues/venue-server.ts';
import type { AddPoint } from '../run-acceptance.ts';
import { expectAsTraded } from './same-as-venue.ts';

const UNCERTAIN: readonly Fault[] = [
  { kind: 'drop_after' },
  { kind: 'garbage_200', processed: true },
  { kind: 'empty_200' },
  { kind: 'status', status: 502, processed: true },
  { kind: 'status', status: 502 },
  { kind: 'drop_before' },
];

export function canceling(point: AddPoint): void {
  point(30, async (world) => {
    const sent = await world.send(world.order());
    expect(await world.cancel(sent)).toMatchObject({ kind: 'canceled' });
    expect(world.atVenue(sent)).toMatchObject({ status: 'canceled' });
    expect(await world.found(sent)).toMatchObject({ status: 'canceled', filled: '0', fills: [] });
    expect(await world.cancel(sent)).toMatchObject({ kind: 'gone' });
    // By our id alone, as after an answer that never came.
    const other = await world.send(world.order());
    expect(await world.cancel({ ...other, ref: { ...other.ref, venueOrderId: null } })).toMatchObject({
      kind: 'canceled',
    });
  });

  point(31, async (world) => {
    const sent = await world.send(world.order({ amount: '0.03' }));
    world.server.fillResting(world.atVenue(sent).id, '0.01');
    const outcome = await world.cancel(sent);
    expect(outcome.kind).toBe('canceled');
    if (outcome.kind === 'canceled' && outcome.report) expect(outcome.report).toMatchObject({ filled: '0.01' });
    const report = await world.found(sent);
    expect(report).toMatchObject({ status: 'canceled', filled: '0.01' });
    expectAsTraded(world, sent, report);
  });

  point(32, async (world) => {
    const sent = await world.send(world.order());
    const { id } = world.atVenue(sent);
    world.server.faults.next(world.rig.routes.cancel, { kind: 'delay', ms: 200, when: 'before' });
    const canceling = world.cancel(sent);
    await world.pause(60);
    world.server.fillResting(id);
    expect(await canceling).toMatchObject({ kind: 'gone' });
    const report = await world.found(sent);
    expect(report).toMatchObject({ status: 'filled', filled: '0.01' });
    expectAsTraded(world, sent, report);
  });

  point(33, async (world) => {
    for (const fault of UNCERTAIN) {
      const sent = await world.send(world.order());
      const before = world.count(world.rig.routes.cancel);
      world.server.faults.next(world.rig.routes.cancel, fault);
      expect(await world.cancel(sent), fault.kind).toMatchObject({ kind: 'unknown' });
      expect(world.count(world.rig.routes.cancel)).toBe(before + 1);
      const { status } = world.atVenue(sent);
      expect(await world.found(sent), fault.kind).toMatchObject({ status });
    }
  });

  point(34, async (world) => {
    const order = world.order();
    const note = await world.venue.prepare(order);
    const ref = { ...order, sentAtMs: world.clock.nowMs() };
    expect(await world.venue.cancel({ ...ref, venueOrderId: world.rig.unknownVenueId }, note)).toMatchObject({
      kind: 'gone',
    });
    expect(world.orders()).toEqual([]);
  });

  point(35, async (world) => {
    const { marketId, price, amount, symbol } = world.rig.other;
    const venueOrderId = world.server.placeOutside('main', { market: marketId, side: 'buy', price, amount });
    const external = { venueOrderId, symbol };
    expect(await world.venue.cancelExternal(external)).toMatchObject({ kind: 'canceled' });
    expect(world.orders()).toMatchObject([{ id: venueOrderId, status: 'canceled' }]);
    expect(await world.venue.cancelExternal(external)).toMatchObject({ kind: 'gone' });
  });

  point(36, async (world) => {
    const sent = await world.send(world.order());
    await world.stopServer();
    expect(await world.cancel(sent)).toMatchObject({ kind: 'refused', code: 'VENUE_UNREACHABLE' });
  });
}
