import { gt, max, sub } from '../../../shared/money/decimal.ts';
import { isFinal } from '../../../shared/orders/transitions.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { Door, FireDocument, OrderChangeInput } from '../../../shared/schema/order.ts';
import type { Clock } from '../ports.ts';
import type { OrderChange } from '../venues/venue.ts';
import type { AmendDeps, Attempt } from './amend-order.ts';
import { changeOf, mustBeOpen } from './amend-plan.ts';
import { amendSignal, placeOf, previewAmend } from './amend-preview.ts';
import { cancelOrder } from './cancel-order.ts';
import type { OrderRow } from './order-row.ts';
import { stateOf } from './order-words.ts';

/** A replica that is behind may show a canceled order as open for a moment; so often, and after so long, it is asked. */
const CONFIRM_AFTER_MS = [0, 250, 500, 1_000];

const WITHDRAWN: ErrorDocument = {
  code: 'ORDER_NOT_OPEN',
  message: 'A cancel of the order was asked for meanwhile.',
};

/**
 * Changes an order where the venue cannot: cancel, make sure that it is over and how much of it was filled, place the rest
 * as a new order. Never are both live: the new one is placed only after the venue, asked anew, has called the former one
 * final. All checks on the new order run before the cancel as well. Answers with the new order; throws `QtError` where none
 * was placed.
 */
export async function replaceOrder(
  orderId: string,
  asked: OrderChangeInput,
  by: Door,
  at: { instrument: Instrument; attempt: Attempt },
  deps: AmendDeps,
): Promise<OrderRow> {
  const { journal, amends } = deps;
  const before = journal.row(orderId);
  const planned = restOf(changeOf(before, asked, at.instrument), before.filled);
  const verdict = await previewAmend(before, planned, at.instrument, deps.evaluation);

  // From here until the cancel is asked for nothing is awaited.
  const order = journal.row(orderId);
  mustBeOpen(order);
  if (at.attempt.withdrawn) throw new QtError(WITHDRAWN.code, WITHDRAWN.message);
  const change = changeOf(order, asked, at.instrument);
  verdict();
  const signalId = freeSignalId(orderId, deps);
  amends.begin(order, change, by, signalId);
  // Until the new order is journaled nothing else may take the room that the former one leaves.
  deps.exposure.keep(orderId, change.amount, false);
  try {
    return await canceledAndPlaced(order, change, { signalId, by, attempt: at.attempt }, deps);
  } finally {
    deps.exposure.release(orderId);
  }
}

async function canceledAndPlaced(
  order: OrderRow,
  change: OrderChange,
  { signalId, by, attempt }: { signalId: string; by: Door; attempt: Attempt },
  deps: AmendDeps,
): Promise<OrderRow> {
  const { amends } = deps;
  const canceled = await cancel(order, by, deps);
  const final = isFinal(canceled.status) ? await confirmed(order, deps) : null;
  if (!final) {
    const followed = isFinal(canceled.status) ? '' : ' The cancel is asked for again until it has a certain answer.';
    const words = `It is not certain that the order is over, so its replacement is not placed.${followed}`;
    amends.end(order.id, words);
    throw new QtError('OUTCOME_UNKNOWN', words);
  }
  const rest = restOf(change, final.filled);
  if (final.row.status === 'filled' || !gt(rest.amount, '0')) {
    amends.end(order.id, `nothing is left to place: the order is ${stateOf(final.row)}`);
    throw new QtError('ORDER_FINAL', `Nothing was placed: the order is ${stateOf(final.row)}.`);
  }
  return place(order, rest, { signalId, by, attempt, filled: final.filled }, deps);
}

/** The size that is asked for includes what is filled. */
function restOf({ amount, price }: OrderChange, filled: string): OrderChange {
  return { amount: sub(amount, filled), price };
}

/** Follows from the order alone, so that what was cut off is never fired a second time; an id that is taken is passed over. */
function freeSignalId(orderId: string, { answers }: AmendDeps): string {
  let n = 1;
  while (answers.isTaken(`amend.${orderId}.${n}`)) n += 1;
  return `amend.${orderId}.${n}`;
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}

async function cancel(order: OrderRow, by: Door, deps: AmendDeps): Promise<OrderRow> {
  try {
    return await cancelOrder(order.id, by, deps);
  } catch (error) {
    if (!(error instanceof QtError)) throw error;
    deps.amends.end(order.id, `the cancel was refused (${error.code}): ${error.message}. Nothing was placed`);
    const state = stateOf(deps.journal.row(order.id));
    throw new QtError(error.code, `${error.message} The order stands as it did: ${state}. Nothing was placed.`);
  }
}

/**
 * The venue's own word, asked after the cancel, that the order is over, and what of it was filled. Null where it does not
 * give it: then the former order may still be live.
 */
async function confirmed(order: OrderRow, deps: AmendDeps): Promise<{ row: OrderRow; filled: string } | null> {
  for (const afterMs of CONFIRM_AFTER_MS) {
    if (afterMs > 0) await pause(deps.clock, afterMs);
    const { row, outcome } = await deps.tracker.ask(order.id, { evenFinal: true, urgent: true });
    if (outcome?.kind !== 'found') continue;
    const over = isFinal(outcome.report.status) && isFinal(row.status);
    if (over) return { row, filled: max(outcome.report.filled, row.filled) };
  }
  return null;
}

/** The checks take their time: what was told of the former order meanwhile would make the rest too large. */
function laterWord(former: OrderRow, filled: string): ErrorDocument | null {
  if (isFinal(former.status) && !gt(former.filled, filled)) return null;
  const message = `The exchange told more of the former order meanwhile: it is ${stateOf(former)}.`;
  return { code: 'REVISION_CONFLICT', message };
}

async function place(
  order: OrderRow,
  rest: OrderChange,
  { signalId, by, attempt, filled }: { signalId: string; by: Door; attempt: Attempt; filled: string },
  deps: AmendDeps,
): Promise<OrderRow> {
  let fired: FireDocument;
  try {
    fired = await deps.firer.fire(amendSignal(order, rest, signalId), by, placeOf(order), {
      replaces: order.id,
      changes: { orderId: order.id, inPlace: false },
      // What the former order held is free only in a reading that began after its end.
      balanceSince: deps.reservations.mark(),
      objection: () => (attempt.withdrawn ? WITHDRAWN : laterWord(deps.journal.row(order.id), filled)),
      alsoCommit: (replacementId) => deps.amends.replaced(order.id, replacementId),
    });
  } catch (error) {
    if (!(error instanceof QtError)) throw error;
    throw notPlaced(order, error, deps);
  }
  const [placed] = fired.orders;
  if (!placed) throw notPlaced(order, fired.error ?? { code: 'INTERNAL', message: 'no order was planned' }, deps);
  deps.onOrder(deps.journal.row(order.id));
  return deps.journal.row(placed.id);
}

function notPlaced(order: OrderRow, { code, message }: ErrorDocument, deps: AmendDeps): QtError {
  deps.amends.end(order.id, `the order was canceled, and its replacement was not placed (${code}): ${message}`);
  return new QtError(code, `The order was canceled, but its replacement was not placed: ${message}`);
}
