import type { OrderDetailDocument } from '../../shared/schema/order.ts';
import { add, eq } from '../../shared/money/decimal.ts';
import type { Ledger, OrderRecord, TradeRecord } from '../venues/venue-server.ts';

/** What the venue says an order ended as, in our words. */
const STATUS: Record<OrderRecord['status'], readonly string[]> = {
  open: ['open'],
  partially_filled: ['partially_filled'],
  filled: ['filled'],
  canceled: ['canceled'],
  // What could not be filled of a market order: some exchanges have the one word for both.
  expired: ['expired', 'canceled'],
};
const NEVER_THERE = new Set(['not_placed', 'rejected']);

/**
 * Our books of one account against the venue's: at most one order a signal, each known on both sides, the same size, state
 * and fills. Returns every difference in words.
 */
export function compareBooks(accountName: string, ours: readonly OrderDetailDocument[], ledger: Ledger): string[] {
  const wrong: string[] = [];
  const mine = ours.filter(({ order }) => order.account_name === accountName);
  const bySignal = new Map<string, number>();
  for (const { order } of mine) {
    bySignal.set(order.signal_id, (bySignal.get(order.signal_id) ?? 0) + 1);
    if (['journaled', 'sent', 'unknown'].includes(order.status)) wrong.push(`${order.id} is still ${order.status}`);
  }
  for (const [signal, count] of bySignal) if (count > 1) wrong.push(`signal ${signal} has ${count} orders`);

  const known = new Map(mine.map((detail) => [detail.order.client_order_id, detail]));
  const seen = new Set<string>();
  for (const order of ledger.orders) {
    if (seen.has(order.clientOrderId)) wrong.push(`the venue has ${order.clientOrderId} twice`);
    seen.add(order.clientOrderId);
    const detail = known.get(order.clientOrderId);
    if (!detail) wrong.push(`the venue has ${order.clientOrderId}, which we never journaled`);
    else wrong.push(...compareOrder(detail, order, ledger.trades));
  }
  for (const { order } of mine) {
    if (!NEVER_THERE.has(order.status) && !seen.has(order.client_order_id)) {
      wrong.push(`${order.id} is ${order.status} here, and unknown to the venue`);
    }
  }
  return wrong.map((what) => `${accountName}: ${what}`);
}

function compareOrder(
  { order, fills }: OrderDetailDocument,
  at: OrderRecord,
  trades: readonly TradeRecord[],
): string[] {
  const wrong: string[] = [];
  if (!STATUS[at.status].includes(order.status))
    wrong.push(`${order.id} is ${order.status} here and ${at.status} there`);
  if (order.side !== at.side) wrong.push(`${order.id} is a ${order.side} here and a ${at.side} there`);
  if (!eq(order.amount, at.amount)) wrong.push(`${order.id} is of ${order.amount} here and ${at.amount} there`);
  if (!eq(order.filled, at.filled)) wrong.push(`${order.id} has ${order.filled} filled here and ${at.filled} there`);
  if (order.venue_order_id !== at.id) wrong.push(`${order.id} is ${order.venue_order_id} here and ${at.id} there`);
  const there = trades.filter((trade) => trade.orderId === at.id);
  const total = fills.reduce((sum, fill) => add(sum, fill.amount), '0');
  if (!eq(total, at.filled)) wrong.push(`${order.id} has fills of ${total} here and ${at.filled} filled there`);
  if (fills.length !== there.length) wrong.push(`${order.id} has ${fills.length} fills here and ${there.length} there`);
  for (const fill of fills) {
    const trade = there.find(({ id }) => bareId(id) === bareId(fill.trade_id));
    const same =
      trade !== undefined &&
      eq(trade.price, fill.price) &&
      eq(trade.amount, fill.amount) &&
      (fill.fee === null || fill.fee_asset !== trade.feeAsset || eq(trade.fee, fill.fee));
    if (!same) {
      const here = `${fill.trade_id}: ${fill.amount} at ${fill.price}, fee ${fill.fee} ${fill.fee_asset}`;
      const seen = trade ? `${trade.amount} at ${trade.price}, fee ${trade.fee} ${trade.feeAsset}` : 'nothing';
      wrong.push(`${order.id} has a fill ${here}; the venue has ${seen}`);
    }
  }
  return wrong;
}

/** The books number trades; exchanges dress the number up, as `T00000-00005-000001`. */
function bareId(tradeId: string): string {
  return tradeId.replaceAll(/\D/g, '').replace(/^0+/, '');
}

/** Client order ids that were sent to the venue more than once, whatever became of them. */
export function sentTwice(clientIds: readonly string[]): string[] {
  const seen = new Set<string>();
  return clientIds.filter((id) => seen.has(id) || !seen.add(id)).map((id) => `${id} was sent more than once`);
}
