import { failedPlacement } from '../http/verdict.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import type { PlaceOutcome, VenueOrder } from '../venue.ts';
import { askFamily, takeFamily } from './order-family.ts';
import { placedSchema } from './wire-documents.ts';

/**
 * The gateway refuses an order that comes later than this after it was made. The timestamp of the signature bounds it as well
 * (5 s); this one is about the order itself, and holds whatever a proxy does to the headers.
 */
const MAX_AGE_MS = 5_000;

/**
 * Sends the order as it is, in one request. The answer holds nothing but its ids, also where it was filled at once: what
 * became of it is told by the stream and by the next look-up.
 */
export async function placeOrder(client: SigningClient, order: VenueOrder, venueSymbol: string): Promise<PlaceOutcome> {
  const family = takeFamily(client, order.clientOrderId) ?? (await askFamily(client));
  if (!('name' in family)) {
    // The order itself was not sent, whatever became of the question.
    const { message } = family;
    return family.kind === 'refused' ? family : { kind: 'not_sent', code: 'VENUE_ERROR', message };
  }
  const params = { ...orderParams(order, venueSymbol), ...(family.name === 'hf' && ageLimit(client)) };
  const verdict = await client.send(family.place, params);
  if (verdict.kind !== 'ok') return failedPlacement(verdict);
  const placed = placedSchema.safeParse(verdict.document);
  const isOurs = placed.success && (placed.data.clientOid ?? order.clientOrderId) === order.clientOrderId;
  if (!isOurs) {
    return { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this order' };
  }
  const { orderId: venueOrderId } = placed.data;
  return { kind: 'accepted', report: { venueOrderId, status: 'open', filled: '0', average: null, fills: [] } };
}

/** A market order is sized in base units: `funds` would make it a cost, and is never sent. */
function orderParams(order: VenueOrder, symbol: string): Record<string, unknown> {
  const limit = order.price !== null && {
    price: order.price,
    timeInForce: (order.timeInForce ?? 'gtc').toUpperCase(),
    ...(order.postOnly && { postOnly: true }),
  };
  return { clientOid: order.clientOrderId, symbol, side: order.side, type: order.type, size: order.amount, ...limit };
}

/** Numbers on the wire; both are whole milliseconds. */
function ageLimit(client: SigningClient): Record<string, unknown> {
  return { clientTimestamp: Math.round(client.time.nowMs()), allowMaxTimeWindow: MAX_AGE_MS };
}
