import type { Log } from '../telemetry/log.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderTracker } from './order-tracker.ts';

/**
 * Every start is a recovery. An order that was journaled or sent when the process ended may or may not have reached its
 * venue: it is unknown, and looked up. Open ones are followed again.
 */
export function recoverOrders(deps: { journal: OrderJournal; tracker: OrderTracker; log: Log; pool: VenuePool }): void {
  for (const order of deps.journal.unsettled()) {
    const cut = order.status === 'journaled' || order.status === 'sent';
    const current = cut
      ? deps.journal.move(order.id, {
          to: 'unknown',
          cause: 'recovery',
          detail: 'the console ended before the answer came',
          error: {
            code: 'OUTCOME_UNKNOWN',
            message: 'The console ended before the answer came. The order is being looked up.',
          },
        })
      : order;
    const followed = deps.pool.hasSeatOf(order);
    deps.log.warn('Unsettled order found at start', {
      account_name: order.account_name,
      exchange: order.exchange,
      order_id: order.id,
      mode: order.mode,
      detail: `${order.status}, now ${current.status}${followed ? '' : '; not followed: its account is not configured now'}`,
    });
    // Without its account the venue cannot be asked; the order stays as it is, in plain sight.
    if (followed) deps.tracker.track(current);
  }
}
