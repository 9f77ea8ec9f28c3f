import { describe, expect, it, onTestFinished } from 'vitest';
import { readAskAfter } from '../../../electron/engine/orders/order-watch.ts';
import type { OrderReport } from '../../../electron/engine/venues/venue.ts';
import { filledReport, orderWorld, report } from './order-world.ts';

const NAME = 'main_binance';

/** An order whose outcome is unknown, and stays so. */
async function lost(options: Parameters<typeof orderWorld>[0] = {}) {
  const desk = orderWorld({ askAfterMs: 120_000, ...options });
  onTestFinished(desk.close);
  desk.venue.onPlace = () => ({ kind: 'unknown', message: 'timeout' });
  desk.venue.onLookup = () => ({ kind: 'absent', conclusive: false, message: 'not seen' });
  const [order] = (await desk.fire()).orders;
  const id = order!.id;
  const evidence = () => desk.journal.evidence.list(id).map(({ kind, detail }) => `${kind}: ${detail}`);
  return { desk, id, order: order!, evidence, watch: () => desk.order(id).watch };
}

const at = (change: Partial<OrderReport> = {}): OrderReport => report({ amount: '0.01', price: '50000', ...change });

describe('an order of unknown outcome', () => {
  it('says what was asked, what was answered, and when its operator is asked', async () => {
    const { desk, order, watch } = await lost();
    const askAt = new Date(Date.parse(order.created_at) + 120_000).toISOString();
    expect(watch()).toMatchObject({ checks: 0, last_answer: null, ask_at: askAt, needs_decision: false });
    await desk.clock.advanceAsync(60_000);
    expect(watch()).toMatchObject({ last_answer: 'not seen yet: not seen', needs_decision: false });
    expect(watch()!.checks).toBeGreaterThan(3);
    expect(Date.parse(watch()!.next_check_at!)).toBeGreaterThan(desk.clock.nowMs());
    const told = desk.told.length;
    await desk.clock.advanceAsync(60_001);
    expect(watch()).toMatchObject({ needs_decision: true });
    // Said once, without being asked.
    expect(desk.told.slice(told).filter((document) => document.watch?.needs_decision)).toHaveLength(1);
  });

  it('keeps one line of evidence an answer, not one a question', async () => {
    const { desk, evidence, id } = await lost();
    await desk.clock.advanceAsync(120_000);
    expect(evidence()).toEqual(['lookup: look-up 1: not seen yet: not seen']);
    desk.venue.onLookup = () => ({ kind: 'failed', message: 'no connection' });
    await desk.clock.advanceAsync(60_000);
    desk.venue.onLookup = () => ({ kind: 'found', report: filledReport('0.01') });
    await desk.clock.advanceAsync(60_000);
    expect(evidence()).toEqual([
      'lookup: look-up 1: not seen yet: not seen',
      expect.stringMatching(/^lookup: look-up \d+: no answer: no connection \(after \d+ times: not seen yet/),
      expect.stringMatching(/^lookup: look-up \d+: found: filled, 0.01 filled/),
    ]);
    expect(desk.order(id).watch).toBeNull();
  });

  it('counts in full after a restart: what it may have taken is not promised again', async () => {
    const { desk } = await lost();
    await desk.close();
    desk.clock.advance(1_000);
    const next = orderWorld({ db: desk.db, clock: desk.clock, venue: desk.venue });
    onTestFinished(next.close);
    next.venue.free = { USDT: '600' };
    next.recover();
    const poor = await next.fire({ symbol: 'ETH/USDT' });
    expect(poor.error).toMatchObject({ code: 'INSUFFICIENT_FUNDS', message: expect.stringContaining('100 available') });
  });
});

describe('the operator', () => {
  it('can keep watching: nobody asks for another while', async () => {
    const { desk, id, watch } = await lost();
    await desk.clock.advanceAsync(130_000);
    expect(watch()?.needs_decision).toBe(true);
    expect(await desk.life.resolve(id, { decision: 'keep_watching' }, 'cli')).toMatchObject({
      outcome: 'watching',
      order: { status: 'unknown', watch: { needs_decision: false } },
    });
    await desk.clock.advanceAsync(121_000);
    expect(watch()?.needs_decision).toBe(true);
  });

  it('can say that it was never placed; what was checked is written down, and a later word is late', async () => {
    const { desk, id, evidence } = await lost();
    await desk.clock.advanceAsync(10_000);
    const { order, outcome } = await desk.life.resolve(id, { decision: 'not_placed' }, 'page');
    expect([order.status, outcome]).toEqual(['not_placed', 'not_placed']);
    expect(desk.journal.transitions(id).at(-1)).toMatchObject({ from: 'unknown', to: 'not_placed', cause: 'operator' });
    expect(evidence()).toContainEqual(
      expect.stringMatching(
        new RegExp(`operator: page: never placed. Checked: \\d look-ups since .* ${order.client_order_id}`),
      ),
    );
    expect((await desk.preview()).error).toBeNull();
    // It is looked for all the same.
    desk.venue.onLookup = () => ({ kind: 'found', report: filledReport('0.01') });
    await desk.life.reconcile(NAME);
    expect(desk.order(id)).toMatchObject({ status: 'filled', late: true });
  });

  it('is overruled by the exchange: an order that it has is booked instead, and the answer says so', async () => {
    const { desk, id } = await lost();
    desk.venue.onLookup = () => ({ kind: 'found', report: report() });
    expect(await desk.life.resolve(id, { decision: 'not_placed' }, 'cli')).toMatchObject({
      outcome: 'found',
      order: { status: 'open', venue_order_id: 'v1' },
    });
  });

  it('can adopt the order at the exchange that agrees with it', async () => {
    const { desk, id } = await lost();
    desk.venue.onLookup = ({ venueOrderId }) =>
      venueOrderId === '77'
        ? { kind: 'found', report: at({ venueOrderId: '77' }) }
        : { kind: 'absent', conclusive: false, message: 'not seen' };
    const adopted = await desk.life.resolve(id, { decision: 'adopt', venue_order_id: '77' }, 'cli');
    expect(adopted).toMatchObject({ outcome: 'adopted', order: { status: 'open', venue_order_id: '77', error: null } });
    expect(desk.journal.transitions(id).at(-1)).toMatchObject({ to: 'open', cause: 'operator' });
    expect(desk.venue.placed).toHaveLength(1);
  });

  it.each<[string, OrderReport, RegExp]>([
    ['another size', at({ venueOrderId: '77', amount: '0.02' }), /size is 0.02/],
    ['another price', at({ venueOrderId: '77', price: '49000' }), /price is 49000/],
    ['no size that is told', report({ venueOrderId: '77' }), /does not tell its size/],
    ['another id', at({ venueOrderId: '78' }), /another order/],
  ])('cannot adopt an order of %s', async (_what, told, why) => {
    const { desk, id } = await lost();
    desk.venue.onLookup = () => ({ kind: 'found', report: told });
    const adopt = desk.life.resolve(id, { decision: 'adopt', venue_order_id: '77' }, 'cli');
    await expect(adopt).rejects.toMatchObject({
      code: 'ORDER_NOT_ADOPTABLE',
      message: expect.stringMatching(why) as string,
    });
    expect(desk.order(id).status).toBe('unknown');
  });

  it('cannot adopt an order that is another one of ours, nor decide about one that is not unknown', async () => {
    const { desk, id } = await lost();
    desk.venue.onPlace = () => ({ kind: 'accepted', report: at({ venueOrderId: '77' }) });
    const [other] = (await desk.fire({ symbol: 'ETH/USDT' })).orders;
    const adopt = desk.life.resolve(id, { decision: 'adopt', venue_order_id: '77' }, 'cli');
    await expect(adopt).rejects.toMatchObject({
      code: 'ORDER_NOT_ADOPTABLE',
      message: expect.stringContaining(other!.id) as string,
    });
    const decide = desk.life.resolve(other!.id, { decision: 'not_placed' }, 'cli');
    await expect(decide).rejects.toMatchObject({ code: 'ORDER_NOT_UNKNOWN' });
  });

  it('can send past an unknown order, which is journaled with the new one', async () => {
    const { desk } = await lost();
    expect((await desk.fire()).error?.code).toBe('OUTCOME_PENDING');
    desk.venue.onPlace = (order) => ({ kind: 'accepted', report: filledReport(order.amount) });
    const { orders, decision } = await desk.firer.fireOverriding(desk.signal(), 'cli');
    expect(orders).toMatchObject([{ status: 'filled' }]);
    expect(decision.checks).toContainEqual({
      code: 'OUTCOME_PENDING',
      ok: true,
      detail: expect.stringContaining('overridden') as string,
    });
    expect(desk.journal.evidence.list(orders[0]!.id)).toMatchObject([{ kind: 'override' }]);
    expect(desk.db.all(`SELECT subject FROM audit WHERE kind = 'outcome_overridden'`)).toEqual([
      { subject: orders[0]!.id },
    ]);
  });
});

it('QT_UNKNOWN_ASK_AFTER is whole seconds; anything else is reported, and two minutes are used', () => {
  const problems: { code: string; message: string }[] = [];
  expect(readAskAfter(undefined, problems)).toBe(120_000);
  expect(readAskAfter(' 30 ', problems)).toBe(30_000);
  expect(problems).toEqual([]);
  for (const text of ['0', '-5', '1.5', 'soon', '9999999']) expect(readAskAfter(text, problems)).toBe(120_000);
  expect(problems).toHaveLength(5);
});
