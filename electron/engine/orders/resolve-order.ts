import { eq } from '../../../shared/money/decimal.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { Door, OrderDecision, ResolveOutcome } from '../../../shared/schema/order.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { LookupOutcome, OpenOrder, OrderReport } from '../venues/venue.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import type { OrderJournal } from './order-journal.ts';
import { orderRef } from './order-row.ts';
import type { OrderRow } from './order-row.ts';
import type { OrderTracker } from './order-tracker.ts';
import type { OrderWatch } from './order-watch.ts';
import { answerWords } from './order-watch.ts';

export interface ResolveDeps {
  journal: OrderJournal;
  tracker: OrderTracker;
  watch: OrderWatch;
  pool: VenuePool;
  audit: AuditChain;
  lookups: KeyedQueue;
  clock: Clock;
  log: Log;
  redact: Redact;
  askAfterMs: number;
  onOrder: (row: OrderRow) => void;
}

export interface Resolved {
  row: OrderRow;
  outcome: ResolveOutcome;
  detail: string;
}

/**
 * Carries out what the operator decided about an order of unknown outcome. The venue is asked first, and its certain word
 * goes before the operator's. Throws `QtError` ORDER_NOT_UNKNOWN, ORDER_NOT_ADOPTABLE, or why the venue cannot be asked.
 */
export async function resolveOrder(
  orderId: string,
  decision: OrderDecision,
  by: Door,
  deps: ResolveDeps,
): Promise<Resolved> {
  const order = unknownOrder(orderId, deps.journal);
  switch (decision.decision) {
    case 'keep_watching': {
      const untilMs = deps.clock.nowMs() + deps.askAfterMs;
      const row = deps.journal.snooze(orderId, untilMs, by);
      deps.watch.follow(row);
      deps.onOrder(row);
      return { row, outcome: 'watching', detail: `asked again from ${isoTime(untilMs)} on` };
    }
    case 'adopt':
      return adopt(order, decision.venue_order_id, by, deps);
    case 'not_placed':
      return declareNotPlaced(order, by, deps);
  }
}

function unknownOrder(orderId: string, journal: OrderJournal): OrderRow {
  const order = journal.row(orderId);
  if (order.status === 'unknown') return order;
  throw new QtError(
    'ORDER_NOT_UNKNOWN',
    `Order ${orderId} is ${order.status.replaceAll('_', ' ')}; nothing is to be decided.`,
  );
}

function adopt(order: OrderRow, venueOrderId: string, by: Door, deps: ResolveDeps): Promise<Resolved> {
  const { journal, pool } = deps;
  // In the account's queue of look-ups: none may settle the order while the operator's word on it is being checked.
  return deps.lookups.runSoon(order.account_name, async () => {
    const { account_name: accountName } = order;
    // Of whichever market: to refuse one too many costs a look at the exchange.
    const key = { accountName, seat: pool.seatMark(accountName), venueOrderId, symbol: null };
    const refuse = (why: string): never => {
      throw new QtError(
        'ORDER_NOT_ADOPTABLE',
        `Order ${venueOrderId} at the exchange is not taken for ${order.id}: ${why}.`,
      );
    };
    const refuseOther = (owner: OrderRow | null): void => {
      if (owner && owner.id !== order.id) refuse(`it is order ${owner.id}`);
    };
    refuseOther(journal.byVenueOrderId(key));
    const venue = pool.seatOf(order);
    const outcome = await venue.lookup({ ...orderRef(order), venueOrderId }, order.prepared);
    if (outcome.kind !== 'found') return refuse(deps.redact(outcome.message));
    const listed = (await venue.openOrders()).find((each) => each.venueOrderId === venueOrderId);
    const mismatch = differs(order, outcome.report, listed, venueOrderId);
    if (mismatch !== null) refuse(mismatch);
    const named = listed?.clientOrderId ? journal.byClientOrderId(listed.clientOrderId) : null;
    refuseOther(named);
    // Another one whose outcome is unknown as well can be the owner, where the list does not show the order any more.
    for (const other of unknownBeside(order, journal)) {
      const answer = await venue.lookup(orderRef(other), other.prepared);
      if (answer.kind === 'failed') refuse(`order ${other.id} is unknown too, and could not be looked up`);
      if (answer.kind === 'found' && answer.report.venueOrderId === venueOrderId) refuseOther(other);
    }
    // What was asked took its time, and another account of the same key has a queue of its own.
    refuseOther(journal.byVenueOrderId(key));
    unknownOrder(order.id, journal);

    const detail = `${by}: order ${venueOrderId} at the exchange is this one; symbol, side, size and price agree`;
    const word = { report: outcome.report, cause: 'operator', detail } as const;
    journal.evidence.add(order.id, 'operator', detail);
    deps.tracker.book(order.id, word.report, word.cause, detail);
    return done(order, 'adopted', detail, by, deps);
  });
}

