import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { failedCancel } from '../http/verdict.ts';
import type { CancelOutcome, OrderRef } from '../venue.ts';
import type { Category } from './category.ts';
import { hasEnded, settledOrder } from './settled-order.ts';
import { takenInSchema } from './wire-documents.ts';

/** Cancels by our own id, which is known even where the venue's is not. Sent once; a cancel may be asked for again. */
export async function cancelOrder(
  desk: Desk,
  ref: OrderRef,
  instrument: Instrument,
  category: Category,
): Promise<CancelOutcome> {
  return cancel(desk, { orderLinkId: ref.clientOrderId }, instrument, category);
}

/** Cancels an order that somebody else placed, by the venue's id. */
export async function cancelExternal(
  desk: Desk,
  orderId: string,
  instrument: Instrument,
  category: Category,
): Promise<CancelOutcome> {
  return cancel(desk, { orderId }, instrument, category);
}

async function cancel(
  desk: Desk,
  by: { orderId?: string; orderLinkId?: string },
  instrument: Instrument,
  category: Category,
): Promise<CancelOutcome> {
  const verdict = await desk.client.send('privatePostV5OrderCancel', {
    category,
    symbol: instrument.venue_symbol,
    ...by,
  });
  if (verdict.kind !== 'ok') return failedCancel(verdict);
  const taken = takenInSchema.safeParse(verdict.document);
  const { orderId, orderLinkId } = taken.data ?? {};
  if (orderId === undefined || (by.orderId ?? orderId) !== orderId || (by.orderLinkId ?? orderLinkId) !== orderLinkId) {
    return { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this cancel' };
  }
  const settling = await settledOrder(desk, instrument, category, orderId, hasEnded);
  // The venue took it, and that is all that is known; the look-up that follows will tell.
  if (settling.kind === 'not_told') return { kind: 'canceled', report: null };
  if (settling.kind === 'pending') {
    return { kind: 'unknown', message: 'the venue took the cancel, and does not show yet what came of it' };
  }
  const { report } = settling;
  if (report.status === 'canceled') return { kind: 'canceled', report };
  return { kind: 'gone', message: `the order ended as ${report.status} before it could be canceled` };
}
