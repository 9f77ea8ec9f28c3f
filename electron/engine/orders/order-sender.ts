import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { AccountMonitor } from '../accounts/account-monitor.ts';
import type { Clock } from '../ports.ts';
import type { Reservations } from '../risk/reservations.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { PlaceOutcome, Venue } from '../venues/venue.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Move, OrderJournal } from './order-journal.ts';
import { counterparty, orderRef } from './order-row.ts';
import type { OrderRow } from './order-row.ts';
import type { OrderTracker } from './order-tracker.ts';
import type { SignalJournal } from './signal-journal.ts';

export interface OrderSender {
  /** Sends a journaled order, once, and books the outcome. Resolves when the outcome is booked; never throws for a venue. */
  send(orderId: string, venue: Venue): Promise<OrderRow>;
  /** Resolves when no answer to this order's request is awaited (any more). */
  answered(orderId: string): Promise<void>;
}

/**
 * A reply faster than this is booked together with the sending, in one commit; a slower one is preceded by a commit of its
 * own, so that the screen says "sent" while it waits. Either way a crash in between is recovered as unknown.
 */
const SHOW_SENT_AFTER_MS = 50;

export function createOrderSender(deps: {
  journal: OrderJournal;
  signals: SignalJournal;
  tracker: OrderTracker;
  monitor: AccountMonitor;
  reservations: Reservations;
  clock: Clock;
  log: Log;
  redact: Redact;
  onOrder: (row: OrderRow) => void;
}): OrderSender {
  const { journal, clock } = deps;
  const inFlight = new Map<string, Promise<unknown>>();

  function book(order: OrderRow, outcome: PlaceOutcome): OrderRow {
    try {
      const { status } = journal.row(order.id);
      if (status !== 'journaled' && status !== 'sent') return bookLate(order, outcome);
      const moves = [outcomeMove(order, outcome, deps.redact)];
      if (outcome.kind !== 'not_sent' && status === 'journaled') moves.unshift(sentMove(order));
      return journal.moveAll(order.id, moves, () => deps.signals.answered(order.signal_id, clock.nowMs()));
    } catch (error) {
      // The order may be at the venue and the journal says only that it was to be sent: that is "unknown", and followed.
      deps.log.error('The outcome of an order could not be recorded', { order_id: order.id, detail: String(error) });
      deps.tracker.trackLost(order);
      throw new QtError(
        'OUTCOME_UNKNOWN',
        'The order was sent, but its outcome could not be recorded. It is being looked up.',
      );
    }
  }

  /** A look-up was faster than this answer, which is then one word of the venue among others. */
  function bookLate(order: OrderRow, outcome: PlaceOutcome): OrderRow {
    deps.signals.answered(order.signal_id, clock.nowMs());
    if (outcome.kind !== 'accepted') return journal.row(order.id);
    return deps.tracker.book(order.id, outcome.report, 'reply', confirmedBy(order));
  }

  /** One call, no retry. An exception is our own fault after the point of no return, so it counts as unknown. */
  async function placeOnce(venue: Venue, order: OrderRow): Promise<PlaceOutcome> {
    try {
      return await venue.place(orderRef(order));
    } catch (error) {
      deps.log.error('The adapter failed while sending', { order_id: order.id, detail: String(error) });
      return { kind: 'unknown', message: errorDocument(error, deps.redact).message };
    }
  }

  async function send(orderId: string, venue: Venue): Promise<OrderRow> {
    const order = journal.row(orderId);
    const reply = placeOnce(venue, order);
    const cancelSent = clock.after(SHOW_SENT_AFTER_MS, () => {
      try {
        if (journal.row(orderId).status !== 'journaled') return;
        deps.onOrder(journal.move(orderId, sentMove(order)));
      } catch (error) {
        deps.log.error('The journal cannot be written', { order_id: orderId, detail: String(error) });
      }
    });
    const outcome = await reply;
    cancelSent();
    const booked = book(order, outcome);
    if (booked.status !== 'unknown') deps.reservations.settle(orderId);
    deps.tracker.track(booked);
    logOutcome(booked, deps.log);
    deps.monitor.refreshSoon(booked.account_name);
    deps.onOrder(booked);
    return booked;
  }

  return {
    send(orderId, venue) {
      const sending = send(orderId, venue);
      const done = sending
        .then(
          () => {},
          () => {},
        )
        .then(() => void inFlight.delete(orderId));
      inFlight.set(orderId, done);
      return sending;
    },
    async answered(orderId) {
      await inFlight.get(orderId);
    },
  };
}

function sentMove(order: OrderRow): Move {
  const detail = order.mode === 'paper' ? 'handed to the simulator' : 'request handed to the network';
  return { to: 'sent', cause: 'send', detail };
}

function confirmedBy(order: OrderRow): string {
  return `confirmed by the ${counterparty(order)}`;
}

function outcomeMove(order: OrderRow, outcome: PlaceOutcome, redact: Redact): Move {
  switch (outcome.kind) {
    case 'accepted':
      return { to: outcome.report.status, cause: 'reply', detail: confirmedBy(order), report: outcome.report };
    case 'refused': {
      const error: ErrorDocument = { code: outcome.code, message: redact(outcome.message) };
      return { to: 'rejected', cause: 'reply', detail: error.message, error };
    }
    case 'not_sent': {
      const error: ErrorDocument = { code: outcome.code, message: redact(outcome.message) };
      return { to: 'not_placed', cause: 'send', detail: error.message, error };
    }
    case 'unknown': {
      const error: ErrorDocument = { code: 'OUTCOME_UNKNOWN', message: redact(outcome.message) };
      return { to: 'unknown', cause: 'reply', detail: error.message, error };
    }
  }
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