/** Orders of unknown outcome of the same account and symbol whose id at the venue is not known. */
function unknownBeside({ id, account_name, symbol }: OrderRow, journal: OrderJournal): OrderRow[] {
  const fits = (each: OrderRow): boolean => each.symbol === symbol && each.status === 'unknown';
  return journal.unsettledOf(account_name).filter((each) => each.id !== id && fits(each) && !each.venue_order_id);
}

/** Why the venue's order is not the one that was sent; null where all that it tells agrees, and it tells enough. */
function differs(
  order: OrderRow,
  report: OrderReport,
  listed: OpenOrder | undefined,
  venueOrderId: string,
): string | null {
  if (report.venueOrderId !== venueOrderId) return 'the exchange answered with another order';
  if (listed && (listed.symbol !== order.symbol || listed.side !== order.side)) {
    return `it is to ${listed.side} ${listed.symbol}`;
  }
  const amount = report.amount ?? listed?.amount ?? (report.status === 'filled' ? report.filled : null);
  if (amount === null) return 'the exchange does not tell its size';
  if (!eq(amount, order.amount)) return `its size is ${amount}, and ${order.amount} was sent`;
  if (order.price === null) return null;
  const price = report.price ?? listed?.price ?? null;
  if (price === null) return 'the exchange does not tell its price';
  return eq(price, order.price) ? null : `its price is ${price}, and ${order.price} was sent`;
}

async function declareNotPlaced(order: OrderRow, by: Door, deps: ResolveDeps): Promise<Resolved> {
  const { journal, clock } = deps;
  const askedMs = clock.nowMs();
  const { row, outcome } = await askOnceMore(order, deps);
  if (row.status !== 'unknown') {
    const found = row.status !== 'not_placed';
    const words = found ? `the exchange has it: it is ${row.status.replaceAll('_', ' ')}` : 'the exchange never had it';
    return done(order, found ? 'found' : 'not_placed', words, by, deps);
  }
  const watched = deps.watch.document(row);
  const checks = watched?.checks ?? 0;
  const said = outcome ? deps.redact(answerWords(outcome)) : 'nothing was asked';
  const detail =
    `${by}: never placed. Checked: ${checks} look-ups since ${isoTime(order.created_ms)} by client order id ` +
    `${order.client_order_id}, the last at ${isoTime(askedMs)}: ${said}`;
  journal.moveAll(
    order.id,
    [
      {
        to: 'not_placed',
        cause: 'operator',
        detail,
        error: { code: 'NOT_PLACED', message: 'Declared never placed by the operator.' },
      },
    ],
    () => journal.evidence.add(order.id, 'operator', detail),
  );
  return done(order, 'not_placed', detail, by, deps);
}

/** A venue that cannot be asked does not keep the operator from deciding; that it was not asked is written down. */
async function askOnceMore(
  order: OrderRow,
  deps: ResolveDeps,
): Promise<{ row: OrderRow; outcome: LookupOutcome | null }> {
  try {
    return await deps.tracker.ask(order.id, { urgent: true });
  } catch (error) {
    const message = errorDocument(error, deps.redact).message;
    return { row: deps.journal.row(order.id), outcome: { kind: 'failed', message } };
  }
}

function done(order: OrderRow, outcome: ResolveOutcome, detail: string, by: Door, deps: ResolveDeps): Resolved {
  const row = deps.journal.row(order.id);
  deps.audit.append('order_resolved', order.id, { by, outcome, detail });
  deps.log.warn('Order decided by the operator', {
    account_name: row.account_name,
    exchange: row.exchange,
    order_id: row.id,
    mode: row.mode,
    detail: `${outcome}: ${detail}`,
  });
  deps.tracker.moved(order, row);
  return { row, outcome, detail };
}
