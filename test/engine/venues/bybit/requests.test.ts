import { afterEach, describe, expect, it } from 'vitest';
import { bybitFault } from '../../../venues/bybit-server.ts';
import { limitBuy, openBybitRig, refOf } from '../rig.ts';
import type { Rig } from '../rig.ts';

const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});
const SWAP = { market: 'swap', leverage: '3', marginMode: 'isolated' } as const;
const open = async (...args: Parameters<typeof openBybitRig>): Promise<Rig> => {
  const rig = await openBybitRig(...args);
  rigs.push(rig);
  return rig;
};
const marketOrder = (change = {}) => limitBuy({ type: 'market', price: null, timeInForce: null, ...change });
const lastBody = ({ server }: Rig): unknown => JSON.parse(server.requests.at(-1)!.rawBody);

describe('an order on the wire', () => {
  it('is one signed request with our id and nothing else, and no name of a broker', async () => {
    const rig = await open();
    const order = limitBuy();
    await rig.venue.prepare(order);
    await rig.venue.place(order);
    const request = rig.server.requests.at(-1)!;
    expect(request).toMatchObject({ method: 'POST', path: '/v5/order/create', rawQuery: '', signed: true });
    expect(request.headers['x-bapi-recv-window']).toBe('5000');
    expect(request.headers['referer'] ?? '').toBe('');
    expect(lastBody(rig)).toEqual({
      category: 'spot',
      symbol: 'BTCUSDT',
      side: 'Buy',
      orderType: 'Limit',
      qty: '0.01',
      price: '50000',
      timeInForce: 'GTC',
      isLeverage: 0,
      orderLinkId: order.clientOrderId,
    });
  });

  it('at the market is sized in base, and carries no price', async () => {
    const rig = await open();
    await rig.venue.prepare(limitBuy());
    await rig.venue.place(marketOrder({ amount: '0.7' }));
    const sent = lastBody(rig);
    expect(sent).toMatchObject({ orderType: 'Market', qty: '0.7', marketUnit: 'baseCoin' });
    expect(sent).not.toHaveProperty('price');
    expect(rig.server.ledger('main').orders).toMatchObject([{ filled: '0.7', quoteAmount: '0' }]);
  });

  it('of a swap goes to the one-way position, and says whether it may only reduce', async () => {
    const rig = await open({}, SWAP);
    const order = limitBuy({ symbol: 'BTC/USDT:USDT', reduceOnly: true, postOnly: true });
    await rig.venue.prepare(order);
    await rig.venue.place(order);
    const sent = lastBody(rig);
    expect(sent).toMatchObject({ category: 'linear', positionIdx: 0, reduceOnly: true, timeInForce: 'PostOnly' });
    expect(sent).not.toHaveProperty('isLeverage');
    expect(sent).not.toHaveProperty('marketUnit');
  });
});

