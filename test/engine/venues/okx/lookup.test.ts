import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONCLUSIVE_AFTER_MS, FORGETS_AFTER_MS } from '../../../../electron/engine/venues/okx/lookup.ts';
import { okxFault } from '../../../venues/okx-server.ts';
import { OKX_SPOT_RIG } from '../acceptance/rigs/okx.ts';
import { openWorld, PRICES } from '../acceptance/world.ts';
import type { Sent, World } from '../acceptance/world.ts';

const HOUR_MS = 3_600_000;

let world: World;
beforeEach(async () => {
  world = await openWorld(OKX_SPOT_RIG);
});
afterEach(() => world.close());

const byOurId = (sent: Sent): Sent => ({ ...sent, ref: { ...sent.ref, venueOrderId: null } });

describe('the bound after which absence counts', () => {
  it('is longer than a request may be on the way (REST authentication: 30 s)', () => {
    expect(CONCLUSIVE_AFTER_MS).toBeGreaterThan(30_000 + 10_000);
    expect(FORGETS_AFTER_MS).toBeLessThan(2 * HOUR_MS);
    expect(CONCLUSIVE_AFTER_MS).toBeLessThan(FORGETS_AFTER_MS);
  });

  it('believes a list over a query that is behind', async () => {
    const sent = await world.send(world.order());
    world.clock.moveOn(CONCLUSIVE_AFTER_MS + 1_000);
    world.server.faults.next('order.query', okxFault('51603'));
    expect(await world.lookup(byOurId(sent))).toMatchObject({ kind: 'found', report: { status: 'open' } });
  });
});

describe('an answer about something else than was asked', () => {
  it.each([
    ['the other side', { '"buy"': '"sell"' }],
    ['another market', { 'BTC-USDT': 'ETH-USDT' }],
    ['another id of the venue’s', { '"ordId":"': '"ordId":"9' }],
  ])('%s is not our order', async (_, replace) => {
    const sent = await world.send(world.order());
    world.server.faults.always('order.query', { kind: 'rewrite', replace });
    expect(await world.lookup(sent)).toMatchObject({ kind: 'failed' });
    world.server.faults.clear();
    expect(await world.lookup(sent)).toMatchObject({ kind: 'found' });
  });

  it('an order of this id is ours, though by a clock that was wrong it was placed an hour before it was sent', async () => {
    const sent = await world.send(world.order());
    const later = { ...sent, ref: { ...sent.ref, venueOrderId: null, sentAtMs: sent.ref.sentAtMs + HOUR_MS } };
    expect(await world.lookup(later)).toMatchObject({ kind: 'found' });
  });
});

describe('an order that OKX has forgotten', () => {
  it('was canceled without a fill, where it was confirmed once', async () => {
    const sent = await world.send(world.order());
    await world.cancel(sent);
    world.clock.moveOn(HOUR_MS);
    expect(await world.lookup(sent)).toMatchObject({ kind: 'found', report: { status: 'canceled', filled: '0' } });
    world.clock.moveOn(2 * HOUR_MS);
    expect(await world.lookup(sent)).toMatchObject({ kind: 'found', report: { status: 'canceled', filled: '0' } });
    // Only with every list asked: an order that rests, or was filled, is in one of them.
    expect(['orders.pending', 'orders.history', 'orders.archive'].map((route) => world.count(route))).toEqual([
      1, 1, 1,
    ]);
    for (const route of ['orders.pending', 'orders.history', 'orders.archive']) {
      world.server.faults.next(route, { kind: 'status', status: 502 });
      expect(await world.lookup(sent), route).toMatchObject({ kind: 'failed' });
    }
  });

  it('may never have been there, where it was not: a person decides', async () => {
    world.server.faults.next('order.place', { kind: 'drop_before' });
    const sent = await world.send(world.order());
    expect(sent.outcome).toMatchObject({ kind: 'unknown' });
    world.clock.moveOn(CONCLUSIVE_AFTER_MS + 1_000);
    expect(await world.lookup(sent)).toMatchObject({ kind: 'absent', conclusive: true });
    world.clock.moveOn(2 * HOUR_MS);
    expect(await world.lookup(sent)).toMatchObject({ kind: 'ambiguous' });
  });

  it('is not one that rests, or was filled, whatever a query says', async () => {
    const resting = await world.send(world.order());
    const filled = await world.send(world.order());
    world.server.fillResting(world.atVenue(filled).id);
    const partly = await world.send(world.order({ amount: '0.03' }));
    world.server.fillResting(world.atVenue(partly).id, '0.01');
    await world.cancel(partly);
    world.clock.moveOn(3 * HOUR_MS);
    world.server.faults.always('order.query', okxFault('51603'));
    for (const sent of [resting, byOurId(resting)]) {
      expect(await world.lookup(sent)).toMatchObject({ kind: 'found', report: { status: 'open' } });
    }
    expect(await world.lookup(filled)).toMatchObject({ kind: 'found', report: { status: 'filled', filled: '0.01' } });
    expect(await world.lookup(partly)).toMatchObject({ kind: 'found', report: { status: 'canceled', filled: '0.01' } });
    // Past the seven days of the shorter history the longer one tells.
    world.clock.moveOn(8 * 24 * HOUR_MS);
    expect(await world.lookup(filled)).toMatchObject({ kind: 'found', report: { status: 'filled', filled: '0.01' } });
  });
});

describe('an order from before all that OKX keeps', () => {
  it('is not said to have ended without a fill: nobody can know', async () => {
    const sent = await world.send(world.order());
    world.server.fillResting(world.atVenue(sent).id);
    world.clock.moveOn(91 * 24 * HOUR_MS);
    const nothing = { code: '0', msg: '', data: [] };
    world.server.faults.always('order.query', okxFault('51603'));
    for (const list of ['orders.pending', 'orders.history', 'orders.archive']) {
      world.server.faults.always(list, { kind: 'error', status: 200, body: nothing });
    }
    expect(await world.lookup(sent)).toMatchObject({ kind: 'absent', conclusive: false });
  });
});

describe('lists', () => {
  it('are read over all their pages', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 103; count += 1) {
      const order = { market: 'BTC-USDT', side: 'buy', price: PRICES.rest, amount: '0.001' } as const;
      ids.push(world.server.placeOutside('main', order));
    }
    const open = await world.venue.openOrders();
    expect(new Set(open.map(({ venueOrderId }) => venueOrderId))).toEqual(new Set(ids));
    expect(open).toHaveLength(103);
    expect(world.count('orders.pending')).toBe(2);
  });

  it('of trades reach back three days, or three months by the longer one', async () => {
    await world.send(world.marketOrder());
    const { clock, venue, rig } = world;
    const ago = (ms: number): number => clock.nowMs() - ms;
    world.clock.moveOn(5 * 24 * HOUR_MS);
    expect(await venue.fillsSince(rig.symbol, ago(2 * 24 * HOUR_MS))).toEqual([]);
    expect(await venue.fillsSince(rig.symbol, ago(6 * 24 * HOUR_MS))).toHaveLength(1);
    const paths = world.server.requests.filter(({ route }) => route === 'fills').map(({ path }) => path);
    expect(paths.slice(-2)).toEqual(['/api/v5/trade/fills', '/api/v5/trade/fills-history']);
  });
});
