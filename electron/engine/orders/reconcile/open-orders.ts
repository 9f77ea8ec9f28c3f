import { isFinal } from '../../../../shared/orders/transitions.ts';
import type { VenuePool } from '../../venues/venue-pool.ts';
import type { OpenOrder } from '../../venues/venue.ts';
import { isOnItsWay } from '../apply-answer.ts';
import type { OrderJournal } from '../order-journal.ts';
import type { OrderRow } from '../order-row.ts';
import type { ExternalOrders } from './external-orders.ts';

export interface OpenAtVenue {
  /** By the id of our order. */
  ours: ReadonlyMap<string, OpenOrder>;
  /** Orders of ours that the venue lists as resting, and that are final here. */
  revived: OrderRow[];
  externals: number;
  /** Whether the list of external orders is another one now. */
  changed: boolean;
}

/**
 * Reads what rests at the venue. An order that carries our client order id, or the venue's id of one of ours, is ours; every
 * other one is shown as external and left alone. Throws `QtError`.
 */
export async function readOpenAtVenue(
  accountName: string,
  deps: { journal: OrderJournal; pool: VenuePool; externals: ExternalOrders },
): Promise<OpenAtVenue> {
  const { journal, pool } = deps;
  const venue = pool.venue(accountName);
  const seat = pool.seatMark(accountName);
  const listed = await venue.openOrders();
  const ours = new Map<string, OpenOrder>();
  const revived: OrderRow[] = [];
  const others: OpenOrder[] = [];
  // Where orders cannot carry our id, one that is on its way right now cannot be told from somebody else's.
  const unnamed = new Set(
    venue.oneInFlightPerMarket
      ? journal
          .unsettledOf(accountName)
          .filter(isOnItsWay)
          .map((order) => order.symbol)
      : [],
  );
  for (const order of listed) {
    const { clientOrderId, venueOrderId } = order;
    const named = clientOrderId === null ? null : journal.byClientOrderId(clientOrderId);
    // One that has another order of the venue's by now (adopted by the operator) cannot stand for this one too.
    const own =
      (named && (named.venue_order_id ?? venueOrderId) === venueOrderId ? named : null) ??
      journal.byVenueOrderId({ accountName, seat, venueOrderId, symbol: order.symbol });
    if (own) {
      ours.set(own.id, order);
      if (isFinal(own.status)) revived.push(own);
    }
    // One that no account here is followed for, by its stamp, is shown with those of others: else nobody would see it rest.
    if (own ? !pool.hasSeatOf(own) : !unnamed.has(order.symbol)) others.push(order);
  }
  const changed = deps.externals.replace(accountName, others);
  return { ours, revived, externals: others.length, changed };
}
