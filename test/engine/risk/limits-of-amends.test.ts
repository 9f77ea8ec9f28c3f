import { describe, expect, it } from 'vitest';
import type { AmendOutcome, OrderChange, OrderRef } from '../../../electron/engine/venues/venue.ts';
import type { Limits } from '../../../shared/schema/limits.ts';
import { NO_POLICY } from '../../../shared/schema/risk-policy.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';
import { amendWorld, keepsOrders } from '../orders/amend-world.ts';
import { deferred, report } from '../orders/order-world.ts';

const NAME = 'main_binance';

/** A purchase of 0.01 BTC at 50000 rests; from then on exposure is limited. A unit of a hundredth is worth 500 USDT. */
async function desk(way: 'native' | 'replace', limits: Limits) {
  const set: { policy: RiskPolicy } = { policy: NO_POLICY };
  const world = amendWorld({ policy: () => set.policy });
  const books = keepsOrders(world.venue);
  world.venue.free = { USDT: '1000000' };
  const script = {
    answer: (ref: OrderRef): AmendOutcome | Promise<AmendOutcome> => ({
      kind: 'amended',
      report: books.word(books.orders.get(ref.clientOrderId)!),
    }),
  };
  Object.assign(world.venue, {
    features: { postOnly: true, reduceOnly: false, amend: way },
    amend: async (ref: OrderRef, change: OrderChange) => {
      Object.assign(books.orders.get(ref.clientOrderId)!, change);
      return script.answer(ref);
    },
  });
  const [order] = (await world.fire()).orders;
  const id = order?.id ?? '';
  set.policy = { ...NO_POLICY, limits: { [NAME]: limits } };
  const code = async (symbol: string, amount: string) => (await world.fire({ symbol, amount })).error?.code ?? null;
  return { ...world, books, script, id, code };
}

const cap = (value: string): Limits => ({ max_exposure: { value, unit: 'account' } });
const exceeded = expect.objectContaining({ code: 'MAX_EXPOSURE' });

describe.each(['native', 'replace'] as const)('limits of an amend (%s)', (way) => {
  it('are held to what it adds', async () => {
    const { amend, id, code } = await desk(way, cap('1000'));
    await expect(amend(id, { amount: '0.0201' })).rejects.toEqual(exceeded);
    const changed = await amend(id, { amount: '0.02' });
    expect(changed).toMatchObject({ status: 'open', amount: '0.02' });
    expect(await code('ETH/USDT', '0.0001')).toBe('MAX_EXPOSURE');
  });

  it('let it make the order smaller although they are exceeded', async () => {
    const { amend, id } = await desk(way, { ...cap('100'), max_order_size: { value: '10', unit: 'account' } });
    expect(await amend(id, { amount: '0.005' })).toMatchObject({ status: 'open', amount: '0.005' });
  });

  it('give back what a smaller order leaves', async () => {
    const { amend, id, code } = await desk(way, cap('500'));
    await amend(id, { amount: '0.004' });
    expect(await code('ETH/USDT', '0.0061')).toBe('MAX_EXPOSURE');
    expect(await code('ETH/USDT', '0.006')).toBeNull();
  });

  it('count what was filled of it once', async () => {
    const { amend, id, books, venue, clock } = await desk(way, cap('1000'));
    books.fill(books.only(), '0.004');
    venue.free['BTC'] = '0.004';
    await clock.advanceAsync(4_000);
    await expect(amend(id, { amount: '0.0201' })).rejects.toEqual(exceeded);
    await amend(id, { amount: '0.02' });
  });

  it('two at the same time never take the same room', async () => {
    const { amend, id, fire, books } = await desk(way, cap('2000'));
    const [other] = (await fire({ symbol: 'ETH/USDT' })).orders;
    const ends = await Promise.allSettled([amend(id, { amount: '0.025' }), amend(other!.id, { amount: '0.025' })]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(
      books
        .live()
        .map(({ amount }) => amount)
        .sort(),
    ).toEqual(['0.01', '0.025']);
  });

  it('an order that comes meanwhile does not take the room either', async () => {
    const { amend, id, code, books } = await desk(way, cap('1000'));
    const answers = await Promise.all([amend(id, { amount: '0.02' }).catch(() => null), code('ETH/USDT', '0.008')]);
    const live = books.live().reduce((sum, { amount }) => sum + Number(amount), 0);
    expect(live).toBeLessThanOrEqual(0.02);
    expect(answers).not.toEqual([null, 'MAX_EXPOSURE']);
  });
});

describe('an amend whose outcome is not certain', () => {
  it('counts with the larger size until the order is over', async () => {
    const { amend, id, script, books, code, clock } = await desk('native', cap('1000'));
    script.answer = () => {
      books.only().amount = '0.01';
      return { kind: 'unknown', message: 'cut off' };
    };
    await expect(amend(id, { amount: '0.02' })).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(await code('ETH/USDT', '0.0001')).toBe('MAX_EXPOSURE');
    books.only().status = 'canceled';
    await clock.advanceAsync(4_000);
    expect(await code('ETH/USDT', '0.02')).toBeNull();
  });

  it.each(['refused', 'amended'])('goes on counting when the next change is %s', async (kind) => {
    const { amend, id, script, books, code } = await desk('native', cap('1000'));
    script.answer = () => {
      books.only().amount = '0.01';
      return { kind: 'unknown', message: 'cut off' };
    };
    await expect(amend(id, { amount: '0.02' })).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    script.answer = () => {
      if (kind === 'amended') return { kind, report: books.word(books.only()) };
      books.only().amount = '0.01';
      return { kind: 'refused', code: 'VENUE_REFUSED', message: 'no' };
    };
    await amend(id, { amount: '0.012' }).catch(() => null);
    // The first one may be taken yet.
    expect(await code('ETH/USDT', '0.0001')).toBe('MAX_EXPOSURE');
  });

  it('a change that was refused holds nothing', async () => {
    const { amend, id, script, books, code } = await desk('native', cap('1000'));
    script.answer = () => {
      books.only().amount = '0.01';
      return { kind: 'refused', code: 'VENUE_REFUSED', message: 'no' };
    };
    await expect(amend(id, { amount: '0.02' })).rejects.toMatchObject({ code: 'VENUE_REFUSED' });
    expect(await code('ETH/USDT', '0.01')).toBeNull();
  });
});

describe('a replacement', () => {
  it('keeps the room of the order that it takes the place of, and gives it back where it fails', async () => {
    const { amend, id, code, books, venue } = await desk('replace', cap('500'));
    const canceled = deferred<void>();
    const { onCancel } = venue;
    venue.onCancel = async (ref) => {
      const outcome = await onCancel(ref);
      await canceled.promise;
      return outcome;
    };
    const change = amend(id, { amount: '0.008' });
    await expect.poll(() => books.live().length).toBe(0);
    expect(await code('ETH/USDT', '0.0001')).toBe('MAX_EXPOSURE');
    venue.onPlace = () => ({ kind: 'refused', code: 'VENUE_REFUSED', message: 'no' });
    canceled.resolve();
    await change.catch(() => null);
    venue.onPlace = () => ({ kind: 'accepted', report: report({ venueOrderId: 'v9' }) });
    expect(await code('ETH/USDT', '0.01')).toBeNull();
  });
});
