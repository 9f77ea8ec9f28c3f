import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { binanceFault } from '../../../venues/binance-server.ts';
import type { Fault } from '../../../venues/venue-server.ts';
import { limitBuy, openBinanceRig, refOf } from '../rig.ts';
import type { Rig } from '../rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openBinanceRig();
  await rig.venue.prepare(limitBuy());
});
afterEach(() => rig.close());

const marketBuy = () => limitBuy({ type: 'market', price: null, timeInForce: null });
const placed = () => rig.server.ledger('main').orders;

describe('a place at Binance', () => {
  it('is one request, signed, with our id and nothing else', async () => {
    const before = rig.server.requests.length;
    const order = limitBuy();
    const outcome = await rig.venue.place(order);
    expect(rig.server.requests).toHaveLength(before + 1);
    const request = rig.server.requests.at(-1)!;
    expect(request).toMatchObject({
      route: 'order.place',
      method: 'POST',
      path: '/api/v3/order',
      signed: true,
      account: 'main',
    });
    expect(request.rawQuery).toBe('');
    const { timestamp, signature, ...sent } = Object.fromEntries(new URLSearchParams(request.rawBody));
    expect(Number(timestamp)).toBeGreaterThan(0);
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    expect(sent).toEqual({
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      quantity: '0.01',
      price: '50000',
      timeInForce: 'GTC',
      newClientOrderId: order.clientOrderId,
      newOrderRespType: 'FULL',
      recvWindow: '5000',
    });
    expect(outcome).toEqual({
      kind: 'accepted',
      report: {
        venueOrderId: placed()[0]!.id,
        status: 'open',
        filled: '0',
        average: null,
        fills: [],
        updatedAtMs: placed()[0]!.createdAt,
      },
    });
    expect(placed()).toMatchObject([
      { clientOrderId: order.clientOrderId, status: 'open', price: '50000', amount: '0.01' },
    ]);
  });

  it('carries no price on a market order, and reports its fills', async () => {
    const outcome = await rig.venue.place({ ...marketBuy(), amount: '0.7' });
    const sent = new URLSearchParams(rig.server.requests.at(-1)!.rawBody);
    expect([sent.has('price'), sent.has('quoteOrderQty'), sent.has('timeInForce'), sent.get('quantity')]).toEqual([
      false,
      false,
      false,
      '0.7',
    ]);
    const [first, second] = rig.server.ledger('main').trades;
    expect(outcome).toEqual({
      kind: 'accepted',
      report: {
        venueOrderId: placed()[0]!.id,
        status: 'filled',
        filled: '0.7',
        // 0.5 at 60010 and 0.2 at 60020
        average: '60012.857142857143',
        updatedAtMs: placed()[0]!.createdAt,
        fills: [
          {
            tradeId: first!.id,
            price: '60010',
            amount: '0.5',
            fee: '0.0005',
            feeAsset: 'BTC',
            liquidity: 'taker',
            atMs: first!.time,
          },
          {
            tradeId: second!.id,
            price: '60020',
            amount: '0.2',
            fee: '0.0002',
            feeAsset: 'BTC',
            liquidity: 'taker',
            atMs: second!.time,
          },
        ],
      },
    });
  });

  it('tells partial fills, and what expired', async () => {
    const partly = await rig.venue.place(limitBuy({ price: '60010', amount: '0.8' }));
    expect(partly).toMatchObject({
      kind: 'accepted',
      report: { status: 'partially_filled', filled: '0.5', average: '60010' },
    });
    const ioc = await rig.venue.place(limitBuy({ price: '60020', amount: '3', timeInForce: 'ioc' }));
    expect(ioc).toMatchObject({ kind: 'accepted', report: { status: 'expired', filled: '1', average: '60020' } });
  });

  it('sends the amount and the price as they were decided', async () => {
    await rig.venue.place(limitBuy({ amount: '0.00012', price: '49999.99' }));
    expect(placed()).toMatchObject([{ amount: '0.00012', price: '49999.99' }]);
    // Not rounded into something that fits: the venue judges it.
    expect(await rig.venue.place(limitBuy({ amount: '0.000123' }))).toMatchObject({
      kind: 'refused',
      code: 'INVALID_AMOUNT',
    });
    expect(await rig.venue.place(limitBuy({ price: '50000.005' }))).toMatchObject({
      kind: 'refused',
      code: 'INVALID_PRICE',
    });
    expect(await rig.venue.place(limitBuy({ amount: '0.00001' }))).toMatchObject({
      kind: 'refused',
      code: 'MIN_NOTIONAL',
    });
    expect(await rig.venue.place(limitBuy({ amount: '100' }))).toMatchObject({
      kind: 'refused',
      code: 'INSUFFICIENT_FUNDS',
    });
    expect(placed()).toHaveLength(1);
  });

  it('of an unknown symbol is not sent', async () => {
    const before = rig.server.requests.length;
    expect(await rig.venue.place(limitBuy({ symbol: 'NO/SUCH' }))).toMatchObject({
      kind: 'not_sent',
      code: 'UNKNOWN_SYMBOL',
    });
    expect(rig.server.requests).toHaveLength(before);
  });
});

