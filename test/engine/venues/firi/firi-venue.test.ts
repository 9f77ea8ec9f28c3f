import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../../electron/engine/accounts/secret.ts';
import { CONCLUSIVE_AFTER_MS } from '../../../../electron/engine/venues/firi/lookup.ts';
import type { VenueOrder } from '../../../../electron/engine/venues/venue.ts';
import { firiFault } from '../../../venues/firi-server.ts';
import type { Fault } from '../../../venues/venue-server.ts';
import { KEYS, limitBuy, openFiriRig, refOf } from '../rig.ts';
import type { Rig } from '../rig.ts';

const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});
const open = async (...args: Parameters<typeof openFiriRig>): Promise<Rig> => {
  const rig = await openFiriRig(...args);
  rigs.push(rig);
  return rig;
};

const bid = (change: Partial<VenueOrder> = {}): VenueOrder =>
  limitBuy({ symbol: 'BTC/NOK', price: '640000', amount: '0.01', ...change });
const placed = (rig: Rig) => rig.server.ledger('main').orders;
/** As the owner of the key would on the venue's own page: the same order as `bid`, unless changed. */
const placeOutside = (rig: Rig, change: Partial<Parameters<Rig['server']['placeOutside']>[1]> = {}): string =>
  rig.server.placeOutside('main', { market: 'BTCNOK', side: 'buy', price: '640000', amount: '0.01', ...change });

describe('a place at Firi', () => {
  it.each(['any', 'raw', 'prefix', 'suffix'] as const)(
    'is one request, its signature accepted in the form %s',
    async (form) => {
      const rig = await open({ postSignature: form });
      await rig.venue.prepare(bid());
      const before = rig.server.requests.length;
      expect(await rig.venue.place(bid())).toEqual({
        kind: 'accepted',
        report: { venueOrderId: placed(rig)[0]!.id, status: 'open', filled: '0', average: null, fills: [] },
      });
      expect(rig.server.requests).toHaveLength(before + 1);
      expect(rig.server.requests.at(-1)).toMatchObject({ route: 'order.place', signed: true, account: 'main' });
      expect(placed(rig)).toMatchObject([{ side: 'buy', price: '640000', amount: '0.01', status: 'open' }]);
    },
  );

  it('works with the access key alone, and with a body that may hold nothing else', async () => {
    const credentials = { apiKey: new Secret(KEYS.apiKey), apiSecret: null, passphrase: null, clientId: null };
    const rig = await open({ strictBody: true }, { credentials });
    expect(await rig.venue.place(bid({ side: 'sell', price: '660000' }))).toMatchObject({ kind: 'accepted' });
    expect(rig.server.requests.at(-1)).toMatchObject({ signed: false, account: 'main' });
    expect(placed(rig)).toMatchObject([{ side: 'sell' }]);
  });

  it('takes limit orders that stay open, and no others', async () => {
    const rig = await open();
    expect(rig.venue.orderTypes).toBe('limit_only');
    const refused = { kind: 'not_sent', code: 'VENUE_NOT_SUPPORTED' };
    expect(await rig.venue.place(bid({ type: 'market', price: null, timeInForce: null }))).toMatchObject(refused);
    expect(await rig.venue.place(bid({ timeInForce: 'ioc' }))).toMatchObject(refused);
    expect(rig.count('order.place')).toBe(0);
  });

  it('stamps with the time of the venue', async () => {
    const rig = await open();
    rig.server.setClockSkew(-90_000);
    await rig.venue.prepare(bid());
    expect(await rig.venue.place(bid())).toMatchObject({ kind: 'accepted' });
    expect(rig.count('time')).toBe(1);
    rig.server.setClockSkew(90_000);
    expect(await rig.venue.place(bid())).toMatchObject({ kind: 'refused', code: 'VENUE_CLOCK' });
    expect(rig.count('order.place')).toBe(2);
    await rig.venue.prepare(bid());
    expect(await rig.venue.place(bid())).toMatchObject({ kind: 'accepted' });
    expect(Math.abs((await rig.venue.clockSkewMs())! - 90_000)).toBeLessThan(600);
  });

  it.each<[string, Fault, object, boolean]>([
    ['dropped before', { kind: 'drop_before' }, { kind: 'unknown' }, false],
    ['dropped after', { kind: 'drop_after' }, { kind: 'unknown' }, true],
    ['a page with 200', { kind: 'garbage_200', processed: true }, { kind: 'unknown' }, true],
    ['nothing with 200', { kind: 'empty_200' }, { kind: 'unknown' }, true],
    ['half an answer', { kind: 'truncated_200' }, { kind: 'unknown' }, true],
    ['502', { kind: 'status', status: 502, processed: true }, { kind: 'unknown' }, true],
    ['403', { kind: 'status', status: 403 }, { kind: 'unknown' }, false],
    ['429', { kind: 'rate_limit', retryAfter: 1 }, { kind: 'refused', code: 'VENUE_RATE_LIMIT' }, false],
    ['a bad order', firiFault('BadRequest'), { kind: 'refused', code: 'VENUE_REFUSED' }, false],
    ['no money', firiFault('InsufficientBalance'), { kind: 'refused', code: 'INSUFFICIENT_FUNDS' }, false],
    ['a weak key', firiFault('SecurityLevelTooLow'), { kind: 'refused', code: 'VENUE_AUTH' }, false],
    ['no such page', firiFault('NotFound'), { kind: 'unknown' }, false],
  ])('under fault: %s', async (_, fault, expected, exists) => {
    const rig = await open();
    rig.server.faults.next('order.place', fault);
    expect(await rig.venue.place(bid())).toMatchObject(expected);
    expect(rig.count('order.place')).toBe(1);
    expect(placed(rig)).toHaveLength(exists ? 1 : 0);
  });

  it('at a venue that is not there is not sent', async () => {
    const rig = await open();
    await rig.venue.prepare(bid());
    await rig.stopServer();
    expect(await rig.venue.place(bid())).toMatchObject({ kind: 'not_sent', code: 'VENUE_UNREACHABLE' });
  });
});

