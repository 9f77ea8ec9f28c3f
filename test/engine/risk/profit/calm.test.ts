import { describe, expect, it } from 'vitest';
import { createCalm } from '../../../../electron/engine/risk/profit/calm.ts';
import type { FollowedOrder, Happened } from '../../../../electron/engine/risk/profit/profit-journal.ts';

const order = (change: Partial<FollowedOrder> = {}): FollowedOrder => ({
  ...{ rowid: 1, id: 'ord_1', symbol: 'BTC/USDT', side: 'buy', price: '50000', filled: '0', average: null },
  ...{ status: 'open', updated_ms: 0 },
  ...change,
});
const happened = (orders: FollowedOrder[] = [], fills: Happened['fills'] = []): Happened => ({
  ...{ fills, newestFill: 0, newestOrder: 0 },
  orders: orders.map((each) => ({ order: each, told: { amount: '0', value: '0' } })),
});
function world() {
  let marks = 0;
  const mark = () => ++marks;
  return { calm: createCalm(mark), mark };
}

describe('a reading of balances', () => {
  it('is the whole truth where it began after what was last seen, and nothing is on its way', () => {
    const { calm, mark } = world();
    const early = { mark: mark() };
    calm.note(happened());
    expect(calm.isQuiet('BTC', '1', early, 0)).toBe(false);
    const reading = { mark: mark() };
    calm.note(happened());
    expect(calm.isQuiet('BTC', '1', reading, 0)).toBe(true);
  });

  it('is not where an order came, or a fill was booked, since it was asked for', () => {
    const { calm, mark } = world();
    calm.note(happened());
    const reading = { mark: mark() };
    calm.note(happened([order({ status: 'filled', filled: '1' })]));
    expect(calm.isQuiet('BTC', '1', reading, 0)).toBe(false);
    const later = { mark: mark() };
    calm.note(happened());
    expect(calm.isQuiet('BTC', '1', later, 0)).toBe(true);
    const trade = {
      seq: 9,
      symbol: 'BTC/USDT',
      side: 'buy',
      amount: '1',
      price: '1',
      fee: null,
      fee_asset: null,
    } as const;
    calm.note(happened([], [trade]));
    expect(calm.isQuiet('BTC', '1', later, 0)).toBe(false);
  });

  it.each(['journaled', 'sent', 'unknown'] as const)('says nothing of the assets of an order that is %s', (status) => {
    const { calm, mark } = world();
    calm.note(happened([order({ status })]));
    const reading = { mark: mark() };
    for (const hour of [0, 1, 2]) {
      const nowMs = hour * 3_600_000;
      expect(calm.isQuiet('BTC', '1', reading, nowMs)).toBe(false);
      expect(calm.isQuiet('USDT', '1', reading, nowMs)).toBe(false);
      expect(calm.isQuiet('ETH', '1', reading, nowMs)).toBe(true);
    }
  });

  it('is believed beside a resting order once the same difference stood for a minute', () => {
    const { calm, mark } = world();
    const resting = happened([order()]);
    calm.note(resting);
    const reading = { mark: mark() };
    expect(calm.isQuiet('BTC', '1', reading, 0)).toBe(false);
    expect(calm.isQuiet('BTC', '1', reading, 59_999)).toBe(false);
    expect(calm.isQuiet('BTC', '1', reading, 60_000)).toBe(true);
    // Another difference begins anew, and one that was gone in between too.
    expect(calm.isQuiet('BTC', '2', reading, 60_001)).toBe(false);
    calm.isQuiet('BTC', '0', reading, 70_000);
    expect(calm.isQuiet('BTC', '2', reading, 130_000)).toBe(false);
  });
});
