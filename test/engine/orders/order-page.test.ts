import { describe, expect, it } from 'vitest';
import { createAuditChain } from '../../../electron/engine/audit/audit-chain.ts';
import { createOrderJournal } from '../../../electron/engine/orders/order-journal.ts';
import type { NewOrder, OrderJournal } from '../../../electron/engine/orders/order-journal.ts';
import { createOrderLists } from '../../../electron/engine/orders/order-lists.ts';
import type { OrderLists } from '../../../electron/engine/orders/order-lists.ts';
import { orderDocument } from '../../../electron/engine/orders/order-row.ts';
import { createSignalJournal } from '../../../electron/engine/orders/signal-journal.ts';
import type { OrderReport } from '../../../electron/engine/venues/venue.ts';
import { orderPageQuerySchema } from '../../../shared/schema/order-page.ts';
import type { OrderPageInput } from '../../../shared/schema/order-page.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import type { FakeClock } from '../../support/fake-clock.ts';
import { tempJournal } from '../../support/temp-journal.ts';

const ANSWER_MS = 40;

interface World {
  clock: FakeClock;
  journal: OrderJournal;
  lists: OrderLists;
  /** Journals an order; its id is its number, and a second passes before it. */
  place(over?: Partial<NewOrder>): string;
  /** Lets it reach its end at once, or rest. */
  become(id: string, report: Partial<OrderReport> & Pick<OrderReport, 'status'>): void;
  ids(input: OrderPageInput): string[];
}

function openWorld(): World {
  const db = tempJournal();
  const clock = createFakeClock();
  const journal = createOrderJournal(db, createAuditChain(db, clock), clock);
  const signals = createSignalJournal(db, (row) => orderDocument(row));
  const lists = createOrderLists(db, clock, { document: (row) => orderDocument(row) });
  let count = 0;
  return {
    clock,
    journal,
    lists,
    place(over = {}) {
      clock.advance(1_000);
      const id = `o${(count += 1)}`;
      const order: NewOrder = {
        ...{ id, signal_id: `s${id}`, client_order_id: `c${id}`, account_name: 'main', exchange: 'sim', mode: 'paper' },
        ...{ testnet: 0, strategy_id: null, symbol: 'BTC/USDT', side: 'buy', type: 'limit', time_in_force: 'gtc' },
        ...{ post_only: 0, reduce_only: 0, replaces: null, amount: '2', price: '100', prepared: null, seat: null },
        ...{ note: null, created_ms: clock.nowMs() },
        ...over,
      };
      signals.insert({
        ...{ id: order.signal_id, bodyHash: '0'.repeat(64), door: 'cli', source: 'explicit', error: null },
        signal: signalSchema.parse({
          ...{ symbol: order.symbol, side: 'long', amount: '2', account_name: order.account_name },
          ...(order.strategy_id === null ? {} : { strategy_id: order.strategy_id }),
        }),
        decision: {
          ...{ exchange: 'sim', exchange_source: 'account', account_name: order.account_name },
          ...{ account_source: 'signal.account_name', mode: 'paper', testnet: false, trace: [], checks: [] },
        },
        ...{ receivedMs: clock.nowMs(), answeredMs: null, groupSignal: null },
      });
      journal.insert(order);
      return id;
    },
    become(id, report) {
      journal.move(id, { to: 'sent', cause: 'send', detail: '' });
      clock.advance(ANSWER_MS);
      const word = { venueOrderId: `v${id}`, filled: '0', average: null, fills: [], ...report };
      journal.book(id, { report: word, cause: 'reply', detail: '' });
    },
    ids: (input) => lists.page(orderPageQuerySchema.parse(input)).orders.map(({ id }) => id),
  };
}

/** Five that ended, and two that rest. */
function lived(): World {
  const world = openWorld();
  const { place, become } = world;
  become(place({ strategy_id: 'swing' }), { status: 'filled', filled: '2', average: '100' });
  become(place({ side: 'sell', account_name: 'friend' }), { status: 'canceled' });
  become(place({ symbol: 'ETH/USDT', mode: 'real' }), { status: 'open' });
  become(place({ symbol: 'ETH/USDT', mode: 'real', testnet: 1 }), { status: 'rejected' });
  become(place({ symbol: 'ETH/USDT:USDT', mode: 'real', type: 'market', price: null, strategy_id: 'grid' }), {
    status: 'filled',
    filled: '2',
    average: '9',
  });
  become(place({ symbol: 'SOL/NOK', strategy_id: 'swing' }), { status: 'expired' });
  place();
  return world;
}

