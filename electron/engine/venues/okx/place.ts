import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { Params } from '../exchange/signing-client.ts';
import { failedPlacement } from '../http/verdict.ts';
import type { OrderReport, PlaceOutcome, VenueOrder } from '../venue.ts';
import { askOrder, isOurs, reportWithFills } from './ask-order.ts';
import { wireSize } from './contracts.ts';
import { acceptedSchema } from './wire-documents.ts';

/** Sends the order as it is, in one request, alone: not by the batch endpoint, which ccxt's own `createOrder` uses. */
export async function placeOrder(desk: Desk, order: VenueOrder, instrument: Instrument): Promise<PlaceOutcome> {
  const verdict = await desk.client.send('privatePostTradeOrder', orderParams(desk, order, instrument));
  if (verdict.kind !== 'ok') return failedPlacement(verdict);
  const accepted = acceptedSchema.safeParse(verdict.document);
  if (!accepted.success || accepted.data.data.clOrdId !== order.clientOrderId) {
    return { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this order' };
  }
  return { kind: 'accepted', report: await firstReport(desk, order, instrument, accepted.data.data.ordId) };
}

/**
 * OKX confirms an order by its ids and nothing else, so what became of it is asked for once. Without an answer it counts as
 * open, which is what a confirmation says; the rest is told by stream and look-ups.
 */
async function firstReport(desk: Desk, order: VenueOrder, instrument: Instrument, ordId: string): Promise<OrderReport> {
  const asked = await askOrder(desk, instrument, { ordId });
  const ours = asked.kind === 'told' && isOurs(asked.order, order, instrument, ordId);
  const report = ours ? await reportWithFills(desk, asked.order, instrument) : null;
  return report ?? { venueOrderId: ordId, status: 'open', filled: '0', average: null, fills: [] };
}

function orderParams({ account }: Desk, order: VenueOrder, instrument: Instrument): Params {
  const spot = account.market === 'spot';
  const market = order.type === 'market';
  return {
    instId: instrument.venue_symbol,
    tdMode: spot ? 'cash' : (account.marginMode ?? 'isolated'),
    clOrdId: order.clientOrderId,
    side: order.side,
    ordType: ordTypeOf(order),
    sz: wireSize(order.amount, instrument),
    ...(order.price !== null && { px: order.price }),
    // Otherwise a market buy counts in the quote currency, and one that funds do not cover is made smaller in silence.
    ...(spot && market && { tgtCcy: 'base_ccy', banAmend: true }),
    ...(order.reduceOnly && { reduceOnly: true }),
  };
}

function ordTypeOf(order: VenueOrder): string {
  if (order.type === 'market') return 'market';
  if (order.postOnly) return 'post_only';
  return order.timeInForce === 'ioc' ? 'ioc' : 'limit';
}
