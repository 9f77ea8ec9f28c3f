import { expect } from 'vitest';
import type { AddPoint } from '../run-acceptance.ts';
import { PRICES } from '../world.ts';
import { fillOf, tradesOf } from './same-as-venue.ts';

export function listing(point: AddPoint): void {
  point(65, async (world) => {
    const order = world.order();
    for (const fault of [{ kind: 'status', status: 502 }, { kind: 'garbage_200' }, { kind: 'drop_before' }] as const) {
      world.server.faults.clear();
      world.server.faults.always(world.rig.routes.markets, fault);
      await expect(world.venue.prepare(order)).rejects.toMatchObject({ code: 'MARKET_UNAVAILABLE' });
      expect(await world.venue.place(order)).toMatchObject({ kind: 'not_sent', code: 'MARKET_UNAVAILABLE' });
    }
    expect(world.count(world.rig.routes.place)).toBe(0);
    world.server.faults.clear();
    expect((await world.send(order)).outcome).toMatchObject({ kind: 'accepted' });
  });

  point(70, async (world) => {
    const { other, symbol } = world.rig;
    const ours = await world.send(world.order({ amount: '0.03' }));
    world.server.fillResting(world.atVenue(ours).id, '0.01');
    const { marketId, price, amount } = other;
    const outside = world.server.placeOutside('main', { market: marketId, side: 'buy', price, amount });
    const gone = await world.send(world.order());
    await world.cancel(gone);
    const open = await world.venue.openOrders();
    const [mine, theirs] = ['mine', 'theirs'].map((which) =>
      open.find(({ venueOrderId }) => venueOrderId === (which === 'mine' ? ours.ref.venueOrderId : outside)),
    );
    expect(open).toHaveLength(2);
    expect(mine).toMatchObject({
      symbol,
      side: 'buy',
      type: expect.stringMatching(/limit/i) as string,
      amount: '0.03',
      price: PRICES.rest,
      filled: '0.01',
    });
    expect(mine?.clientOrderId).toBe(world.rig.nameless ? null : ours.order.clientOrderId);
    expect(theirs).toMatchObject({ symbol: other.symbol, side: 'buy', amount, price, filled: '0' });
    for (const fault of [{ kind: 'status', status: 502 }, { kind: 'garbage_200' }] as const) {
      world.server.faults.next(world.rig.routes.openOrders, fault);
      await expect(world.venue.openOrders()).rejects.toMatchObject({ name: 'QtError' });
    }
  });

  point(71, async (world) => {
    const early = await world.send(world.marketOrder({ amount: '0.01' }));
    world.clock.moveOn(3_600_000);
    const sinceMs = world.clock.nowMs();
    const bought = await world.send(world.marketOrder({ amount: '0.02' }));
    world.clock.moveOn(1_000);
    const sold = await world.send(world.marketOrder({ side: 'sell', amount: '0.01' }));
    expect([early, bought, sold].map(({ outcome }) => outcome.kind)).toEqual(['accepted', 'accepted', 'accepted']);
    const expected = [bought, sold].flatMap((sent) =>
      tradesOf(world, sent).map((trade) => ({
        ...fillOf(world, trade),
        venueOrderId: world.atVenue(sent).id,
        side: sent.order.side,
      })),
    );
    const fills = await world.venue.fillsSince(world.rig.symbol, sinceMs);
    expect(fills).toMatchObject(expected);
    expect(fills).toHaveLength(expected.length);
    for (const fault of [{ kind: 'status', status: 502 }, { kind: 'garbage_200' }] as const) {
      world.server.faults.next(world.rig.routes.trades, fault);
      await expect(world.venue.fillsSince(world.rig.symbol, sinceMs)).rejects.toMatchObject({ name: 'QtError' });
    }
  });

  point(72, async (world) => {
    const parts = world.rig.tradesPage + 3;
    const sent = await world.send(world.order({ price: PRICES.rest, amount: '2' }));
    const { id } = world.atVenue(sent);
    // Many in one millisecond, as a sweep through the book makes them.
    for (let part = 0; part < parts; part += 1) {
      world.server.fillResting(id, '0.001');
      if (part % 10 === 9) world.clock.moveOn(1);
    }
    const fills = await world.venue.fillsSince(world.rig.symbol, 0);
    expect(fills.map(({ tradeId }) => tradeId)).toEqual(tradesOf(world, sent).map((trade) => trade.id));
    expect(fills).toHaveLength(parts);
    expect(world.count(world.rig.routes.trades)).toBeGreaterThan(1);
  });

  point(73, async (world) => {
    const before = await world.venue.balances();
    await world.send(world.order({ amount: '0.03' }));
    const { balances } = world.server.ledger('main');
    const told = await world.venue.balances();
    const { base, quote, market } = world.rig;
    for (const asset of market === 'spot' ? [base, quote] : [quote]) {
      const { free, locked } = balances[asset]!;
      expect(told.find((each) => each.asset === asset)).toMatchObject({ asset, free, locked });
    }
    expect(Number(balances[quote]!.locked)).toBeGreaterThan(0);
    const total = (list: typeof told): string | undefined => list.find(({ asset }) => asset === quote)?.total;
    expect(total(told)).toBe(total(before));
    world.server.faults.next(world.rig.routes.balances, { kind: 'garbage_200' });
    await expect(world.venue.balances()).rejects.toMatchObject({ name: 'QtError' });
  });
}