describe('what the venue takes in before it matches', () => {
  const acted = { Cancelled: 'New', CancelByUser: 'UNKNOWN' };

  it('a cancel that does not show yet is unknown, and was sent once', async () => {
    const rig = await open();
    const order = limitBuy();
    await rig.venue.place(order);
    rig.server.faults.always('order.realtime', { kind: 'rewrite', replace: acted });
    expect(await rig.venue.cancel(refOf(order, rig.clock), null)).toMatchObject({ kind: 'unknown' });
    expect(rig.count('order.cancel')).toBe(1);
  });

  it('a cancel that shows at the second question is a cancel', async () => {
    const rig = await open();
    const order = limitBuy();
    await rig.venue.place(order);
    rig.server.faults.next('order.realtime', { kind: 'rewrite', replace: acted });
    expect(await rig.venue.cancel(refOf(order, rig.clock), null)).toMatchObject({
      kind: 'canceled',
      report: { status: 'canceled', filled: '0' },
    });
  });

  it('a fill that came before the cancel or the amend that was taken: gone', async () => {
    const rig = await open();
    const order = limitBuy();
    await rig.venue.place(order);
    const filled = { kind: 'rewrite', replace: { '"New"': '"Filled"', '"Cancelled"': '"Filled"' } } as const;
    rig.server.faults.next('order.realtime', { ...filled, replace: { ...filled.replace, '"50100"': '"50000"' } });
    const change = { amount: '0.02', price: '50100' };
    expect(await rig.venue.amend!(refOf(order, rig.clock), change)).toMatchObject({ kind: 'gone' });
    rig.server.faults.next('order.realtime', filled);
    expect(await rig.venue.cancel(refOf(order, rig.clock), null)).toMatchObject({ kind: 'gone' });
    expect([rig.count('order.amend'), rig.count('order.cancel')]).toEqual([1, 1]);
  });

  it('a cancel of which nothing more is told was taken, and no report is made up', async () => {
    const rig = await open();
    const order = limitBuy();
    await rig.venue.place(order);
    rig.server.faults.always('order.realtime', { kind: 'status', status: 502 });
    expect(await rig.venue.cancel(refOf(order, rig.clock), null)).toEqual({ kind: 'canceled', report: null });
  });

  it('an amend that does not show is unknown', async () => {
    const rig = await open();
    const order = limitBuy();
    await rig.venue.place(order);
    rig.server.faults.always('order.realtime', { kind: 'rewrite', replace: { '"50100"': '"50000"' } });
    const change = { amount: '0.02', price: '50100' };
    expect(await rig.venue.amend!(refOf(order, rig.clock), change)).toMatchObject({ kind: 'unknown' });
    expect(rig.count('order.amend')).toBe(1);
  });

  it('an answer about another order confirms neither a cancel nor an amend', async () => {
    const rig = await open();
    const order = limitBuy();
    await rig.venue.place(order);
    const replace = { [order.clientOrderId]: 'f'.repeat(32) };
    rig.server.faults.next('order.amend', { kind: 'rewrite', replace });
    const change = { amount: '0.02', price: '50100' };
    expect(await rig.venue.amend!(refOf(order, rig.clock), change)).toMatchObject({ kind: 'unknown' });
    rig.server.faults.next('order.cancel', { kind: 'rewrite', replace });
    expect(await rig.venue.cancel(refOf(order, rig.clock), null)).toMatchObject({ kind: 'unknown' });
  });
});

describe('looking an order up', () => {
  it('tells an order that was rejected after it was taken in', async () => {
    const rig = await open();
    const order = limitBuy({ postOnly: true, price: '60020' });
    expect(await rig.venue.place(order)).toMatchObject({ kind: 'accepted', report: { status: 'open' } });
    expect(await rig.venue.lookup(refOf(order, rig.clock), null)).toMatchObject({
      kind: 'found',
      report: { status: 'rejected', filled: '0', fills: [] },
    });
  });

  it('asks the history where the venue no longer shows it in real time', async () => {
    const rig = await open();
    const order = limitBuy();
    await rig.venue.place(order);
    rig.server.fillResting(rig.server.ledger('main').orders[0]!.id);
    const empty = { retCode: 0, retMsg: 'OK', result: { category: 'spot', list: [], nextPageCursor: '' }, time: 1 };
    rig.server.faults.next('order.realtime', { kind: 'error', status: 200, body: empty });
    expect(await rig.venue.lookup(refOf(order, rig.clock), null)).toMatchObject({
      kind: 'found',
      report: { status: 'filled', filled: '0.01', average: '50000', fills: [{ liquidity: 'maker' }] },
    });
  });

  it('after a day absence proves nothing: what ended without a fill is told no longer', async () => {
    const rig = await open();
    const order = limitBuy();
    const ref = refOf(order, rig.clock);
    await rig.venue.place(order);
    await rig.venue.cancel(ref, null);
    rig.clock.moveOn(25 * 3_600_000);
    const looked = await rig.venue.lookup(ref, null);
    // The real-time list of this venue forgets nothing; without it, as after a restart of theirs:
    expect(looked.kind).toBe('found');
    const empty = { retCode: 0, retMsg: 'OK', result: { category: 'spot', list: [], nextPageCursor: '' }, time: 1 };
    rig.server.faults.always('order.realtime', { kind: 'error', status: 200, body: empty });
    expect(await rig.venue.lookup(ref, null)).toMatchObject({ kind: 'absent', conclusive: false });
  });

  it('one order of an id is ours, whatever the clock said when it was sent; several are for a person to judge', async () => {
    const rig = await open();
    const order = limitBuy();
    await rig.venue.place(order);
    rig.server.fillResting(rig.server.ledger('main').orders[0]!.id);
    const old = refOf(order, rig.clock);
    rig.clock.moveOn(3_600_000);
    expect(await rig.venue.lookup(refOf(order, rig.clock), null)).toMatchObject({ kind: 'found' });
    expect(await rig.venue.lookup(old, null)).toMatchObject({ kind: 'found' });
    // Bybit lets an id be used again once its order has ended.
    rig.server.placeOutside('main', {
      market: 'BTCUSDT',
      side: 'buy',
      price: '40000',
      amount: '1',
      clientOrderId: order.clientOrderId,
    });
    expect(await rig.venue.lookup(old, null)).toMatchObject({ kind: 'ambiguous' });
  });

  it('reports the fee of a contract in the currency that it settles in', async () => {
    const rig = await open({}, SWAP);
    const order = marketOrder({ symbol: 'BTC/USDT:USDT', amount: '0.1' });
    await rig.venue.prepare(order);
    await rig.venue.place(order);
    expect(await rig.venue.lookup(refOf(order, rig.clock), null)).toMatchObject({
      report: { status: 'filled', price: null, fills: [{ fee: '6.001', feeAsset: 'USDT', liquidity: 'taker' }] },
    });
  });
});

