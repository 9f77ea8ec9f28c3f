import { describe, expect, it } from 'vitest';
import type { AmendOutcome, OrderChange, OrderRef } from '../../../electron/engine/venues/venue.ts';
import { amendWorld, resting } from './amend-world.ts';
import { deferred } from './order-world.ts';

/** As `resting`, at a venue that changes orders in place. */
async function native() {
  const world = await resting();
  const { venue, desk } = world;
  const asked: OrderChange[] = [];
  const script = {
    take: (ref: OrderRef, change: OrderChange): void => {
      Object.assign(venue.orders.get(ref.clientOrderId)!, change);
    },
    answer: (ref: OrderRef): AmendOutcome | Promise<AmendOutcome> => ({
      kind: 'amended',
      report: venue.word(venue.orders.get(ref.clientOrderId)!),
    }),
  };
  Object.assign(desk.venue, {
    features: { postOnly: true, reduceOnly: false, amend: 'native' },
    amend: async (ref: OrderRef, change: OrderChange) => {
      asked.push(change);
      script.take(ref, change);
      return script.answer(ref);
    },
  });
  return { ...world, asked, script };
}

describe('an amend where the venue changes orders in place', () => {
  it.each(['with', 'without'])('books the new size and price, %s a report in the answer', async (report) => {
    const { desk, venue, id, asked, script } = await native();
    venue.fill(venue.only(), '0.004');
    if (report === 'without') script.answer = () => ({ kind: 'amended', report: null });
    const changed = await desk.amend(id, { amount: '0.02009', price: '49000.005' });
    expect(changed).toMatchObject({
      id,
      status: 'partially_filled',
      amount: '0.02',
      price: '49000',
      filled: '0.004',
      replaced_by: null,
    });
    expect(asked).toEqual([{ amount: '0.02', price: '49000' }]);
    expect(desk.evidence(id)).toEqual([
      'amend: cli asks for 0.02 at 49000 instead of 0.01 at 50000: sent to the venue as a change of this order',
      'amend: the exchange took the change: 0.02 at 49000 instead of 0.01 at 50000',
    ]);
    expect([desk.amends.underWay(), venue.orders.size, desk.venue.canceled.length]).toEqual([[], 1, 0]);
    expect(desk.told.at(-1)).toMatchObject({ id, amount: '0.02' });
    venue.fill(venue.only(), '0.016');
    await desk.clock.advanceAsync(4_000);
    expect(desk.order(id)).toMatchObject({ status: 'filled', filled: '0.02' });
  });

  it('journals the intent before it sends, and sends nothing that cannot be journaled', async () => {
    const { desk, id, asked, script } = await native();
    let journaled: unknown = null;
    script.take = () => (journaled = [desk.amends.underWay(), desk.evidence(id).length]);
    await desk.amend(id, { price: '49000' }).catch(() => {});
    expect(journaled).toEqual([[{ order_id: id, signal_id: null }], 1]);
    desk.db.exec('DROP TABLE order_evidence');
    await expect(desk.amend(id, { price: '48000' })).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });

  it('an answer that is lost: where a look-up shows the change, it is booked', async () => {
    const { desk, id, asked, script } = await native();
    script.answer = () => ({ kind: 'unknown', message: 'timeout' });
    expect(await desk.amend(id, { price: '49000' })).toMatchObject({ status: 'open', price: '49000' });
    expect([asked.length, desk.evidence(id).at(-1)]).toEqual([
      1,
      expect.stringContaining('a look-up shows the order changed'),
    ]);
  });

  it('an answer that is lost, and a change that comes late: unknown, never sent again, and booked when it shows', async () => {
    const { desk, venue, id, asked, script } = await native();
    script.take = () => {};
    script.answer = () => ({ kind: 'unknown', message: 'timeout of key-of-main_binance' });
    await expect(desk.amend(id, { price: '49000' })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      message: expect.stringMatching(/timeout of \[secret\].*open, 0.01 at 50000/),
    });
    expect(desk.order(id)).toMatchObject({ status: 'open', price: '50000' });
    venue.only().price = '49000';
    await desk.clock.advanceAsync(4_000);
    expect(desk.order(id)).toMatchObject({ status: 'open', price: '49000' });
    expect(desk.evidence(id).at(-1)).toBe('amend: the exchange has it as 0.01 at 49000, not as 0.01 at 50000');
    expect([asked.length, desk.told.at(-1)?.price]).toEqual([1, '49000']);
  });

  it('an adapter that fails half-way counts as an answer that is lost', async () => {
    const { desk, id, asked, script } = await native();
    script.answer = () => {
      throw new Error('boom');
    };
    expect((await desk.amend(id, { price: '49000' })).price).toBe('49000');
    expect(asked).toHaveLength(1);
  });

  it.each<[string, AmendOutcome]>([
    ['gone', { kind: 'gone', message: 'order closed' }],
    ['unknown', { kind: 'unknown', message: 'timeout' }],
  ])('filled before it could be changed (%s): the order is filled at its old size', async (_what, outcome) => {
    const { desk, venue, id, script } = await native();
    script.take = () => venue.fill(venue.only(), '0.01');
    script.answer = () => outcome;
    await expect(desk.amend(id, { price: '49000' })).rejects.toMatchObject({ code: 'ORDER_FINAL' });
    expect(desk.order(id)).toMatchObject({ status: 'filled', amount: '0.01', price: '50000' });
  });

  it('a refusal is told with the order as it stands', async () => {
    const { desk, id, script } = await native();
    script.take = () => {};
    script.answer = () => ({ kind: 'refused', code: 'VENUE_REFUSED', message: 'post-only would take.' });
    await expect(desk.amend(id, { price: '51000' })).rejects.toMatchObject({
      code: 'VENUE_REFUSED',
      message: 'post-only would take. The order stands as it did: open, 0.01 at 50000, 0 filled.',
    });
    expect([desk.order(id).price, desk.amends.underWay()]).toEqual(['50000', []]);
  });

  it('what the checks would refuse is not sent; what the order holds already is not asked for twice', async () => {
    const { desk, venue, id, asked } = await native();
    venue.fill(venue.only(), '0.004');
    desk.venue.free = { USDT: '10' };
    await desk.clock.advanceAsync(31_000);
    // 0.006 are left: 300 USDT held, 10 free.
    await expect(desk.amend(id, { price: '51700' })).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
    expect((await desk.amend(id, { price: '51600' })).price).toBe('51600');
    desk.arming.disarm(null, 'cli');
    await expect(desk.amend(id, { price: '40000' })).rejects.toMatchObject({ code: 'ACCOUNT_DISARMED' });
    expect(asked).toHaveLength(1);
  });

  it('what it takes on top is promised to nobody else while it is under way', async () => {
    const { desk, id, script } = await native();
    const answer = deferred<AmendOutcome>();
    script.answer = () => answer.promise;
    const amend = desk.amend(id, { amount: '1' });
    await desk.clock.advanceAsync(10);
    const rest = (await desk.preview({ amount: '1.01' })).decision.checks.find(
      ({ code }) => code === 'INSUFFICIENT_FUNDS',
    );
    expect(rest).toMatchObject({ ok: false });
    answer.resolve({ kind: 'amended', report: null });
    await amend;
  });

  it("a process that ends before the answer: the venue's word is booked, and nothing is sent again", async () => {
    const { desk, id, asked, script } = await native();
    script.answer = () => deferred<AmendOutcome>().promise;
    void desk.amend(id, { price: '49000' }).catch(() => {});
    await desk.clock.advanceAsync(10);
    desk.die();
    const next = amendWorld({ db: desk.db, clock: desk.clock, venue: desk.venue });
    next.amender.recover();
    next.recover();
    expect(next.evidence(id).at(-1)).toContain('the console ended before this change did');
    await next.clock.advanceAsync(4_000);
    expect([next.order(id).price, asked.length, next.amends.underWay()]).toEqual(['49000', 1, []]);
  });
});