/** Fault, kind of outcome, and whether the order exists at the venue all the same. */
const FAULTS: [string, Fault, object, boolean][] = [
  ['dropped before', { kind: 'drop_before' }, { kind: 'unknown' }, false],
  ['dropped after', { kind: 'drop_after' }, { kind: 'unknown' }, true],
  ['a page with 200', { kind: 'garbage_200', processed: true }, { kind: 'unknown' }, true],
  ['nothing with 200', { kind: 'empty_200' }, { kind: 'unknown' }, true],
  ['half an answer', { kind: 'truncated_200' }, { kind: 'unknown' }, true],
  ['an answer that breaks off', { kind: 'truncated_200', cutSocket: true }, { kind: 'unknown' }, true],
  ['502', { kind: 'status', status: 502, processed: true }, { kind: 'unknown' }, true],
  ['503', { kind: 'status', status: 503 }, { kind: 'unknown' }, false],
  ['403', { kind: 'status', status: 403 }, { kind: 'unknown' }, false],
  ['404', { kind: 'status', status: 404 }, { kind: 'unknown' }, false],
  ['-1006', binanceFault(-1006, { processed: true }), { kind: 'unknown' }, true],
  ['-1007', binanceFault(-1007, { processed: true }), { kind: 'unknown' }, true],
  ['-1007 with 504', binanceFault(-1007, { status: 504 }), { kind: 'unknown' }, false],
  ['-1008', binanceFault(-1008), { kind: 'unknown' }, false],
  ['an unmapped code', binanceFault(-3999, { message: 'New.', processed: true }), { kind: 'unknown' }, true],
  ['-1003', binanceFault(-1003), { kind: 'refused', code: 'VENUE_RATE_LIMIT' }, false],
  ['-1015', binanceFault(-1015), { kind: 'refused', code: 'VENUE_RATE_LIMIT' }, false],
  ['429', { kind: 'rate_limit', retryAfter: 1 }, { kind: 'refused', code: 'VENUE_RATE_LIMIT' }, false],
  ['418', { kind: 'rate_limit', retryAfter: 1, status: 418 }, { kind: 'refused', code: 'VENUE_RATE_LIMIT' }, false],
  ['-1021', binanceFault(-1021), { kind: 'refused', code: 'VENUE_CLOCK' }, false],
  ['-1022', binanceFault(-1022), { kind: 'refused', code: 'VENUE_AUTH' }, false],
  ['-2014', binanceFault(-2014), { kind: 'refused', code: 'VENUE_AUTH' }, false],
  ['-2015 after a success', binanceFault(-2015), { kind: 'refused', code: 'VENUE_AUTH' }, false],
  [
    'a closed market',
    binanceFault(-2010, { message: 'Market is closed.' }),
    { kind: 'refused', code: 'VENUE_REFUSED' },
    false,
  ],
];

