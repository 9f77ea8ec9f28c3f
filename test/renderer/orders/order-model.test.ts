import { describe, expect, it } from 'vitest';
import { cancelRule } from '../../../renderer/views/orders/cancel-rule.ts';
import { filledPercent, leftAmount } from '../../../renderer/views/orders/fill-share.ts';
import { durationText, orderLife } from '../../../renderer/views/orders/order-life.ts';
import { FINAL_STATUSES, ORDER_STATUSES } from '../../../shared/schema/order.ts';
import type { OrderDocument, OrderTransitionDocument } from '../../../shared/schema/order.ts';

const order = (over: Partial<OrderDocument> = {}): OrderDocument => ({
  id: 'o1',
  signal_id: 's1',
  client_order_id: 'qt1',
  venue_order_id: null,
  account_name: 'main_firi',
  exchange: 'firi',
  mode: 'real',
  testnet: false,
  strategy_id: null,
  symbol: 'BTC/USDT',
  side: 'buy',
  type: 'limit',
  time_in_force: 'gtc',
  post_only: false,
  reduce_only: false,
  replaces: null,
  replaced_by: null,
  late: false,
  watch: null,
  amount: '0.3',
  price: '1',
  filled: '0.1',
  average: null,
  status: 'open',
  cancel_requested: false,
  error: null,
  note: null,
  created_at: '2026-11-22T12:00:00.000Z',
  updated_at: '2026-11-22T12:00:00.000Z',
  ...over,
});

describe('cancelling', () => {
  it.each(ORDER_STATUSES)('%s: possible unless final, and then with a reason', (status) => {
    const rule = cancelRule({ status, cancel_requested: false });
    expect(rule.kind).toBe(FINAL_STATUSES.includes(status) ? 'impossible' : 'possible');
    if (rule.kind === 'impossible') expect(rule.reason).not.toBe('');
  });
  it('says that it was sent until the order is final', () => {
    expect(cancelRule({ status: 'open', cancel_requested: true }).kind).toBe('sent');
    expect(cancelRule({ status: 'canceled', cancel_requested: true })).toEqual({
      kind: 'impossible',
      reason: 'cancelled',
    });
  });
});

describe('what was filled', () => {
  it('is rounded down, exact at the ends, and never above 100', () => {
    expect(filledPercent(order())).toBe(33);
    expect(filledPercent(order({ filled: '0.2999999' }))).toBe(99);
    expect(filledPercent(order({ filled: '0.3' }))).toBe(100);
    expect(filledPercent(order({ filled: '0.4' }))).toBe(100);
    expect(leftAmount(order())).toBe('0.2');
    expect(leftAmount(order({ filled: '0.4' }))).toBe('0.0');
    expect(leftAmount(order({ amount: '0.1500', filled: '0.093' }))).toBe('0.0570');
  });
});

describe('the life of an order', () => {
  const at = (ms: number): string => new Date(Date.UTC(2026, 10, 22, 12) + ms).toISOString();
  const step = (
    seq: number,
    from: OrderTransitionDocument['from'],
    to: OrderTransitionDocument['to'],
    ms: number,
  ): OrderTransitionDocument => ({ seq, from, to, cause: 'reply', at: at(ms), detail: `d${seq}` });

  it('is in order whatever the order of the rows, with the time between', () => {
    const rows = [step(2, 'journaled', 'sent', 3), step(1, null, 'journaled', 0), step(3, 'sent', 'open', 70)];
    const life = orderLife({ order: order(), transitions: rows });
    expect(life.map((event) => [event.title, event.after_ms, event.tone])).toEqual([
      ['Journaled', null, 'done'],
      ['Sent to firi', 3, 'done'],
      ['Resting on the book', 67, 'now'],
    ]);
  });
  it('shows an unknown outcome as unknown, also after it was settled', () => {
    const rows = [step(1, 'sent', 'unknown', 0), step(2, 'unknown', 'open', 5), step(3, 'open', 'filled', 6)];
    const life = orderLife({ order: order({ status: 'filled' }), transitions: rows });
    expect(life.map((event) => event.tone)).toEqual(['unknown', 'done', 'done']);
    expect(life[1]?.title).toBe('Found on the book');
  });
  it('never says of a paper order that it reached an exchange', () => {
    const rows = [step(1, 'journaled', 'sent', 0), step(2, 'sent', 'rejected', 1)];
    const life = orderLife({ order: order({ mode: 'paper', status: 'rejected' }), transitions: rows });
    expect(life.map(({ title, cause }) => [title, cause])).toEqual([
      ['Sent to the simulator', 'by the answer of the simulator'],
      ['Refused by the simulator', 'by the answer of the simulator'],
    ]);
  });
  it('marks refusals as failed', () => {
    const life = orderLife({ order: order({ status: 'rejected' }), transitions: [step(1, 'sent', 'rejected', 0)] });
    expect(life).toEqual([expect.objectContaining({ tone: 'failed', title: 'Refused by firi' })]);
  });
  it.each([
    [3, '3 ms'],
    [4_300, '4.3 s'],
    [125_000, '2 min 5 s'],
    [10_920_000, '3 h 2 min'],
  ])('%d ms reads %s', (ms, text) => expect(durationText(ms)).toBe(text));
});
