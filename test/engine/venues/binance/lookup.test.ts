import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONCLUSIVE_AFTER_MS } from '../../../../electron/engine/venues/binance/lookup.ts';
import { binanceFault } from '../../../venues/binance-server.ts';
import { limitBuy, openBinanceRig, refOf } from '../rig.ts';
import type { Rig } from '../rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openBinanceRig();
  await rig.venue.prepare(limitBuy());
});
afterEach(() => rig.close());

describe('looking an order up', () => {
  it('finds the one that was accepted without an answer', async () => {
    rig.server.faults.next('order.place', { kind: 'drop_after' });
    const order = limitBuy({ price: '60010', amount: '0.8' });
    const ref = refOf(order, rig.clock);
    expect(await rig.venue.place(order)).toMatchObject({ kind: 'unknown' });
    const [trade] = rig.server.ledger('main').trades;
    expect(await rig.venue.lookup(ref, null)).toEqual({
      kind: 'found',
      report: {
        venueOrderId: rig.server.ledger('main').orders[0]!.id,
        status: 'partially_filled',
        filled: '0.5',
        average: '60010',
        amount: '0.8',
        price: '60010',
        updatedAtMs: rig.server.ledger('main').orders[0]!.updatedAt,
        fills: [
          {
            tradeId: trade!.id,
            price: '60010',
            amount: '0.5',
            fee: '0.0005',
            feeAsset: 'BTC',
            liquidity: 'taker',
            atMs: trade!.time,
          },
        ],
      },
    });
    expect(rig.count('order.place')).toBe(1);
  });

  it('tells maker fills', async () => {
    const order = limitBuy();
    await rig.venue.place(order);
    const [{ id } = { id: '' }] = rig.server.ledger('main').orders;
    rig.server.fillResting(id);
    expect(await rig.venue.lookup(refOf(order, rig.clock, id), null)).toMatchObject({
      kind: 'found',
      report: { status: 'filled', average: '50000', fills: [{ liquidity: 'maker', amount: '0.01' }] },
    });
  });

  it('asks for trades only where there are some, and does without them', async () => {
    const order = limitBuy();
    await rig.venue.place(order);
    await rig.venue.lookup(refOf(order, rig.clock), null);
    expect(rig.count('myTrades')).toBe(0);
    rig.server.fillResting(rig.server.ledger('main').orders[0]!.id);
    rig.server.faults.next('myTrades', { kind: 'status', status: 502 });
    expect(await rig.venue.lookup(refOf(order, rig.clock), null)).toMatchObject({
      kind: 'found',
      report: { status: 'filled', filled: '0.01', fills: [] },
    });
  });

  it('is not conclusive before the venue can no longer accept the order', async () => {
    const order = limitBuy();
    const ref = refOf(order, rig.clock);
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: false });
    rig.clock.moveOn(CONCLUSIVE_AFTER_MS - 1_000);
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: false });
    expect(rig.count('allOrders')).toBe(0);
    rig.clock.moveOn(2_000);
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: true });
    expect([rig.count('openOrders'), rig.count('allOrders')]).toEqual([1, 1]);
  });

  it('is not conclusive earlier because our clock was put forward', async () => {
    const order = limitBuy();
    const ref = refOf(order, rig.clock);
    rig.server.faults.next('order.place', { kind: 'drop_before' });
    expect(await rig.venue.place(order)).toMatchObject({ kind: 'unknown' });
    rig.clock.putForward(3_600_000);
    rig.server.setClockSkew(-3_600_000);
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: false });
    rig.clock.moveOn(CONCLUSIVE_AFTER_MS + 1_000);
    rig.server.faults.next('time', { kind: 'status', status: 502 });
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: false });
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: true });
  });

  it('the window is longer than the venue may take', () => {
    // recvWindow 5 s; at most 10 s for the matching engine (rest-api.md, "Timing security").
    expect(CONCLUSIVE_AFTER_MS).toBeGreaterThan(10_000);
  });

  it('an order that arrives late is found, not given up', async () => {
    rig.server.faults.next('order.place', { kind: 'garbage_200', processed: { afterMs: 200 } });
    const order = limitBuy();
    const ref = refOf(order, rig.clock);
    expect(await rig.venue.place(order)).toMatchObject({ kind: 'unknown' });
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: false });
    await new Promise<void>((resolve) => void rig.clock.after(300, resolve));
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'found', report: { status: 'open' } });
  });

  it('believes a list over a query that is behind', async () => {
    const order = limitBuy();
    const ref = refOf(order, rig.clock);
    await rig.venue.place(order);
    rig.clock.moveOn(CONCLUSIVE_AFTER_MS + 1_000);
    rig.server.faults.next('order.query', binanceFault(-2013));
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'found', report: { status: 'open' } });
    rig.server.fillResting(rig.server.ledger('main').orders[0]!.id);
    rig.server.faults.next('order.query', binanceFault(-2013));
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'found', report: { status: 'filled' } });
  });

  it.each(['openOrders', 'allOrders'])('without %s it concludes nothing', async (route) => {
    const ref = refOf(limitBuy(), rig.clock);
    rig.clock.moveOn(CONCLUSIVE_AFTER_MS + 1_000);
    rig.server.faults.next(route, { kind: 'garbage_200' });
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'failed' });
  });

  it('concludes nothing from a list that may go on', async () => {
    const ref = refOf(limitBuy(), rig.clock);
    rig.clock.moveOn(CONCLUSIVE_AFTER_MS + 1_000);
    const row = {
      symbol: 'BTCUSDT',
      orderId: 7,
      clientOrderId: 'not-mine',
      origQty: '1',
      executedQty: '0',
      cummulativeQuoteQty: '0',
      status: 'NEW',
      type: 'LIMIT',
      side: 'BUY',
      time: Math.floor(rig.clock.nowMs()),
    };
    rig.server.faults.next('allOrders', { kind: 'error', status: 200, body: Array(1_000).fill(row) });
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: false });
  });

  it('is found also when our clock was put right in between', async () => {
    const order = limitBuy();
    await rig.venue.place(order);
    const ref = { ...refOf(order, rig.clock), sentAtMs: rig.clock.nowMs() + 300_000 };
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'found' });
  });

  it('never concludes that a confirmed order is not there', async () => {
    const ref = refOf(limitBuy(), rig.clock, '999');
    rig.clock.moveOn(CONCLUSIVE_AFTER_MS + 1_000);
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: false });
  });

  it('does not take another order for ours', async () => {
    const order = limitBuy();
    await rig.venue.place(order);
    const [{ id } = { id: '' }] = rig.server.ledger('main').orders;
    const other = {
      symbol: 'BTCUSDT',
      orderId: Number(id),
      clientOrderId: 'not-mine',
      origQty: '0.01',
      executedQty: '0',
      cummulativeQuoteQty: '0',
      status: 'NEW',
      type: 'LIMIT',
      side: 'BUY',
      time: Math.floor(rig.clock.nowMs()),
    };
    rig.server.faults.next('order.query', { kind: 'error', status: 200, body: other });
    expect(await rig.venue.lookup(refOf(limitBuy(), rig.clock), null)).toMatchObject({ kind: 'failed' });
    rig.server.faults.next('order.query', { kind: 'error', status: 200, body: other });
    expect(await rig.venue.lookup(refOf(limitBuy(), rig.clock, '1'), null)).toMatchObject({ kind: 'failed' });
  });

  it('does not take an order of another market for ours, whose id can be the same', async () => {
    const order = limitBuy();
    const placed = await rig.venue.place(order);
    const id = placed.kind === 'accepted' ? placed.report.venueOrderId : '';
    for (const venueOrderId of [null, id]) {
      rig.server.faults.next('order.query', { kind: 'rewrite', replace: { BTCUSDT: 'ETHUSDT' } });
      expect(await rig.venue.lookup(refOf(order, rig.clock, venueOrderId), null)).toMatchObject({ kind: 'failed' });
    }
  });

  it('an order of this id is ours, though by a clock that was wrong it was placed an hour before it was sent', async () => {
    const order = limitBuy();
    await rig.venue.place(order);
    rig.clock.moveOn(3_600_000);
    expect(await rig.venue.lookup(refOf(order, rig.clock), null)).toMatchObject({ kind: 'found' });
  });

  it.each([
    { kind: 'drop_before' },
    { kind: 'status', status: 502 },
    { kind: 'garbage_200' },
    binanceFault(-1007),
  ] as const)('fails, and says nothing of the order, under %o', async (fault) => {
    rig.server.faults.next('order.query', fault);
    expect(await rig.venue.lookup(refOf(limitBuy(), rig.clock), null)).toMatchObject({ kind: 'failed' });
  });
});

