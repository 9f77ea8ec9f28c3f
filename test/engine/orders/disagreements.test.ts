import { describe, expect, it, onTestFinished } from 'vitest';
import type { OpenOrder } from '../../../electron/engine/venues/venue.ts';
import { filledReport, orderWorld, report } from './order-world.ts';

const NAME = 'main_binance';

/** A world with one order that is booked, and whatever the exchange is found to contradict. */
async function desk(attended = false) {
  const found: string[] = [];
  const onDisagreement = (account: string, detail: string) => void found.push(`${account}: ${detail}`);
  const world = orderWorld({ onDisagreement, attended });
  onTestFinished(world.close);
  const place = async (outcome: Awaited<ReturnType<typeof world.venue.onPlace>>) => {
    world.venue.onPlace = () => outcome;
    return (await world.fire()).orders[0]!;
  };
  const compare = () => world.life.reconcile(NAME);
  const rests = (filled = '0'): OpenOrder => ({
    ...{ venueOrderId: 'v1', clientOrderId: null, symbol: 'BTC/USDT', side: 'buy', type: 'limit' },
    ...{ amount: '0.01', price: '50000', filled, createdAtMs: 1_000 },
  });
  return { world, found, place, compare, rests };
}

describe('books that the exchange contradicts', () => {
  it('are told of once a later comparison finds the same: less traded there than here', async () => {
    const { world, found, place, compare } = await desk();
    await place({ kind: 'accepted', report: report({ status: 'partially_filled', filled: '0.006' }) });
    world.venue.onLookup = () => ({ kind: 'found', report: report({ status: 'canceled', filled: '0.002' }) });
    await compare();
    await world.clock.advanceAsync(9_000);
    await compare();
    expect(found).toEqual([]);
    await world.clock.advanceAsync(1_000);
    await compare();
    expect(found).toEqual([
      expect.stringMatching(
        /^main_binance: order ord_\w+: .* canceled with 0.002 filled, here it is partially filled with 0.006/,
      ),
    ]);
  });

  it('also where the order is final here and rests there', async () => {
    const { world, found, place, compare, rests } = await desk();
    await place({ kind: 'accepted', report: filledReport('0.01') });
    world.venue.onOpenOrders = () => [rests('0.004')];
    world.venue.onLookup = () => ({ kind: 'found', report: report({ status: 'partially_filled', filled: '0.004' }) });
    await compare();
    await world.clock.advanceAsync(10_000);
    await compare();
    expect(found).toHaveLength(1);
    // Said again for as long as it is so: a release without a look at it would not last.
    await compare();
    await world.clock.advanceAsync(10_000);
    await compare();
    expect(found).toHaveLength(2);
  });

  it('not where a replica was behind for a moment', async () => {
    const { world, found, place, compare, rests } = await desk();
    await place({ kind: 'accepted', report: filledReport('0.01') });
    world.venue.onOpenOrders = () => [rests()];
    world.venue.onLookup = () => ({ kind: 'found', report: report({ status: 'open', filled: '0' }) });
    await compare();
    world.venue.onOpenOrders = () => [];
    world.venue.onLookup = () => ({ kind: 'found', report: filledReport('0.01') });
    await world.clock.advanceAsync(10_000);
    await compare();
    await world.clock.advanceAsync(10_000);
    world.venue.onOpenOrders = () => [rests()];
    world.venue.onLookup = () => ({ kind: 'found', report: report({ status: 'open', filled: '0' }) });
    await compare();
    expect(found).toEqual([]);
  });

  it('not while an order trades on, and each look-up is a little late', async () => {
    const { world, found, place, compare } = await desk();
    const order = await place({ kind: 'accepted', report: report({ status: 'partially_filled', filled: '0.002' }) });
    for (const [booked, told] of [
      ['0.004', '0.003'],
      ['0.006', '0.005'],
      ['0.008', '0.007'],
    ] as const) {
      world.tracker.book(order.id, report({ status: 'partially_filled', filled: booked }), 'stream', 'told');
      world.venue.onLookup = () => ({ kind: 'found', report: report({ status: 'partially_filled', filled: told }) });
      await compare();
      await world.clock.advanceAsync(15_000);
    }
    expect(found).toEqual([]);
  });

  it('are compared again soon where somebody attends the engine', async () => {
    const { world, found, place } = await desk(true);
    world.life.recover();
    await world.clock.advanceAsync(1);
    await place({ kind: 'accepted', report: report({ status: 'partially_filled', filled: '0.006' }) });
    world.venue.onLookup = () => ({ kind: 'found', report: report({ status: 'partially_filled', filled: '0.001' }) });
    await world.life.reconcile(NAME);
    await world.clock.advanceAsync(11_000);
    expect(found).toHaveLength(1);
  });
});
