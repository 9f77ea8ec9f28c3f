import { QtError } from '../../../shared/schema/error-code.ts';
import { isFinal } from '../../../shared/orders/transitions.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { OrderJournal } from './order-journal.ts';
import { orderRef } from './order-row.ts';
import type { OrderRow } from './order-row.ts';
import type { OrderTracker } from './order-tracker.ts';

/**
 * Asks the venue to cancel. Needs no arming: taking risk off must always be possible. The answer is the order as it stands
 * afterwards; where the venue's answer was lost it is followed until it is certain. Throws `QtError`.
 */
export async function cancelOrder(
  orderId: string,
  by: string,
  deps: {
    journal: OrderJournal;
    tracker: OrderTracker;
    pool: VenuePool;
    log: Log;
    redact: Redact;
    onOrder: (row: OrderRow) => void;
  },
): Promise<OrderRow> {
  const before = deps.journal.row(orderId);
  if (isFinal(before.status)) throw new QtError('ORDER_FINAL', `Order ${orderId} is ${before.status} already.`);
  const order = deps.journal.requestCancel(orderId, by);
  deps.onOrder(order);
  deps.log.info('Cancel requested', { account_name: order.account_name, exchange: order.exchange, order_id: order.id, mode: order.mode });
  const outcome = await deps.pool.venue(order.account_name).cancel(orderRef(order), order.prepared);
  switch (outcome.kind) {
    case 'canceled':
      if (!outcome.report) return deps.tracker.lookup(orderId);
      return deps.tracker.book(orderId, outcome.report, 'operator', 'canceled by the operator');
    case 'gone':
    case 'unknown':
      return deps.tracker.lookup(orderId);
    case 'refused':
      throw new QtError(outcome.code, deps.redact(outcome.message));
  }
}
