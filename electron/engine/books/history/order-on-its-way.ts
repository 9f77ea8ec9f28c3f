import { UNSETTLED } from '../../orders/order-finder.ts';
import type { Clock } from '../../ports.ts';
import type { Database } from '../../store/sqlite.ts';

/** So long an order of unknown outcome is looked up at short intervals; after that its operator is asked. */
const LOOKED_UP_MS = 120_000;

/**
 * Whether an order of the account is about to leave, waits for its answer, or has just lost it: then the past gives way
 * altogether, because what becomes of that order is asked for by the same key.
 */
export function isOrderOnItsWay(db: Pick<Database, 'get'>, clock: Pick<Clock, 'nowMs'>) {
  return (accountName: string): boolean =>
    db.get(
      `SELECT 1 FROM orders INDEXED BY orders_unsettled
       WHERE account_name = ? AND ${UNSETTLED}
         AND (status IN ('journaled','sent') OR (status = 'unknown' AND created_ms > ?)) LIMIT 1`,
      accountName,
      clock.nowMs() - LOOKED_UP_MS,
    ) !== undefined;
}
