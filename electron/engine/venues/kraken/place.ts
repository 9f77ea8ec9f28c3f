import type { z } from 'zod';
import { eq } from '../../../../shared/money/decimal.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { failedPlacement } from '../http/verdict.ts';
import type { PlaceOutcome, VenueOrder } from '../venue.ts';
import { deadlineFromNow } from './deadline.ts';
import { pairNames } from './pair-names.ts';
import { placedSchema } from './wire-documents.ts';

/**
 * Sends the order as it is, in one request. The answer names the order and nothing more, so it is reported as open with
 * nothing filled, and without a time: whatever comes next overrules it.
 */
export async function placeOrder(
  client: SigningClient,
  order: VenueOrder,
  instrument: Instrument,
): Promise<PlaceOutcome> {
  const verdict = await client.send('privatePostAddOrder', {
    ...orderParams(order, instrument.venue_symbol),
    deadline: deadlineFromNow(client),
  });
  if (verdict.kind !== 'ok') return failedPlacement(verdict);
  const placed = placedSchema.safeParse(verdict.document);
  const [txid] = placed.success ? placed.data.txid : [];
  if (!placed.success || txid === undefined || !isAbout(order, instrument, placed.data)) {
    return { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this order' };
  }
  return {
    kind: 'accepted',
    report: { venueOrderId: txid, status: 'open', filled: '0', average: null, fills: [] },
  };
}

/**
 * The answer carries no client order id, but it words the order, as `buy 1.25000000 XBTUSD @ limit 27500.0`: side, size and
 * pair have to be ours.
 */
function isAbout(order: VenueOrder, instrument: Instrument, answer: z.output<typeof placedSchema>): boolean {
  if (answer.cl_ord_id !== undefined && answer.cl_ord_id !== order.clientOrderId) return false;
  const [, side, volume = '', pair = ''] = /^(buy|sell) (\d+(?:\.\d+)?) (\S+) @ /.exec(answer.descr.order) ?? [];
  return side === order.side && eq(volume, order.amount) && pairNames(instrument).includes(pair);
}

function orderParams(order: VenueOrder, pair: string): Record<string, string> {
  // The fee in quote whatever the side (`fciq`): otherwise Kraken takes it in base when selling.
  const flags = order.postOnly ? 'fciq,post' : 'fciq';
  const limit =
    order.price === null ? {} : { price: order.price, timeinforce: (order.timeInForce ?? 'gtc').toUpperCase() };
  return {
    pair,
    type: order.side,
    ordertype: order.type,
    volume: order.amount,
    ...limit,
    oflags: flags,
    cl_ord_id: order.clientOrderId,
  };
}
