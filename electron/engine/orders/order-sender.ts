import { isZero } from '../../../shared/money/decimal.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { AccountMonitor } from '../accounts/account-monitor.ts';
import type { Clock } from '../ports.ts';
import type { ExposureLedger } from '../risk/exposure-ledger.ts';
import type { Reservations } from '../risk/reservations.ts';
import type { CommitBatch } from '../store/commit-batch.ts';
import { storageFailure } from '../store/storage-failure.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import { throughGate } from '../venues/http/leave-gate.ts';
import type { PlaceOutcome, Venue } from '../venues/venue.ts';
import { isOnItsWay } from './apply-answer.ts';
import type { Move, OrderJournal } from './order-journal.ts';
import { counterparty, orderRef, sentDetail } from './order-row.ts';
import type { OrderRow } from './order-row.ts';
import type { OrderTracker } from './order-tracker.ts';
import type { SignalJournal } from './signal-journal.ts';
import { createUnrecordedAnswers } from './unrecorded-answers.ts';

export interface OrderSender {
  /**
   * Sends a journaled order, once, and books the outcome. Resolves when the outcome is booked, and, for a market order whose
   * confirmation does not tell what it traded, a moment later with that. `meant`: what the signal asked for, where the venue
   * takes limit orders only. `pastStops`: it closes what a kill has flattened. Never throws for a venue.
   */
  send(
    orderId: string,
    venue: Venue,
    terms?: { meant?: OrderRow['type'] | undefined; pastStops?: boolean | undefined },
  ): Promise<OrderRow>;
  /** Resolves when no answer to this order's request is awaited (any more). */
  answered(orderId: string): Promise<void>;
  /** Writes what could not be written. */
  flush(): void;
  close(): void;
}

/**
 * A reply faster than this is booked together with the sending, in one commit; a slower one is preceded by a commit of its
 * own, so that the screen says "sent" while it waits. Either way a crash in between is recovered as unknown.
 */
const SHOW_SENT_AFTER_MS = 50;

/** Some venues confirm an order with its id alone; what became of it is asked for at once. */
const ASK_AFTER_MS = 150;
/** A market order trades at once, so its answer waits this long to say what it traded. */
const FIRST_WORD_MS = 2_000;

