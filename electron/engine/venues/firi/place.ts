import { failedPlacement } from '../http/verdict.ts';
import type { PlaceOutcome, VenueOrder } from '../venue.ts';
import type { FiriClient } from './firi-client.ts';
import { isOrderId } from './routes.ts';
import { placedSchema } from './wire-documents.ts';

/**
 * Sends a limit order, in one request. The answer holds nothing but an id, also where the order was filled at once: what
 * became of it is told by the next look-up.
 */
export async function placeOrder(client: FiriClient, order: VenueOrder, marketId: string): Promise<PlaceOutcome> {
  if (order.price === null || order.timeInForce === 'ioc') {
    const message = 'firi takes limit orders that stay open, and no others';
    return { kind: 'not_sent', code: 'VENUE_NOT_SUPPORTED', message };
  }
  const type = order.side === 'buy' ? 'bid' : 'ask';
  const payload = { market: marketId, type, price: order.price, amount: order.amount };
  const verdict = await client.send({ method: 'POST', path: '/v2/orders', payload });
  if (verdict.kind !== 'ok') return failedPlacement(verdict);
  const placed = placedSchema.safeParse(verdict.document);
  if (!placed.success || !isOrderId(placed.data.id)) {
    return { kind: 'unknown', message: 'no certain answer: the venue answered without an order id' };
  }
  return {
    kind: 'accepted',
    report: { venueOrderId: placed.data.id, status: 'open', filled: '0', average: null, fills: [] },
  };
}
