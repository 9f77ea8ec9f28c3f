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
   * the order lives; else even when it is over, because another one is to take its place. What an earlier change keeps that
   * was not released, because it may be taken yet, stays kept.
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
  /** Of every order that may count against any reading in use. */
  symbols(accountName: string): string[];
  /** Booked as filled. */
  filled(orderId: string): string;
}

interface Kept {
  amount: string;
  inPlace: boolean;
  earlier: Kept | null;
}

interface Entry extends Omit<PendingOrder, 'amount'> {
  accountName: string;
  amount: string;
  kept: Kept | null;
  /** Booked as filled; what was booked by which mark, oldest first. Every reading in use shows `shown`. */
  filled: string;
  shown: string;
  booked: { mark: number; atMs: number; filled: string }[];
  settledAtMs: number | null;
}

/** The orders of one account. */
interface Orders {
  all: Map<string, Entry>;
  /** Those that are not over. What is over counts by its trades alone, and only until a reading shows them. */
  live: Map<string, Entry>;
  /** What was booked of any of them, oldest first. */
  trades: { mark: number; atMs: number; orderId: string; entry: Entry }[];
  /** How many of `all` there are of each. */
  symbols: Map<string, number>;
  prunedAtMs: number;
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
  const byAccount = new Map<string, Orders>();
  const accounts = new Map<string, string>();

  function ordersOf(accountName: string): Orders {
    const none = { all: new Map(), live: new Map(), trades: [], symbols: new Map(), prunedAtMs: -Infinity };
    const orders = byAccount.get(accountName) ?? none;
    byAccount.set(accountName, orders);
    return orders;
  }

  const entryOf = (orderId: string): Entry | undefined => byAccount.get(accounts.get(orderId) ?? '')?.all.get(orderId);

  function enter(order: HeldOrder, shown: string): Entry {
    const { id, account_name: accountName, symbol, side, amount, price } = order;
    const orders = ordersOf(accountName);
    prune(orders);
    const terms = { accountName, symbol, side, amount, price, reduceOnly: order.reduce_only === 1 };
    const entry: Entry = { ...terms, kept: null, filled: shown, shown, booked: [], settledAtMs: null };
    orders.all.set(id, entry);
    orders.live.set(id, entry);
    orders.symbols.set(symbol, (orders.symbols.get(symbol) ?? 0) + 1);
    accounts.set(id, accountName);
    return entry;
  }

  function forget(orderId: string): void {
    const orders = byAccount.get(accounts.get(orderId) ?? '');
    const entry = orders?.all.get(orderId);
    accounts.delete(orderId);
    if (!orders || !entry) return;
    orders.all.delete(orderId);
    orders.live.delete(orderId);
    const others = (orders.symbols.get(entry.symbol) ?? 1) - 1;
    if (others > 0) orders.symbols.set(entry.symbol, others);
    else orders.symbols.delete(entry.symbol);
  }

  function prune(orders: Orders): void {
    const nowMs = clock.monotonicMs();
    if (nowMs - orders.prunedAtMs < PRUNE_EVERY_MS) return;
    orders.prunedAtMs = nowMs;
    for (const [orderId, { settledAtMs, kept }] of orders.all)
      if (kept === null && settledAtMs !== null && nowMs - settledAtMs > OLDEST_READING_MS) forget(orderId);
    const used = orders.trades.findIndex(({ atMs }) => nowMs - atMs <= OLDEST_READING_MS);
    orders.trades.splice(0, used < 0 ? orders.trades.length : used);
  }

  /** Puts an order where it belongs by now. */
  function sorted(orderId: string, entry: Entry): void {
    const { live } = ordersOf(entry.accountName);
    if (entry.settledAtMs !== null && entry.kept === null) live.delete(orderId);
    else live.set(orderId, entry);
  }

  function book(order: OrderRow, filledBefore = '0'): void {
    const nowMs = clock.monotonicMs();
    // One that is long over, and of which there is a late word, comes back with what is new.
    const entry = entryOf(order.id) ?? enter(order, filledBefore);
    const isNews = order.filled !== entry.filled;
    if (isNews) {
      const mark = deps.mark();
      entry.booked.push({ mark, atMs: nowMs, filled: order.filled });
      ordersOf(entry.accountName).trades.push({ mark, atMs: nowMs, orderId: order.id, entry });
      entry.filled = order.filled;
    }
    while (entry.booked[0] && nowMs - entry.booked[0].atMs > OLDEST_READING_MS) {
      entry.shown = entry.booked.shift()?.filled ?? entry.shown;
    }
    entry.amount = order.amount;
    if (order.price !== null) entry.price = order.price;
    // A late trade of what was over is news to readings for as long as any other.
    entry.settledAtMs = isFinal(order.status) ? ((isNews ? null : entry.settledAtMs) ?? nowMs) : null;
    if (entry.settledAtMs !== null && entry.kept?.inPlace === true) entry.kept = null;
    sorted(order.id, entry);
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
      if (!entry) return;
      const earlier = entry.kept;
      entry.kept = { amount: max(amount, earlier?.amount ?? '0'), inPlace, earlier };
      sorted(orderId, entry);
    },
    release(orderId) {
      const entry = entryOf(orderId);
      if (!entry) return;
      const earlier = entry.kept?.earlier ?? null;
      entry.kept = entry.settledAtMs !== null && earlier?.inPlace === true ? null : earlier;
      sorted(orderId, entry);
    },
    pending(accountName, readMark, changed) {
      const { live, trades } = ordersOf(accountName);
      const orders: PendingOrder[] = [];
      let former: PendingOrder | null = null;
      const count = (orderId: string, entry: Entry): void => {
        const { symbol, side, price, reduceOnly, filled } = entry;
        const terms = { symbol, side, price, reduceOnly };
        const traded = orderId === changed ? filled : most(entry);
        orders.push({ ...terms, amount: sub(traded, shownAt(entry, readMark)) });
        if (orderId === changed) former = { ...terms, amount: sub(most(entry), filled) };
      };
      for (const [orderId, entry] of live) count(orderId, entry);
      // From the newest back to what the reading shows, each order once: by its last trade.
      for (let i = trades.length - 1; i >= 0; i -= 1) {
        const trade = trades[i];
        if (!trade || trade.mark < readMark) break;
        const { orderId, entry, mark } = trade;
        if (!live.has(orderId) && entry.booked.at(-1)?.mark === mark) count(orderId, entry);
      }
      return { orders, former };
    },
    symbols: (accountName) => [...ordersOf(accountName).symbols.keys()],
    filled: (orderId) => entryOf(orderId)?.filled ?? '0',
  };
}
