import { expect } from 'vitest';
import type { AmendOutcome, OrderChange } from '../../../../../electron/engine/venues/venue.ts';
import type { Fault } from '../../../../venues/venue-server.ts';
import type { AddPoint } from '../run-acceptance.ts';
import { PRICES } from '../world.ts';
import type { Sent, World } from '../world.ts';

const UNCERTAIN: readonly Fault[] = [
  { kind: 'drop_after' },
  { kind: 'garbage_200', processed: true },
  { kind: 'empty_200' },
  { kind: 'status', status: 502, processed: true },
  { kind: 'drop_before' },
];

/** Venues that change nothing in place declare all five; `features.amend` then says `replace`. */
export function amending(point: AddPoint): void {
  point(40, async (world) => {
    const sent = await world.send(world.order());
    expect(world.venue.features.amend).toBe('native');
    expect(await amend(world, sent, { price: PRICES.up, amount: '0.01' })).toMatchObject({ kind: 'amended' });
    expect(world.orders()).toMatchObject([{ price: PRICES.up, amount: '0.01', status: 'open' }]);
    expect(await world.found(sent)).toMatchObject({ status: 'open', price: PRICES.up, amount: '0.01', filled: '0' });
  });

  point(41, async (world) => {
    const sent = await world.send(world.order({ amount: '0.03' }));
    world.server.fillResting(world.atVenue(sent).id, '0.01');
    expect(await amend(world, sent, { price: PRICES.rest, amount: '0.05' })).toMatchObject({ kind: 'amended' });
    expect(world.orders()).toMatchObject([{ price: PRICES.rest, amount: '0.05', filled: '0.01' }]);
    expect(await world.found(sent)).toMatchObject({ status: 'partially_filled', amount: '0.05', filled: '0.01' });
    expect(await amend(world, sent, { price: PRICES.rest, amount: '0.02' })).toMatchObject({ kind: 'amended' });
    expect(world.orders()).toMatchObject([{ amount: '0.02', filled: '0.01' }]);
  });

  point(42, async (world) => {
    const canceled = await world.send(world.order());
    await world.cancel(canceled);
    expect(await amend(world, canceled)).toMatchObject({ kind: 'gone' });
    const filled = await world.send(world.order());
    world.server.fillResting(world.atVenue(filled).id);
    expect(await amend(world, filled)).toMatchObject({ kind: 'gone' });
    expect(world.orders().map(({ status }) => status)).toEqual(['canceled', 'filled']);
  });

  point(43, async (world) => {
    const refusals = world.rig.amendRefusals ?? [];
    expect(refusals.length).toBeGreaterThan(0);
    const route = world.rig.routes.amend ?? '';
    for (const { name, change, fault, code } of refusals) {
      const sent = await world.send(world.order());
      if (fault) world.server.faults.next(route, fault);
      expect(await amend(world, sent, { ...CHANGE, ...change }), name).toMatchObject({ kind: 'refused', code });
      expect(world.atVenue(sent), name).toMatchObject({ price: PRICES.rest, amount: '0.01', status: 'open' });
      expect(world.server.faults.pending(), name).toBe(0);
      await world.cancel(sent);
    }
  });

  point(44, async (world) => {
    const route = world.rig.routes.amend ?? '';
    for (const fault of UNCERTAIN) {
      const sent = await world.send(world.order());
      const before = world.count(route);
      world.server.faults.next(route, fault);
      expect(await amend(world, sent), fault.kind).toMatchObject({ kind: 'unknown' });
      expect(world.count(route), fault.kind).toBe(before + 1);
      const { price, amount } = world.atVenue(sent);
      expect(await world.found(sent), fault.kind).toMatchObject({ price, amount, status: 'open' });
      await world.cancel(sent);
    }
  });
}

const CHANGE: OrderChange = { price: PRICES.up, amount: '0.02' };

function amend({ venue }: World, sent: Sent, change = CHANGE): Promise<AmendOutcome> {
  if (!venue.amend) throw new Error('this venue amends nothing in place');
  return venue.amend(sent.ref, change);
}
