import { lt } from '../../../shared/money/decimal.ts';
import { canMove, isFinal } from '../../../shared/orders/transitions.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { AccountMonitor } from '../accounts/account-monitor.ts';
import type { Clock } from '../ports.ts';
import type { Reservations } from '../risk/reservations.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { CancelOutcome, LookupOutcome, OrderReport } from '../venues/venue.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import type { Move, OrderJournal } from './order-journal.ts';
import { counterparty, orderRef } from './order-row.ts';
import type { OrderRow } from './order-row.ts';

export interface OrderTracker {
  /** Follows the order until it is final. Orders that are final already are left alone. */
  track(order: OrderRow): void;
  /** As `track`, for an order whose outcome could not be recorded: it becomes unknown as soon as the journal can be written. */
  trackLost(order: OrderRow): void;
  /** Asks the venue to cancel. What became of it must be booked or looked up. */
  cancel(order: OrderRow): Promise<CancelOutcome>;
  /** Looks the order up now; resolves with what is known then. */
  lookup(orderId: string): Promise<OrderRow>;
  /** Books the venue's word, unless it is older than what is known. */
  book(orderId: string, report: OrderReport, cause: Move['cause'], detail: string): OrderRow;
  close(): Promise<void>;
}

const PAPER_EVERY_MS = 1_000;
const REAL_EVERY_MS = 3_000;
const UNKNOWN_FIRST_MS = 500;
const UNKNOWN_MAX_MS = 30_000;

const OTHER_SEAT =
  'The account has another key or address now than when the order was placed, so its answers prove nothing. Restore them to look it up.';

/**
 * Follows unsettled orders by asking the venue: open ones at a steady pace, unknown ones at once and then ever more slowly.
 * It never sends an order; a cancel that was asked for, and lost or too early, it sends again. Look-ups of one account run
 * one at a time.
 */
