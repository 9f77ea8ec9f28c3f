import { eq } from '../../../../shared/money/decimal.ts';
import { isFinal } from '../../../../shared/orders/transitions.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { ReconcileDocument } from '../../../../shared/schema/order.ts';
import type { AccountMonitor } from '../../accounts/account-monitor.ts';
import type { Clock } from '../../ports.ts';
import type { Log } from '../../telemetry/log.ts';
import type { VenuePool } from '../../venues/venue-pool.ts';
import type { LookupOutcome, OpenOrder } from '../../venues/venue.ts';
import { isOnItsWay } from '../apply-answer.ts';
import type { OrderJournal } from '../order-journal.ts';
import type { OrderRow } from '../order-row.ts';
import type { OrderTracker } from '../order-tracker.ts';
import { knowsNoIds } from '../venue-asker.ts';
import type { Comparison, Disagreements } from './disagreements.ts';
import type { ExternalOrders } from './external-orders.ts';
import { findMissedFills, isListed, wordOfTrades } from './missed-fills.ts';
import { readOpenAtVenue } from './open-orders.ts';
import type { VanishedOrders } from './vanished-orders.ts';

export type Findings = Pick<ReconcileDocument, 'unsettled' | 'settled' | 'fills_booked' | 'external_orders'>;

export interface ReconcileDeps {
  journal: OrderJournal;
  tracker: Pick<OrderTracker, 'ask' | 'book'>;
  pool: VenuePool;
  externals: ExternalOrders;
  monitor: Pick<AccountMonitor, 'balances'>;
  clock: Clock;
  log: Log;
  vanished: VanishedOrders;
  disagreements: Disagreements;
}

interface Comparing extends ReconcileDeps {
  comparison: Comparison;
  /** The orders that this comparison asked about. */
  asked: Set<string>;
}

/** So long an order that the operator declared never placed is still looked for. */
const DECLARED_MS = 48 * 3_600_000;

/**
 * Compares a real account with its venue: what rests there, what of ours is not settled, what was traded, what is held. It
 * books what it finds, places nothing and cancels nothing. Throws `QtError` where the venue could not be asked for all of it.
 */
export async function reconcileAccount(
  accountName: string,
  comparedMs: number | null,
  outside: ReconcileDeps,
): Promise<Findings> {
  const comparison = outside.disagreements.begin(accountName);
  const asked = new Set<string>();
  const deps = { ...outside, comparison, asked };
  const { journal, tracker } = deps;
  const before = journal.newestFill();
  const open = await readOpenAtVenue(accountName, deps);

  const unsettled = journal
    .unsettledOf(accountName)
    .filter((order) => !isOnItsWay(order) && deps.pool.hasSeatOf(order));
  const gone: OrderRow[] = [];
  for (const order of unsettled) {
    const shown = open.ours.get(order.id);
    if (shown) deps.vanished.seen(order);
    if (restsUnchanged(order, shown)) continue;
    const outcome = await askAbout(order, deps);
    if (outcome?.kind === 'found') deps.vanished.seen(order);
    if (outcome?.kind === 'absent' && !shown) gone.push(order);
  }
  for (const order of open.revived) await askAboutRevived(order, deps);
  const listed = new Set(open.revived.map((order) => order.id));
  for (const order of journal.declaredNotPlaced(accountName, deps.clock.nowMs() - DECLARED_MS)) {
    // Found by its looks alone it could be the very order that the operator placed instead.
    if (listed.has(order.id) || !deps.pool.hasSeatOf(order) || knowsNoIds(order, deps.pool)) continue;
    await askAbout(order, deps);
  }

  for (const [orderId, fills] of await findMissedFills(accountName, comparedMs, deps)) {
    tracker.book(
      orderId,
      wordOfTrades(journal.row(orderId), fills),
      'recovery',
      'found among the trades of the account',
    );
    await askAbout(journal.row(orderId), deps);
  }
  for (const id of comparison.doubtful) if (!asked.has(id)) await askAbout(journal.row(id), deps);
  comparison.ended();
  for (const order of gone) deps.vanished.missing(order);
  await deps.monitor.balances(accountName, 0);

  return {
    unsettled: unsettled.length,
    settled: unsettled.filter((order) => isFinal(journal.row(order.id).status)).length,
    fills_booked: journal.fillsAfter(before, accountName),
    external_orders: open.externals,
  };
}

/** The list says all that a look-up would: it rests, and nothing more of it was traded. */
function restsUnchanged(order: OrderRow, listed: OpenOrder | undefined): boolean {
  const resting = order.status === 'open' || order.status === 'partially_filled';
  return resting && order.cancel_requested === 0 && listed !== undefined && eq(listed.filled, order.filled);
}

/** Null where there is nobody to ask: the order's account is not configured now, or its market is gone. */
async function askAbout(order: OrderRow, deps: Comparing): Promise<LookupOutcome | null> {
  deps.asked.add(order.id);
  // What one account of a key finds can be of another one.
  if (!deps.pool.hasSeatOf(order)) return null;
  if (!(await isListed(order.symbol, deps.pool.seatOf(order)))) {
    tellUnlisted(order, deps);
    return null;
  }
  const { outcome } = await deps.tracker.ask(order.id, { cause: 'recovery', evenFinal: true });
  if (outcome?.kind === 'found') deps.comparison.told(outcome.report, order, deps.journal.row(order.id));
  if (outcome?.kind !== 'failed') return outcome;
  throw new QtError('ACCOUNT_UNRECONCILED', `order ${order.id} could not be looked up: ${outcome.message}`);
}

/** Final here and resting there: its own look-up decides, and where that cannot be booked the operator has to know. */
async function askAboutRevived(order: OrderRow, deps: Comparing): Promise<void> {
  await askAbout(order, deps);
  const now = deps.journal.row(order.id);
  if (!isFinal(now.status)) return;
  deps.comparison.rests(now);
  const detail = `the exchange lists it as resting, here it is ${now.status.replaceAll('_', ' ')}`;
  if (!deps.journal.evidence.addOnce(order.id, 'stale', detail)) return;
  deps.log.error('An order that is final here rests at the exchange', {
    account_name: order.account_name,
    exchange: order.exchange,
    order_id: order.id,
    detail,
  });
}

/** A market that is gone blocks its own orders alone: they stay as they are, and in plain sight. */
function tellUnlisted({ id, account_name, exchange, symbol }: OrderRow, { journal, log }: ReconcileDeps): void {
  const detail = `${exchange} does not list ${symbol} any more, so it cannot be asked about this order`;
  if (!journal.evidence.addOnce(id, 'stale', detail)) return;
  log.error('An order cannot be asked about', { account_name, exchange, order_id: id, detail });
}