describe('a page of orders', () => {
  it('holds what is open, or what has ended, newest first, with how many there are', () => {
    const { lists, ids } = lived();
    expect(ids({ view: 'open' })).toEqual(['o7', 'o3']);
    expect(ids({ view: 'history' })).toEqual(['o6', 'o5', 'o4', 'o2', 'o1']);
    const page = lists.page(orderPageQuerySchema.parse({ view: 'history', offset: 1, limit: 2 }));
    expect(page.orders.map(({ id }) => id)).toEqual(['o5', 'o4']);
    expect(page.total).toBe(5);
    expect(ids({ view: 'history', offset: 5 })).toEqual([]);
  });

  it.each<[string, OrderPageInput['filters'], string[]]>([
    ['a kind of money', { kinds: ['real'] }, ['o5']],
    ['two kinds', { kinds: ['testnet', 'paper'] }, ['o6', 'o4', 'o2', 'o1']],
    ['an account', { account_names: ['friend'] }, ['o2']],
    ['symbols', { symbols: ['ETH/USDT', 'SOL/NOK'] }, ['o6', 'o4']],
    ['part of a symbol', { symbol_part: 'h/usd' }, ['o5', 'o4']],
    ['part of a symbol among some', { symbol_part: 'eth', symbols: ['ETH/USDT:USDT', 'BTC/USDT'] }, ['o5']],
    ['part of none', { symbol_part: 'xyz' }, []],
    ['marks alone', { symbol_part: ' / ' }, ['o6', 'o5', 'o4', 'o2', 'o1']],
    ['a side', { sides: ['sell'] }, ['o2']],
    ['a type', { types: ['market'] }, ['o5']],
    ['states', { statuses: ['filled', 'expired'] }, ['o6', 'o5', 'o1']],
    ['a state of the other view', { statuses: ['open'] }, []],
    ['strategies', { strategy_ids: ['swing'] }, ['o6', 'o1']],
    ['no strategy, or one', { strategy_ids: [null, 'grid'] }, ['o5', 'o4', 'o2']],
    ['from a time on', { since: '2026-12-01T12:00:05.000Z' }, ['o6', 'o5']],
    ['until a time', { until: '2026-12-01T12:00:05.000Z' }, ['o4', 'o2', 'o1']],
    ['several at once', { kinds: ['paper'], strategy_ids: ['swing'], statuses: ['filled'] }, ['o1']],
  ])('is narrowed by %s', (_, filters, expected) => {
    const { lists } = lived();
    const page = lists.page(orderPageQuerySchema.parse({ view: 'history', filters }));
    expect(page.orders.map(({ id }) => id)).toEqual(expected);
    expect(page.total).toBe(expected.length);
  });

  it('is sorted both ways; of equal ones the newest comes first', () => {
    const { ids } = lived();
    const sorted = (by: 'time' | 'symbol' | 'strategy_id', direction: 'asc' | 'desc') =>
      ids({ view: 'history', sort: { by, direction } });
    expect(sorted('time', 'asc')).toEqual(['o1', 'o2', 'o4', 'o5', 'o6']);
    expect(sorted('symbol', 'asc')).toEqual(['o2', 'o1', 'o4', 'o5', 'o6']);
    expect(sorted('symbol', 'desc')).toEqual(['o6', 'o5', 'o4', 'o2', 'o1']);
    expect(sorted('strategy_id', 'desc')).toEqual(['o6', 'o1', 'o5', 'o4', 'o2']);
  });

  it('orders of one instant stand by their number', () => {
    const { place, become, ids } = openWorld();
    const at = { created_ms: Date.UTC(2026, 11, 1) };
    for (const account of ['b', 'c', 'a']) become(place({ ...at, account_name: account }), { status: 'canceled' });
    expect(ids({ view: 'history' })).toEqual(['o3', 'o2', 'o1']);
    expect(ids({ view: 'history', sort: { by: 'time', direction: 'asc' } })).toEqual(['o1', 'o2', 'o3']);
  });

  it('does not shift while orders arrive and end: as_of holds the history as it was', () => {
    const { lists, place, become, journal } = lived();
    const page = (as_of: string | null, offset = 0) =>
      lists.page(orderPageQuerySchema.parse({ view: 'history', as_of, offset, limit: 2 }));
    const first = page(null);
    become(place(), { status: 'filled', filled: '2', average: '1' });
    journal.book('o3', {
      report: { venueOrderId: 'vo3', status: 'canceled', filled: '0', average: null, fills: [] },
      cause: 'stream',
      detail: '',
    });
    const second = page(first.as_of, 2);
    expect([...first.orders, ...second.orders].map(({ id }) => id)).toEqual(['o6', 'o5', 'o4', 'o2']);
    expect([second.total, second.as_of]).toEqual([5, first.as_of]);
    expect(page(first.as_of).orders.map(({ id }) => id)).toEqual(['o6', 'o5']);
    const now = page(null);
    expect([now.total, now.orders.map(({ id }) => id)]).toEqual([7, ['o8', 'o6']]);
    expect(page(now.as_of, 2).orders.map(({ id }) => id)).toEqual(['o5', 'o4']);
  });

  it('an order that was final and trades after all stays in its place', () => {
    const { lists, journal } = lived();
    const { as_of } = lists.page(orderPageQuerySchema.parse({ view: 'history' }));
    const report: OrderReport = {
      ...{ venueOrderId: 'vo2', status: 'filled', filled: '2', average: '100', fills: [] },
    };
    journal.book('o2', { report, cause: 'lookup', detail: '' });
    const page = lists.page(orderPageQuerySchema.parse({ view: 'history', as_of }));
    expect(page.orders.map(({ id, status }) => `${id} ${status}`)).toContain('o2 filled');
  });

  it('of an empty journal is empty', () => {
    const { lists } = openWorld();
    expect(lists.page(orderPageQuerySchema.parse({ view: 'history' }))).toEqual({ orders: [], total: 0, as_of: '0.0' });
    expect(lists.choices()).toEqual({ account_names: [], symbols: [], strategy_ids: [] });
  });
});