export function createOrderSender(deps: {
  journal: OrderJournal;
  signals: SignalJournal;
  batch: CommitBatch;
  tracker: OrderTracker;
  monitor: Pick<AccountMonitor, 'refreshSoon'>;
  reservations: Reservations;
  exposure: Pick<ExposureLedger, 'book'>;
  clock: Clock;
  log: Log;
  redact: Redact;
  /** Why nothing of this account and strategy may leave at this very moment, or null. */
  stopped: (order: Pick<OrderRow, 'account_name' | 'strategy_id'>) => ErrorDocument | null;
  /** The outcome of sending it is booked. */
  onOutcome: (order: OrderRow) => void;
  onOrder: (row: OrderRow) => void;
}): OrderSender {
  const { journal, clock, log } = deps;
  const inFlight = new Map<string, Promise<unknown>>();
  const unrecorded = createUnrecordedAnswers(clock, log);

  function write(order: OrderRow, outcome: PlaceOutcome): OrderRow {
    const now = journal.row(order.id);
    const answered = (): void => deps.signals.answered(order.signal_id, clock.nowMs());
    if (outcome.kind === 'accepted') {
      const word = { report: outcome.report, cause: 'reply', detail: confirmedBy(order) } as const;
      return journal.book(order.id, word, answered).row;
    }
    if (!isOnItsWay(now)) {
      // A look-up or the stream was faster than this answer, which can undo nothing of what they said.
      const detail = `the answer to its own request came later: ${deps.redact(outcome.message)}`;
      return journal.moveAll(order.id, [], () => {
        answered();
        journal.evidence.addOnce(order.id, 'stale', detail);
      });
    }
    const moves = [outcomeMove(outcome, deps.redact)];
    if (outcome.kind !== 'not_sent' && now.status === 'journaled') moves.unshift(sentMove(order));
    return journal.moveAll(order.id, moves, answered);
  }

  async function book(order: OrderRow, outcome: PlaceOutcome): Promise<OrderRow> {
    try {
      // Answers that came together are booked together.
      return await deps.batch.gather(() => write(order, outcome));
    } catch (error) {
      log.error('The outcome of an order could not be recorded', { order_id: order.id, detail: String(error) });
      // A journal that fails gets the answer once it can be written. Anything else is our own fault: the order may be at
      // the venue, and the journal says only that it was to be sent, so it is "unknown", and looked up.
      if (storageFailure(error) === null) deps.tracker.trackLost(order);
      else unrecorded.keep(order.id, () => booked(write(order, outcome)));
      throw new QtError('OUTCOME_UNKNOWN', 'The order was sent, but its outcome could not be recorded yet.');
    }
  }

  /** One call, no retry. An exception is our own fault after the point of no return, so it counts as unknown. */
  async function placeOnce(venue: Venue, order: OrderRow, pastStops: boolean): Promise<PlaceOutcome> {
    const objection = (): ErrorDocument | null => (pastStops ? null : deps.stopped(order));
    try {
      const stopped = objection();
      if (stopped) return { kind: 'not_sent', ...stopped };
      return await throughGate(objection, () => venue.place(orderRef(order)));
    } catch (error) {
      log.error('The adapter failed while sending', { order_id: order.id, detail: String(error) });
      return { kind: 'unknown', message: errorDocument(error, deps.redact).message };
    }
  }

  function booked(order: OrderRow): void {
    if (order.status !== 'unknown') deps.reservations.settle(order.id);
    deps.exposure.book(order);
    deps.tracker.track(order, order.status === 'open' && order.mode === 'real' ? ASK_AFTER_MS : undefined);
    logOutcome(order, log);
    deps.onOutcome(order);
    deps.monitor.refreshSoon(order.account_name);
    deps.onOrder(order);
  }

  async function sendOnce(orderId: string, venue: Venue, pastStops: boolean): Promise<OrderRow> {
    const order = journal.row(orderId);
    const reply = placeOnce(venue, order, pastStops);
    const cancelSent = clock.after(SHOW_SENT_AFTER_MS, () => {
      const show = (): OrderRow | null =>
        journal.row(orderId).status === 'journaled' ? journal.move(orderId, sentMove(order)) : null;
      deps.batch.gather(show).then(
        (row) => row && deps.onOrder(row),
        (error: unknown) => log.error('The journal cannot be written', { order_id: orderId, detail: String(error) }),
      );
    });
    const outcome = await reply;
    cancelSent();
    const row = await book(order, outcome);
    booked(row);
    return row;
  }

  async function send(sending: Promise<OrderRow>, meant: OrderRow['type'] | undefined): Promise<OrderRow> {
    const row = await sending;
    const told =
      (meant ?? row.type) !== 'market' || row.mode !== 'real' || row.status !== 'open' || !isZero(row.filled);
    if (told) return row;
    try {
      await deps.tracker.firstWord(row.id, FIRST_WORD_MS);
      return journal.row(row.id);
    } catch (error) {
      // It is placed, and that is booked; what it traded is told later.
      log.error('The first word on an order could not be read', { order_id: row.id, detail: String(error) });
      return row;
    }
  }

  return {
    send(orderId, venue, { meant, pastStops = false } = {}) {
      const sending = sendOnce(orderId, venue, pastStops);
      const done = sending
        .then(
          () => {},
          () => {},
        )
        .then(() => void inFlight.delete(orderId));
      inFlight.set(orderId, done);
      return send(sending, meant);
    },
    async answered(orderId) {
      await inFlight.get(orderId);
    },
    flush: unrecorded.flush,
    close: unrecorded.close,
  };
}

function sentMove(order: OrderRow): Move {
  return { to: 'sent', cause: 'send', detail: sentDetail(order) };
}

function confirmedBy(order: OrderRow): string {
  return `confirmed by the ${counterparty(order)}`;
}

function outcomeMove(outcome: Exclude<PlaceOutcome, { kind: 'accepted' }>, redact: Redact): Move {
  const message = redact(outcome.message);
  switch (outcome.kind) {
    case 'refused':
      return move('rejected', 'reply', { code: outcome.code, message });
    case 'not_sent':
      return move('not_placed', 'send', { code: outcome.code, message });
    case 'unknown':
      return move('unknown', 'reply', { code: 'OUTCOME_UNKNOWN', message });
  }
}

function move(to: Move['to'], cause: Move['cause'], error: ErrorDocument): Move {
  return { to, cause, detail: error.message, error };
}

function logOutcome(order: OrderRow, log: Log): void {
  const fields = {
    account_name: order.account_name,
    exchange: order.exchange,
    signal_id: order.signal_id,
    order_id: order.id,
    mode: order.mode,
    testnet: order.testnet === 1,
    ...(order.strategy_id ? { strategy_id: order.strategy_id } : {}),
    ...(order.error_code ? { code: order.error_code, detail: order.error_message ?? '' } : {}),
  };
  if (order.status === 'unknown') log.error('Order outcome unknown', fields);
  else if (order.status === 'rejected') log.warn(`Order refused by the ${counterparty(order)}`, fields);
  else if (order.status === 'not_placed') log.warn('Order not placed', fields);
  else log.info('Order placed', fields);
}
