import { expect } from 'vitest';
import { cmp } from '../../../../../shared/money/decimal.ts';
import type { AddPoint } from '../run-acceptance.ts';
import { openWorld } from '../world.ts';
import type { World } from '../world.ts';
import type { TermsFault } from '../venue-rig.ts';

export function swapping(point: AddPoint): void {
  point(90, async (world) => {
    const { leverage, marginMode } = terms(world);
    // As the exchange starts everybody, which is not what this account asks for.
    expect(world.server.ledger('main').terms[world.rig.marketId]).not.toEqual({ leverage, marginMode });
    await world.venue.prepare(world.order());
    expect(world.server.ledger('main').terms[world.rig.marketId]).toEqual({ leverage, marginMode });
    expect(world.count(world.rig.routes.place)).toBe(0);
    expect((await world.send(world.order())).outcome).toMatchObject({ kind: 'accepted' });
  });

  point(91, async (world) => {
    const { termsFaults } = terms(world);
    expect(termsFaults.length).toBeGreaterThan(0);
    for (const fault of termsFaults) await expectRefusedBefore(world, fault);
  });

  point(92, async (world) => {
    const { marketId } = world.rig;
    // Without a position there is nothing to reduce.
    const none = await world.send(world.marketOrder({ side: 'sell', amount: '0.02', reduceOnly: true }));
    expect(none.outcome.kind === 'accepted' ? (await world.found(none)).filled : none.outcome.kind).toMatch(
      /^(0|refused)$/,
    );
    expect(world.server.ledger('main').positions[marketId] ?? '0').toBe('0');
    await world.send(world.marketOrder({ amount: '0.03' }));
    expect(world.server.ledger('main').positions[marketId]).toBe('0.03');
    const part = await world.send(world.marketOrder({ side: 'sell', amount: '0.01', reduceOnly: true }));
    expect(await world.found(part)).toMatchObject({ status: 'filled', filled: '0.01' });
    expect(world.server.ledger('main').positions[marketId]).toBe('0.02');
    await world.send(world.marketOrder({ side: 'sell', amount: '0.05', reduceOnly: true }));
    const left = world.server.ledger('main').positions[marketId] ?? '0';
    expect(cmp(left, '0')).not.toBe(-1);
    expect(cmp(left, '0.02')).not.toBe(1);
    expect(world.venue.features.reduceOnly).toBe(true);
  });

  point(93, async (world) => {
    const { leverage, marginMode } = terms(world);
    expect(await world.venue.positions()).toEqual([]);
    await world.send(world.marketOrder({ amount: '0.03' }));
    const { symbol } = world.rig;
    const told = await world.venue.positions();
    expect(told).toMatchObject([{ symbol, side: 'long', amount: '0.03', leverage, marginMode }]);
    expect(Number(told[0]?.entryPrice)).toBe(60_010);
    await world.send(world.marketOrder({ side: 'sell', amount: '0.05' }));
    expect(await world.venue.positions()).toMatchObject([{ symbol, side: 'short', amount: '0.02' }]);
    await world.send(world.marketOrder({ amount: '0.02' }));
    expect(await world.venue.positions()).toEqual([]);
  });

  point(94, (world) => expectRefusedBefore(world, terms(world).hedgeMode));

  point(95, async (world) => {
    const { termsRoutes } = terms(world);
    await world.send(world.order());
    const before = world.count(...termsRoutes);
    expect(before).toBeGreaterThan(0);
    await world.send(world.order());
    expect(world.count(...termsRoutes)).toBe(before);
    world.clock.moveOn(3_700_000);
    await world.send(world.order());
    expect(world.count(...termsRoutes)).toBeGreaterThan(before);
  });
}

function terms(world: World): NonNullable<World['rig']['swap']> {
  if (!world.rig.swap) throw new Error('a swap rig tells its terms');
  return world.rig.swap;
}

/** `prepare` throws, so the engine journals nothing and sends nothing; and it is no verdict for good. */
async function expectRefusedBefore(world: World, { name, route, fault }: TermsFault): Promise<void> {
  const own = await openWorld(world.rig);
  try {
    own.server.faults.always(route, fault);
    await expect(own.venue.prepare(own.order()), name).rejects.toMatchObject({ code: 'LEVERAGE_NOT_SET' });
    expect(own.count(route), name).toBeGreaterThan(0);
    expect(own.count(own.rig.routes.place), name).toBe(0);
    own.server.faults.clear();
    expect((await own.send(own.order())).outcome, name).toMatchObject({ kind: 'accepted' });
  } finally {
    await own.close();
  }
}
