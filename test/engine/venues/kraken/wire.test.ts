import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../../electron/engine/accounts/secret.ts';
import type { VenueFetch } from '../../../../electron/engine/venues/deps.ts';
import { openKeepAliveFetch } from '../../../../electron/engine/venues/http/keep-alive-fetch.ts';
import { openMarketData, openRealVenue } from '../../../../electron/engine/venues/open-venue.ts';
import { KRAKEN_SPOT_RIG } from '../acceptance/rigs/kraken.ts';
import { openWorld } from '../acceptance/world.ts';
import type { World } from '../acceptance/world.ts';
import { depsWith, realAccount } from '../rig.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld(KRAKEN_SPOT_RIG);
  await world.venue.prepare(world.order());
});
afterEach(() => world.close());

const credentialsOf = ({ keys }: World) => ({
  apiKey: new Secret(keys.apiKey),
  apiSecret: new Secret(keys.apiSecret),
  passphrase: null,
  clientId: null,
});

const body = (route: string): Record<string, string> => {
  const request = world.server.requests.findLast((each) => each.route === route);
  return Object.fromEntries(new URLSearchParams(request?.rawBody));
};

describe('what Kraken is sent', () => {
  it('a limit order: our id, the fee in quote, and a deadline five seconds ahead by its own clock', async () => {
    world.server.setClockSkew(-40_000);
    await world.venue.clockSkewMs();
    const order = world.order();
    expect(await world.venue.place(order)).toMatchObject({ kind: 'accepted' });
    const { nonce, deadline, ...sent } = body('order.place');
    expect(sent).toEqual({
      pair: 'XXBTZUSD',
      type: 'buy',
      ordertype: 'limit',
      volume: '0.01',
      price: '50000',
      timeinforce: 'GTC',
      oflags: 'fciq',
      cl_ord_id: order.clientOrderId,
    });
    const venueMs = world.clock.nowMs() - 40_000;
    expect(Math.abs(Date.parse(deadline ?? '') - 5_000 - venueMs)).toBeLessThan(1_500);
    expect(Math.abs(Number(nonce) / 1_000 - venueMs)).toBeLessThan(1_500);
  });

  it('a market order has no price and no time in force; post-only says so', async () => {
    await world.venue.place(world.marketOrder());
    const sent = body('order.place');
    expect([sent['price'], sent['timeinforce'], sent['ordertype'], sent['volume']]).toEqual([
      undefined,
      undefined,
      'market',
      '0.01',
    ]);
    await world.venue.place(world.order({ postOnly: true }));
    expect(body('order.place')).toMatchObject({ oflags: 'fciq,post', timeinforce: 'GTC' });
    await world.venue.place(world.order({ timeInForce: 'ioc' }));
    expect(body('order.place')).toMatchObject({ timeinforce: 'IOC' });
  });

  it('an amend: the whole size, and post-only again where it was', async () => {
    const sent = await world.send(world.order({ postOnly: true }));
    await world.venue.amend?.(sent.ref, { amount: '0.02', price: '50100' });
    const { nonce: _nonce, deadline, ...amended } = body('order.amend');
    expect(deadline).toMatch(/Z$/);
    expect(amended).toEqual({
      cl_ord_id: sent.order.clientOrderId,
      order_qty: '0.02',
      limit_price: '50100',
      post_only: 'true',
    });
  });

  it('an answer about another side, size or pair confirms nothing', async () => {
    const others: Record<string, string>[] = [{ buy: 'sell' }, { '0.01000000': '0.02000000' }, { XBTUSD: 'ETHUSD' }];
    for (const replace of others) {
      world.server.faults.next('order.place', { kind: 'rewrite', replace });
      expect(await world.venue.place(world.order())).toMatchObject({ kind: 'unknown' });
    }
  });

  it('a cancel that is only pending, or that counts more than one, is unknown', async () => {
    const sent = await world.send(world.order());
    for (const result of [{ count: 1, pending: true }, { count: 2 }, { count: 0 }, {}]) {
      world.server.faults.next('order.cancel', { kind: 'error', status: 200, body: { error: [], result } });
      expect(await world.cancel(sent)).toMatchObject({ kind: 'unknown' });
    }
  });

  it('no order is journaled while Kraken does not tell its time', async () => {
    const own = await openWorld(KRAKEN_SPOT_RIG);
    try {
      own.server.faults.always('time', { kind: 'status', status: 502 });
      await expect(own.venue.prepare(own.order())).rejects.toMatchObject({ code: 'VENUE_UNREACHABLE' });
      own.server.faults.clear();
      // The date of an answer does where the question is not known, and is no more exact than our clock within its second.
      own.server.faults.always('time', { kind: 'status', status: 404 });
      await own.venue.prepare(own.order());
      expect(Math.abs((await own.venue.clockSkewMs?.()) ?? Infinity)).toBeLessThan(1_000);
      own.server.faults.clear();
      expect((await own.send(own.order())).outcome).toMatchObject({ kind: 'accepted' });
    } finally {
      await own.close();
    }
  });
});

describe('the nonces of one key', () => {
  it('rise over concurrent reads and orders, on several connections and with a slow one among them', async () => {
    world.server.setLatency(5);
    world.server.faults.next('balances', { kind: 'delay', ms: 400, when: 'before' });
    const reads = Array.from({ length: 8 }, () => world.venue.balances());
    const places = Array.from({ length: 8 }, () => world.venue.place(world.order()));
    expect((await Promise.all(places)).map(({ kind }) => kind)).toEqual(Array(8).fill('accepted'));
    expect(await Promise.all(reads)).toHaveLength(8);
    const nonces = world.server
      .signedRequests()
      .map(({ rawBody }) => Number(new URLSearchParams(rawBody).get('nonce')));
    expect(nonces).toEqual(nonces.toSorted((a, b) => a - b));
    expect(new Set(nonces).size).toBe(nonces.length);
  });

  it('arrive in their order, also where one connection is slower than the other', async () => {
    const connections = openKeepAliveFetch();
    let count = 0;
    const uneven: VenueFetch = async (url, init) => {
      count += 1;
      if (count % 2 === 1) await world.pause(40);
      return connections.fetch(url, init);
    };
    const account = realAccount('kraken', world.server.url, { credentials: credentialsOf(world) });
    const deps = depsWith(world.clock, uneven);
    const market = openMarketData(account, deps);
    const venue = openRealVenue(account, market, deps);
    try {
      await venue.prepare(world.order());
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => venue.place(world.order())));
      expect(outcomes.map(({ kind }) => kind)).toEqual(Array(6).fill('accepted'));
    } finally {
      await venue.close();
      await market.close();
      connections.close();
    }
  });

  it('do not fall when our clock is put back', async () => {
    expect((await world.send(world.order())).outcome).toMatchObject({ kind: 'accepted' });
    world.clock.putForward(-1_800_000);
    world.server.setClockSkew(1_800_000);
    expect(await world.venue.balances()).not.toEqual([]);
  });

  it('a read that hangs does not hold an order up', async () => {
    world.server.faults.next('openOrders', { kind: 'hang' });
    const hanging = world.venue.openOrders().catch((error: unknown) => error);
    await world.pause(20);
    const started = performance.now();
    expect(await world.venue.place(world.order())).toMatchObject({ kind: 'accepted' });
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(await hanging).toMatchObject({ name: 'QtError' });
  });
});
