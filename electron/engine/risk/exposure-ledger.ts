import { max, sub } from '../../../shared/money/decimal.ts';
import { isFinal } from '../../../shared/orders/transitions.ts';
import type { PendingOrder } from '../../../shared/risk/position-spans.ts';
import type { OrderRow } from '../orders/order-row.ts';
import type { Clock } from '../ports.ts';

/** What is known of an order as it is journaled. */
export type HeldOrder = Pick<OrderRow, 'id' | 'account_name' | 'symbol' | 'side' | 'amount' | 'price' | 'reduce_only'>;

/** What orders may still do to an account's positions that a reading of them does not show. See `createExposureLedger`. */
export interface ExposureLedger {
  /** In the turn in which the order is journaled. `price`: its limit, or the one that it is expected at. */
  hold(order: HeldOrder): void;
  /** The commit failed: there is no such order. */
  drop(orderId: string): void;
  /** An order that an earlier run left unsettled. What is booked as filled of it is in every reading from now on. */
  recover(order: OrderRow): void;
  /** The venue's word on the order was booked. `filledBefore`: what was booked as filled until then, where that is known. */
  book(order: OrderRow, filledBefore?: string): void;
  /**
   * A change of the order is under way: until `release` it counts with this size, if that is more. `inPlace`: no longer than
   * the order lives; else even when it is over, because another one is to take its place.
   */
  keep(orderId: string, amount: string, inPlace: boolean): void;
  release(orderId: string): void;
  /**
   * Orders that may still change what an account holds beyond what a reading shows that began at this mark. Of `changed`,
   * an order that is being changed, what was traded alone; what else it may do is `former`.
   */
  pending(
    accountName: string,
    readMark: number,
    changed?: string,
  ): { orders: PendingOrder[]; former: PendingOrder | null };
  /** Booked as filled. */
  filled(orderId: string): string;
}

interface Entry extends Omit<PendingOrder, 'amount'> {
  accountName: string;
  amount: string;
  kept: { amount: string; inPlace: boolean } | null;
  /** Booked as filled; what was booked by which mark, oldest first. Every reading in use shows `shown`. */
  filled: string;
  shown: string;
  booked: { mark: number; atMs: number; filled: string }[];
  settledAtMs: number | null;
}

/** No check uses a reading that is older. */
const OLDEST_READING_MS = 120_000;
const PRUNE_EVERY_MS = 10_000;

/**
 * An order counts in full from the turn in which it is journaled. What it has traded stops counting against readings that
 * began after that was booked, and what it can no longer trade once its end is booked. Counting something twice only makes
 * the checks stricter.
 */
export function createExposureLedger(deps: {
  clock: Pick<Clock, 'monotonicMs'>;
  /** See `Reservations.mark`. */
  mark: () => number;
}): ExposureLedger {
  const { clock } = deps;
  const byAccount = new Map<string, Map<string, Entry>>();
  const accounts = new Map<string, string>();
  const prunedAtMs = new Map<string, number>();

  const entryOf = (orderId: string): Entry | undefined => byAccount.get(accounts.get(orderId) ?? '')?.get(orderId);

  function enter(order: HeldOrder, shown: string): Entry {
    const { id, account_name: accountName, symbol, side, amount, price } = order;
    const orders = byAccount.get(accountName) ?? new Map<string, Entry>();
    byAccount.set(accountName, orders);
    prune(accountName, orders);
    const terms = { accountName, symbol, side, amount, price, reduceOnly: order.reduce_only === 1 };
    const entry: Entry = { ...terms, kept: null, filled: shown, shown, booked: [], settledAtMs: null };
    orders.set(id, entry);
    accounts.set(id, accountName);
    return entry;
  }

  function forget(orderId: string): void {
    byAccount.get(accounts.get(orderId) ?? '')?.delete(orderId);
    accounts.delete(orderId);
  }

  function prune(accountName: string, orders: ReadonlyMap<string, Entry>): void {
    const nowMs = clock.monotonicMs();
    if (nowMs - (prunedAtMs.get(accountName) ?? -Infinity) < PRUNE_EVERY_MS) return;
    prunedAtMs.set(accountName, nowMs);
    for (const [orderId, { settledAtMs, kept }] of orders)
      if (kept === null && settledAtMs !== null && nowMs - settledAtMs > OLDEST_READING_MS) forget(orderId);
  }

  function book(order: OrderRow, filledBefore = '0'): void {
    const nowMs = clock.monotonicMs();
    // One that is long over, and of which there is a late word, comes back with what is new.
    const entry = entryOf(order.id) ?? enter(order, filledBefore);
    if (order.filled !== entry.filled) {
      entry.booked.push({ mark: deps.mark(), atMs: nowMs, filled: order.filled });
      entry.filled = order.filled;
    }
    while (entry.booked[0] && nowMs - entry.booked[0].atMs > OLDEST_READING_MS) {
      entry.shown = entry.booked.shift()?.filled ?? entry.shown;
    }
    entry.amount = order.amount;
    if (order.price !== null) entry.price = order.price;
    entry.settledAtMs = isFinal(order.status) ? (entry.settledAtMs ?? nowMs) : null;
    if (entry.settledAtMs !== null && entry.kept?.inPlace === true) entry.kept = null;
  }

  /** What a reading is certain to show. */
  function shownAt({ booked, shown }: Entry, readMark: number): string {
    return booked.findLast(({ mark }) => mark < readMark)?.filled ?? shown;
  }

  function most({ amount, kept, filled, settledAtMs }: Entry): string {
    const size = settledAtMs === null ? max(amount, filled) : filled;
    return kept === null ? size : max(size, kept.amount);
  }

  return {
    hold: (order) => void enter(order, '0'),
    drop: forget,
    recover: (order) => void enter(order, order.filled),
    book,
    keep(orderId, amount, inPlace) {
      const entry = entryOf(orderId);
      if (entry) entry.kept = { amount, inPlace };
    },
    release(orderId) {
      const entry = entryOf(orderId);
      if (entry) entry.kept = null;
    },
    pending(accountName, readMark, changed) {
      const orders: PendingOrder[] = [];
      let former: PendingOrder | null = null;
      for (const [orderId, entry] of byAccount.get(accountName) ?? []) {
        const isOver = entry.settledAtMs !== null && entry.kept === null;
        if (isOver && (entry.booked.at(-1)?.mark ?? 0) < readMark) continue;
        const { symbol, side, price, reduceOnly, filled } = entry;
        const terms = { symbol, side, price, reduceOnly };
        const traded = orderId === changed ? filled : most(entry);
        orders.push({ ...terms, amount: sub(traded, shownAt(entry, readMark)) });
        if (orderId === changed) former = { ...terms, amount: sub(most(entry), filled) };
      }
      return { orders, former };
    },
    filled: (orderId) => entryOf(orderId)?.filled ?? '0',
  };
}
