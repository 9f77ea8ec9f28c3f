import { describe, expect, it, onTestFinished } from 'vitest';
import type { AccountFill, OpenOrder } from '../../../electron/engine/venues/venue.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import { paperAccount, realAccount } from '../../support/accounts.ts';
import { deferred, filledReport, orderWorld, report } from './order-world.ts';

const NAME = 'main_binance';

function world(options: Parameters<typeof orderWorld>[0] = {}) {
  const desk = orderWorld(options);
  onTestFinished(desk.close);
  const run = async () => (await desk.life.reconcile(NAME))[0]!;
  const resting = (change: Partial<OpenOrder> = {}): OpenOrder => ({
    ...{ venueOrderId: 'x1', clientOrderId: null, symbol: 'BTC/USDT', side: 'buy', type: 'limit' },
    ...{ amount: '0.01', price: '50000', filled: '0', createdAtMs: 1_000, ...change },
  });
  const fill = (change: Partial<AccountFill> = {}): AccountFill => ({
    ...{ tradeId: 't1', price: '50000', amount: '0.004', fee: null, feeAsset: null, liquidity: null },
    ...{ atMs: desk.clock.nowMs(), venueOrderId: 'v1', clientOrderId: null, side: 'buy', ...change },
  });
  const place = async (outcome: Awaited<ReturnType<typeof desk.venue.onPlace>>) => {
    desk.venue.onPlace = () => outcome;
    return (await desk.fire()).orders[0]!;
  };
  return { desk, run, resting, fill, place };
}

const down = () => Promise.reject(new QtError('VENUE_UNREACHABLE', 'no connection'));

describe('an account that was not compared with its exchange', () => {
  it('does not trade, says why, and trades once the comparison succeeds', async () => {
    const { desk } = world();
    desk.venue.onOpenOrders = down;
    const refused = await desk.fire();
    expect(refused.error).toMatchObject({
      code: 'ACCOUNT_UNRECONCILED',
      message: expect.stringContaining('no connection'),
    });
    expect((await desk.preview()).error).toMatchObject({ code: 'ACCOUNT_UNRECONCILED' });
    expect([desk.venue.placed, desk.reconciler.document(NAME).state]).toEqual([[], 'failed']);
    desk.venue.onOpenOrders = () => [];
    // An exchange that is down is not asked with every preview.
    expect((await desk.fire()).error?.code).toBe('ACCOUNT_UNRECONCILED');
    desk.clock.advance(3_000);
    expect((await desk.fire()).orders).toMatchObject([{ status: 'filled' }]);
    expect(desk.reconciler.document(NAME)).toMatchObject({ state: 'done', error: null });
  });

  it.each<[string, (desk: ReturnType<typeof orderWorld>) => void]>([
    ['trades', (desk) => (desk.venue.onFills = down)],
    ['balances', (desk) => (desk.venue.balances = down)],
  ])('is not compared without its %s', async (_what, broken) => {
    const { desk, place } = world();
    await place({ kind: 'accepted', report: filledReport('0.01') });
    broken(desk);
    desk.reconciler.doubt();
    expect((await desk.fire()).error?.code).toBe('ACCOUNT_UNRECONCILED');
  });

  it('is not waited for without an end: an exchange that hangs refuses the order after ten seconds', async () => {
    const { desk } = world();
    const hanging = deferred<OpenOrder[]>();
    desk.venue.onOpenOrders = () => hanging.promise;
    const fired = desk.fire();
    await desk.clock.advanceAsync(9_000);
    expect(desk.reconciler.document(NAME).state).toBe('running');
    await desk.clock.advanceAsync(2_000);
    expect((await fired).error).toMatchObject({ code: 'ACCOUNT_UNRECONCILED' });
    hanging.resolve([]);
  });

  it('keeps trading on an older comparison while a newer one fails, but not for more than a quarter of an hour', async () => {
    const { desk, run } = world({ attended: true });
    desk.life.recover();
    await desk.clock.advanceAsync(1);
    expect(desk.reconciler.document(NAME).state).toBe('done');
    desk.venue.onOpenOrders = down;
    expect(await run()).toMatchObject({ state: 'done', error: { code: 'VENUE_UNREACHABLE' } });
    expect((await desk.fire()).orders).toHaveLength(1);
    await desk.clock.advanceAsync(16 * 60_000);
    expect(desk.reconciler.document(NAME).state).toBe('failed');
    expect((await desk.fire()).error?.code).toBe('ACCOUNT_UNRECONCILED');
  });

  it('is compared at the start and every few minutes where somebody attends the engine', async () => {
    const { desk } = world({ attended: true });
    let lists = 0;
    desk.venue.onOpenOrders = () => ((lists += 1), []);
    desk.life.recover();
    await desk.clock.advanceAsync(10 * 60_000);
    expect(lists).toBeGreaterThanOrEqual(3);
    const still = orderWorld();
    onTestFinished(still.close);
    still.venue.onOpenOrders = () => ((lists = -1), []);
    still.life.recover();
    await still.clock.advanceAsync(60_000);
    expect(lists).toBeGreaterThan(0);
  });

  it('needs no comparison where it is a paper account', async () => {
    const { desk } = world({ accounts: [paperAccount(NAME)] });
    desk.venue.onOpenOrders = down;
    expect((await desk.fire()).orders).toHaveLength(1);
    expect(await desk.life.reconcile(null)).toMatchObject([{ state: 'not_needed', error: null }]);
  });
});

