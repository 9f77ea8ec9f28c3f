import { describe, expect, it, onTestFinished } from 'vitest';
import { createOrderFinder } from '../../../electron/engine/orders/order-finder.ts';
import type { SqlValue } from '../../../electron/engine/store/sqlite.ts';
import type { OpenOrder, PlaceOutcome } from '../../../electron/engine/venues/venue.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import { paperAccount, realAccount } from '../../support/accounts.ts';
import { deferred, orderWorld, report } from './order-world.ts';
import type { OrderWorld } from './order-world.ts';
import { Secret } from '../../../electron/engine/accounts/secret.ts';

const NAME = 'main_binance';
const resting = (change: Partial<OpenOrder> = {}): OpenOrder => ({
  ...{ venueOrderId: 'x1', clientOrderId: null, symbol: 'BTC/USDT', side: 'buy', type: 'limit' },
  ...{ amount: '0.01', price: '50000', filled: '0', createdAtMs: 1_000, ...change },
});

function world(options: Parameters<typeof orderWorld>[0] = {}) {
  const desk = orderWorld(options);
  onTestFinished(desk.close);
  return { desk, run: async (name = NAME) => (await desk.life.reconcile(name))[0]! };
}

/** One order that rests at the venue. */
async function placed(desk: OrderWorld) {
  desk.venue.onPlace = () => ({ kind: 'accepted', report: report() });
  desk.venue.onLookup = () => ({ kind: 'found', report: report() });
  const [order] = (await desk.fire()).orders;
  desk.venue.onOpenOrders = () => [resting({ venueOrderId: 'v1', clientOrderId: order!.client_order_id })];
  return order!;
}

const withoutBtc = (desk: OrderWorld): void => {
  const { instruments } = desk.venue.market;
  desk.venue.market.instruments = async () =>
    new Map([...(await instruments())].filter(([symbol]) => symbol !== 'BTC/USDT'));
};

describe('an order in a market that the exchange does not list any more', () => {
  it('does not keep its account from trading in the others, and says why nobody asks about it', async () => {
    const { desk, run } = world();
    const order = await placed(desk);
    desk.venue.onOpenOrders = () => [];
    withoutBtc(desk);
    desk.venue.onLookup = () => ({ kind: 'failed', message: 'binance has no market BTC/USDT' });
    desk.venue.onFills = () => Promise.reject(new Error('no market'));
    desk.reconciler.doubt();
    expect(await run()).toMatchObject({ state: 'done', error: null });
    expect((await desk.fire({ symbol: 'ETH/USDT' })).error).toBeUndefined();
    await run();
    const told = desk.journal.evidence.list(order.id).filter(({ detail }) => detail.includes('does not list BTC/USDT'));
    expect(told).toHaveLength(1);
  });
});

describe('orders of another time of the same account', () => {
  it('a symbol of the paper era, or of another exchange, is not asked of this one', async () => {
    const first = world({ accounts: [paperAccount(NAME)] });
    first.desk.venue.onPlace = () => ({ kind: 'accepted', report: report() });
    await first.desk.fire();
    const { desk, run } = world({
      db: first.desk.db,
      clock: first.desk.clock,
      venue: first.desk.venue,
      accounts: [realAccount(NAME)],
    });
    const asked: string[] = [];
    desk.venue.onFills = (symbol) => (asked.push(symbol), []);
    expect(await run()).toMatchObject({ state: 'done' });
    expect(asked).toEqual([]);
  });
});

