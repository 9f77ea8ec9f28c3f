import { afterEach, describe, expect, it } from 'vitest';
import { FORGOTTEN_AFTER_MS } from '../../../../electron/engine/venues/kucoin/lookup.ts';
import type { VenueEvent } from '../../../../electron/engine/venues/venue.ts';
import { kucoinFault } from '../../../venues/kucoin-server.ts';
import type { Fault } from '../../../venues/venue-server.ts';
import { KEYS, limitBuy, openKucoinRig, refOf } from '../rig.ts';
import type { Rig } from '../rig.ts';

const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});
const open = async (...args: Parameters<typeof openKucoinRig>): Promise<Rig> => {
  const rig = await openKucoinRig(...args);
  rigs.push(rig);
  return rig;
};
const placed = (rig: Rig) => rig.server.ledger('main').orders;
const sentBody = (rig: Rig, route: string): Record<string, unknown> =>
  JSON.parse(rig.server.requests.findLast((request) => request.route === route)!.rawBody) as Record<string, unknown>;

describe('the endpoints of an account', () => {
  it.each([
    [true, 'hf', 'hf.order.place'],
    [false, 'classic', 'order.place'],
  ] as const)('are its own: high-frequency %s', async (hf, note, route) => {
    const rig = await open({ hf });
    const order = limitBuy();
    expect(await rig.venue.prepare(order)).toBe(note);
    expect(await rig.venue.place(order)).toMatchObject({ kind: 'accepted' });
    expect([rig.count('hf.order.place'), rig.count('order.place')]).toEqual(hf ? [1, 0] : [0, 1]);
    expect(rig.count(route)).toBe(1);
    await rig.venue.prepare(limitBuy());
    expect(rig.count('account.type')).toBe(1);
    rig.clock.moveOn(3_700_000);
    await rig.venue.prepare(limitBuy());
    expect(rig.count('account.type')).toBe(2);
  });

  it('are those of the order’s journal, whatever the venue tells between its journal and its sending', async () => {
    const rig = await open({ hf: true });
    const order = limitBuy();
    expect(await rig.venue.prepare(order)).toBe('hf');
    rig.clock.moveOn(3_700_000);
    const moved = { code: '200000', data: false };
    rig.server.faults.next('account.type', { kind: 'error', status: 200, body: moved });
    await rig.venue.balances();
    await rig.venue.place(order);
    expect([rig.count('hf.order.place'), rig.count('order.place')]).toEqual([1, 0]);
    // The next one goes by what was told since.
    const next = limitBuy();
    expect(await rig.venue.prepare(next)).toBe('classic');
    await rig.venue.place(next);
    expect([rig.count('hf.order.place'), rig.count('order.place')]).toEqual([1, 1]);
  });

  it.each([
    ['hf', 'hf'],
    ['classic', 'classic'],
  ] as const)('are those that there are, where the question is not known: %s', async (families, note) => {
    const rig = await open({ families });
    rig.server.faults.always('account.type', { kind: 'status', status: 404 });
    const order = limitBuy();
    expect(await rig.venue.prepare(order)).toBe(note);
    expect(await rig.venue.place(order)).toMatchObject({ kind: 'accepted' });
  });

  it('are not guessed where the question was refused: nothing is sent', async () => {
    const rig = await open();
    rig.server.faults.always('account.type', kucoinFault('400007'));
    await expect(rig.venue.prepare(limitBuy())).rejects.toMatchObject({ code: 'VENUE_AUTH' });
    expect(await rig.venue.place(limitBuy())).toMatchObject({ kind: 'refused', code: 'VENUE_AUTH' });
    rig.server.faults.clear();
    rig.server.faults.always('*', { kind: 'drop_before' });
    expect(await rig.venue.place(limitBuy())).toMatchObject({ kind: 'not_sent' });
    expect(rig.count('hf.order.place') + rig.count('order.place')).toBe(0);
  });

  it('of an order stay those that it was sent to, also after the account was moved', async () => {
    const rig = await open({ hf: false });
    const order = limitBuy();
    const note = await rig.venue.prepare(order);
    rig.server.faults.next('order.place', { kind: 'drop_after' });
    expect(await rig.venue.place(order)).toMatchObject({ kind: 'unknown' });
    const ref = refOf(order, rig.clock);
    rig.server.faults.always('account.type', { kind: 'error', status: 200, body: { code: '200000', data: true } });
    rig.clock.moveOn(3_700_000);
    expect(await rig.venue.prepare(limitBuy())).toBe('hf');
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'found' });
    expect([rig.count('order.query'), rig.count('hf.order.query')]).toEqual([1, 0]);
    expect(await rig.venue.cancel(ref, note)).toMatchObject({ kind: 'canceled' });
    expect(placed(rig)).toMatchObject([{ status: 'canceled' }]);
  });
});

