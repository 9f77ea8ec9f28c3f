import { isFinal } from '../../../shared/orders/transitions.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { CancelOutcome, LookupOutcome } from '../venues/venue.ts';
import { answerEffect, isOnItsWay } from './apply-answer.ts';
import type { BookedWord, Move, OrderJournal, Word } from './order-journal.ts';
import { orderRef } from './order-row.ts';
import type { OrderRow } from './order-row.ts';
import type { OrderWatch } from './order-watch.ts';

/** What an order was asked about, and what the venue said; null where nothing was asked. */
export interface Asked {
  row: OrderRow;
  outcome: LookupOutcome | null;
}

export interface AskTerms {
  /** `recovery`: a reconciliation asks. */
  cause?: 'lookup' | 'recovery';
  /** Asks about a final order too. */
  evenFinal?: boolean;
  /** Somebody waits for it: before the polling of other orders. */
  urgent?: boolean;
}

/** Asks venues about orders and books what they say. It sends cancels that were asked for, and never an order. */
export interface VenueAsker {
  ask(orderId: string, terms?: AskTerms): Promise<Asked>;
  /** Asks the venue to cancel. What became of it must be booked or looked up. */
  cancel(order: OrderRow): Promise<CancelOutcome>;
  /** Weighs and books a word of the venue; tells who has to know. */
  book(orderId: string, word: Word): OrderRow;
  /** The order's answer could not be recorded and is lost: the next question takes it for unknown first. */
  lost(orderId: string): void;
  close(): void;
}

const OTHER_SEAT =
  'The account has another key or address now than when the order was placed, so its answers prove nothing. Restore them to look it up.';

export function createVenueAsker(deps: {
  journal: OrderJournal;
  pool: VenuePool;
  watch: OrderWatch;
  log: Log;
  redact: Redact;
  /** Called where something about the order changed. */
  onChange: (before: OrderRow, after: OrderRow) => void;
}): VenueAsker {
  const { journal, log, redact } = deps;
  const lost = new Set<string>();
  const canceling = new Set<string>();
  let closed = false;

  function told(before: OrderRow, booked: Pick<BookedWord, 'row' | 'late'>): OrderRow {
    const { row, late } = booked;
    if (late) {
      log.warn('The exchange told more of an order that was final', {
        account_name: row.account_name,
        exchange: row.exchange,
        order_id: row.id,
        detail: `${before.status} with ${before.filled} filled, now ${row.status} with ${row.filled} filled`,
      });
    }
    deps.onChange(before, row);
    return row;
  }

  const moved = (before: OrderRow, move: Move, also: () => void): OrderRow =>
    told(before, { row: journal.moveAll(before.id, [move], also), late: false });

  function apply(order: OrderRow, outcome: LookupOutcome, cause: 'lookup' | 'recovery'): OrderRow {
    const now = journal.row(order.id);
    const note = (): void => {
      if (now.status === 'unknown') deps.watch.answered(now, outcome);
    };
    const effect = answerEffect(now, outcome, cause, redact);
    if (effect.kind === 'word') return told(now, journal.book(now.id, effect.word, note));
    if (effect.kind === 'move') return moved(now, effect.move, note);
    note();
    if (outcome.kind === 'failed') {
      log.warn('Order look-up failed', {
        account_name: order.account_name,
        exchange: order.exchange,
        order_id: order.id,
        detail: outcome.message,
      });
    }
    return now;
  }

  /** Nobody awaits this order's answer any more, and the journal does not know that: it is unknown like any other. */
  function admitLost(order: OrderRow): OrderRow {
    if (!lost.has(order.id)) return order;
    const message = 'The outcome could not be recorded. The order is being looked up.';
    const error = { code: 'OUTCOME_UNKNOWN', message } as const;
    const admitted = isOnItsWay(order)
      ? moved(order, { to: 'unknown', cause: 'lookup', detail: message, error }, () => {})
      : order;
    lost.delete(order.id);
    return admitted;
  }

  /** Found again by its looks alone, which at another seat are those of somebody else's order. */
  function onlyByLooks(order: OrderRow): boolean {
    return order.venue_order_id === null && !deps.pool.isSameSeat(order) && knowsNoIds(order, deps.pool);
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
      const { code, message } = errorDocument(error, redact);
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
      return book(order.id, { report: outcome.report, cause: 'operator', detail: 'canceled by the operator' });
    }
    if (outcome.kind !== 'refused') return order;
    const message = redact(outcome.message);
    const { account_name, id: order_id } = order;
    log.error('Cancel refused', { account_name, order_id, code: outcome.code, detail: message });
    const before = journal.row(order.id);
    const dropped = journal.dropCancel(order.id, { code: outcome.code, message });
    deps.onChange(before, dropped);
    return dropped;
  }

  function book(orderId: string, word: Word): OrderRow {
    const booked = journal.book(orderId, word);
    return told(booked.before, booked);
  }

  return {
    async ask(orderId, { cause = 'lookup', evenFinal = false } = {}) {
      const order = admitLost(journal.row(orderId));
      if (closed || (isFinal(order.status) && !evenFinal)) return { row: order, outcome: null };
      let outcome: LookupOutcome;
      try {
        outcome = await deps.pool.seatOf(order).lookup(orderRef(order), order.prepared);
      } catch (error) {
        outcome = { kind: 'failed', message: errorDocument(error, redact).message };
      }
      if (closed) return { row: order, outcome: null };
      outcome = trusted(order, outcome);
      return { row: await insistOnCancel(apply(order, outcome, cause)), outcome };
    },
    cancel,
    book,
    lost: (orderId) => void lost.add(orderId),
    close: () => void (closed = true),
  };
}

/** Whether its venue has no client order ids (Firi), so that an order without the venue's own id is told by its looks alone. */
export function knowsNoIds(order: OrderRow, pool: Pick<VenuePool, 'hasSeatOf' | 'seatOf'>): boolean {
  return pool.hasSeatOf(order) && pool.seatOf(order).oneInFlightPerMarket === true;
}
