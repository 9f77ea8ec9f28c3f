import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { binanceFault } from '../../../venues/binance-server.ts';
import { BINANCE_SWAP_RIG } from '../acceptance/rigs/binance-swap.ts';
import { openWorld } from '../acceptance/world.ts';
import type { World } from '../acceptance/world.ts';

const DAY_MS = 86_400_000;
let world: World;
beforeEach(async () => {
  world = await openWorld(BINANCE_SWAP_RIG);
});
afterEach(() => world.close());

const sent = (route: string): Record<string, string> => {
  const { params } = world.server.requests.findLast((each) => each.route === route)!;
  const { timestamp: _timestamp, signature: _signature, recvWindow: _recvWindow, ...rest } = params;
  return rest;
};

describe('what the futures are sent', () => {
  it('a limit order, with our id and one answer asked for', async () => {
    const { order } = await world.send(world.order());
    expect(sent('order.place')).toEqual({
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      quantity: '0.01',
      price: '50000',
      timeInForce: 'GTC',
      newClientOrderId: order.clientOrderId,
      newOrderRespType: 'RESULT',
    });
  });

  it('post-only, immediate-or-cancel, market and reduce-only, each in the words of the venue', async () => {
    await world.send(world.order({ postOnly: true }));
    expect(sent('order.place')).toMatchObject({ timeInForce: 'GTX', type: 'LIMIT' });
    await world.send(world.order({ timeInForce: 'ioc' }));
    expect(sent('order.place')).toMatchObject({ timeInForce: 'IOC' });
    await world.send(world.marketOrder());
    expect(sent('order.place')).not.toHaveProperty('price');
    expect(sent('order.place')).not.toHaveProperty('timeInForce');
    expect(sent('order.place')).not.toHaveProperty('reduceOnly');
    await world.send(world.marketOrder({ side: 'sell', reduceOnly: true }));
    expect(sent('order.place')).toMatchObject({ reduceOnly: 'true', side: 'SELL', type: 'MARKET' });
  });

  it('tells at once what a market order came to', async () => {
    const { outcome } = await world.send(world.marketOrder({ amount: '0.7' }));
    const average = { kind: 'accepted', report: { status: 'filled', filled: '0.7', average: '60012.85714285' } };
    expect(outcome).toMatchObject(average);
  });

  it('an amend that would make a post-only order take ends it, and says so', async () => {
    const order = await world.send(world.order({ postOnly: true }));
    const change = { amount: '0.01', price: '60020' };
    expect(await world.venue.amend?.(order.ref, change)).toMatchObject({
      kind: 'amended',
      report: { status: 'canceled', filled: '0' },
    });
    expect(world.server.ledger('main').trades).toEqual([]);
  });

  it('an amend that leaves less than what is filled ends the order, and says so', async () => {
    const order = await world.send(world.order({ amount: '0.03' }));
    world.server.fillResting(world.atVenue(order).id, '0.02');
    expect(await world.venue.amend?.(order.ref, { amount: '0.01', price: '50100' })).toMatchObject({
      kind: 'amended',
      report: { status: 'canceled', filled: '0.02' },
    });
  });
});

