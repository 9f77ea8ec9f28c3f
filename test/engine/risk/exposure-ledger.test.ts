import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createExposureLedger } from '../../../electron/engine/risk/exposure-ledger.ts';
import type { ExposureLedger } from '../../../electron/engine/risk/exposure-ledger.ts';
import type { OrderRow } from '../../../electron/engine/orders/order-row.ts';
import { known } from '../../../shared/risk/known.ts';
import { positionSpans } from '../../../shared/risk/position-spans.ts';
import type { OrderStatus } from '../../../shared/schema/order.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const SYMBOL = 'BTC/USDT:USDT';

function row(id: string, change: Partial<OrderRow> = {}): OrderRow {
  const order = { id, account_name: 'a', symbol: SYMBOL, side: 'buy', amount: '5', price: '100', reduce_only: 0 };
  return { ...order, filled: '0', status: 'open', ...change } as OrderRow;
}

function desk() {
  const clock = createFakeClock();
  let marks = 0;
  const mark = () => ++marks;
  const ledger = createExposureLedger({ clock, mark });
  const amounts = (readMark: number, changed?: string) =>
    ledger.pending('a', readMark, changed).orders.map(({ amount }) => amount);
  return { clock, mark, ledger, amounts };
}

describe('the ledger of exposures', () => {
  it('counts an order in full from the turn in which it is journaled', () => {
    const { ledger, mark, amounts } = desk();
    ledger.hold(row('o1'));
    expect(amounts(mark())).toEqual(['5']);
    expect(ledger.pending('b', mark()).orders).toEqual([]);
  });

  it('counts a fill against readings that began before it was booked, and against no later one', () => {
    const { ledger, mark, amounts } = desk();
    const early = mark();
    ledger.hold(row('o1'));
    const between = mark();
    ledger.book(row('o1', { filled: '2', status: 'partially_filled' }));
    const later = mark();
    expect([early, between, later].map((at) => amounts(at)[0])).toEqual(['5', '5', '3']);
    ledger.book(row('o1', { filled: '2', status: 'canceled' }));
    expect([early, between, later].map((at) => amounts(at)[0])).toEqual(['2', '2', undefined]);
  });

  it('counts an order of unknown outcome in full, however often that is said', () => {
    const { ledger, mark, amounts } = desk();
    ledger.hold(row('o1'));
    ledger.book(row('o1', { status: 'unknown' }));
    expect(amounts(mark())).toEqual(['5']);
    ledger.book(row('o1', { status: 'not_placed' }));
    expect(amounts(mark())).toEqual([]);
  });

  it('knows nothing of an order whose commit failed', () => {
    const { ledger, mark, amounts } = desk();
    ledger.hold(row('o1'));
    ledger.drop('o1');
    expect(amounts(mark())).toEqual([]);
  });

  it('takes what an earlier run has booked as shown by every reading', () => {
    const { ledger, mark, amounts } = desk();
    ledger.recover(row('o1', { filled: '2', status: 'partially_filled' }));
    expect(amounts(mark())).toEqual(['3']);
  });

  it('counts what is told of an order that was over', () => {
    const { ledger, mark, amounts } = desk();
    const early = mark();
    ledger.book(row('old', { filled: '3', status: 'canceled' }), '1');
    expect([amounts(early), amounts(mark())]).toEqual([['2'], []]);
    ledger.book(row('old', { filled: '3', status: 'partially_filled' }), '3');
    expect(amounts(mark())).toEqual(['2']);
  });

  it('keeps the larger size while an order is changed in place, until it is certain or over', () => {
    const { ledger, mark, amounts } = desk();
    ledger.hold(row('o1'));
    ledger.keep('o1', '8', true);
    expect(amounts(mark())).toEqual(['8']);
    ledger.book(row('o1', { amount: '8' }));
    ledger.release('o1');
    expect(amounts(mark())).toEqual(['8']);
    ledger.keep('o1', '2', true);
    expect(amounts(mark())).toEqual(['8']);
    ledger.book(row('o1', { amount: '8', status: 'canceled' }));
    expect(amounts(mark())).toEqual([]);
  });

  it('keeps the room of an order that another one replaces, though it is over', () => {
    const { ledger, mark, amounts } = desk();
    ledger.hold(row('o1'));
    ledger.keep('o1', '4', false);
    ledger.book(row('o1', { filled: '1', status: 'canceled' }));
    const later = mark();
    expect(amounts(later)).toEqual(['3']);
    // For the replacement itself it is what it takes the place of.
    expect(ledger.pending('a', later, 'o1')).toMatchObject({ orders: [{ amount: '0' }], former: { amount: '3' } });
    ledger.release('o1');
    expect(amounts(later)).toEqual([]);
  });

  it('tells what a change adds to an order apart from what it has traded', () => {
    const { ledger, mark } = desk();
    const early = mark();
    ledger.hold(row('o1'));
    ledger.book(row('o1', { filled: '2', status: 'partially_filled' }));
    expect(ledger.pending('a', early, 'o1')).toMatchObject({ orders: [{ amount: '2' }], former: { amount: '3' } });
    expect(ledger.filled('o1')).toBe('2');
  });

  it('remembers it for as long as a check can take that began with an old reading', () => {
    const { ledger, mark, amounts, clock } = desk();
    const early = mark();
    ledger.hold(row('o1'));
    ledger.book(row('o1', { filled: '5', status: 'filled' }));
    clock.advance(100_000);
    ledger.hold(row('o2'));
    expect(amounts(early)).toEqual(['5', '5']);
    ledger.book(row('o2', { filled: '1', status: 'partially_filled' }));
    clock.advance(100_000);
    ledger.book(row('o2', { filled: '2', status: 'partially_filled' }));
    expect(amounts(mark())).toEqual(['3']);
  });

  it('forgets what no reading in use can lack', () => {
    const { ledger, mark, clock } = desk();
    for (let i = 0; i < 20_000; i += 1) {
      ledger.hold(row(`o${i}`));
      ledger.book(row(`o${i}`, { filled: '5', status: 'filled' }));
      if (i % 100 === 0) clock.advance(1_000);
    }
    const started = process.cpuUsage();
    for (let i = 0; i < 100; i += 1) ledger.pending('a', mark());
    expect(ledger.pending('a', 0).orders.length).toBeLessThan(14_000);
    expect(process.cpuUsage(started).user).toBeLessThan(1_500_000);
  });

  it('counts a late trade of an order that is long over for as long as any other', () => {
    const { ledger, mark, amounts, clock } = desk();
    ledger.hold(row('o1'));
    ledger.book(row('o1', { status: 'canceled' }));
    clock.advance(119_000);
    const early = mark();
    ledger.book(row('o1', { filled: '2', status: 'canceled' }));
    clock.advance(11_000);
    ledger.hold(row('o2'));
    expect(amounts(early).toSorted()).toEqual(['2', '5']);
  });

  it('takes no longer where many orders are over that every reading shows', () => {
    const { ledger, mark, clock, amounts } = desk();
    for (let i = 0; i < 20_000; i += 1) {
      ledger.hold(row(`o${i}`));
      ledger.book(row(`o${i}`, { filled: '5', status: 'filled' }));
      clock.advance(5);
    }
    ledger.hold(row('open'));
    const later = mark();
    const started = process.cpuUsage();
    for (let i = 0; i < 1_000; i += 1) expect([amounts(later), ledger.symbols('a')]).toEqual([['5'], [SYMBOL]]);
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  });

  it('names the symbols of all that may count, and of nothing else', () => {
    const { ledger, mark, clock } = desk();
    ledger.hold(row('o1'));
    ledger.hold(row('o2', { symbol: 'ETH/USDT:USDT' }));
    ledger.hold(row('o3', { symbol: 'SOL/USDT:USDT' }));
    ledger.drop('o3');
    ledger.book(row('o2', { symbol: 'ETH/USDT:USDT', filled: '5', status: 'filled' }));
    expect([ledger.symbols('a'), ledger.symbols('b')]).toEqual([[SYMBOL, 'ETH/USDT:USDT'], []]);
    clock.advance(130_000);
    ledger.hold(row('o4'));
    expect([ledger.symbols('a'), ledger.pending('a', mark()).orders.length]).toEqual([[SYMBOL], 2]);
  });

  /**
   * A venue with a true position, readings of it that take their time, and orders that are placed, traded, booked and ended
   * in any order. At every moment the position, and whatever the orders at the venue may still make of it, lies in the span
   * that the last reading and the ledger give.
   */
  it('never lets a position go where its span does not', { timeout: 60_000 }, () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('read' as const) }),
      fc.record({ kind: fc.constant('read_done' as const), asBegun: fc.boolean() }),
      fc.record({
        kind: fc.constant('place' as const),
        side: fc.constantFrom('buy' as const, 'sell' as const),
        amount: fc.integer({ min: 1, max: 9 }),
      }),
      fc.record({
        kind: fc.constantFrom('trade' as const, 'book' as const, 'end' as const),
        which: fc.nat(),
        amount: fc.integer({ min: 1, max: 9 }),
      }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 30_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { clock, mark, ledger } = desk();
        const orders: {
          id: string;
          side: 'buy' | 'sell';
          amount: number;
          traded: number;
          over: boolean;
          booked: string;
        }[] = [];
        let position = 0;
        let reading = { mark: mark(), position: 0, atMs: 0 };
        let begun: typeof reading | null = null;
        for (const one of steps) {
          if (one.kind === 'read') begun ??= { mark: mark(), position, atMs: clock.monotonicMs() };
          if (one.kind === 'read_done' && begun) {
            // The venue may have looked at any time between.
            reading = one.asBegun ? begun : { ...begun, position };
            begun = null;
          }
          // A reading is used for half a minute; a check that is made on it may take as long again.
          if (one.kind === 'wait' && clock.monotonicMs() + one.ms - reading.atMs < 60_000) clock.advance(one.ms);
          if (one.kind === 'place') {
            const id = `o${orders.length}`;
            ledger.hold(row(id, { side: one.side, amount: String(one.amount) }));
            orders.push({ id, side: one.side, amount: one.amount, traded: 0, over: false, booked: '' });
          }
          const order = 'which' in one ? orders[one.which % Math.max(orders.length, 1)] : undefined;
          if (one.kind === 'trade' && order && !order.over) {
            const part = Math.min(order.amount - order.traded, 'amount' in one ? one.amount : 0);
            order.traded += part;
            position += order.side === 'buy' ? part : -part;
          }
          if (one.kind === 'end' && order) order.over = true;
          if ((one.kind === 'book' || one.kind === 'end') && order) tell(order, ledger);
          expectInside(position, orders, reading, ledger);
        }
      }),
      { numRuns: 600 },
    );
  });
});

