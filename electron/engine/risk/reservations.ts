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
  /** What of `free` can still be promised, given the mark at which its reading began. Never negative. */
  available(accountName: string, asset: string, free: string, readMark: number): string;
}

/**
 * What orders have promised that a balance reading may not show yet. An order counts until its outcome is known, and after
 * that against every reading that began before the outcome was booked. Counting one twice only makes the check stricter.
 */
export function createReservations(): Reservations {
  const byAccount = new Map<string, Map<string, Reservation>>();
  let marks = 0;
  return {
    mark: () => ++marks,
    hold(accountName, orderId, asset, amount) {
      const orders = byAccount.get(accountName) ?? new Map<string, Reservation>();
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
      const orders = byAccount.get(accountName);
      for (const [orderId, { asset: held, amount, settledMark }] of orders ?? []) {
        if (settledMark !== null && settledMark < readMark) orders?.delete(orderId);
        else if (held === asset) left = sub(left, amount);
      }
      return gt(left, '0') ? left : '0';
    },
  };
}