describe('the lists of an account', () => {
  it('are read to their last page, however many there are', async () => {
    const rig = await open();
    for (let each = 0; each < 103; each += 1) {
      rig.server.placeOutside('main', { market: 'BTCUSDT', side: 'buy', price: '1000', amount: '0.01' });
    }
    expect(await rig.venue.openOrders()).toHaveLength(103);
    expect(rig.count('openOrders')).toBe(3);
  });

  it('of trades are read week by week', async () => {
    const rig = await open();
    await rig.venue.prepare(limitBuy());
    const sinceMs = rig.clock.nowMs();
    await rig.venue.place(marketOrder());
    rig.clock.moveOn(20 * 86_400_000);
    await rig.venue.place(marketOrder());
    const fills = await rig.venue.fillsSince('BTC/USDT', sinceMs - 1_000);
    expect(fills.map(({ tradeId }) => tradeId)).toEqual(rig.server.ledger('main').trades.map(({ id }) => id));
    expect(rig.count('executions')).toBe(3);
  });

  it('leave out what is no trade', async () => {
    const rig = await open();
    await rig.venue.prepare(limitBuy());
    const sinceMs = rig.clock.nowMs() - 1_000;
    await rig.venue.place(marketOrder());
    rig.server.faults.next('executions', { kind: 'rewrite', replace: { '"Trade"': '"Funding"' } });
    expect(await rig.venue.fillsSince('BTC/USDT', sinceMs)).toEqual([]);
    expect(await rig.venue.fillsSince('BTC/USDT', sinceMs)).toHaveLength(1);
  });
});

describe('balances', () => {
  it('count margin and a loss that is not realised yet as not spendable', async () => {
    const rig = await open({}, SWAP);
    const coin = {
      coin: 'USDT',
      walletBalance: '1000',
      equity: '900',
      locked: '50',
      totalOrderIM: '100',
      totalPositionIM: '',
    };
    const result = { list: [{ accountType: 'UNIFIED', coin: [coin] }] };
    rig.server.faults.next('wallet', {
      kind: 'error',
      status: 200,
      body: { retCode: 0, retMsg: 'OK', result, time: 1 },
    });
    expect(await rig.venue.balances()).toEqual([{ asset: 'USDT', free: '750', locked: '250', total: '1000' }]);
  });
});

describe('leverage and margin mode', () => {
  it('are asked for again after a refusal', async () => {
    const rig = await open({}, SWAP);
    const order = limitBuy({ symbol: 'BTC/USDT:USDT' });
    await rig.venue.prepare(order);
    const before = rig.count('account.info');
    rig.server.faults.next('order.create', bybitFault(110007));
    expect(await rig.venue.place(order)).toMatchObject({ kind: 'refused' });
    await rig.venue.prepare(order);
    expect(rig.count('account.info')).toBe(before + 1);
    // They were right already, so nothing was set a second time.
    expect([rig.count('account.setMarginMode'), rig.count('position.setLeverage')]).toEqual([1, 1]);
  });

  it('are refused in the words of what is wrong, for an account in hedge mode', async () => {
    const rig = await open({ hedged: ['main'] }, SWAP);
    await expect(rig.venue.prepare(limitBuy({ symbol: 'BTC/USDT:USDT' }))).rejects.toMatchObject({
      code: 'LEVERAGE_NOT_SET',
      message: expect.stringContaining('one-way mode') as string,
    });
  });
});
