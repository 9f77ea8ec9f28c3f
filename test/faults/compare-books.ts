import { add, eq } from '../../shared/money/decimal.ts';
import { findMove } from '../../shared/orders/transitions.ts';
import type { OrderDetailDocument, OrderStatus } from '../../shared/schema/order.ts';
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
const NEVER_THERE = new Set<OrderStatus>(['not_placed', 'rejected']);

export interface BooksOptions {
  /** Orders at the venue that the console did not place. */
  outside?: ReadonlySet<string>;
  /** Orders there carry no id of ours, and their trades are not told (Firi): they are known by the venue's ids alone. */
  nameless?: boolean;
  /** The venue's times tell what came first. */
  timesTell?: boolean;
}

/**
 * Our books of one account against the venue's: at most one order a signal, each known on both sides, the same size, price,
 * state and fills. Returns every difference in words.
 */
export function compareBooks(
  accountName: string,
  ours: readonly OrderDetailDocument[],
  ledger: Ledger,
  { outside = new Set(), nameless = false, timesTell = true }: BooksOptions = {},
): string[] {
  const wrong: string[] = [];
  const mine = ours.filter(({ order }) => order.account_name === accountName);
  const bySignal = new Map<string, number>();
  for (const { order } of mine) {
    bySignal.set(order.signal_id, (bySignal.get(order.signal_id) ?? 0) + 1);
    if (['journaled', 'sent', 'unknown'].includes(order.status)) wrong.push(`${order.id} is still ${order.status}`);
    if (order.venue_order_id !== null && outside.has(order.venue_order_id)) {
      wrong.push(`${order.id} has taken ${order.venue_order_id}, which was placed outside`);
    }
  }
  for (const [signal, count] of bySignal) if (count > 1) wrong.push(`signal ${signal} has ${count} orders`);

  const known = new Map(mine.map((detail) => [keyOfOurs(detail, nameless), detail]));
  if (known.size < mine.filter((detail) => keyOfOurs(detail, nameless) !== null).length) {
    wrong.push('two orders of ours are one at the venue');
  }
  const seen = new Set<string>();
  for (const order of ledger.orders.filter(({ id }) => !outside.has(id))) {
    const key = nameless ? order.id : order.clientOrderId;
    if (seen.has(key)) wrong.push(`the venue has ${key} twice`);
    seen.add(key);
    const detail = known.get(key);
    if (!detail) wrong.push(`the venue has ${key}, which we never journaled`);
    else wrong.push(...compareOrder(detail, order, nameless ? null : ledger.trades));
  }
  for (const detail of mine) {
    const { order } = detail;
    const key = keyOfOurs(detail, nameless);
    if (!NEVER_THERE.has(order.status) && (key === null || !seen.has(key))) {
      wrong.push(`${order.id} is ${order.status} here, and unknown to the venue`);
    }
    wrong.push(...checkLife(detail));
  }
  if (timesTell) wrong.push(...checkReplacements(mine, ledger));
  return wrong.map((what) => `${accountName}: ${what}`);
}

function keyOfOurs({ order }: OrderDetailDocument, nameless: boolean): string | null {
  return nameless ? order.venue_order_id : order.client_order_id;
}

function compareOrder(
  { order, fills }: OrderDetailDocument,
  at: OrderRecord,
  trades: readonly TradeRecord[] | null,
): string[] {
  const wrong: string[] = [];
  // A post-only order that would take: accepted and canceled by the one, told as rejected by the other.
  const refused = order.status === 'rejected' && order.post_only && at.status === 'canceled' && eq(at.filled, '0');
  if (!STATUS[at.status].includes(order.status) && !refused)
    wrong.push(`${order.id} is ${order.status} here and ${at.status} there`);
  if (order.side !== at.side) wrong.push(`${order.id} is a ${order.side} here and a ${at.side} there`);
  if (!eq(order.amount, at.amount)) wrong.push(`${order.id} is of ${order.amount} here and ${at.amount} there`);
  if (order.price !== null && !eq(at.price, '0') && !eq(order.price, at.price)) {
    wrong.push(`${order.id} is at ${order.price} here and at ${at.price} there`);
  }
  if (!eq(order.filled, at.filled)) wrong.push(`${order.id} has ${order.filled} filled here and ${at.filled} there`);
  if (order.venue_order_id !== at.id) wrong.push(`${order.id} is ${order.venue_order_id} here and ${at.id} there`);
  if (trades === null) return wrong;
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

/** Every step that the order took must be one that there is, from where the last one ended, to where it stands. */
function checkLife({ order, transitions }: OrderDetailDocument): string[] {
  const wrong: string[] = [];
  let at: OrderStatus | null = null;
  let verdict: string | null = null;
  for (const { from, to, cause } of transitions) {
    // Put right in the end is not good enough: for a while something untrue was said to be certain.
    if (verdict !== null) wrong.push(`${order.id} was ${at} by ${verdict} for certain, and went to ${to} by ${cause}`);
    verdict = NEVER_THERE.has(to) && cause !== 'operator' ? cause : null;
    const move = findMove(from, to);
    if (from !== at) wrong.push(`${order.id} goes on from ${from}, and was ${at}`);
    if (!move?.causes.includes(cause)) wrong.push(`${order.id} went from ${from} to ${to} by ${cause}`);
    if (move?.late && !order.late)
      wrong.push(`${order.id} went on from ${from}, which is final, and is not said to be late`);
    at = to;
  }
  if (at !== order.status) wrong.push(`${order.id} is ${order.status}, and its history ends with ${at}`);
  return wrong;
}

/** Of an order and the one that took its place, the venue never had both at once. */
function checkReplacements(mine: readonly OrderDetailDocument[], { orders }: Ledger): string[] {
  const there = new Map(orders.map((order) => [order.id, order]));
  return mine.flatMap(({ order }) => {
    const former = mine.find((each) => each.order.id === order.replaces)?.order;
    const [before, after] = [former, order].map((each) => there.get(each?.venue_order_id ?? ''));
    if (!former || !before || !after || after.createdAt >= before.updatedAt) return [];
    return [`${order.id} was at the venue before ${former.id}, whose place it took, was over`];
  });
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
