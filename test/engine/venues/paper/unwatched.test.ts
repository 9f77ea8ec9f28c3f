import { expect, it, onTestFinished } from 'vitest';
import { openPaperVenue } from '../../../../electron/engine/venues/paper/paper-venue.ts';
import { orderWorld, BTC } from '../../orders/order-world.ts';
import type { OrderBook } from '../../../../shared/schema/market.ts';
import type { MarketData, Venue, VenueOrder } from '../../../../electron/engine/venues/venue.ts';
import { paperAccount } from '../../../support/accounts.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { tempJournal } from '../../../support/temp-journal.ts';

const ORDER: VenueOrder = {
  ...{ clientOrderId: 'c1', symbol: 'BTC/USDT', side: 'buy', type: 'limit', timeInForce: 'gtc' },
  ...{ amount: '0.01', price: '40000', postOnly: false, reduceOnly: false },
};

/** A paper account on a market whose past cannot be asked. */
function desk() {
  const db = tempJournal();
  const clock = createFakeClock();
  const book = (): OrderBook => ({ bids: [['49999', '10']], asks: [['50000', '10']], atMs: clock.nowMs() });
  const market: MarketData = {
    instruments: async () => new Map([[BTC.symbol, BTC]]),
    ticker: () => Promise.reject(new Error('not asked')),
    book: async () => book(),
    close: async () => {},
  };
  const open = (): Venue => openPaperVenue(paperAccount('paper'), market, { clock, db });
  const look = async (venue: Venue) => {
    const found = await venue.lookup({ ...ORDER, venueOrderId: null, sentAtMs: clock.nowMs() }, null);
    return found.kind === 'found' ? found.report : null;
  };
  return { db, clock, open, look };
}

it('says from when to when nobody watched a market without a past, also after a restart', async () => {
  const { clock, open, look } = desk();
  const first = open();
  await first.place(ORDER);
  for (let second = 0; second < 30; second += 1) {
    clock.advance(1_000);
    expect((await look(first))?.unwatched).toBeUndefined();
  }
  await first.close();
  const leftMs = clock.nowMs();
  clock.advance(3_600_000);
  const next = open();
  const { unwatched } = (await look(next))!;
  expect(unwatched?.untilMs).toBe(clock.nowMs());
  // What was seen last is known to a few seconds.
  expect(leftMs - unwatched!.fromMs).toBeGreaterThanOrEqual(0);
  expect(leftMs - unwatched!.fromMs).toBeLessThanOrEqual(6_000);
  clock.advance(1_000);
  expect((await look(next))?.unwatched).toEqual(unwatched);
});

it('puts a gap into the story and the note of the order, once', async () => {
  const world = orderWorld({ accounts: [paperAccount('main_binance')] });
  onTestFinished(world.close);
  const at = world.clock.nowMs();
  const report = { venueOrderId: 'paper-1', status: 'open', filled: '0', average: null, fills: [] } as const;
  const open = { ...report, fills: [] };
  world.venue.onPlace = () => ({ kind: 'accepted', report: open });
  const [order] = (await world.fire()).orders;
  const gap = (fromMs: number, untilMs: number) => ({ ...open, unwatched: { fromMs, untilMs } });
  world.venue.onLookup = () => ({ kind: 'found', report: gap(at, at + 60_000) });
  await world.clock.advanceAsync(5_000);
  expect(world.journal.evidence.list(order!.id)).toMatchObject([{ kind: 'paper_gap' }]);
  const until = new Date(at + 60_000).toISOString();
  expect(world.order(order!.id).note).toBe(`not watched from ${new Date(at).toISOString()} to ${until}`);
  world.venue.onLookup = () => ({ kind: 'found', report: gap(at + 70_000, at + 90_000) });
  await world.clock.advanceAsync(5_000);
  expect(world.journal.evidence.list(order!.id)).toHaveLength(2);
  expect(world.order(order!.id).note).toContain(new Date(at + 90_000).toISOString());
  expect(world.order(order!.id).note).not.toContain(until);
});