type Placed = { id: string; side: 'buy' | 'sell'; amount: number; traded: number; over: boolean; booked: string };

function tell({ id, side, amount, traded, over }: Placed, ledger: ExposureLedger): void {
  const live: OrderStatus = traded > 0 ? 'partially_filled' : 'open';
  const status = traded === amount ? 'filled' : over ? 'canceled' : live;
  ledger.book(row(id, { side, amount: String(amount), filled: String(traded), status }));
}

function expectInside(
  position: number,
  orders: readonly Placed[],
  reading: { mark: number; position: number },
  ledger: ExposureLedger,
): void {
  const end = String(reading.position);
  const held = new Map([[SYMBOL, { low: end, high: end }]]);
  const holdings = { market: 'swap', held, currency: 'USDT', ignored: [], rateOf: () => known('1') } as const;
  const span = positionSpans(holdings, ledger.pending('a', reading.mark).orders).spans?.get(SYMBOL);
  const rest = (side: Placed['side']): number =>
    orders.reduce((sum, each) => sum + (each.side === side && !each.over ? each.amount - each.traded : 0), 0);
  expect(Number(span?.high)).toBeGreaterThanOrEqual(position + rest('buy'));
  expect(Number(span?.low)).toBeLessThanOrEqual(position - rest('sell'));
}
