import type { SigningClient } from '../exchange/signing-client.ts';
import { failedPlacement } from '../http/verdict.ts';
import type { PlaceOutcome, VenueOrder } from '../venue.ts';
import { swapReportFrom } from './swap-order-report.ts';
import { swapOrderSchema } from './swap-wire-documents.ts';

/** Sends the order as it is, in one request. The answer tells sums and no trades; those come by stream and look-up. */
export async function placeSwapOrder(client: SigningClient, order: VenueOrder, symbol: string): Promise<PlaceOutcome> {
  const verdict = await client.send('fapiPrivatePostOrder', orderParams(order, symbol));
  if (verdict.kind !== 'ok') return failedPlacement(verdict);
  const placed = swapOrderSchema.safeParse(verdict.document);
  const ours = placed.success && placed.data.clientOrderId === order.clientOrderId && placed.data.symbol === symbol;
  const report = ours ? swapReportFrom(placed.data, []) : null;
  return report
    ? { kind: 'accepted', report }
    : { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this order' };
}

function orderParams(order: VenueOrder, symbol: string): Record<string, string> {
  // GTX is post-only: refused where it would take.
  const timeInForce = order.postOnly ? 'GTX' : (order.timeInForce ?? 'gtc').toUpperCase();
  const limit = order.price === null ? {} : { price: order.price, timeInForce };
  return {
    symbol,
    side: order.side.toUpperCase(),
    type: order.type.toUpperCase(),
    quantity: order.amount,
    ...limit,
    ...(order.reduceOnly && { reduceOnly: 'true' }),
    newClientOrderId: order.clientOrderId,
    newOrderRespType: 'RESULT',
  };
}
