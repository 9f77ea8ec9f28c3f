import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { OrderReport } from '../venue.ts';
import type { Category } from './category.ts';
import { ORDERS_PAGE, PLACES, withFills } from './lookup.ts';
import { reportFrom } from './order-report.ts';
import { readList } from './read-list.ts';
import { orderSchema } from './wire-documents.ts';

/** Bybit carries a cancel or an amend out some milliseconds after it took it in; each question is a round trip. */
const QUESTIONS = 3;

export type Settling =
  | { kind: 'settled'; report: OrderReport }
  /** The order shows as it was before: the request is still on its way to the matching engine. */
  | { kind: 'pending' }
  | { kind: 'not_told' };

/**
 * Bybit answers a cancel or an amend with the ids, before the matching engine has seen it (docs/v5/order/cancel-order,
 * amend-order). What came of it is told by the order itself, which is asked until it `isSettled`.
 */
export async function settledOrder(
  desk: Desk,
  instrument: Instrument,
  category: Category,
  orderId: string,
  isSettled: (report: OrderReport) => boolean,
): Promise<Settling> {
  for (let question = 0; question < QUESTIONS; question += 1) {
    const report = await shown(desk, instrument, category, orderId);
    if (!report) return { kind: 'not_told' };
    if (isSettled(report)) {
      return { kind: 'settled', report: await withFills(desk, instrument, category, report) };
    }
  }
  return { kind: 'pending' };
}

async function shown(
  { client }: Desk,
  instrument: Instrument,
  category: Category,
  orderId: string,
): Promise<OrderReport | null> {
  const question = { category, symbol: instrument.venue_symbol, orderId };
  for (const place of PLACES) {
    const read = await readList(client, place, question, orderSchema, ORDERS_PAGE);
    if (read.kind === 'failed') return null;
    const [order] = read.rows;
    if (!order) continue;
    const same = order.orderId === orderId && order.symbol === instrument.venue_symbol;
    return same ? reportFrom(order, []) : null;
  }
  return null;
}

export function hasEnded({ status }: OrderReport): boolean {
  return status !== 'open' && status !== 'partially_filled';
}
