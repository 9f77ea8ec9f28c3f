import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { Params } from '../exchange/signing-client.ts';
import { failedPlacement } from '../http/verdict.ts';
import type { PlaceOutcome, VenueOrder } from '../venue.ts';
import type { Category } from './category.ts';
import { takenInSchema } from './wire-documents.ts';

/**
 * Sends the order as it is, in one request. Bybit answers with the ids alone and matches afterwards (docs/v5/order/
 * create-order), so that is all that an accepted order is reported with: what became of it is looked up, or streamed.
 */
export async function placeOrder(
  { client }: Pick<Desk, 'client'>,
  order: VenueOrder,
  instrument: Instrument,
  category: Category,
): Promise<PlaceOutcome> {
  const params = orderParams(order, instrument.venue_symbol, category);
  const verdict = await client.send('privatePostV5OrderCreate', params);
  if (verdict.kind !== 'ok') return failedPlacement(verdict);
  const taken = takenInSchema.safeParse(verdict.document);
  if (!taken.success || taken.data.orderLinkId !== order.clientOrderId) {
    return { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this order' };
  }
  const venueOrderId = taken.data.orderId;
  return { kind: 'accepted', report: { venueOrderId, status: 'open', filled: '0', average: null, fills: [] } };
}

/** Linear contracts of Bybit are counted in base units (`qtyStep`), as the console counts: nothing is converted. */
function orderParams(order: VenueOrder, symbol: string, category: Category): Params {
  const timeInForce = order.postOnly ? 'PostOnly' : (order.timeInForce ?? 'gtc').toUpperCase();
  const limit = order.price === null ? {} : { price: order.price, timeInForce };
  // Without it the size of a spot market buy is taken for an amount of quote.
  const inBase = category === 'spot' && order.type === 'market' ? { marketUnit: 'baseCoin' } : {};
  // Position 0 is the one of one-way mode: in hedge mode the venue refuses it.
  const onPosition = category === 'linear' ? { positionIdx: 0, reduceOnly: order.reduceOnly } : { isLeverage: 0 };
  return {
    category,
    symbol,
    side: order.side === 'buy' ? 'Buy' : 'Sell',
    orderType: order.type === 'market' ? 'Market' : 'Limit',
    qty: order.amount,
    ...limit,
    ...inBase,
    ...onPosition,
    orderLinkId: order.clientOrderId,
  };
}
