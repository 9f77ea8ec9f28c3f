import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderRef } from '../../../../electron/engine/venues/venue.ts';
import type { LoggedRequest } from '../../../venues/http/request.ts';
import { KRAKEN_SPOT_RIG } from '../acceptance/rigs/kraken.ts';
import { openWorld } from '../acceptance/world.ts';
import type { World } from '../acceptance/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld(KRAKEN_SPOT_RIG);
});
afterEach(() => world.close());

/** The question for a whole list, and not for one client id. */
const whole =
  (route: string) =>
  (request: LoggedRequest): boolean =>
    request.route === route && !('cl_ord_id' in request.params);

async function neverPlaced(): Promise<OrderRef> {
  const order = world.order();
  await world.venue.prepare(order);
  const ref = { ...order, venueOrderId: null, sentAtMs: world.clock.nowMs() };
  world.clock.moveOn(KRAKEN_SPOT_RIG.conclusiveAfterMs);
  return ref;
}

describe('looking up at Kraken', () => {
  it.each(['openOrders', 'closedOrders'])('without the whole list of %s nothing is concluded', async (route) => {
    const ref = await neverPlaced();
    world.server.faults.always(whole(route), { kind: 'garbage_200' });
    expect(await world.venue.lookup(ref, null)).toMatchObject({ kind: 'failed' });
    world.server.faults.clear();
    expect(await world.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: true });
  });

  it('believes the whole list over a question by our id that found nothing', async () => {
    const sent = await world.send(world.order());
    world.clock.moveOn(KRAKEN_SPOT_RIG.conclusiveAfterMs);
    const ref = { ...sent.ref, venueOrderId: null };
    const nothing = { kind: 'error', status: 200, body: { error: [], result: { open: {} } } } as const;
    world.server.faults.next('openOrders', nothing);
    expect(await world.venue.lookup(ref, null)).toMatchObject({ kind: 'found', report: { status: 'open' } });
  });

  it('concludes nothing from a list that goes on beyond what it read', async () => {
    const ref = await neverPlaced();
    const at = Math.floor(world.clock.nowMs() / 1_000);
    const order = {
      status: 'canceled',
      opentm: at,
      descr: { pair: 'XBTUSD', type: 'buy', ordertype: 'limit', price: '1' },
      vol: '1',
      vol_exec: '0',
      cost: '0',
    };
    const ids = Array.from({ length: 50 }, (_, row) => `OAAAAA-AAAAA-${String(row).padStart(6, '0')}`);
    const closed = Object.fromEntries(ids.map((id) => [id, order]));
    const body = { error: [], result: { closed, count: 5_000 } };
    world.server.faults.always(whole('closedOrders'), { kind: 'error', status: 200, body });
    expect(await world.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: false });
  });

  it('asked by Kraken’s id, another order in the answer is never ours, even without a client id', async () => {
    const sent = await world.send(world.order());
    const { id } = world.atVenue(sent);
    const replace = { [id]: KRAKEN_SPOT_RIG.unknownVenueId, cl_ord_id: 'not_told' };
    world.server.faults.next('order.query', { kind: 'rewrite', replace });
    expect(await world.lookup(sent)).toMatchObject({ kind: 'failed' });
    world.server.faults.next('order.query', { kind: 'rewrite', replace: { cl_ord_id: 'not_told' } });
    expect(await world.lookup(sent)).toMatchObject({ kind: 'found' });
  });

  it('nor is one of another side or another pair', async () => {
    const sent = await world.send(world.order());
    const others: Record<string, string>[] = [{ '"buy"': '"sell"' }, { '"XBTUSD"': '"ETHUSD"' }];
    for (const replace of others) {
      world.server.faults.next('order.query', { kind: 'rewrite', replace });
      expect(await world.lookup(sent)).toMatchObject({ kind: 'failed' });
    }
  });

  it('an order of this id is ours, though by a clock that was wrong it was placed an hour before it was sent', async () => {
    const sent = await world.send(world.order());
    world.clock.moveOn(3_600_000);
    const ref = { ...sent.ref, venueOrderId: null, sentAtMs: world.clock.nowMs() };
    expect(await world.venue.lookup(ref, null)).toMatchObject({ kind: 'found' });
  });

  it('an order of many fills: their ids are asked for in handfuls', async () => {
    const sent = await world.send(world.order({ amount: '1' }));
    const { id } = world.atVenue(sent);
    for (let part = 0; part < 45; part += 1) world.server.fillResting(id, '0.01');
    const report = await world.found(sent);
    expect(report.fills).toHaveLength(45);
    expect(world.count('trades.query')).toBe(3);
    // Trades one by one, as the stream tells them: not drawn together.
    const asked = world.server.requests.filter(({ route }) => route === 'order.query');
    expect(asked.every(({ params }) => params['consolidate_taker'] === 'false')).toBe(true);
  });

  it('without its fills the report stands', async () => {
    const sent = await world.send(world.order());
    world.server.fillResting(world.atVenue(sent).id);
    world.server.faults.next('trades.query', { kind: 'status', status: 502 });
    expect(await world.found(sent)).toMatchObject({ status: 'filled', filled: '0.01', fills: [] });
  });
});
