import { expect } from 'vitest';
import type { VenueEvent } from '../../../../../electron/engine/venues/venue.ts';
import type { AddPoint } from '../run-acceptance.ts';
import type { Heard, Sent, World } from '../world.ts';
import { fillOf, tradesOf } from './same-as-venue.ts';

/** Long enough for what comes at once on loopback. */
const MOMENT_MS = 150;

export function streaming(point: AddPoint): void {
  point(80, async (world) => {
    const heard = await listenLive(world);
    const sent = await world.send(world.order({ amount: '0.03' }));
    await heard.until('the new order', told(sent, 'open'));
    const { id } = world.atVenue(sent);
    expect(heard.reports(sent).at(-1)).toMatchObject({ venueOrderId: id, filled: '0' });
    world.clock.moveOn(1_000);
    world.server.fillResting(id, '0.01');
    await heard.until('a part', told(sent, 'partially_filled', '0.01'));
    world.server.fillResting(id, '0.01');
    await heard.until('the sum of two parts', told(sent, 'partially_filled', '0.02'));
    world.server.fillResting(id);
    await heard.until('the whole', told(sent, 'filled', '0.03'));
    const last = heard.reports(sent).at(-1);
    expect(last?.updatedAtMs).toBe(world.atVenue(sent).updatedAt);
    const canceled = await world.send(world.order());
    await world.cancel(canceled);
    await heard.until('the cancel', told(canceled, 'canceled', '0'));
    // Of a stranger's order too: it is for the engine to know whose it is.
    const { marketId, price, amount } = world.rig.other;
    const outside = world.server.placeOutside('main', { market: marketId, side: 'buy', price, amount });
    await heard.until('an order from outside', (event) => event.kind === 'order' && event.venueOrderId === outside);
    heard.stop();
  });

  point(81, async (world) => {
    const heard = await listenLive(world);
    const sent = await world.send(world.order({ amount: '0.03' }));
    const { id } = world.atVenue(sent);
    world.server.fillResting(id, '0.01');
    world.clock.moveOn(10);
    world.server.fillResting(id);
    await heard.until('the whole', told(sent, 'filled', '0.03'));
    await world.pause(MOMENT_MS);
    const fills = heard.reports(sent).flatMap((report) => report.fills);
    const trades = tradesOf(world, sent);
    expect(new Set(fills.map(({ tradeId }) => tradeId))).toEqual(new Set(trades.map((trade) => trade.id)));
    const inRest = (await world.found(sent)).fills;
    for (const trade of trades) {
      const streamed = fills.find(({ tradeId }) => tradeId === trade.id);
      expect(streamed).toMatchObject({ tradeId: trade.id, price: trade.price, amount: trade.amount });
      expect(inRest.find(({ tradeId }) => tradeId === trade.id)).toEqual(fillOf(world, trade));
      // A fee may follow by REST; but where the stream tells one, it is the same.
      if (streamed?.fee != null) expect(streamed).toMatchObject({ fee: (fillOf(world, trade) as typeof streamed).fee });
    }
    heard.stop();
  });

  point(82, async (world) => {
    const heard = await listenLive(world);
    const sent = await world.send(world.order({ amount: '0.03' }));
    await heard.until('the new order', told(sent, 'open'));
    const { id } = world.atVenue(sent);
    world.server.streams.hold();
    world.server.fillResting(id, '0.01');
    const partAtMs = world.atVenue(sent).updatedAt;
    world.clock.moveOn(5_000);
    await world.cancel(sent);
    const rest = await world.found(sent);
    expect(rest).toMatchObject({ status: 'canceled', filled: '0.01' });
    world.server.streams.release();
    await heard.until('the stale part', told(sent, 'partially_filled', '0.01'));
    const stale = heard.reports(sent).find(({ status }) => status === 'partially_filled');
    // Its own time is older, and it tells no fill that REST does not.
    expect(stale?.updatedAtMs).toBe(partAtMs);
    if (rest.updatedAtMs !== undefined) expect(rest.updatedAtMs).toBeGreaterThan(partAtMs);
    expect(Number(stale?.filled)).toBeLessThanOrEqual(Number(rest.filled));
    heard.stop();
  });

  point(83, async (world) => {
    const heard = await listenLive(world);
    const sent = await world.send(world.order({ amount: '0.03' }));
    await heard.until('the new order', told(sent, 'open'));
    const { id } = world.atVenue(sent);
    world.server.streams.swallow(1_000);
    world.server.fillResting(id, '0.01');
    await world.pause(MOMENT_MS);
    world.server.streams.swallow(0);
    expect(heard.reports(sent).every(({ filled }) => filled === '0')).toBe(true);
    const from = heard.events.length;
    world.server.fillResting(id, '0.01');
    await heard.until('a gap, or the sum with what was lost', (event, index) =>
      event.kind === 'gap' ? index >= from : told(sent, 'partially_filled', '0.02')(event),
    );
    heard.stop();
  });

  point(84, async (world) => {
    const heard = await listenLive(world);
    const sent = await world.send(world.order({ amount: '0.03' }));
    const { id } = world.atVenue(sent);
    await heard.until('the new order', told(sent, 'open'));
    const from = heard.events.length;
    const later =
      (kind: VenueEvent['kind']) =>
      (event: VenueEvent, index: number): boolean =>
        index >= from && event.kind === kind;
    world.server.streams.dropAll();
    await heard.until('down', later('down'));
    world.server.fillResting(id, '0.01');
    await heard.until('live again', later('live'));
    const kinds = heard.events.slice(from).map(({ kind }) => kind);
    expect(kinds.indexOf('down')).toBeLessThan(kinds.indexOf('gap'));
    expect(kinds.indexOf('gap')).toBeGreaterThanOrEqual(0);
    expect(kinds.indexOf('gap')).toBeLessThan(kinds.indexOf('live'));
    world.server.fillResting(id);
    await heard.until('the fill after it', told(sent, 'filled', '0.03'));
    heard.stop();
  });

  point(85, async (world) => {
    world.server.streams.refuse(true);
    const heard = world.listen();
    await heard.until('down', ({ kind }) => kind === 'down');
    const sent = await world.send(world.order());
    expect(sent.outcome).toMatchObject({ kind: 'accepted' });
    world.server.fillResting(world.atVenue(sent).id);
    expect(await world.found(sent)).toMatchObject({ status: 'filled' });
    expect(heard.events.some(({ kind }) => kind === 'live' || kind === 'order')).toBe(false);
    world.server.streams.refuse(false);
    await heard.until('live', ({ kind }) => kind === 'live');
    heard.stop();
  });

  point(86, async (world) => {
    const heard = await listenLive(world);
    const sent = await world.send(world.order({ amount: '0.03' }));
    const { id } = world.atVenue(sent);
    world.server.fillResting(id, '0.01');
    await heard.until('a part', told(sent, 'partially_filled', '0.01'));
    await world.pause(MOMENT_MS);
    const once = heard.reports(sent);
    // Both that tell of this order at least: else nothing was repeated, and nothing is shown.
    expect(world.server.streams.repeat(20)).toBeGreaterThanOrEqual(2);
    await world.pause(MOMENT_MS);
    const twice = heard.reports(sent).slice(once.length);
    // Told again as it was, or left out, or taken for a break in the numbers; never as something new.
    for (const report of twice) expect(once).toContainEqual(report);
    world.server.fillResting(id);
    await heard.until('the whole', told(sent, 'filled', '0.03'));
    const ids = heard.reports(sent).flatMap(({ fills }) => fills.map(({ tradeId }) => tradeId));
    expect(new Set(ids)).toEqual(new Set(tradesOf(world, sent).map((trade) => trade.id)));
    heard.stop();
  });

  point(
    87,
    async (world) => {
      const heard = world.listen();
      await heard.until('down', ({ kind }) => kind === 'down');
      await world.pause(MOMENT_MS);
      expect(heard.events.some(({ kind }) => kind === 'live')).toBe(false);
      const text = JSON.stringify(heard.events);
      for (const secret of Object.values(world.keys)) expect(text).not.toContain(secret);
      expect(text).not.toMatch(/[0-9a-f]{40}|wss?:\/\//i);
      heard.stop();
    },
    { wrongSecret: true },
  );

  point(88, async (world) => {
    expect(world.rig.unreadable.length).toBeGreaterThan(0);
    for (const text of [...world.rig.unreadable, 'no json at all', '{"half":']) {
      const heard = await listenLive(world);
      const from = heard.events.length;
      world.server.streams.inject(text);
      await heard.until(`a gap or down after ${text}`, ({ kind }, index) => index >= from && kind !== 'order');
      expect(['gap', 'down'], text).toContain(heard.events[from]?.kind);
      heard.stop();
    }
    const heard = await listenLive(world);
    const sent = await world.send(world.order());
    await heard.until('the new order', told(sent, 'open'));
    heard.stop();
  });

  point(89, async (world) => {
    const first = await listenLive(world);
    const second = world.listen();
    expect(world.server.streams.count()).toBe(1);
    first.stop();
    await world.pause(MOMENT_MS);
    expect(world.server.streams.count()).toBe(1);
    second.stop();
    await world.pause(MOMENT_MS);
    expect(world.server.streams.count()).toBe(0);
    await world.pause(1_500);
    expect(world.server.streams.count()).toBe(0);
  });
}

async function listenLive(world: World): Promise<Heard> {
  const heard = world.listen();
  await heard.until('live', ({ kind }) => kind === 'live');
  return heard;
}

function told(sent: Sent, status: string, filled?: string): (event: VenueEvent) => boolean {
  return (event) =>
    event.kind === 'order' &&
    event.clientOrderId === sent.order.clientOrderId &&
    event.report.status === status &&
    (filled === undefined || event.report.filled === filled);
}