/** Prepares, then sends under a fault; what comes back is what the journal would hold. */
async function sendUnder(rig: Rig, fault: Fault, order = bid()) {
  const note = await rig.venue.prepare(order);
  const ref = refOf(order, rig.clock);
  rig.server.faults.next('order.place', fault);
  expect(await rig.venue.place(order)).toMatchObject({ kind: 'unknown' });
  return { note, ref };
}

describe('an order without an answer', () => {
  it('is found by what is new: one that rests', async () => {
    const rig = await open();
    await rig.venue.place(bid());
    const { note, ref } = await sendUnder(rig, { kind: 'drop_after' });
    const outcome = await rig.venue.lookup(ref, note);
    expect(outcome).toMatchObject({ kind: 'found', report: { venueOrderId: placed(rig)[1]!.id, status: 'open' } });
    expect(rig.count('order.place')).toBe(2);
  });

  it('is found by what is new: one that was filled at once', async () => {
    const rig = await open();
    const { note, ref } = await sendUnder(rig, { kind: 'drop_after' }, bid({ price: '651000' }));
    expect(await rig.venue.lookup(ref, note)).toEqual({
      kind: 'found',
      report: {
        ...{ venueOrderId: placed(rig)[0]!.id, status: 'filled', filled: '0.01', average: null, fills: [] },
        ...{ amount: '0.01', price: '651000' },
      },
    });
  });

  it('is not conclusive earlier because our clock was put forward', async () => {
    const rig = await open();
    const order = bid();
    const note = await rig.venue.prepare(order);
    const ref = refOf(order, rig.clock);
    rig.server.faults.next('order.place', { kind: 'drop_before' });
    expect(await rig.venue.place(order)).toMatchObject({ kind: 'unknown' });
    rig.clock.putForward(3_600_000);
    rig.server.setClockSkew(-3_600_000);
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'absent', conclusive: false });
    rig.clock.moveOn(CONCLUSIVE_AFTER_MS + 5_000);
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'absent', conclusive: true });
  });

  it('is absent when nothing is new; conclusive only much later', async () => {
    const rig = await open();
    await rig.venue.place(bid());
    const { note, ref } = await sendUnder(rig, { kind: 'drop_before' });
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'absent', conclusive: false });
    rig.clock.moveOn(CONCLUSIVE_AFTER_MS - 5_000);
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'absent', conclusive: false });
    rig.clock.moveOn(10_000);
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'absent', conclusive: true });
  });

  it('that arrives late is found', async () => {
    const rig = await open();
    const { note, ref } = await sendUnder(rig, { kind: 'garbage_200', processed: { afterMs: 150 } });
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'absent', conclusive: false });
    await new Promise<void>((resolve) => void rig.clock.after(250, resolve));
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'found' });
  });

  it('is ambiguous where several fit', async () => {
    const rig = await open();
    const { note, ref } = await sendUnder(rig, { kind: 'drop_after' });
    // The same order once more, from elsewhere: the operator on the venue's own page.
    placeOutside(rig);
    expect(placed(rig)).toHaveLength(2);
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'ambiguous' });
  });

  it('is not mixed up with another order of ours', async () => {
    const rig = await open();
    const { note, ref } = await sendUnder(rig, { kind: 'drop_before' });
    expect(await rig.venue.place(bid())).toMatchObject({ kind: 'accepted' });
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'absent' });
  });

  it.each<[string, Partial<Parameters<Rig['server']['placeOutside']>[1]>]>([
    ['another price', { price: '640001' }],
    ['another amount', { amount: '0.02' }],
    ['the other side', { side: 'sell', price: '660000' }],
    ['another market', { market: 'BTCDKK' }],
  ])('is not mixed up with one of %s', async (_, other) => {
    const rig = await open({
      accounts: [{ name: 'main', ...KEYS, balances: { BTC: '1', NOK: '1000000', DKK: '1000000' } }],
    });
    const { note, ref } = await sendUnder(rig, { kind: 'drop_before' });
    placeOutside(rig, other);
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'absent' });
  });

  it('is not mixed up with one from before that was not on the list', async () => {
    const rig = await open();
    await rig.venue.place(bid());
    rig.clock.moveOn(3_600_000);
    const order = bid();
    expect(await rig.venue.lookup(refOf(order, rig.clock), JSON.stringify({ ids: [] }))).toMatchObject({
      kind: 'absent',
    });
  });

  it('is found also when our clock was put right in between', async () => {
    const rig = await open();
    const note = await rig.venue.prepare(bid());
    const ref = { ...refOf(bid(), rig.clock), sentAtMs: rig.clock.nowMs() + 300_000 };
    placeOutside(rig);
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'found' });
  });

  it('is for a person to judge where the one that fits is too young to be it', async () => {
    const rig = await open();
    const { note, ref } = await sendUnder(rig, { kind: 'drop_before' });
    rig.clock.moveOn(CONCLUSIVE_AFTER_MS + 60_000);
    placeOutside(rig);
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'ambiguous' });
  });

  it.each([null, '', '{}', '{"ids":5}', '[1,2]'])('is for a person to judge without a note: %j', async (note) => {
    const rig = await open();
    expect(await rig.venue.lookup(refOf(bid(), rig.clock), note)).toMatchObject({ kind: 'ambiguous' });
  });

  it.each(['orders.market', 'orders.market.history'])('is not judged without %s', async (route) => {
    const rig = await open();
    const { note, ref } = await sendUnder(rig, { kind: 'drop_after' });
    rig.server.faults.next(route, { kind: 'garbage_200' });
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'failed' });
    rig.server.faults.next(route, { kind: 'status', status: 502 });
    await expect(rig.venue.prepare(bid())).rejects.toMatchObject({ name: 'QtError', code: 'VENUE_ERROR' });
  });
});

