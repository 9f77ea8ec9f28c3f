import type { Clock } from '../../ports.ts';
import type { Log } from '../../telemetry/log.ts';
import type { VenuePool } from '../../venues/venue-pool.ts';
import type { OrderJournal } from '../order-journal.ts';
import type { OrderRow } from '../order-row.ts';
import type { OrderTracker } from '../order-tracker.ts';
import { FURTHEST_MS } from './missed-fills.ts';

/**
 * Orders that the venue confirmed once and now has nowhere: it does not list them as resting and knows none of their id. Some
 * exchanges forget orders that ended without a fill (Bybit after a day, KuCoin after two, Binance swaps after three), and a
 * test network that is reset forgets all. Without this such an order would be called open for ever.
 */
export interface VanishedOrders {
  /** The venue knows it. */
  seen(order: OrderRow): void;
  /** Neither resting nor known, after the trades were compared. Ends it where that was so for long enough already. */
  missing(order: OrderRow): void;
}

/** A server that is behind may miss an order for moments; never for so long, in the lists and by its id. */
const CERTAIN_AFTER_MS = 120_000;

export function createVanishedOrders(deps: {
  journal: OrderJournal;
  tracker: Pick<OrderTracker, 'book'>;
  pool: Pick<VenuePool, 'isSameSeat'>;
  clock: Clock;
  log: Log;
}): VanishedOrders {
  const { journal, clock, log } = deps;
  /** Monotonic ms since when it is missing; null: it was seen in this run. */
  const sights = new Map<string, { seen: boolean; missingSinceMs: number | null }>();

  /** Trades are compared for a week back: what was last seen before that could have been filled unnoticed. */
  function tradesAreKnown({ id, created_ms: createdMs }: OrderRow): boolean {
    return sights.get(id)?.seen === true || clock.nowMs() - createdMs < FURTHEST_MS;
  }

  return {
    seen: ({ id }) => void sights.set(id, { seen: true, missingSinceMs: null }),
    missing({ id }) {
      const order = journal.row(id);
      const { account_name, exchange, venue_order_id: venueOrderId, status, filled, average } = order;
      const confirmed = (status === 'open' || status === 'partially_filled') && venueOrderId !== null;
      if (!confirmed || !deps.pool.isSameSeat(order)) return;
      const sight = sights.get(id) ?? { seen: false, missingSinceMs: null };
      const sinceMs = sight.missingSinceMs ?? clock.monotonicMs();
      sights.set(id, { ...sight, missingSinceMs: sinceMs });
      const gone = 'the exchange neither lists it as resting nor knows an order of its id';
      const fields = { account_name, exchange, order_id: id };
      if (clock.monotonicMs() - sinceMs < CERTAIN_AFTER_MS || !tradesAreKnown(order)) {
        if (journal.evidence.addOnce(id, 'lookup', gone))
          log.warn('An open order is missing at the exchange', { ...fields, detail: gone });
        return;
      }
      const minutes = Math.floor((clock.monotonicMs() - sinceMs) / 60_000);
      const detail = `${gone}, for ${minutes} minutes; it ended, and no further trade of it is told`;
      deps.tracker.book(id, { venueOrderId, status: 'canceled', filled, average, fills: [] }, 'recovery', detail);
      sights.delete(id);
      log.error('An open order vanished at the exchange', { ...fields, detail });
    },
  };
}
