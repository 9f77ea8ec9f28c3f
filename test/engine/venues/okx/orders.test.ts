import { afterEach, describe, expect, it } from 'vitest';
import { okxFault, startOkxServer } from '../../../venues/okx-server.ts';
import type { VenueOptions } from '../../../venues/venue-server.ts';
import { OKX_SPOT_RIG, OKX_SWAP_RIG } from '../acceptance/rigs/okx.ts';
import type { VenueRig } from '../acceptance/venue-rig.ts';
import { openWorld, PRICES } from '../acceptance/world.ts';
import type { World, WorldOptions } from '../acceptance/world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});
async function open(rig: VenueRig = OKX_SPOT_RIG, options: WorldOptions = {}): Promise<World> {
  const world = await openWorld(rig, options);
  worlds.push(world);
  return world;
}

/** The body of the order's own request, as it stood on the wire. */
function sentBody(world: World): unknown {
  const request = world.server.requests.find(({ route }) => route === 'order.place');
  return JSON.parse(request?.rawBody ?? 'null');
}

describe('an order on the wire', () => {
  it('is a spot limit order without borrowing, and nothing more', async () => {
    const world = await open();
    const { order } = await world.send(world.order());
    expect(sentBody(world)).toEqual({
      instId: 'BTC-USDT',
      tdMode: 'cash',
      clOrdId: order.clientOrderId,
      side: 'buy',
      ordType: 'limit',
      sz: '0.01',
      px: '50000',
    });
  });

  it('counts a market order in the base currency, and lets the venue not make it smaller', async () => {
    const world = await open();
    const { order } = await world.send(world.marketOrder());
    expect(sentBody(world)).toEqual({
      instId: 'BTC-USDT',
      tdMode: 'cash',
      clOrdId: order.clientOrderId,
      side: 'buy',
      ordType: 'market',
      sz: '0.01',
      tgtCcy: 'base_ccy',
      banAmend: true,
    });
    expect(world.orders()).toMatchObject([{ amount: '0.01', quoteAmount: '0', filled: '0.01' }]);
  });

  it('counts a swap in contracts, with the margin mode of the account', async () => {
    const world = await open(OKX_SWAP_RIG, { account: { marginMode: 'cross' } });
    await world.send(world.marketOrder({ amount: '0.03' }));
    expect(sentBody(world)).toMatchObject({ instId: 'BTC-USDT-SWAP', tdMode: 'cross', sz: '3' });
    expect(sentBody(world)).not.toHaveProperty('tgtCcy');
    expect(sentBody(world)).not.toHaveProperty('reduceOnly');
    expect(world.orders()).toMatchObject([{ amount: '0.03' }]);
    expect(await world.venue.positions()).toMatchObject([{ amount: '0.03', marginMode: 'cross' }]);
  });

  it('only ever reduces where that was asked', async () => {
    const world = await open(OKX_SWAP_RIG);
    await world.send(world.order({ reduceOnly: true }));
    expect(sentBody(world)).toMatchObject({ reduceOnly: true });
  });

  it.each([
    [{ timeInForce: 'ioc' }, 'ioc'],
    [{ postOnly: true }, 'post_only'],
  ] as const)('%o is %s', async (change, ordType) => {
    const world = await open();
    await world.send(world.order(change));
    expect(sentBody(world)).toMatchObject({ ordType, px: '50000' });
  });

  it('of no whole number of lots that the wire can say is not sent', async () => {
    const world = await open(OKX_SWAP_RIG);
    const order = world.order({ amount: '0.0100000000000001' });
    await world.venue.prepare(order);
    expect(await world.venue.place(order)).toMatchObject({ kind: 'not_sent', code: 'INVALID_AMOUNT' });
    expect(world.count('order.place')).toBe(0);
  });

  it('says at once what became of it, or that it is open where nobody tells', async () => {
    const world = await open();
    const filled = await world.send(world.marketOrder({ amount: '0.7' }));
    expect(filled.outcome).toMatchObject({
      report: { status: 'filled', filled: '0.7', average: '60012.857142857142857142' },
    });
    world.server.faults.next('order.query', okxFault('51603'));
    const behind = await world.send(world.order());
    expect(behind.outcome).toMatchObject({ kind: 'accepted', report: { status: 'open', filled: '0' } });
    world.server.faults.next('order.query', { kind: 'rewrite', replace: { '"buy"': '"sell"' } });
    const other = await world.send(world.order());
    expect(other.outcome).toMatchObject({ kind: 'accepted', report: { status: 'open', filled: '0' } });
    expect(world.count('order.place')).toBe(3);
  });
});

