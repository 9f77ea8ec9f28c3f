import { QtError } from '../../../shared/schema/error-code.ts';
import { isFinal } from '../../../shared/orders/transitions.ts';
import { storageFailure } from '../store/storage-failure.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderRow } from './order-row.ts';
import type { OrderSender } from './order-sender.ts';
import type { OrderTracker } from './order-tracker.ts';

export interface CancelDeps {
  journal: OrderJournal;
  sender: OrderSender;
  tracker: OrderTracker;
  pool: VenuePool;
  log: Log;
  redact: Redact;
  onOrder: (row: OrderRow) => void;
}

/**
 * Asks the venue to cancel. Needs no arming: taking risk off must always be possible. The answer is the order as it stands
 * afterwards; where the venue's answer was lost it is followed, and asked for again, until it is certain. Throws `QtError`.
 */
export async function cancelOrder(orderId: string, by: string, deps: CancelDeps): Promise<OrderRow> {
  const before = deps.journal.row(orderId);
  if (isFinal(before.status)) {
    const successor = before.replaced_by ? `; ${before.replaced_by} took its place` : '';
    throw new QtError('ORDER_FINAL', `Order ${orderId} is ${before.status} already${successor}.`);
  }
  deps.pool.seatOf(before);
  const requested = journaled(() => deps.journal.requestCancel(orderId, by));
  deps.onOrder(requested);
  const { account_name, exchange, mode } = requested;
  deps.log.info('Cancel requested', { account_name, exchange, order_id: orderId, mode });

  // A venue cannot cancel what it has not received yet: it would say that there is no such order, which then comes to rest.
  await deps.sender.answered(orderId);
  const order = deps.journal.row(orderId);
  if (isFinal(order.status)) return order;

  const outcome = await deps.tracker.cancel(order);
  switch (outcome.kind) {
    case 'canceled':
      if (!outcome.report) return deps.tracker.lookup(orderId);
      return deps.tracker.book(orderId, outcome.report, 'operator', 'canceled by the operator');
    case 'gone':
    case 'unknown':
      return deps.tracker.lookup(orderId);
    case 'refused': {
      const message = deps.redact(outcome.message);
      deps.onOrder(deps.journal.dropCancel(orderId, { code: outcome.code, message }));
      throw new QtError(outcome.code, message);
    }
  }
}

/** A request that cannot be written down is not made: after a crash nobody would know of it. */
function journaled<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (storageFailure(error) === null) throw error;
    throw new QtError('JOURNAL_UNAVAILABLE', 'The journal cannot be written, so no cancel was sent.');
  }
}