describe('an order on the wire', () => {
  it('holds what was decided, is bounded in time, and names no partner', async () => {
    const rig = await open();
    const order = limitBuy({ postOnly: true });
    await rig.venue.prepare(order);
    await rig.venue.place(order);
    const { clientTimestamp, ...body } = sentBody(rig, 'hf.order.place');
    expect(body).toEqual({
      clientOid: order.clientOrderId,
      symbol: 'BTC-USDT',
      side: 'buy',
      type: 'limit',
      size: '0.01',
      price: '50000',
      timeInForce: 'GTC',
      postOnly: true,
      allowMaxTimeWindow: 5_000,
    });
    const { headers } = rig.server.requests.at(-1)!;
    expect(Math.abs(Number(headers['kc-api-timestamp']) - Number(clientTimestamp))).toBeLessThan(100);
    expect(Object.keys(headers).filter((name) => name.includes('partner') || name.includes('broker'))).toEqual([]);
    expect(headers['kc-api-passphrase']).not.toContain(KEYS.passphrase);
  });

  it('at market has its size in base units, and neither price nor cost', async () => {
    const rig = await open();
    const order = limitBuy({ type: 'market', price: null, timeInForce: null, amount: '0.7' });
    await rig.venue.prepare(order);
    await rig.venue.place(order);
    const body = sentBody(rig, 'hf.order.place');
    expect(body).toMatchObject({ type: 'market', size: '0.7' });
    for (const name of ['price', 'funds', 'timeInForce', 'postOnly']) expect(body).not.toHaveProperty(name);
  });

  it('that reaches the gateway too late is refused by the bound that it carries', async () => {
    const rig = await open();
    await rig.venue.prepare(limitBuy());
    rig.server.setClockSkew(4_900);
    rig.server.faults.next('hf.order.place', { kind: 'delay', ms: 400, when: 'before' });
    expect(await rig.venue.place(limitBuy())).toMatchObject({ kind: 'refused' });
    expect(placed(rig)).toHaveLength(0);
  });
});

describe('a look-up at KuCoin', () => {
  it('takes null for an order that is not there', async () => {
    const rig = await open();
    const order = limitBuy();
    const note = await rig.venue.prepare(order);
    const nothing: Fault = { kind: 'error', status: 200, body: { code: '200000', data: null } };
    rig.server.faults.always('hf.order.query', nothing);
    expect(await rig.venue.lookup(refOf(order, rig.clock), note)).toMatchObject({ kind: 'absent', conclusive: false });
    const ref = refOf(order, rig.clock);
    rig.clock.moveOn(20_000);
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'absent', conclusive: true });
  });

  it('proves nothing once the venue has forgotten', async () => {
    const rig = await open();
    const order = limitBuy();
    const note = await rig.venue.prepare(order);
    rig.server.faults.next('hf.order.place', { kind: 'drop_after' });
    expect(await rig.venue.place(order)).toMatchObject({ kind: 'unknown' });
    const ref = refOf(order, rig.clock);
    // Canceled on the exchange's own site, and gone from its lists two days later.
    await rig.venue.cancelExternal({ venueOrderId: placed(rig)[0]!.id, symbol: 'BTC/USDT' });
    rig.clock.moveOn(FORGOTTEN_AFTER_MS - 60_000);
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'found', report: { status: 'canceled' } });
    rig.clock.moveOn(7_200_000);
    expect(await rig.venue.lookup(ref, note)).toMatchObject({ kind: 'absent', conclusive: false });
  });

  it('finds in the lists what the single query has not got yet', async () => {
    const rig = await open();
    const order = limitBuy();
    const note = await rig.venue.prepare(order);
    rig.server.faults.next('hf.order.place', { kind: 'drop_after' });
    await rig.venue.place(order);
    const ref = refOf(order, rig.clock);
    rig.clock.moveOn(20_000);
    rig.server.faults.always('hf.order.query', kucoinFault('400100', { message: 'The order does not exist.' }));
    expect(await rig.venue.lookup(ref, note)).toMatchObject({
      kind: 'found',
      report: { venueOrderId: placed(rig)[0]!.id },
    });
  });

  it.each([
    ['another side', 'buy', 'sell'],
    ['another symbol', 'BTC-USDT', 'ETH-USDT'],
  ])('does not take one of %s for ours', async (_, from, to) => {
    const rig = await open();
    const order = limitBuy();
    const note = await rig.venue.prepare(order);
    await rig.venue.place(order);
    rig.server.faults.always('hf.order.query', { kind: 'rewrite', replace: { [`"${from}"`]: `"${to}"` } });
    expect(await rig.venue.lookup(refOf(order, rig.clock), note)).toMatchObject({ kind: 'failed' });
  });

  it('an order of this id is ours, though by a clock that was wrong it was placed an hour before it was sent', async () => {
    const rig = await open();
    const order = limitBuy();
    const note = await rig.venue.prepare(order);
    await rig.venue.place(order);
    rig.clock.moveOn(3_600_000);
    expect(await rig.venue.lookup(refOf(order, rig.clock), note)).toMatchObject({ kind: 'found' });
  });
});