describe('simulated trading', () => {
  const rig: VenueRig = {
    ...OKX_SPOT_RIG,
    start: (options: VenueOptions) => startOkxServer({ ...options, simulated: true }),
  };

  it('has its header on every request that is signed', async () => {
    const world = await open(rig, { account: { testnet: true } });
    expect((await world.send(world.order())).outcome).toMatchObject({ kind: 'accepted' });
    const signed = world.server.signedRequests();
    expect(signed.length).toBeGreaterThan(0);
    for (const { headers } of signed) expect(headers['x-simulated-trading']).toBe('1');
  });

  it('takes no live key, and live trading no other', async () => {
    const live = await open(rig);
    expect(await live.venue.place(live.order())).toMatchObject({ kind: 'refused', code: 'VENUE_AUTH' });
    const simulated = await open(OKX_SPOT_RIG, { account: { testnet: true } });
    expect(await simulated.venue.place(simulated.order())).toMatchObject({ kind: 'refused', code: 'VENUE_AUTH' });
  });
});

describe('a cancel or an amend that was taken', () => {
  it('is unknown until the order shows it', async () => {
    const world = await open();
    const sent = await world.send(world.order());
    // Taken, and not carried out: the order still shows as it was.
    const { id } = world.atVenue(sent);
    const taken = {
      code: '0',
      msg: '',
      data: [{ ordId: id, clOrdId: sent.order.clientOrderId, sCode: '0', sMsg: '' }],
    };
    world.server.faults.next('order.cancel', { kind: 'error', status: 200, body: taken });
    expect(await world.cancel(sent)).toMatchObject({ kind: 'unknown' });
    world.server.faults.next('order.amend', { kind: 'error', status: 200, body: taken });
    const change = { price: PRICES.up, amount: '0.02' };
    expect(await world.venue.amend?.(sent.ref, change)).toMatchObject({ kind: 'unknown' });
    expect(world.orders()).toMatchObject([{ status: 'open', price: PRICES.rest, amount: '0.01' }]);
    expect(world.server.faults.pending()).toBe(0);
  });

  it('is gone where a fill came first', async () => {
    const world = await open();
    const sent = await world.send(world.order());
    const { id } = world.atVenue(sent);
    const taken = {
      code: '0',
      msg: '',
      data: [{ ordId: id, clOrdId: sent.order.clientOrderId, sCode: '0', sMsg: '' }],
    };
    world.server.fillResting(id);
    world.server.faults.next('order.cancel', { kind: 'error', status: 200, body: taken });
    expect(await world.cancel(sent)).toMatchObject({ kind: 'gone' });
    world.server.faults.next('order.amend', { kind: 'error', status: 200, body: taken });
    expect(await world.venue.amend?.(sent.ref, { price: PRICES.up, amount: '0.02' })).toMatchObject({ kind: 'gone' });
  });

  it('answered about another order confirms nothing', async () => {
    const world = await open();
    const sent = await world.send(world.order());
    const replace = { [sent.order.clientOrderId]: 'f'.repeat(32) };
    world.server.faults.next('order.cancel', { kind: 'rewrite', replace });
    expect(await world.cancel(sent)).toMatchObject({ kind: 'unknown' });
  });

  it('is not told by what became of another order', async () => {
    const world = await open();
    const sent = await world.send(world.order());
    const { id } = world.atVenue(sent);
    world.server.faults.always('order.query', { kind: 'rewrite', replace: { [id]: '312269865356374016' } });
    expect(await world.cancel(sent)).toMatchObject({ kind: 'unknown' });
    world.server.faults.clear();
    expect(await world.found(sent)).toMatchObject({ status: 'canceled' });
  });

  it('amends in contracts', async () => {
    const world = await open(OKX_SWAP_RIG);
    const sent = await world.send(world.order());
    const outcome = await world.venue.amend?.(sent.ref, { price: PRICES.up, amount: '0.02' });
    expect(outcome).toMatchObject({ kind: 'amended', report: { amount: '0.02', price: PRICES.up } });
    const request = world.server.requests.find(({ route }) => route === 'order.amend');
    expect(JSON.parse(request?.rawBody ?? '')).toMatchObject({ newSz: '2', newPx: PRICES.up, cxlOnFail: false });
  });
});