describe('an order whose id is known', () => {
  it('is asked for by it', async () => {
    const rig = await open();
    const order = bid();
    await rig.venue.place(order);
    const [{ id } = { id: '' }] = placed(rig);
    const ref = refOf(order, rig.clock, id);
    rig.server.fillResting(id, '0.004');
    expect(await rig.venue.lookup(ref, null)).toMatchObject({
      kind: 'found',
      report: { venueOrderId: id, status: 'partially_filled', filled: '0.004', average: null },
    });
    rig.server.fillResting(id);
    expect(await rig.venue.lookup(ref, null)).toMatchObject({
      kind: 'found',
      report: { status: 'filled', filled: '0.01' },
    });
    expect(rig.count('orders.market')).toBe(0);
    rig.server.faults.next('order.query', firiFault('OrderNotFound'));
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'found', report: { status: 'filled' } });
  });

  it('is never given up', async () => {
    const rig = await open();
    const ref = refOf(bid(), rig.clock, '999');
    rig.clock.moveOn(10 * CONCLUSIVE_AFTER_MS);
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: false });
    expect(await rig.venue.lookup({ ...ref, venueOrderId: 'BTCNOK' }, null)).toMatchObject({ kind: 'failed' });
  });

  it('is canceled alone, by its id and market', async () => {
    const rig = await open();
    const [one, other] = [bid(), bid({ price: '641000' })];
    await rig.venue.place(one);
    await rig.venue.place(other);
    const [{ id } = { id: '' }] = placed(rig);
    rig.server.fillResting(id, '0.004');
    const ref = refOf(one, rig.clock, id);
    expect(await rig.venue.cancel(ref, null)).toMatchObject({
      kind: 'canceled',
      report: { status: 'canceled', filled: '0.004' },
    });
    expect(placed(rig)).toMatchObject([{ status: 'canceled' }, { status: 'open' }]);
    expect(await rig.venue.cancel(ref, null)).toMatchObject({ kind: 'gone' });
    expect(await rig.venue.cancel({ ...ref, venueOrderId: 'BTCNOK' }, null)).toMatchObject({ kind: 'refused' });
    expect(placed(rig)).toMatchObject([{ status: 'canceled' }, { status: 'open' }]);
    const cancels = rig.server.requests.filter(({ method }) => method === 'DELETE');
    expect(cancels.map(({ path }) => path)).toEqual(Array(2).fill(`/v2/orders/${id}/BTCNOK/detailed`));
    expect(rig.server.requests.some(({ dangerous }) => dangerous)).toBe(false);
  });

  it('is canceled also where the id must be found first', async () => {
    const rig = await open();
    const { note, ref } = await sendUnder(rig, { kind: 'drop_after' });
    expect(await rig.venue.cancel(ref, note)).toMatchObject({
      kind: 'canceled',
      report: { venueOrderId: placed(rig)[0]!.id },
    });
    const lost = await sendUnder(rig, { kind: 'drop_before' });
    expect(await rig.venue.cancel(lost.ref, lost.note)).toMatchObject({ kind: 'unknown' });
  });

  it.each<[string, Fault, object]>([
    ['no answer', { kind: 'drop_after' }, { kind: 'unknown' }],
    ['502', { kind: 'status', status: 502 }, { kind: 'unknown' }],
    ['a refusal while it rests', firiFault('BadRequest'), { kind: 'refused', code: 'VENUE_REFUSED' }],
    ['a weak key', firiFault('SecurityLevelTooLow'), { kind: 'refused', code: 'VENUE_AUTH' }],
  ])('a cancel with %s', async (_, fault, expected) => {
    const rig = await open();
    const order = bid();
    await rig.venue.place(order);
    rig.server.faults.next('order.cancel', fault);
    expect(await rig.venue.cancel(refOf(order, rig.clock, placed(rig)[0]!.id), null)).toMatchObject(expected);
    expect(rig.count('order.cancel')).toBe(1);
  });
});

