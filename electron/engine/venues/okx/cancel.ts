import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { failedCancel } from '../http/verdict.ts';
import type { CancelOutcome, OrderRef } from '../venue.ts';
import { reportWithFills } from './ask-order.ts';
import { isFinal, settledOrder } from './settled-order.ts';
import { acceptedSchema } from './wire-documents.ts';

const OTHER: CancelOutcome = {
  kind: 'unknown',
  message: 'no certain answer: the venue answered with something else than this cancel',
};

const TAKEN: CancelOutcome = {
  kind: 'unknown',
  message: 'the venue took the cancel, and does not show yet what came of it',
};

/** Cancels by our own id, which is known even where the venue's is not. Sent once; a cancel may be asked for again. */
export function cancelOrder(desk: Desk, ref: OrderRef, instrument: Instrument): Promise<CancelOutcome> {
  return cancel(desk, instrument, { clOrdId: ref.clientOrderId });
}

/** Cancels an order that somebody else placed, by the venue's id. Nobody looks it up later, so only its end counts. */
export async function cancelExternal(desk: Desk, ordId: string, instrument: Instrument): Promise<CancelOutcome> {
  const outcome = await cancel(desk, instrument, { ordId });
  return outcome.kind === 'canceled' && !outcome.report ? TAKEN : outcome;
}

async function cancel(
  desk: Desk,
  instrument: Instrument,
  id: { clOrdId: string } | { ordId: string },
): Promise<CancelOutcome> {
  const verdict = await desk.client.send('privatePostTradeCancelOrder', { instId: instrument.venue_symbol, ...id });
  if (verdict.kind !== 'ok') return failedCancel(verdict);
  const accepted = acceptedSchema.safeParse(verdict.document);
  if (!accepted.success) return OTHER;
  const taken = accepted.data.data;
  const same = 'ordId' in id ? taken.ordId === id.ordId : taken.clOrdId === id.clOrdId;
  if (!same) return OTHER;
  return outcomeOf(desk, instrument, taken.ordId);
}

/** The answer only says that the cancel was taken: whether it, or a fill, came first is what the order says. */
async function outcomeOf(desk: Desk, instrument: Instrument, ordId: string): Promise<CancelOutcome> {
  const asked = await settledOrder(desk, instrument, ordId, isFinal);
  if (asked.kind === 'not_asked') return { kind: 'canceled', report: null };
  if (asked.kind === 'not_yet') return TAKEN;
  if (asked.order.state === 'filled') {
    return { kind: 'gone', message: 'the order was filled before it could be canceled' };
  }
  return { kind: 'canceled', report: await reportWithFills(desk, asked.order, instrument) };
}
