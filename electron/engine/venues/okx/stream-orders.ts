import { QtError } from '../../../../shared/schema/error-code.ts';
import { eq, gt, isPositive, mul, sub } from '../../../../shared/money/decimal.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { VenueEvent, VenueFill } from '../venue.ts';
import { fillOf, reportFrom } from './order-report.ts';
import { streamOrderSchema } from './wire-documents.ts';
import type { StreamOrder } from './wire-documents.ts';

const gap = (detail: string): VenueEvent => ({ kind: 'gap', detail });

/**
 * Reads rows of the `orders` channel of one connection. OKX does not number its messages, but each fill comes with the sum
 * so far: a sum that grew by more than the fill tells that a message is missing.
 */
export function createOrderReader(desk: Desk): (row: unknown) => Promise<VenueEvent[]> {
  const sums = new Map<string, string>();

  const missing = (order: StreamOrder): boolean => {
    const before = sums.get(order.ordId) ?? '0';
    const after = order.accFillSz ?? '0';
    if (!gt(after, before)) return false;
    sums.set(order.ordId, after);
    return !eq(sub(after, before), order.fillSz ?? '0');
  };

  return async (row) => {
    const parsed = streamOrderSchema.safeParse(row);
    if (!parsed.success) return [gap('an order could not be read')];
    const order = parsed.data;
    const size = await contractSizeOf(desk, order.instId);
    if (size === undefined) return [gap('the rules of a market could not be read')];
    if (size === null) return [];
    const report = reportFrom(order, size, fillsOf(order, size));
    if (!report) return [gap('an order has a state that is not known')];
    const clientOrderId = order.clOrdId === '' ? null : order.clOrdId;
    const told: VenueEvent = { kind: 'order', clientOrderId, venueOrderId: order.ordId, report };
    const lost = missing(order);
    if (report.status !== 'open' && report.status !== 'partially_filled') sums.delete(order.ordId);
    return lost ? [told, gap('a fill was not told')] : [told];
  };
}

/** Base units a contract; null for a market that is not traded here, of which no order is ours. Undefined: nobody tells. */
async function contractSizeOf({ account, bySymbolOfVenue }: Desk, instId: string): Promise<string | null | undefined> {
  if (account.market === 'spot') return '1';
  try {
    return (await bySymbolOfVenue(instId))?.contract_size ?? null;
  } catch (error) {
    if (error instanceof QtError) return undefined;
    throw error;
  }
}

function fillsOf(order: StreamOrder, size: string): VenueFill[] {
  const { tradeId, fillPx, fillSz, fillTime, fillFee, fillFeeCcy, execType } = order;
  if (tradeId === '' || fillPx === null || fillSz === null || !isPositive(mul(fillSz, size))) return [];
  const atMs = fillTime ?? order.uTime;
  const fill = { tradeId, price: fillPx, contracts: fillSz, fee: fillFee, feeAsset: fillFeeCcy, execType, atMs };
  return [fillOf(fill, size)];
}