describe('an account at Firi', () => {
  it('reads its balances, and says that the key does not tell', async () => {
    const rig = await open();
    await rig.venue.place(bid());
    expect(await rig.venue.balances()).toEqual([
      { asset: 'BTC', free: '10', locked: '0', total: '10' },
      { asset: 'NOK', free: '9993600', locked: '6400', total: '10000000' },
    ]);
    expect(await rig.venue.key()).toMatchObject({ canTrade: null, canWithdraw: null });
  });

  it('tells every open order, also where one list cannot hold them', async () => {
    const rig = await open({
      accounts: [{ name: 'main', ...KEYS, balances: { BTC: '10', NOK: '10000000', DKK: '1000000' } }],
    });
    const expected = [
      ...Array.from({ length: 150 }, () => placeOutside(rig, { amount: '0.001' })),
      ...Array.from({ length: 70 }, () => placeOutside(rig, { market: 'BTCDKK', amount: '0.001', price: '400000' })),
    ];
    const open220 = await rig.venue.openOrders();
    expect(new Set(open220.map(({ venueOrderId }) => venueOrderId))).toEqual(new Set(expected));
    expect(open220).toHaveLength(220);
    expect(new Set(open220.map(({ symbol }) => symbol))).toEqual(new Set(['BTC/NOK', 'BTC/DKK']));
    expect(open220[0]).toMatchObject({ side: 'buy', type: 'limit', amount: '0.001', filled: '0', clientOrderId: null });
    // Part of them is not all of them.
    for (let more = 0; more < 60; more += 1) placeOutside(rig, { amount: '0.001' });
    await expect(rig.venue.openOrders()).rejects.toMatchObject({ name: 'QtError', code: 'VENUE_ERROR' });
  });

  it('cancels an order from outside by its id and market, and no other', async () => {
    const rig = await open();
    const [one, other] = [placeOutside(rig), placeOutside(rig)];
    expect(await rig.venue.cancelExternal({ venueOrderId: one, symbol: 'BTC/NOK' })).toMatchObject({
      kind: 'canceled',
    });
    expect(placed(rig)).toMatchObject([
      { id: one, status: 'canceled' },
      { id: other, status: 'open' },
    ]);
    const word = { venueOrderId: 'BTCNOK', symbol: 'BTC/NOK' };
    expect(await rig.venue.cancelExternal(word)).toMatchObject({ kind: 'refused' });
    expect(rig.server.requests.some(({ dangerous }) => dangerous)).toBe(false);
  });

  it('reads public data without a credential', async () => {
    const rig = await open();
    const { market } = rig.venue;
    const instruments = await market.instruments();
    expect(instruments.get('BTC/NOK')).toMatchObject({
      venue_symbol: 'BTCNOK',
      base: 'BTC',
      quote: 'NOK',
      tick: '0.01',
      min_notional: null,
      taker_fee: null,
    });
    expect([...instruments.keys()]).toEqual(['BTC/NOK', 'ETH/NOK', 'BTC/DKK']);
    expect(await market.ticker('BTC/NOK')).toMatchObject({
      exchange: 'firi',
      bid: '649000',
      ask: '651000',
      last: null,
    });
    expect(await market.book('BTC/NOK')).toMatchObject({
      bids: [
        ['649000', '0.5'],
        ['648000', '2'],
      ],
      asks: [
        ['651000', '0.5'],
        ['652000', '2'],
      ],
    });
    await expect(market.ticker('BTC/XXX')).rejects.toMatchObject({ code: 'UNKNOWN_SYMBOL' });
    rig.server.faults.next('ticker', { kind: 'garbage_200' });
    await expect(market.ticker('BTC/NOK')).rejects.toMatchObject({ code: 'MARKET_UNAVAILABLE' });
    rig.server.faults.next('depth', { kind: 'status', status: 502 });
    await expect(market.book('BTC/NOK')).rejects.toMatchObject({ code: 'MARKET_UNAVAILABLE' });
    expect(rig.server.signedRequests()).toHaveLength(0);
  });
});