describe('a comparison', () => {
  it('settles what is unsettled, and counts it', async () => {
    const { desk, run, place } = world();
    const lost = await place({ kind: 'unknown', message: 'timeout' });
    desk.venue.onLookup = () => ({ kind: 'found', report: filledReport('0.01') });
    expect(await run()).toMatchObject({ state: 'done', unsettled: 1, settled: 1, fills_booked: 1, unknown_orders: 0 });
    expect(desk.journal.transitions(lost.id).at(-1)).toMatchObject({ to: 'filled', cause: 'recovery' });
  });

  it('is done, and says so, where an order stays unknown; and failed where one could not be asked about', async () => {
    const { desk, run, place } = world();
    await place({ kind: 'unknown', message: 'timeout' });
    desk.venue.onLookup = () => ({ kind: 'absent', conclusive: false, message: 'not yet' });
    expect(await run()).toMatchObject({ state: 'done', unsettled: 1, settled: 0, unknown_orders: 1 });
    desk.reconciler.doubt();
    desk.venue.onLookup = () => ({ kind: 'failed', message: 'no answer' });
    expect(await run()).toMatchObject({ state: 'failed', error: { code: 'ACCOUNT_UNRECONCILED' } });
  });

  it('does not ask one by one about orders that the list shows as they are known', async () => {
    const { desk, run, resting, place } = world();
    const order = await place({ kind: 'accepted', report: report() });
    desk.venue.onOpenOrders = () => [resting({ venueOrderId: 'v1', clientOrderId: order.client_order_id })];
    const before = desk.venue.lookups.length;
    expect(await run()).toMatchObject({ state: 'done', unsettled: 1, settled: 0 });
    expect(desk.venue.lookups).toHaveLength(before);
  });

  it('shows orders of others as external, never as ours, and forgets them when they are gone', async () => {
    const { desk, run, resting, place } = world();
    const order = await place({ kind: 'accepted', report: report() });
    const ours = resting({ venueOrderId: 'v1', clientOrderId: order.client_order_id });
    desk.venue.onOpenOrders = () => [ours, resting({ clientOrderId: 'web-7', side: 'sell' })];
    expect(await run()).toMatchObject({ external_orders: 1 });
    expect(desk.life.external(NAME)).toMatchObject([
      { venue_order_id: 'x1', client_order_id: 'web-7', side: 'sell', exchange: 'binance', testnet: false },
    ]);
    expect(desk.monitor.status(NAME).external_orders).toBe(1);
    expect(desk.journal.counts()).toMatchObject([{ status: 'open', count: 1 }]);
    expect(desk.venue.canceled).toEqual([]);
    desk.venue.onOpenOrders = () => [ours];
    expect(await run()).toMatchObject({ external_orders: 0 });
    expect(desk.life.external(null)).toEqual([]);
  });

  it('knows its own order by our id alone, whatever was recorded of it', async () => {
    const { desk, run, resting, place } = world();
    const refused = await place({ kind: 'refused', code: 'VENUE_REFUSED', message: 'no' });
    desk.venue.onOpenOrders = () => [resting({ venueOrderId: 'v1', clientOrderId: refused.client_order_id })];
    desk.venue.onLookup = () => ({ kind: 'found', report: report() });
    expect(await run()).toMatchObject({ external_orders: 0 });
    expect(desk.order(refused.id)).toMatchObject({ status: 'open', late: true, venue_order_id: 'v1' });
  });

  it('tells of an order that ended here and rests there, once', async () => {
    const { desk, run, resting, place } = world();
    const order = await place({ kind: 'accepted', report: report({ status: 'canceled' }) });
    desk.venue.onOpenOrders = () => [resting({ venueOrderId: 'v1', clientOrderId: order.client_order_id })];
    desk.venue.onLookup = () => ({ kind: 'found', report: report() });
    await run();
    await run();
    const told = desk.journal.evidence.list(order.id).filter(({ detail }) => detail.includes('lists it as resting'));
    expect(told).toMatchObject([{ kind: 'stale' }]);
    expect(desk.log.records).toContainEqual(
      expect.objectContaining({ level: 'ERROR', message: 'An order that is final here rests at the exchange' }),
    );
  });

  it('books trades that were missed, each once, and those that came after the end as late', async () => {
    const { desk, run, fill, place } = world();
    const order = await place({ kind: 'accepted', report: report({ status: 'canceled' }) });
    desk.venue.onFills = () => [fill(), fill({ tradeId: 'other', venueOrderId: 'somebody-elses' })];
    desk.venue.onLookup = () => ({
      kind: 'found',
      report: report({ status: 'canceled', filled: '0.004', average: '50000' }),
    });
    expect(await run()).toMatchObject({ fills_booked: 1 });
    expect(await run()).toMatchObject({ fills_booked: 0 });
    expect(desk.order(order.id)).toMatchObject({ status: 'canceled', filled: '0.004', average: '50000', late: true });
    expect(desk.journal.fills(order.id)).toMatchObject([{ trade_id: 't1', amount: '0.004' }]);
    expect(desk.journal.evidence.list(order.id)).toMatchObject([{ kind: 'late_fill' }]);
    expect(desk.log.records).toContainEqual(
      expect.objectContaining({ level: 'WARN', message: 'The exchange told more of an order that was final' }),
    );
  });

  it('asks for trades since the last one known, and no further back than a day where none is', async () => {
    const { desk, run, place } = world();
    const asked: number[] = [];
    desk.venue.onFills = (_symbol, sinceMs) => (asked.push(sinceMs), []);
    await place({ kind: 'accepted', report: report({ status: 'canceled' }) });
    desk.reconciler.doubt();
    const next = world({ db: desk.db, clock: desk.clock, venue: desk.venue });
    await next.run();
    expect(desk.clock.nowMs() - asked.at(-1)!).toBe(86_400_000 + 60_000);
    desk.clock.advance(3_600_000);
    await run();
    expect(desk.clock.nowMs() - asked.at(-1)!).toBeLessThanOrEqual(3_600_000 + 61_000);
  });

  it('leaves orders of another seat visible and untouched', async () => {
    const { desk, place } = world();
    const order = await place({ kind: 'unknown', message: 'timeout' });
    const next = world({
      db: desk.db,
      clock: desk.clock,
      venue: desk.venue,
      accounts: [realAccount(NAME, { exchange: 'okx' })],
    });
    const before = desk.venue.lookups.length;
    expect(await next.run()).toMatchObject({ state: 'done', unsettled: 0, unknown_orders: 1 });
    expect(desk.venue.lookups).toHaveLength(before);
    expect(next.desk.order(order.id).status).toBe('unknown');
  });

  it('runs again after a gap in the stream, and before the next order when the machine slept', async () => {
    const { desk } = world({ attended: true });
    let lists = 0;
    desk.venue.onOpenOrders = () => ((lists += 1), []);
    desk.venue.listeners = new Set();
    desk.life.recover();
    await desk.clock.advanceAsync(1);
    desk.venue.tell({ kind: 'gap', detail: 'a number was skipped' });
    await desk.clock.advanceAsync(2_000);
    expect(lists).toBe(2);
    desk.venue.onOpenOrders = down;
    desk.life.doubt();
    expect(desk.venue.doubts).toBe(1);
    expect((await desk.fire()).error?.code).toBe('ACCOUNT_UNRECONCILED');
  });
});

describe('an external order', () => {
  it('is canceled by name, on the word of the operator, which is journaled', async () => {
    const { desk, resting } = world();
    desk.venue.onOpenOrders = () => [resting()];
    const canceled: string[] = [];
    desk.venue.onCancelExternal = ({ venueOrderId }) => {
      canceled.push(venueOrderId);
      return { kind: 'canceled', report: null };
    };
    await expect(desk.life.cancelExternal(NAME, 'x2', 'cli')).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
    expect(await desk.life.cancelExternal(NAME, 'x1', 'cli')).toMatchObject({
      id: 'x1',
      external: true,
      status: 'canceled',
    });
    expect(canceled).toEqual(['x1']);
    expect(desk.db.all(`SELECT subject FROM audit WHERE kind = 'external_cancel_requested'`)).toEqual([
      { subject: NAME },
    ]);
  });

  it('is never one of ours', async () => {
    const { desk, resting, place } = world();
    const order = await place({ kind: 'accepted', report: report() });
    desk.venue.onOpenOrders = () => [resting({ venueOrderId: 'v1', clientOrderId: order.client_order_id })];
    await expect(desk.life.cancelExternal(NAME, 'v1', 'cli')).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
  });
});
