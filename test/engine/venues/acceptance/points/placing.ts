import { expect } from 'vitest';
import type { AddPoint } from '../run-acceptance.ts';
import { LEVEL, PRICES } from '../world.ts';
import type { World } from '../world.ts';
import { expectAsTraded, tradesOf } from './same-as-venue.ts';

export function placing(point: AddPoint): void {
  point(1, (world) => fillsAtOnce(world, 'buy'));
  point(2, async (world) => {
    // Something to sell, also where that is a position.
    if (world.rig.market === 'swap') await world.send(world.marketOrder({ amount: '0.7' }));
    await fillsAtOnce(world, 'sell');
  });

  point(3, async (world) => {
    const sent = await world.send(world.order());
    expect(sent.outcome).toMatchObject({ kind: 'accepted', report: { status: 'open', filled: '0', fills: [] } });
    const { id } = world.atVenue(sent);
    expect(sent.ref.venueOrderId).toBe(id);
    for (const venueOrderId of [id, null]) {
      const again = { ...sent, ref: { ...sent.ref, venueOrderId } };
      expect(await world.found(again)).toMatchObject({ venueOrderId: id, status: 'open', filled: '0', fills: [] });
    }
    expect(world.atVenue(sent)).toMatchObject({ status: 'open', side: 'buy', amount: '0.01', price: PRICES.rest });
  });

  point(4, async (world) => {
    const sent = await world.send(world.order({ price: PRICES.ask, amount: '0.8' }));
    expect(sent.outcome.kind).toBe('accepted');
    const report = await world.found(sent);
    expect(report.status).toBe('partially_filled');
    expect(report.filled).toBe(LEVEL);
    expectAsTraded(world, sent, report);
  });

  point(5, async (world) => {
    const sent = await world.send(world.order({ amount: '0.03' }));
    const { id } = world.atVenue(sent);
    world.server.fillResting(id, '0.01');
    const part = await world.found(sent);
    expect(part.status).toBe('partially_filled');
    expectAsTraded(world, sent, part);
    world.clock.moveOn(1_000);
    world.server.fillResting(id);
    const whole = await world.found(sent);
    expect(whole.status).toBe('filled');
    expect(whole.filled).toBe('0.03');
    expect(tradesOf(world, sent)).toHaveLength(2);
    expectAsTraded(world, sent, whole);
  });

  point(6, async (world) => {
    const sent = await world.send(world.order({ postOnly: true }));
    expect(sent.outcome.kind).toBe('accepted');
    expect(await world.found(sent)).toMatchObject({ status: 'open', filled: '0' });
  });

  point(7, async (world) => {
    const sent = await world.send(world.order({ postOnly: true, price: PRICES.worseAsk }));
    if (sent.outcome.kind === 'accepted') {
      const { status, filled } = await world.found(sent);
      expect(['canceled', 'rejected', 'expired']).toContain(status);
      expect(filled).toBe('0');
    } else {
      expect(sent.outcome).toMatchObject({ kind: 'refused' });
    }
    expect(world.server.ledger('main').trades).toEqual([]);
  });

  point(8, async (world) => {
    const sent = await world.send(world.order({ price: PRICES.ask, amount: '0.8', timeInForce: 'ioc' }));
    expect(sent.outcome.kind).toBe('accepted');
    const report = await world.found(sent);
    expect(['expired', 'canceled']).toContain(report.status);
    expectAsTraded(world, sent, report);
    expect(report.filled).toBe(LEVEL);
  });

  point(9, async (world) => {
    const order = world.order({ amount: '0.021', price: '49999' });
    await world.venue.prepare(order);
    const before = world.server.requests.length;
    expect(await world.venue.place(order)).toMatchObject({ kind: 'accepted' });
    const sent = world.server.requests.slice(before);
    expect(sent[0]).toMatchObject({ route: world.rig.routes.place, signed: true, account: 'main' });
    expect(sent.filter(({ route }) => route === world.rig.routes.place)).toHaveLength(1);
    expect(world.orders()).toMatchObject([{ amount: '0.021', price: '49999', side: 'buy' }]);
  });

  point(10, async (world) => {
    const order = world.order({ symbol: 'NO/SUCH' });
    await expect(world.venue.prepare(order)).rejects.toMatchObject({ code: 'UNKNOWN_SYMBOL' });
    expect(await world.venue.place(order)).toMatchObject({ kind: 'not_sent', code: 'UNKNOWN_SYMBOL' });
    expect(world.count(world.rig.routes.place)).toBe(0);
  });
}

async function fillsAtOnce(world: World, side: 'buy' | 'sell'): Promise<void> {
  const sent = await world.send(world.marketOrder({ side, amount: '0.7' }));
  expect(sent.outcome.kind).toBe('accepted');
  const report = await world.found(sent);
  expect(report.status).toBe('filled');
  expect(report.filled).toBe('0.7');
  expect(tradesOf(world, sent).length).toBeGreaterThan(0);
  expectAsTraded(world, sent, report);
  expect(world.atVenue(sent)).toMatchObject({ side, amount: '0.7', status: 'filled' });
  // What the first answer told already must be the same thing.
  if (sent.outcome.kind !== 'accepted' || sent.outcome.report.fills.length === 0) return;
  expectAsTraded(world, sent, sent.outcome.report);
}