describe('two accounts of one key', () => {
  const key = {
    apiKey: new Secret('key-of-both-1'),
    apiSecret: new Secret('secret-of-both-1'),
    passphrase: null,
    clientId: null,
  };
  it('an order of an account that is not configured any more does not keep the other from trading', async () => {
    const first = world({ accounts: [realAccount(NAME, { credentials: key })] });
    first.desk.venue.onPlace = () => ({ kind: 'refused', code: 'VENUE_REFUSED', message: 'no' });
    const [order] = (await first.desk.fire()).orders;
    const { desk, run } = world({
      db: first.desk.db,
      clock: first.desk.clock,
      venue: first.desk.venue,
      accounts: [realAccount('renamed', { credentials: key })],
    });
    desk.venue.onOpenOrders = () => [resting({ venueOrderId: 'v1', clientOrderId: order!.client_order_id })];
    // Nothing here follows it, so it is in sight as one of others'.
    expect(await run('renamed')).toMatchObject({ state: 'done', error: null, external_orders: 1 });
    expect(desk.journal.evidence.list(order!.id)).toMatchObject([
      { kind: 'stale', detail: expect.stringContaining('lists it as resting') },
    ]);
  });

  it('adopting for orders of both at the same time takes a venue order once', async () => {
    const accounts = ['main_binance', 'twin'].map((name) => realAccount(name, { credentials: key }));
    const { desk } = world({ accounts });
    desk.venue.onPlace = () => ({ kind: 'unknown', message: 'timeout' });
    desk.venue.onLookup = (ref) =>
      ref.venueOrderId === 'x1'
        ? { kind: 'found', report: report({ venueOrderId: 'x1', amount: '0.01', price: '50000' }) }
        : { kind: 'absent', conclusive: false, message: 'not seen' };
    desk.venue.onOpenOrders = () => [];
    const [a] = (await desk.fire({ account_name: NAME })).orders;
    const [b] = (await desk.fire({ account_name: 'twin' })).orders;
    const adopt = (id: string) => desk.life.resolve(id, { decision: 'adopt', venue_order_id: 'x1' }, 'cli');
    const both = await Promise.allSettled([adopt(a!.id), adopt(b!.id)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(desk.order(b!.id)).toMatchObject({ status: 'unknown', venue_order_id: null });
  });
});

it('a comparison that failed after a good one leaves the time of the good one, and says what failed', async () => {
  const { desk, run } = world();
  const { at } = await run();
  desk.clock.advance(60_000);
  desk.venue.onOpenOrders = () => Promise.reject(new QtError('VENUE_UNREACHABLE', 'no connection'));
  expect(await run()).toMatchObject({ state: 'done', at, error: { code: 'VENUE_UNREACHABLE' } });
});

it('what was sent, and comes to rest after another order was adopted for it, is shown and books nothing', async () => {
  const { desk, run } = world({ attended: true });
  desk.venue.listeners = new Set();
  await run();
  await desk.clock.advanceAsync(1);
  desk.venue.onPlace = () => ({ kind: 'unknown', message: 'timeout' });
  const adopted = report({ venueOrderId: 'web', amount: '0.01', price: '50000' });
  desk.venue.onLookup = (ref) =>
    ref.venueOrderId === 'web'
      ? { kind: 'found', report: adopted }
      : { kind: 'absent', conclusive: false, message: 'not seen' };
  const [order] = (await desk.fire()).orders;
  await desk.life.resolve(order!.id, { decision: 'adopt', venue_order_id: 'web' }, 'cli');
  const clientOrderId = order!.client_order_id;
  desk.venue.onOpenOrders = () => [
    resting({ venueOrderId: 'web', clientOrderId: 'web-1' }),
    resting({ venueOrderId: 'x9', clientOrderId }),
  ];
  const word = report({ venueOrderId: 'x9', status: 'filled', filled: '0.01', average: '50000' });
  desk.venue.tell({ kind: 'order', clientOrderId, venueOrderId: 'x9', report: word });
  await desk.clock.advanceAsync(1_000);
  expect(desk.order(order!.id)).toMatchObject({ status: 'open', filled: '0', venue_order_id: 'web' });
  expect(desk.life.external(NAME)).toMatchObject([{ venue_order_id: 'x9', client_order_id: clientOrderId }]);
});

it('the order of one that is unknown too is not adopted for another, though the exchange lists it no more', async () => {
  const { desk } = world();
  desk.venue.onPlace = () => ({ kind: 'unknown', message: 'timeout' });
  const [first] = (await desk.fire()).orders;
  const [second] = (await desk.firer.fireOverriding(desk.signal(), 'cli')).orders;
  const filled = report({ venueOrderId: 'x1', status: 'filled', filled: '0.01', amount: '0.01', price: '50000' });
  desk.venue.onLookup = (ref) =>
    ref.venueOrderId === 'x1' || ref.clientOrderId === first!.client_order_id
      ? { kind: 'found', report: filled }
      : { kind: 'absent', conclusive: false, message: 'not seen' };
  const adopt = (id: string) => desk.life.resolve(id, { decision: 'adopt', venue_order_id: 'x1' }, 'cli');
  await expect(adopt(second!.id)).rejects.toMatchObject({
    code: 'ORDER_NOT_ADOPTABLE',
    message: expect.stringContaining(first!.id) as string,
  });
  expect((await adopt(first!.id)).order).toMatchObject({ status: 'filled' });
});

it('what the operator asks of an order does not wait behind the polling of hundreds', async () => {
  const { desk } = world();
  desk.venue.onPlace = ({ clientOrderId }) => ({ kind: 'accepted', report: report({ venueOrderId: clientOrderId }) });
  for (let i = 0; i < 100; i += 1) await desk.fire({ amount: '0.0002', price: '49000' });
  const [order] = (await desk.fire({ amount: '0.0002', price: '49000' })).orders;
  desk.venue.onLookup = async ({ clientOrderId }) => {
    await new Promise<void>((resolve) => void desk.clock.after(100, resolve));
    return { kind: 'found', report: report({ venueOrderId: clientOrderId }) };
  };
  await desk.clock.advanceAsync(3_000);
  desk.venue.onCancel = () => ({ kind: 'gone', message: 'unknown order' });
  const before = desk.clock.nowMs();
  let endedMs: number | null = null;
  void desk.cancel(order!.id).then(() => (endedMs = desk.clock.nowMs()));
  await desk.clock.advanceAsync(30_000);
  desk.venue.onLookup = ({ clientOrderId }) => ({ kind: 'found', report: report({ venueOrderId: clientOrderId }) });
  await desk.clock.advanceAsync(200);
  expect(endedMs! - before).toBeLessThan(500);
});

describe("an exchange's order ids, which count up in each market by itself", () => {
  it('an order of another market with the id of one of ours is external, and its trades are not ours', async () => {
    const { desk, run } = world();
    const order = await placed(desk);
    desk.venue.onOpenOrders = () => [
      resting({ venueOrderId: 'v1', clientOrderId: order.client_order_id }),
      resting({ venueOrderId: 'v1', clientOrderId: 'web-1', symbol: 'ETH/USDT' }),
    ];
    desk.venue.onPlace = () => ({ kind: 'accepted', report: report({ venueOrderId: 'v2', status: 'canceled' }) });
    await desk.fire({ symbol: 'ETH/USDT' });
    const fill = { tradeId: 't9', price: '2000', amount: '0.005', fee: null, feeAsset: null, liquidity: null, atMs: 1 };
    desk.venue.onFills = (symbol) =>
      symbol === 'ETH/USDT' ? [{ ...fill, venueOrderId: 'v1', clientOrderId: null, side: 'buy' }] : [];
    expect(await run()).toMatchObject({ external_orders: 1, fills_booked: 0 });
    expect(desk.order(order.id)).toMatchObject({ status: 'open', filled: '0' });
  });

  it('a word of the stream with a client order id that is not ours is not taken for ours by that id alone', async () => {
    const { desk } = world({ attended: true });
    desk.venue.listeners = new Set();
    const order = await placed(desk);
    await desk.clock.advanceAsync(1);
    const word = report({ status: 'filled', filled: '0.01', average: '2000' });
    desk.venue.tell({ kind: 'order', clientOrderId: 'web-1', venueOrderId: 'v1', report: word });
    await desk.clock.advanceAsync(5_000);
    expect(desk.order(order.id)).toMatchObject({ status: 'open', filled: '0' });
    // The venue's own answer about the order counts: it may be one that was adopted.
    desk.venue.onLookup = () => ({ kind: 'found', report: word });
    desk.venue.tell({ kind: 'order', clientOrderId: 'web-1', venueOrderId: 'v1', report: word });
    await desk.clock.advanceAsync(10);
    expect(desk.order(order.id).status).toBe('filled');
  });
});

describe('an order that was confirmed, and that the exchange does not know any more', () => {
  it('has ended, once it is missing from everything for minutes; until then nothing is claimed', async () => {
    const { desk, run } = world();
    const order = await placed(desk);
    desk.venue.onOpenOrders = () => [];
    desk.venue.onLookup = () => ({ kind: 'absent', conclusive: false, message: 'Unknown order' });
    await run();
    await run();
    expect(desk.order(order.id).status).toBe('open');
    await desk.clock.advanceAsync(180_000);
    await run();
    expect(desk.order(order.id)).toMatchObject({ status: 'canceled', filled: '0', note: null });
    expect(desk.journal.transitions(order.id).at(-1)).toMatchObject({ cause: 'recovery', to: 'canceled' });
    expect(desk.journal.evidence.list(order.id)).toMatchObject([{ kind: 'lookup' }]);
  });

  it('one that shows again in between has not', async () => {
    const { desk, run } = world();
    const order = await placed(desk);
    const { onOpenOrders, onLookup } = desk.venue;
    const gone = (): void => {
      desk.venue.onOpenOrders = () => [];
      desk.venue.onLookup = () => ({ kind: 'absent', conclusive: false, message: 'Unknown order' });
    };
    gone();
    await run();
    await desk.clock.advanceAsync(180_000);
    Object.assign(desk.venue, { onOpenOrders, onLookup });
    await run();
    gone();
    await run();
    expect(desk.order(order.id).status).toBe('open');
  });

  it('by another key the same words prove nothing', async () => {
    const first = world();
    const order = await placed(first.desk);
    const other = {
      apiKey: new Secret('another-key'),
      apiSecret: new Secret('another-secret'),
      passphrase: null,
      clientId: null,
    };
    const { desk, run } = world({
      db: first.desk.db,
      clock: first.desk.clock,
      venue: first.desk.venue,
      accounts: [realAccount(NAME, { credentials: other })],
    });
    desk.venue.onOpenOrders = () => [];
    desk.venue.onLookup = () => ({ kind: 'absent', conclusive: false, message: 'Unknown order' });
    await run();
    await desk.clock.advanceAsync(180_000);
    await run();
    expect(desk.order(order.id).status).toBe('open');
  });
});

it('an unknown order of the paper era promises nothing of the funds of the real account', async () => {
  const first = world({ accounts: [paperAccount(NAME)] });
  const answer = deferred<PlaceOutcome>();
  onTestFinished(() => answer.resolve({ kind: 'unknown', message: 'timeout' }));
  first.desk.venue.onPlace = () => answer.promise;
  void first.desk.fire({ amount: '1', symbol: 'ETH/USDT' });
  await first.desk.clock.advanceAsync(100);
  const { desk } = world({
    db: first.desk.db,
    clock: first.desk.clock,
    venue: first.desk.venue,
    accounts: [realAccount(NAME)],
  });
  desk.recover();
  const mark = desk.reservations.mark();
  expect(desk.reservations.available(NAME, 'USDT', '100000', mark)).toBe('100000');
});

it('finds orders by the id of the exchange by an index, because it is asked for every external order and foreign trade', () => {
  const { desk } = world();
  const plans: string[] = [];
  const { get } = desk.db;
  const finder = createOrderFinder({
    ...desk.db,
    get: <T>(sql: string, ...values: SqlValue[]) => {
      plans.push(
        ...desk.db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values).map(({ detail }) => detail),
      );
      return get<T>(sql, ...values);
    },
  });
  finder.byVenueOrderId({ accountName: NAME, seat: 'seat', venueOrderId: 'x1', symbol: 'BTC/USDT' });
  expect(plans.filter((plan) => plan.includes('orders'))).toEqual([
    expect.stringMatching(/SEARCH orders USING INDEX orders_by_venue_id/),
  ]);
});
