import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import { isZero } from '../../../../shared/money/decimal.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { FailedVerdict } from '../http/verdict.ts';
import type { OrderReport, VenueFill, VenueOrder } from '../venue.ts';
import { readFillsOf } from './fills.ts';
import { reportFrom } from './order-report.ts';
import { queriedOrderSchema } from './wire-documents.ts';
import type { WireOrder } from './wire-documents.ts';

export const UNREADABLE = 'the venue gave an answer that cannot be read';

export type Asked =
  { kind: 'told'; order: WireOrder } | { kind: 'not_told'; verdict: FailedVerdict } | { kind: 'unreadable' };

/** The order by one of its ids, as the venue has it now. Whether it is the very order that was meant is not checked here. */
export async function askOrder(
  { client }: Desk,
  { venue_symbol: instId }: Instrument,
  id: { ordId: string } | { clOrdId: string },
): Promise<Asked> {
  const verdict = await client.read('privateGetTradeOrder', { instId, ...id });
  if (verdict.kind !== 'ok') return { kind: 'not_told', verdict };
  const answer = queriedOrderSchema.safeParse(verdict.document);
  return answer.success ? { kind: 'told', order: answer.data.data } : { kind: 'unreadable' };
}

/** Whether what was told is about our order: its id of ours always, the venue's own once that is known. */
export function isOurs(
  order: WireOrder,
  { clientOrderId, side }: Pick<VenueOrder, 'clientOrderId' | 'side'>,
  { venue_symbol: instId }: Instrument,
  venueOrderId: string | null,
): boolean {
  const same = order.clOrdId === clientOrderId && order.side === side && order.instId === instId;
  return same && (venueOrderId === null || order.ordId === venueOrderId);
}

/**
 * The order with its trades, which are asked for only where there are some. Without an answer the report stands as it is: it
 * says how much is filled. Null for a state that is not known.
 */
export async function reportWithFills(
  desk: Desk,
  order: WireOrder,
  { contract_size: size }: Instrument,
): Promise<OrderReport | null> {
  const report = reportFrom(order, size, []);
  if (!report || isZero(report.filled)) return report;
  return { ...report, fills: await fillsIfTold(desk, order, size) };
}

async function fillsIfTold(desk: Desk, order: WireOrder, size: string): Promise<VenueFill[]> {
  try {
    return await readFillsOf(desk, order, size);
  } catch (error) {
    if (error instanceof QtError) return [];
    throw error;
  }
}
