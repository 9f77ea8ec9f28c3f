import type { Database } from '../../store/sqlite.ts';

/** How an order was decided on, and how long it took. */
export interface OrderTimes {
  /** Null where it was made to rest, or before such prices were kept. */
  decidedPrice: string | null;
  /** From signal to the first fill, by this machine's clock; null for an order that was made to rest, or traded nothing. */
  fillMs: number | null;
}

/** Answers null for orders that are not ours. */
export function createOrderTimes(db: Pick<Database, 'get'>): (orderId: string) => OrderTimes | null {
  return (orderId) => {
    const row = db.get<{ decided_price: string | null; takes: number; received_ms: number; filled_ms: number | null }>(
      `SELECT orders.decided_price, orders.type = 'market' OR orders.decided_price IS NOT NULL AS takes, signals.received_ms,
         (SELECT min(at_ms) FROM order_transitions
          WHERE order_id = orders.id AND to_status IN ('partially_filled', 'filled')) AS filled_ms
       FROM orders JOIN signals ON signals.id = orders.signal_id WHERE orders.id = ?`,
      orderId,
    );
    if (!row) return null;
    const { decided_price: decidedPrice, received_ms: receivedMs, filled_ms: filledMs } = row;
    const fillMs = row.takes === 1 && filledMs !== null ? Math.max(0, filledMs - receivedMs) : null;
    return { decidedPrice, fillMs };
  };
}