export function createOrderTracker(deps: {
  journal: OrderJournal;
  pool: VenuePool;
  monitor: AccountMonitor;
  reservations: Reservations;
  clock: Clock;
  log: Log;
  redact: Redact;
  lookups: KeyedQueue;
  onOrder: (row: OrderRow) => void;
}): OrderTracker {
  const { journal, clock, log } = deps;
  const waiting = new Map<string, () => void>();
  const attempts = new Map<string, number>();
  const lost = new Set<string>();
  const canceling = new Set<string>();
  const running = new Set<Promise<unknown>>();
  let closed = false;

  function changed(before: OrderRow, after: OrderRow): OrderRow {
    if (
      after.status !== before.status ||
      after.filled !== before.filled ||
      after.error_message !== before.error_message
    ) {
      if (after.status !== 'unknown') deps.reservations.settle(after.id);
      deps.monitor.refreshSoon(after.account_name);
      deps.onOrder(after);
    }
    return after;
  }

  function book(orderId: string, report: OrderReport, cause: Move['cause'], detail: string): OrderRow {
    const before = journal.row(orderId);
    // A slow answer may be older than what another one already told: it never takes fills back or reopens an order.
    const older =
      lt(report.filled, before.filled) || (report.status !== before.status && !canMove(before.status, report.status));
    if (older) return before;
    return changed(before, journal.move(orderId, { to: report.status, cause, detail, report, error: null }));
  }

  function apply(order: OrderRow, outcome: LookupOutcome): OrderRow {
    switch (outcome.kind) {
      case 'found':
        return book(
          order.id,
          outcome.report,
          order.status === 'unknown' ? 'lookup' : 'poll',
          `found at the ${counterparty(order)}`,
        );
      case 'absent': {
        const before = journal.row(order.id);
        if (!outcome.conclusive || before.status !== 'unknown') return before;
        const message = deps.redact(outcome.message);
        return changed(
          before,
          journal.move(order.id, {
            to: 'not_placed',
            cause: 'lookup',
            detail: message,
            error: { code: 'NOT_PLACED', message },
          }),
        );
      }
      case 'ambiguous': {
        const before = journal.row(order.id);
        if (before.status !== 'unknown') return before;
        const message = deps.redact(outcome.message);
        return changed(
          before,
          journal.move(order.id, {
            to: 'unknown',
            cause: 'lookup',
            detail: message,
            error: { code: 'OUTCOME_UNKNOWN', message },
          }),
        );
      }
      case 'failed':
        log.warn('Order look-up failed', {
          account_name: order.account_name,
          exchange: order.exchange,
          order_id: order.id,
          detail: outcome.message,
        });
        return journal.row(order.id);
    }
  }

  /** Nobody awaits this order's answer any more, and the journal does not know that: it is unknown like any other. */
  function admitLost(order: OrderRow): OrderRow {
    if (!lost.has(order.id)) return order;
    const cut = order.status === 'journaled' || order.status === 'sent';
    const message = 'The outcome could not be recorded. The order is being looked up.';
    const error = { code: 'OUTCOME_UNKNOWN', message } as const;
    const admitted = cut
      ? changed(order, journal.move(order.id, { to: 'unknown', cause: 'lookup', detail: message, error }))
      : order;
    lost.delete(order.id);
    return admitted;
  }

  /** Found again by its looks alone, which at another seat are those of somebody else's order. */
  function onlyByLooks(order: OrderRow): boolean {
    return order.prepared !== null && order.venue_order_id === null && !deps.pool.isSameSeat(order);
  }

  function trusted(order: OrderRow, outcome: LookupOutcome): LookupOutcome {
    const doubtful = outcome.kind === 'absent' ? !deps.pool.isSameSeat(order) : onlyByLooks(order);
    return doubtful && outcome.kind !== 'failed' ? { kind: 'ambiguous', message: OTHER_SEAT } : outcome;
  }

  async function cancel(order: OrderRow): Promise<CancelOutcome> {
    if (onlyByLooks(order)) return { kind: 'unknown', message: OTHER_SEAT };
    canceling.add(order.id);
    try {
      return await deps.pool.seatOf(order).cancel(orderRef(order), order.prepared);
    } catch (error) {
      const { code, message } = errorDocument(error, deps.redact);
      return error instanceof QtError ? { kind: 'refused', code, message } : { kind: 'unknown', message };
    } finally {
      canceling.delete(order.id);
    }
  }

  /** A request to cancel stands until the order is final: one that was lost, or came before the order did, is sent again. */
  async function insistOnCancel(order: OrderRow): Promise<OrderRow> {
    const resting = order.status === 'open' || order.status === 'partially_filled';
    if (!resting || order.cancel_requested !== 1 || canceling.has(order.id)) return order;
    const outcome = await cancel(order);
    if (closed) return order;
    if (outcome.kind === 'canceled' && outcome.report) {
      return book(order.id, outcome.report, 'operator', 'canceled by the operator');
    }
    if (outcome.kind !== 'refused') return order;
    const message = deps.redact(outcome.message);
    log.error('Cancel refused', {
      account_name: order.account_name,
      order_id: order.id,
      code: outcome.code,
      detail: message,
    });
    const dropped = journal.dropCancel(order.id, { code: outcome.code, message });
    deps.onOrder(dropped);
    return dropped;
  }

  async function ask(orderId: string): Promise<OrderRow> {
    const order = admitLost(journal.row(orderId));
    if (isFinal(order.status) || closed) return order;
    let outcome: LookupOutcome;
    try {
      outcome = await deps.pool.seatOf(order).lookup(orderRef(order), order.prepared);
    } catch (error) {
      outcome = { kind: 'failed', message: errorDocument(error, deps.redact).message };
    }
    return closed ? order : insistOnCancel(apply(order, trusted(order, outcome)));
  }

  async function lookup(orderId: string): Promise<OrderRow> {
    const { account_name: accountName } = journal.row(orderId);
    const done = deps.lookups.run(accountName, () => ask(orderId));
    running.add(done);
    const forget = () => running.delete(done);
    done.then(forget, forget);
    return done;
  }

  function delayMs(order: OrderRow): number {
    if (order.status === 'unknown') {
      const attempt = attempts.get(order.id) ?? 0;
      attempts.set(order.id, attempt + 1);
      return Math.min(UNKNOWN_FIRST_MS * 2 ** attempt, UNKNOWN_MAX_MS);
    }
    return order.mode === 'paper' ? PAPER_EVERY_MS : REAL_EVERY_MS;
  }

  function track(order: OrderRow): void {
    if (closed || isFinal(order.status)) {
      attempts.delete(order.id);
      return;
    }
    if (waiting.has(order.id)) return;
    const cancel = clock.after(delayMs(order), () => {
      waiting.delete(order.id);
      lookup(order.id).then(track, (error: unknown) => {
        log.error('Order tracking failed', { order_id: order.id, detail: String(error) });
        // With what was known: to ask a journal that fails would end the tracking for good.
        track(order);
      });
    });
    waiting.set(order.id, cancel);
  }

  return {
    track,
    trackLost(order) {
      lost.add(order.id);
      track(order);
    },
    cancel,
    lookup,
    book,
    async close() {
      closed = true;
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
      await Promise.allSettled(running);
    },
  };
}