describe('the terms of a symbol', () => {
  it('are set once, and read back; what was right already is not set', async () => {
    await world.venue.prepare(world.order());
    expect(world.count('positionSide', 'leverage.set', 'marginType.set')).toBe(3);
    expect(world.count('symbolConfig')).toBe(2);
    world.clock.moveOn(2 * 3_600_000);
    await world.venue.prepare(world.order());
    expect(world.count('leverage.set', 'marginType.set')).toBe(2);
    expect(world.count('symbolConfig')).toBe(3);
  });

  it('orders at the same time ask once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => world.venue.prepare(world.order())));
    expect(world.count('positionSide')).toBe(1);
  });

  it('are asked for anew after a refusal, and not after an order of another symbol was refused', async () => {
    await world.send(world.order());
    const before = world.count('symbolConfig');
    world.server.faults.next('order.place', binanceFault(-2019));
    await world.send(world.order());
    await world.venue.prepare(world.order({ symbol: 'ETH/USDT:USDT' }));
    const between = world.count('symbolConfig');
    await world.venue.prepare(world.order());
    expect(between).toBeGreaterThan(before);
    expect(world.count('symbolConfig')).toBe(between + 1);
  });

  it('changed on the exchange’s own site are seen by the stream', async () => {
    const heard = world.listen();
    await heard.until('live', ({ kind }) => kind === 'live');
    await world.send(world.order());
    const before = world.count('symbolConfig');
    world.server.streams.inject('{"e":"ACCOUNT_CONFIG_UPDATE","E":1,"T":1,"ac":{"s":"BTCUSDT","l":25}}');
    await world.pause(50);
    await world.send(world.order());
    expect(world.count('symbolConfig')).toBe(before + 1);
    heard.stop();
  });

  it('do not hold up a close', async () => {
    await world.send(world.marketOrder({ amount: '0.02' }));
    world.clock.moveOn(2 * 3_600_000);
    world.server.faults.always('symbolConfig', { kind: 'status', status: 502 });
    await expect(world.venue.prepare(world.marketOrder({ side: 'sell' }))).rejects.toMatchObject({
      code: 'LEVERAGE_NOT_SET',
    });
    const close = await world.send(world.marketOrder({ side: 'sell', amount: '0.02', reduceOnly: true }));
    expect(close.outcome).toMatchObject({ kind: 'accepted', report: { status: 'filled' } });
    expect(world.server.ledger('main').positions).toEqual({});
  });

  it('the words of the venue are in the refusal', async () => {
    const words = 'Margin type cannot be changed if there exists position.';
    world.server.faults.always('marginType.set', binanceFault(-4048, { message: words }));
    await expect(world.venue.prepare(world.order())).rejects.toThrow(/CROSSED instead of ISOLATED.*exists position/);
  });
});

describe('what was never there', () => {
  it('is not concluded any more once Binance may have forgotten it', async () => {
    const order = world.order();
    const note = await world.venue.prepare(order);
    const ref = { ...order, venueOrderId: null, sentAtMs: world.clock.nowMs() };
    world.clock.moveOn(2 * DAY_MS);
    expect(await world.venue.lookup(ref, note)).toMatchObject({ kind: 'absent', conclusive: true });
    world.clock.moveOn(2 * DAY_MS);
    expect(await world.venue.lookup(ref, note)).toMatchObject({ kind: 'absent', conclusive: false });
  });
});

describe('fills since a time', () => {
  it('week by week, none left out at the edges', async () => {
    const startMs = world.clock.nowMs();
    const ids: string[] = [];
    for (const days of [0, 6.9999, 0.0002, 7, 20]) {
      world.clock.moveOn(days * DAY_MS);
      await world.send(world.marketOrder({ amount: '0.01' }));
      ids.push(world.server.ledger('main').trades.at(-1)!.id);
    }
    const fills = await world.venue.fillsSince(world.rig.symbol, startMs);
    expect(fills.map(({ tradeId }) => tradeId)).toEqual(ids);
    const later = await world.venue.fillsSince(world.rig.symbol, fills[2]!.atMs);
    expect(later.map(({ tradeId }) => tradeId)).toEqual(ids.slice(2));
  });

  it('more of one millisecond than a page holds', async () => {
    const nowMs = Math.floor(world.clock.nowMs());
    const frozen = await openWorld({
      ...BINANCE_SWAP_RIG,
      start: (options) => BINANCE_SWAP_RIG.start({ ...options, clock: () => nowMs }),
    });
    try {
      const order = await frozen.send(frozen.order({ amount: '3' }));
      const { id } = frozen.atVenue(order);
      for (let part = 0; part < 2_100; part += 1) frozen.server.fillResting(id, '0.001');
      const fills = await frozen.venue.fillsSince(frozen.rig.symbol, nowMs - 1_000);
      expect(new Set(fills.map(({ tradeId }) => tradeId)).size).toBe(2_100);
      expect(fills).toHaveLength(2_100);
    } finally {
      await frozen.close();
    }
  });
});
