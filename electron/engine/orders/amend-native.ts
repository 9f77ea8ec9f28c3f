import { eq } from '../../../shared/money/decimal.ts';
import { isFinal } from '../../../shared/orders/transitions.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { Door, OrderChangeInput } from '../../../shared/schema/order.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import { throughGate } from '../venues/http/leave-gate.ts';
import type { AmendOutcome, OrderChange, Venue } from '../venues/venue.ts';
import type { AmendDeps } from './amend-order.ts';
import { changeOf, mustBeOpen } from './amend-plan.ts';
import { previewAmend } from './amend-preview.ts';
import { counterparty, orderRef } from './order-row.ts';
import type { OrderRow } from './order-row.ts';
import { stateOf, terms } from './order-words.ts';

/**
 * Has the venue change the order in place: checked, journaled, sent once. Where its answer is lost a look-up decides, and
 * nothing is sent again. Throws `QtError` where the order was not changed, or nobody can tell yet.
 */
export async function amendNatively(
  orderId: string,
  asked: OrderChangeInput,
  by: Door,
  { venue, instrument }: { venue: Venue; instrument: Instrument },
  deps: AmendDeps,
): Promise<OrderRow> {
  const { journal, amends, reservations, exposure } = deps;
  const planned = changeOf(journal.row(orderId), asked, instrument);
  const verdict = await previewAmend(journal.row(orderId), planned, instrument, deps.evaluation);

  // From here to the commit nothing is awaited.
  const order = journal.row(orderId);
  mustBeOpen(order);
  const change = changeOf(order, asked, instrument);
  const extra = verdict();
  const promise = `${orderId} amended`;
  if (extra) reservations.hold(order.account_name, promise, extra.asset, extra.needed);
  exposure.keep(orderId, change.amount, true);
  let outcome: AmendOutcome | null = null;
  try {
    amends.begin(order, change, by, null);
    outcome = await sendOnce(venue, order, change, deps);
    return await settled(order, change, outcome, deps);
  } finally {
    reservations.settle(promise);
    // Of a change that may have been taken the larger size counts for as long as the order lives.
    if (outcome?.kind !== 'unknown') exposure.release(orderId);
  }
}

/** One call, no retry. An exception is our own fault after the point of no return, so it counts as unknown. */
async function sendOnce(venue: Venue, order: OrderRow, change: OrderChange, deps: AmendDeps): Promise<AmendOutcome> {
  const { amend } = venue;
  const objection = (): ErrorDocument | null => deps.stopped(order);
  try {
    if (!amend) throw new Error('this venue changes no orders in place');
    const stopped = objection();
    if (stopped) return { kind: 'refused', ...stopped };
    return await throughGate(objection, () => amend(orderRef(order), change));
  } catch (error) {
    deps.log.error('The adapter failed while amending', { order_id: order.id, detail: String(error) });
    return { kind: 'unknown', message: errorDocument(error, deps.redact).message };
  }
}

async function settled(
  order: OrderRow,
  change: OrderChange,
  outcome: AmendOutcome,
  deps: AmendDeps,
): Promise<OrderRow> {
  const { amends, tracker, journal } = deps;
  const them = `the ${counterparty(order)}`;
  switch (outcome.kind) {
    case 'amended': {
      amends.end(order.id, `${them} took the change: ${terms(change)} instead of ${terms(order)}`, change);
      deps.exposure.book(journal.row(order.id));
      deps.onOrder(journal.row(order.id));
      if (!outcome.report) return tracker.lookup(order.id);
      return tracker.book(order.id, outcome.report, 'reply', `amended by ${them}`);
    }
    case 'refused': {
      const message = deps.redact(outcome.message);
      amends.end(order.id, `refused (${outcome.code}): ${message}. The order stands as it did`);
      throw new QtError(outcome.code, `${message} The order stands as it did: ${stateOf(journal.row(order.id))}.`);
    }
    case 'gone': {
      const after = await tracker.lookup(order.id);
      amends.end(order.id, `${them} says that there is nothing left to change: the order is ${stateOf(after)}`);
      throw isFinal(after.status)
        ? new QtError('ORDER_FINAL', `The order was ${after.status} before it could be changed: ${stateOf(after)}.`)
        : new QtError('VENUE_REFUSED', `${deps.redact(outcome.message)} The order is ${stateOf(after)}.`);
    }
    case 'unknown':
      return lookedUp(order, change, deps.redact(outcome.message), deps);
  }
}

/** The venue's word on size and price is booked with the look-up; whether it is the one asked for is compared here. */
async function lookedUp(order: OrderRow, change: OrderChange, message: string, deps: AmendDeps): Promise<OrderRow> {
  const after = await deps.tracker.lookup(order.id);
  if (eq(after.amount, change.amount) && after.price !== null && eq(after.price, change.price)) {
    deps.amends.end(order.id, `no certain answer (${message}), but a look-up shows the order changed`);
    return after;
  }
  const now = `a look-up shows ${stateOf(after)}`;
  deps.amends.end(order.id, `no certain answer (${message}); ${now}. Nothing is sent again`);
  if (isFinal(after.status)) throw new QtError('ORDER_FINAL', `No certain answer came to the change, and ${now}.`);
  throw new QtError(
    'OUTCOME_UNKNOWN',
    `No certain answer came to the change (${message}), and ${now}. It is not sent again; what the exchange says of the order's size and price is booked.`,
  );
}
