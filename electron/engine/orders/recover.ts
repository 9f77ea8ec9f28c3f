import { isPositive, mul, sub } from '../../../shared/money/decimal.ts';
import type { ExposureLedger } from '../risk/exposure-ledger.ts';
import type { Reservations } from '../risk/reservations.ts';
import type { Log } from '../telemetry/log.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import { isOnItsWay } from './apply-answer.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderRow } from './order-row.ts';
import type { OrderTracker } from './order-tracker.ts';

/**
 * Every start is a recovery. An order that was journaled or sent when the process ended may or may not have reached its
 * venue: it is unknown, it is looked up, and what it promised of its account's funds counts in full until that is settled.
 * Open ones are followed again.
 */
export function recoverOrders(deps: {
  journal: OrderJournal;
  tracker: OrderTracker;
  reservations: Reservations;
  exposure: Pick<ExposureLedger, 'recover'>;
  log: Log;
  pool: VenuePool;
}): void {
  const { journal } = deps;
  const found = journal.unsettled();
  journal.moveEach(
    found.filter(isOnItsWay).map((order) => order.id),
    {
      to: 'unknown',
      cause: 'recovery',
      detail: 'the console ended before the answer came',
      error: {
        code: 'OUTCOME_UNKNOWN',
        message: 'The console ended before the answer came. The order is being looked up.',
      },
    },
  );
  for (const before of found) {
    const current = isOnItsWay(before) ? journal.row(before.id) : before;
    const followed = deps.pool.hasSeatOf(before);
    deps.log.warn('Unsettled order found at start', {
      account_name: before.account_name,
      exchange: before.exchange,
      order_id: before.id,
      mode: before.mode,
      detail: `${before.status}, now ${current.status}${followed ? '' : '; not followed: its account is not configured now'}`,
    });
    // Of another mode or exchange it promised nothing of what the account holds now.
    const held = current.status === 'unknown' && followed ? heldBy(current) : null;
    if (held) deps.reservations.hold(current.account_name, current.id, held.asset, held.amount);
    if (followed) deps.exposure.recover(current);
    // Without its account the venue cannot be asked; the order stays as it is, in plain sight.
    if (followed) deps.tracker.track(current);
  }
}

/**
 * What the order promised of its account's funds. Orders of before that was journaled are valued by their own terms; a
 * market buy of that time has none, and keeps its symbol from trading anyway.
 */
function heldBy(order: OrderRow): { asset: string; amount: string } | null {
  if (order.held_asset !== null && order.held_amount !== null) {
    return { asset: order.held_asset, amount: order.held_amount };
  }
  const [base, quote] = order.symbol.split(':')[0]?.split('/') ?? [];
  const rest = sub(order.amount, order.filled);
  if (!base || !quote || !isPositive(rest) || order.reduce_only === 1) return null;
  if (order.side === 'sell') return { asset: base, amount: rest };
  return order.price === null ? null : { asset: quote, amount: mul(order.price, rest) };
}
