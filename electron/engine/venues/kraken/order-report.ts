import { eq, isPositive, isZero } from '../../../../shared/money/decimal.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import { averagePrice } from '../average-price.ts';
import type { OrderReport, VenueFill } from '../venue.ts';
import type { OrderInfo, TradeInfo } from './wire-documents.ts';

/** Null for a status that Kraken does not document: then nothing certain is known. */
export function reportFrom(venueOrderId: string, order: OrderInfo, fills: VenueFill[]): OrderReport | null {
  const status = statusOf(order);
  if (!status) return null;
  return {
    venueOrderId,
    status,
    filled: order.vol_exec,
    average: averagePrice(order.cost, order.vol_exec),
    fills,
    amount: order.vol,
    price: isZero(order.descr.price) ? null : order.descr.price,
    ...(order.closetm !== undefined && { updatedAtMs: order.closetm }),
  };
}

function statusOf({ status, vol, vol_exec }: OrderInfo): OrderReport['status'] | null {
  switch (status) {
    case 'pending':
    case 'open':
      return isPositive(vol_exec) ? 'partially_filled' : 'open';
    case 'closed':
      // Closed with a rest: nothing more will come of it (an amend to less than what is filled).
      return eq(vol, vol_exec) ? 'filled' : 'canceled';
    case 'canceled':
    case 'expired':
      return status;
    default:
      return null;
  }
}

/** Every order goes out with `fciq`, and Kraken's lists tell fees in the quote currency in any case. */
export function fillFrom(tradeId: string, trade: TradeInfo, { quote }: Pick<Instrument, 'quote'>): VenueFill {
  return {
    tradeId,
    price: trade.price,
    amount: trade.vol,
    fee: trade.fee,
    feeAsset: quote,
    liquidity: trade.maker === undefined ? null : trade.maker ? 'maker' : 'taker',
    atMs: trade.time,
  };
}
