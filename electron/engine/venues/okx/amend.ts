import { eq } from '../../../../shared/money/decimal.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { FailedVerdict } from '../http/verdict.ts';
import type { AmendOutcome, OrderChange, OrderRef } from '../venue.ts';
import { reportWithFills } from './ask-order.ts';
import { wireSize } from './contracts.ts';
import { priceOf } from './order-report.ts';
import { isFinal, settledOrder } from './settled-order.ts';
import { acceptedSchema } from './wire-documents.ts';
import type { WireOrder } from './wire-documents.ts';

/**
 * Changes price and size in place. `newSz` counts what is filled already, as `OrderChange` does. `cxlOnFail: false`: an
 * amend that fails leaves the order as it was.
 */
export async function amendOrder(
  desk: Desk,
  ref: OrderRef,
  change: OrderChange,
  instrument: Instrument,
): Promise<AmendOutcome> {
  const newSz = wireSize(change.amount, instrument);
  const verdict = await desk.client.send('privatePostTradeAmendOrder', {
    instId: instrument.venue_symbol,
    clOrdId: ref.clientOrderId,
    newSz,
    newPx: change.price,
    cxlOnFail: false,
  });
  if (verdict.kind !== 'ok') return failedAmend(verdict);
  const accepted = acceptedSchema.safeParse(verdict.document);
  if (!accepted.success || accepted.data.data.clOrdId !== ref.clientOrderId) {
    return { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this amend' };
  }

  // The answer only says that the amend was taken.
  const changed = (order: WireOrder): boolean => eq(order.sz, newSz) && eq(priceOf(order) ?? '0', change.price);
  const settled = (order: WireOrder): boolean => changed(order) || isFinal(order);
  const asked = await settledOrder(desk, instrument, accepted.data.data.ordId, settled);
  if (asked.kind !== 'settled') {
    return { kind: 'unknown', message: 'the venue took the amend, and does not show yet what came of it' };
  }
  if (!changed(asked.order)) return { kind: 'gone', message: 'the order ended before it could be changed' };
  return { kind: 'amended', report: await reportWithFills(desk, asked.order, instrument) };
}

/** What never left, or was refused, leaves the order as it was. */
function failedAmend(verdict: FailedVerdict): AmendOutcome {
  if (verdict.kind === 'no_such_order') return { kind: 'gone', message: verdict.message };
  if (verdict.kind === 'not_sent') return { kind: 'refused', code: verdict.code, message: verdict.message };
  return verdict;
}