describe('canceling', () => {
  it('cancels by our id, once', async () => {
    const order = limitBuy({ price: '60010', amount: '0.8' });
    await rig.venue.place(order);
    const outcome = await rig.venue.cancel(refOf(order, rig.clock), null);
    expect(outcome).toMatchObject({
      kind: 'canceled',
      report: { status: 'canceled', filled: '0.5', average: '60010' },
    });
    expect(rig.server.ledger('main').orders).toMatchObject([{ status: 'canceled' }]);
    expect(await rig.venue.cancel(refOf(order, rig.clock), null)).toMatchObject({ kind: 'gone' });
    expect(await rig.venue.lookup(refOf(order, rig.clock), null)).toMatchObject({
      kind: 'found',
      report: { status: 'canceled' },
    });
    expect(rig.server.requests.some((request) => request.dangerous)).toBe(false);
  });

  it.each([
    ['drop_after', { kind: 'drop_after' }, { kind: 'unknown' }],
    ['502', { kind: 'status', status: 502, processed: true }, { kind: 'unknown' }],
    ['-1007', binanceFault(-1007, { processed: true }), { kind: 'unknown' }],
    ['a page', { kind: 'garbage_200' }, { kind: 'unknown' }],
    ['-1021', binanceFault(-1021), { kind: 'refused', code: 'VENUE_CLOCK' }],
    ['-2015', binanceFault(-2015), { kind: 'refused', code: 'VENUE_AUTH' }],
  ] as const)('under %s', async (_, fault, expected) => {
    const order = limitBuy();
    await rig.venue.place(order);
    rig.server.faults.next('order.cancel', fault);
    expect(await rig.venue.cancel(refOf(order, rig.clock), null)).toMatchObject(expected);
    expect(rig.count('order.cancel')).toBe(1);
  });

  it('that could not leave is refused', async () => {
    await rig.venue.balances();
    await rig.stopServer();
    expect(await rig.venue.cancel(refOf(limitBuy(), rig.clock), null)).toMatchObject({
      kind: 'refused',
      code: 'VENUE_UNREACHABLE',
    });
  });
});