it('choices are what the journal holds, each once', () => {
  expect(lived().lists.choices()).toEqual({
    account_names: ['friend', 'main'],
    symbols: ['BTC/USDT', 'ETH/USDT', 'ETH/USDT:USDT', 'SOL/NOK'],
    strategy_ids: ['grid', 'swing'],
  });
});

describe('how the day went', () => {
  const fill = (trade_id: string, fee: string | null, fee_asset: string | null) => ({
    ...{ tradeId: trade_id, price: '100', amount: '1', fee, feeAsset: fee_asset, liquidity: null },
  });

  it('counts one kind of money alone, since midnight, and says what it cannot tell', () => {
    const { lists, place, become, clock, journal } = openWorld();
    const real = { mode: 'real' } as const;
    become(place({ ...real, created_ms: clock.nowMs() - 86_400_000 }), { status: 'filled', filled: '2', average: '1' });
    become(place(), { status: 'filled', filled: '2', average: '1' });
    become(place({ ...real, testnet: 1 }), { status: 'canceled' });
    const filled = place(real);
    journal.move(filled, { to: 'sent', cause: 'send', detail: '' });
    clock.advance(80);
    const fills = [fill('t1', '0.2', 'USDT'), fill('t2', null, null)].map((each) => ({ ...each, atMs: clock.nowMs() }));
    journal.book(filled, {
      report: { venueOrderId: 'v', status: 'filled', filled: '2', average: '100', fills },
      cause: 'reply',
      detail: '',
    });
    become(place(real), { status: 'canceled' });
    become(place(real), { status: 'rejected' });
    become(place({ ...real, symbol: 'BTC/NOK' }), { status: 'partially_filled', filled: '0.5', average: '100' });
    become(place({ ...real, type: 'market', price: null }), { status: 'open' });
    expect(lists.today('real')).toEqual({
      kind: 'real',
      since: '2026-12-01T00:00:00.000Z',
      open_notional: [{ asset: 'NOK', amount: '150' }],
      open_not_counted: 1,
      ended: 2,
      filled: 1,
      ack_p50_ms: ANSWER_MS,
      fees: [{ asset: 'USDT', amount: '0.2' }],
      fees_untold: 1,
    });
  });

  it('of nothing tells nothing', () => {
    expect(openWorld().lists.today('real')).toMatchObject({ open_notional: [], ended: 0, ack_p50_ms: null, fees: [] });
  });
});
