import { gt, sub } from '../../../shared/money/decimal.ts';

interface Reservation {
  asset: string;
  amount: string;
  /** The mark at which the venue's answer was booked; null while the order's effect may be on its way. */
  settledMark: number | null;
}

export interface Reservations {
  hold(accountName: string, orderId: string, asset: string, amount: string): void;
  settle(orderId: string): void;
  /** A number that grows with every call: taken when a balance reading begins, it tells what the reading cannot show. */
  mark(): number;
  /**
   * What of `free` can still be promised, given the mark at which its reading began. Never negative. The readings that an
   * account's promises are made on must not go back in time.
   */
  available(accountName: string, asset: string, free: string, readMark: number): string;
}

/**
 * What orders have promised that a balance reading may not show yet. An order counts until its outcome is known, and after
 * that against every reading that began before the outcome was booked. Counting one twice only makes the check stricter.
 */
export function createReservations(): Reservations {
  const byAccount = new Map<string, Map<string, Reservation>>();
  const newestRead = new Map<string, number>();
  let marks = 0;

  /**
   * Forgets what every later check can see in its reading. Only as a new promise is made: until then a check of this
   * account may still be under way with an older reading than the newest one, which a preview asked for meanwhile.
   */
  function prune(accountName: string, orders: Map<string, Reservation>): void {
    const seen = newestRead.get(accountName) ?? 0;
    for (const [orderId, { settledMark }] of orders)
      if (settledMark !== null && settledMark < seen) orders.delete(orderId);
  }

  return {
    mark: () => ++marks,
    hold(accountName, orderId, asset, amount) {
      const orders = byAccount.get(accountName) ?? new Map<string, Reservation>();
      prune(accountName, orders);
      byAccount.set(accountName, orders.set(orderId, { asset, amount, settledMark: null }));
    },
    settle(orderId) {
      marks += 1;
      for (const orders of byAccount.values()) {
        const reservation = orders.get(orderId);
        if (reservation) reservation.settledMark ??= marks;
      }
    },
    available(accountName, asset, free, readMark) {
      let left = free;
      newestRead.set(accountName, Math.max(readMark, newestRead.get(accountName) ?? 0));
      for (const { asset: held, amount, settledMark } of byAccount.get(accountName)?.values() ?? []) {
        const shown = settledMark !== null && settledMark < readMark;
        if (held === asset && !shown) left = sub(left, amount);
      }
      return gt(left, '0') ? left : '0';
    },
  };
}