describe('a cancel at KuCoin', () => {
  it('that was taken while the order rests on is not called done', async () => {
    const rig = await open();
    const order = limitBuy();
    const note = await rig.venue.prepare(order);
    await rig.venue.place(order);
    const taken: Fault = {
      kind: 'error',
      status: 200,
      body: { code: '200000', data: { clientOid: order.clientOrderId } },
    };
    rig.server.faults.next('hf.order.cancel', taken);
    expect(await rig.venue.cancel(refOf(order, rig.clock), note)).toMatchObject({ kind: 'unknown' });
    expect(placed(rig)).toMatchObject([{ status: 'open' }]);
  });

  it('never asks for more than one order', async () => {
    const rig = await open();
    for (const venueOrderId of ['', 'cancelAll', 'client-order', '../orders', 'sync']) {
      const outcome = await rig.venue.cancelExternal({ venueOrderId, symbol: 'BTC/USDT' });
      expect(outcome).toMatchObject({ kind: 'refused' });
    }
    expect(rig.server.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });
});

describe('an account at KuCoin', () => {
  it.each([true, false])('has what its trading account holds: high-frequency %s', async (hf) => {
    const rig = await open({ hf });
    expect(await rig.venue.balances()).toEqual([
      { asset: 'BTC', free: '10', locked: '0', total: '10' },
      { asset: 'USDT', free: '1000000', locked: '0', total: '1000000' },
    ]);
  });

  it.each([
    ['General,Spot', undefined, { canTrade: true, canWithdraw: false, ipRestricted: null }],
    ['General, Spot, Withdrawal', '1.2.3.4', { canTrade: true, canWithdraw: true, ipRestricted: true }],
    ['General,Trade,Transfer', '', { canTrade: true, canWithdraw: true, ipRestricted: false }],
    ['General,Futures,InnerTransfer,FlexTransfers', '', { canTrade: false, canWithdraw: false }],
  ])('has a key with %s', async (permission, ipWhitelist, expected) => {
    const rig = await open();
    const data = { permission, apiKey: KEYS.apiKey, ...(ipWhitelist !== undefined && { ipWhitelist }) };
    rig.server.faults.next('key', { kind: 'error', status: 200, body: { code: '200000', data } });
    const report = await rig.venue.key();
    expect(report).toMatchObject(expected);
    expect(JSON.stringify(report)).not.toContain(KEYS.apiKey);
  });

  it('has no open orders where the venue writes null for none', async () => {
    const rig = await open();
    const nothing = (data: unknown): Fault => ({ kind: 'error', status: 200, body: { code: '200000', data } });
    rig.server.faults.next('hf.orders.active.symbols', nothing({ symbols: null }));
    expect(await rig.venue.openOrders()).toEqual([]);
    rig.server.faults.next('hf.orders.active.symbols', nothing({ symbols: ['BTC-USDT'] }));
    rig.server.faults.next('hf.orders.active', nothing(null));
    expect(await rig.venue.openOrders()).toEqual([]);
    rig.server.faults.next('hf.orders.active.symbols', nothing({}));
    await expect(rig.venue.openOrders()).rejects.toMatchObject({ name: 'QtError', code: 'VENUE_ERROR' });
  });

  it('lists fills of weeks back, in windows of the venue', async () => {
    const rig = await open();
    const order = limitBuy({ amount: '0.03' });
    await rig.venue.prepare(order);
    await rig.venue.place(order);
    const [{ id } = { id: '' }] = placed(rig);
    const startedMs = rig.clock.nowMs();
    for (const amount of ['0.01', '0.01', '0.01']) {
      rig.server.fillResting(id, amount);
      rig.clock.moveOn(8 * 86_400_000);
    }
    const fills = await rig.venue.fillsSince('BTC/USDT', startedMs - 1_000);
    expect(fills.map(({ amount }) => amount)).toEqual(['0.01', '0.01', '0.01']);
    expect(fills.map(({ atMs }) => atMs)).toEqual(fills.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
    expect(rig.count('hf.fills')).toBe(4);
  });
});

describe('the stream of KuCoin', () => {
  const listen = (rig: Rig) => {
    const events: VenueEvent[] = [];
    const stop = rig.venue.subscribe((event) => events.push(event))!;
    const until = async (kind: VenueEvent['kind'], from = 0): Promise<void> => {
      for (let turns = 0; turns < 500 && !events.slice(from).some((event) => event.kind === kind); turns += 1) {
        await new Promise<void>((resolve) => void rig.clock.after(10, resolve));
      }
      expect(events.slice(from).map((event) => event.kind)).toContain(kind);
    };
    return { events, stop, until };
  };

  it('tells fills with their fees, read by REST once for all that is new', async () => {
    const rig = await open();
    const { events, until, stop } = listen(rig);
    await until('live');
    const order = limitBuy({ amount: '0.7', price: '60020' });
    await rig.venue.prepare(order);
    await rig.venue.place(order);
    await until('balances');
    await new Promise<void>((resolve) => void rig.clock.after(200, resolve));
    const reports = events.flatMap((event) => (event.kind === 'order' ? [event.report] : []));
    expect(reports.map(({ status, filled }) => [status, filled])).toEqual([
      ['open', '0'],
      ['partially_filled', '0.5'],
      ['filled', '0.7'],
      ['filled', '0.7'],
    ]);
    expect(reports.map(({ average }) => average)).toEqual([null, '60010', '60012.857142857143', '60012.857142857143']);
    expect(reports.at(-1)!.fills).toMatchObject([
      { amount: '0.5', price: '60010', feeAsset: 'BTC', fee: '0.0005', liquidity: 'taker' },
      { amount: '0.2', price: '60020', feeAsset: 'BTC', fee: '0.0002', liquidity: 'taker' },
    ]);
    expect(rig.count('hf.fills')).toBe(1);
    stop();
  });

  it('tells the sum alone where the fills cannot be read', async () => {
    const rig = await open();
    const { events, until, stop } = listen(rig);
    await until('live');
    rig.server.faults.always('hf.fills', { kind: 'garbage_200' });
    const order = limitBuy({ price: '60010' });
    await rig.venue.prepare(order);
    await rig.venue.place(order);
    await new Promise<void>((resolve) => void rig.clock.after(200, resolve));
    expect(events.at(-1)).toMatchObject({ kind: 'balances' });
    const last = events.findLast((event) => event.kind === 'order');
    expect(last).toMatchObject({ report: { status: 'filled', filled: '0.01', average: null, fills: [] } });
    stop();
  });

  it.each([
    ['a refusal of a topic', { type: 'error', id: '0', code: 404, data: 'topic is not found' }],
    ['a refused token', { type: 'error', code: 401, data: `token ${KEYS.apiSecret} is invalid` }],
  ])('begins anew after %s, and repeats none of its words', async (_, message) => {
    const rig = await open();
    const { events, until, stop } = listen(rig);
    await until('live');
    rig.server.streams.inject(JSON.stringify(message));
    await until('down');
    await until('gap', 1);
    expect(JSON.stringify(events)).not.toContain(KEYS.apiSecret);
    expect(rig.count('stream.token')).toBe(2);
    stop();
  });

  it('reads no fills of orders that are not ours', async () => {
    const rig = await open();
    const { events, until, stop } = listen(rig);
    await until('live');
    const id = rig.server.placeOutside('main', { market: 'BTC-USDT', side: 'buy', price: '50000', amount: '0.1' });
    rig.server.fillResting(id, '0.05');
    await expect
      .poll(() => events.some((event) => event.kind === 'order' && event.report.status === 'partially_filled'))
      .toBe(true);
    expect(rig.count('hf.fills')).toBe(0);
    stop();
  });

  it('keeps its token to itself', async () => {
    const rig = await open();
    const { events, until, stop } = listen(rig);
    await until('live');
    rig.server.faults.always('stream.token', kucoinFault('400003'));
    rig.server.streams.dropAll();
    await until('down');
    expect(JSON.stringify(events)).not.toMatch(/token|wss?:|==/);
    stop();
  });
});
