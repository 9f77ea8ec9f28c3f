import type { PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenueOrder } from '../venues/venue.ts';
import type { Evaluation } from './evaluate.ts';

/** Asks the venue for what it must remember before this order (see `Venue.prepare`), unless the order is refused anyway. */
export async function prepareVenue(
  evaluation: Evaluation,
  clientOrderId: string,
  redact: Redact,
): Promise<{ note: string | null; error: ErrorDocument | null }> {
  const { order, error } = evaluation.verdict();
  const venue = evaluation.facts?.venue;
  if (error || !order || !venue) return { note: null, error: null };
  try {
    return { note: await venue.prepare(venueOrder(order, clientOrderId)), error: null };
  } catch (cause) {
    return { note: null, error: errorDocument(cause, redact) };
  }
}

function venueOrder(order: PlannedOrderDocument, clientOrderId: string): VenueOrder {
  const { symbol, side, type, time_in_force: timeInForce, amount, price } = order;
  const options = { postOnly: order.post_only, reduceOnly: order.reduce_only };
  return { clientOrderId, symbol, side, type, timeInForce, amount, price, ...options };
}
