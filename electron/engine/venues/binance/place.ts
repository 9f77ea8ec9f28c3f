import { failedPlacement } from '../http/verdict.ts';
import type { PlaceOutcome, VenueOrder } from '../venue.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { fillsOfPlaced, reportFrom } from './order-report.ts';
import { placedOrderSchema } from './wire-documents.ts';

/** Sends the order as it is, in one request. A market order carries no price: ccxt's own `createOrder` would make it a cost. */
export async function placeOrder(client: SigningClient, order: VenueOrder, venueSymbol: string): Promise<PlaceOutcome> {
  const verdict = await client.send('privatePostOrder', orderParams(order, venueSymbol));
  if (verdict.kind !== 'ok') return failedPlacement(verdict);
  const placed = placedOrderSchema.safeParse(verdict.document);
  const report =
    placed.success && placed.data.clientOrderId === order.clientOrderId
      ? reportFrom(placed.data, fillsOfPlaced(placed.data), placed.data.transactTime)
      : null;
  return report
    ? { kind: 'accepted', report }
    : { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this order' };
}

function orderParams(order: VenueOrder, symbol: string): Record<string, string> {
  // LIMIT_MAKER is refused where it would take, and knows no time in force.
  const timeInForce = order.postOnly ? {} : { timeInForce: (order.timeInForce ?? 'gtc').toUpperCase() };
  const limit = order.price === null ? {} : { price: order.price, ...timeInForce };
  return {
    symbol,
    side: order.side.toUpperCase(),
    type: order.postOnly ? 'LIMIT_MAKER' : order.type.toUpperCase(),
    quantity: order.amount,
    ...limit,
    newClientOrderId: order.clientOrderId,
    newOrderRespType: 'FULL',
  };
}
