import { eq } from '../../../../shared/money/decimal.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { FailedVerdict } from '../http/verdict.ts';
import type { AmendOutcome, OrderChange, OrderRef, OrderReport } from '../venue.ts';
import type { Category } from './category.ts';
import { hasEnded, settledOrder } from './settled-order.ts';
import { takenInSchema } from './wire-documents.ts';

/**
 * Changes price and size in place. `qty` counts what is filled already, as `OrderChange` does. Both are sent, whichever of
 * them changes. Sent once.
 */
export async function amendOrder(
  desk: Desk,
  ref: OrderRef,
  { amount, price }: OrderChange,
  instrument: Instrument,
  category: Category,
): Promise<AmendOutcome> {
  const verdict = await desk.client.send('privatePostV5OrderAmend', {
    category,
    symbol: instrument.venue_symbol,
    orderLinkId: ref.clientOrderId,
    qty: amount,
    price,
  });
  if (verdict.kind !== 'ok') return failedAmend(verdict);
  const taken = takenInSchema.safeParse(verdict.document);
  if (!taken.success || taken.data.orderLinkId !== ref.clientOrderId) {
    return { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this amend' };
  }
  const isChanged = (order: OrderReport): boolean =>
    eq(order.amount ?? '0', amount) && typeof order.price === 'string' && eq(order.price, price);
  const isSettled = (order: OrderReport): boolean => isChanged(order) || hasEnded(order);
  const settling = await settledOrder(desk, instrument, category, taken.data.orderId, isSettled);
  if (settling.kind !== 'settled') {
    return { kind: 'unknown', message: 'the venue took the change, and does not show yet what came of it' };
  }
  const { report } = settling;
  if (isChanged(report)) return { kind: 'amended', report };
  return { kind: 'gone', message: `the order ended as ${report.status} before it could be changed` };
}

/** What never left, or was refused, leaves the order as it was. */
function failedAmend(verdict: FailedVerdict): AmendOutcome {
  if (verdict.kind === 'no_such_order') return { kind: 'gone', message: verdict.message };
  if (verdict.kind === 'not_sent') return { kind: 'refused', code: verdict.code, message: verdict.message };
  return verdict;
}
