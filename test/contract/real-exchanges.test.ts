import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectDecimalStrings, expectFireDocument, expectOrder, expectRefusal } from './document-shapes.ts';
import { limitArgs, openExchangeDesk } from './exchange-desk.ts';
import type { ExchangeDesk } from './exchange-desk.ts';
import { SEATS, SEAT_NAMES, SWAP_NAMES } from './exchange-seats.ts';
import type { Seat, SeatName } from './exchange-seats.ts';
import type { Served } from './serve-process.ts';
import type { Json } from './workspace.ts';

describe('a real account at each exchange, as qt commands beside a running engine', { timeout: 60_000 }, () => {
  let desk: ExchangeDesk;
  let served: Served;
  beforeAll(async () => {
    desk = await openExchangeDesk();
    served = await desk.serve();
    for (const name of SEAT_NAMES) await desk.arm(name);
  }, 60_000);
  afterAll(() => desk.close());

  const sent = (name: SeatName): number =>
    desk.venues[name].requests.filter(({ route }) => route === SEATS[name].routes.place).length;

  it.each(SEAT_NAMES)('%s: a market order shows what it traded in the answer itself', async (name) => {
    const seat: Seat = SEATS[name];
    const fired = await desk.fire(name);
    expect(fired.code, fired.stdout).toBe(0);
    expectFireDocument(fired.document);
    expect(fired.document.decision).toMatchObject({ account_name: name, exchange: seat.exchange, mode: 'real' });
    const [order] = fired.document.orders;
    expect(order).toMatchObject({ status: 'filled', filled: seat.amount, type: seat.marketType, error: null });
    // Firi tells no price of what it filled; everywhere else there is one.
    if (seat.exchange !== 'firi') expect(order.average).not.toBeNull();
    const [there] = desk.venues[name].ledger('one').orders;
    expect(there).toMatchObject({ id: order.venue_order_id, side: 'buy', amount: seat.amount });
    const detail = (await desk.json('orders', 'show', order.id)).document;
    expectOrder(detail.order);
    expectDecimalStrings(detail);
    expect(sent(name)).toBe(1);
  });

  it.each(SEAT_NAMES)('%s: a limit order rests, is listed, amended and canceled', async (name) => {
    const seat: Seat = SEATS[name];
    const fired = await desk.fire(name, ...limitArgs(name));
    expect(fired.code, fired.stdout).toBe(0);
    const [order] = fired.document.orders;
    expect(order).toMatchObject({ status: 'open', filled: '0', average: null, price: seat.low });

    const listed = await desk.json('orders', 'list', '--account', name, '--status', 'open');
    expect(listed.document.orders.map(({ id }: Json) => id)).toEqual([order.id]);

    const price = seat.exchange === 'firi' ? '490000' : '49000';
    const amended = await desk.json('orders', 'amend', order.id, '--price', price);
    expect(amended.code, amended.stdout).toBe(0);
    expect(amended.document.order).toMatchObject({ status: 'open', price });
    const live = desk.venues[name].ledger('one').orders.filter(({ status }) => status === 'open');
    expect(live).toHaveLength(1);
    expect(Number(live[0]?.price)).toBe(Number(price));

    const canceled = await desk.json('orders', 'cancel', amended.document.order.id);
    expect(canceled.code, canceled.stdout).toBe(0);
    expect(canceled.document.order.status).toBe('canceled');
    expect(desk.venues[name].ledger('one').orders.some(({ status }) => status === 'open')).toBe(false);
    // What is final is not canceled again, and says so.
    const again = await desk.json('orders', 'cancel', amended.document.order.id);
    expect([again.code, again.document.error?.code]).toEqual([3, 'ORDER_FINAL']);
    const late = await desk.json('orders', 'amend', amended.document.order.id, '--price', price);
    expect(late.code).toBe(3);
    expect(['ORDER_NOT_OPEN', 'ORDER_FINAL']).toContain(late.document.error.code);
  });

  it.each(SEAT_NAMES)('%s: what the venue refuses for certain is exit 4 and 409, and nothing is left', async (name) => {
    const { routes, broke }: Seat = SEATS[name];
    desk.venues[name].faults.next(routes.place, broke, 2);
    const fired = await desk.fire(name);
    expect(fired.code, fired.stdout).toBe(4);
    expectFireDocument(fired.document);
    expect(fired.document.orders[0]).toMatchObject({
      status: 'rejected',
      filled: '0',
      error: { code: 'INSUFFICIENT_FUNDS', message: expect.stringMatching(/\w/) },
    });
    const answer = await desk.post(served, name);
    expect(answer.status).toBe(409);
    expect(answer.json.error.code).toBe('INSUFFICIENT_FUNDS');
  });

  it.each(SEAT_NAMES)('%s: accounts test, balance and positions say what is there', async (name) => {
    const seat: Seat = SEATS[name];
    const test = await desk.json('accounts', 'test', name);
    expect(test.code, test.stdout).toBe(0);
    expect(test.document).toMatchObject({ ok: true, error: null, markets: expect.any(Number) });
    const balance = await desk.json('accounts', 'balance', name);
    expect(balance.code).toBe(0);
    expectDecimalStrings(balance.document);
    expect(balance.document.balances.map(({ asset }: Json) => asset)).toContain(seat.quote);
    const held = await desk.json('positions', 'list', '--account', name);
    expect(held.code, held.stdout).toBe(0);
    expectDecimalStrings(held.document);
    const row = held.document.positions.find(({ symbol }: Json) => symbol === seat.symbol);
    if (seat.swap)
      expect(row).toMatchObject({
        market: 'swap',
        side: 'long',
        amount: seat.amount,
        leverage: '2',
        margin_mode: 'isolated',
      });
  });

  it.each(SWAP_NAMES)('%s: a position is closed, reduce-only', async (name) => {
    const unsure = await desk.json('positions', 'close', name, SEATS[name].symbol);
    expect([unsure.code, unsure.document.error.code]).toEqual([2, 'INVALID_INPUT']);
    const closed = await desk.json('positions', 'close', name, SEATS[name].symbol, '--yes');
    expect(closed.code, closed.stdout).toBe(0);
    expectFireDocument(closed.document);
    expect(closed.document.orders[0]).toMatchObject({ side: 'sell', reduce_only: true, status: 'filled' });
    expect(Number(desk.venues[name].ledger('one').positions[SEATS[name].market] ?? 0)).toBe(0);
    const nothing = await desk.json('positions', 'close', name, SEATS[name].symbol, '--yes');
    expect([nothing.code, nothing.document.error?.code]).toEqual([3, 'NO_POSITION']);
  });

  it.each(SEAT_NAMES)('%s: disarmed: exit 3, and nothing is sent', async (name) => {
    const before = sent(name);
    expect((await desk.json('disarm', name)).code).toBe(0);
    const refused = await desk.fire(name, '--override-pending');
    expect(refused.code).toBe(3);
    expectRefusal(refused.document, 'ACCOUNT_DISARMED');
    expect(sent(name)).toBe(before);
  });
});