describe('the outcome of a place under fault', () => {
  it.each(FAULTS)('%s', async (_, fault, expected, exists) => {
    await rig.venue.balances();
    rig.server.faults.next('order.place', fault);
    const order = limitBuy();
    expect(await rig.venue.place(order)).toMatchObject(expected);
    expect(rig.server.faults.pending()).toBe(0);
    // Whatever came of it: asked once, and at most one order.
    expect(rig.count('order.place')).toBe(1);
    expect(placed()).toHaveLength(exists ? 1 : 0);
  });

  it('silence: unknown after five seconds', async () => {
    rig.server.faults.next('order.place', { kind: 'hang', processed: true });
    const started = performance.now();
    expect(await rig.venue.place(limitBuy())).toMatchObject({ kind: 'unknown' });
    expect(performance.now() - started).toBeGreaterThan(4_900);
    expect(performance.now() - started).toBeLessThan(7_000);
    expect(rig.count('order.place')).toBe(1);
  }, 10_000);

  it('a duplicate is unknown, and then found: an earlier attempt got through', async () => {
    const order = limitBuy();
    await rig.venue.place(order);
    expect(await rig.venue.place(order)).toMatchObject({ kind: 'unknown' });
    expect(await rig.venue.lookup(refOf(order, rig.clock), null)).toMatchObject({ kind: 'found' });
    expect(placed()).toHaveLength(1);
  });

  it('a venue that is not there: not sent', async () => {
    await rig.stopServer();
    expect(await rig.venue.place(limitBuy())).toMatchObject({ kind: 'not_sent', code: 'VENUE_UNREACHABLE' });
  });

  it('an answer about another order is no confirmation', async () => {
    const body = { ...OTHER_ORDER, clientOrderId: 'somebody-else' };
    rig.server.faults.next('order.place', { kind: 'error', status: 200, body });
    expect(await rig.venue.place(limitBuy())).toMatchObject({ kind: 'unknown' });
  });

  it('a status that nobody knows is no confirmation', async () => {
    const order = limitBuy();
    const body = { ...OTHER_ORDER, clientOrderId: order.clientOrderId, status: 'HALTED' };
    rig.server.faults.next('order.place', { kind: 'error', status: 200, body });
    expect(await rig.venue.place(order)).toMatchObject({ kind: 'unknown' });
  });
});

const OTHER_ORDER = {
  symbol: 'BTCUSDT',
  orderId: 5,
  transactTime: 1_700_000_000_000,
  price: '50000.00',
  origQty: '0.01',
  executedQty: '0.00',
  cummulativeQuoteQty: '0.00',
  status: 'NEW',
  timeInForce: 'GTC',
  type: 'LIMIT',
  side: 'BUY',
  fills: [],
};

describe('twenty places at the same time', () => {
  it('are each judged by their own exchange', async () => {
    const kinds: [Fault | null, object][] = [
      [null, { kind: 'accepted' }],
      [{ kind: 'drop_after' }, { kind: 'unknown' }],
      [binanceFault(-2010), { kind: 'refused', code: 'INSUFFICIENT_FUNDS' }],
      [{ kind: 'status', status: 502 }, { kind: 'unknown' }],
      [binanceFault(-1013), { kind: 'refused', code: 'INVALID_AMOUNT' }],
    ];
    const orders = Array.from({ length: 20 }, () => limitBuy());
    orders.forEach((order, index) => {
      const [fault] = kinds[index % kinds.length]!;
      const mine = ({ rawBody }: { rawBody: string }) => rawBody.includes(order.clientOrderId);
      if (fault) rig.server.faults.next(mine, fault);
    });
    rig.server.setLatency(30);
    const outcomes = await Promise.all(orders.map((order) => rig.venue.place(order)));
    outcomes.forEach((outcome, index) => expect(outcome).toMatchObject(kinds[index % kinds.length]![1]));
    expect(rig.count('order.place')).toBe(20);
    const accepted = outcomes.flatMap((outcome, index) =>
      outcome.kind === 'accepted' ? [[orders[index]!.clientOrderId, outcome.report.venueOrderId]] : [],
    );
    const ledger = new Map(placed().map(({ clientOrderId, id }) => [clientOrderId, id]));
    for (const [clientOrderId, id] of accepted) expect(ledger.get(clientOrderId!)).toBe(id);
  });
});
