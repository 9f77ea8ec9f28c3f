import { isZero, normalize } from '../../../../shared/money/decimal.ts';
import type { OrderReport, VenueFill } from '../venue.ts';
import type { SwapOrder, SwapTrade } from './swap-wire-documents.ts';

/** `NEW_INSURANCE` and `NEW_ADL` are liquidations of others, taken over: they rest like any other. */
const STATUSES: Readonly<Record<string, OrderReport['status']>> = {
  NEW: 'open',
  PARTIALLY_FILLED: 'partially_filled',
  FILLED: 'filled',
  CANCELED: 'canceled',
  REJECTED: 'rejected',
  EXPIRED: 'expired',
  EXPIRED_IN_MATCH: 'expired',
  NEW_INSURANCE: 'open',
  NEW_ADL: 'open',
};

type Told = Pick<SwapOrder, 'orderId' | 'status' | 'executedQty' | 'avgPrice' | 'origQty' | 'price' | 'updateTime'>;

/** Null for a status that Binance does not document: then nothing certain is known. */
export function swapReportFrom(order: Told, fills: VenueFill[]): OrderReport | null {
  const status = STATUSES[order.status];
  if (!status) return null;
  return {
    venueOrderId: order.orderId,
    status,
    filled: normalize(order.executedQty),
    average: isZero(order.avgPrice) ? null : normalize(order.avgPrice),
    fills,
    amount: normalize(order.origQty),
    price: isZero(order.price) ? null : normalize(order.price),
    updatedAtMs: order.updateTime,
  };
}

export function swapFillFrom(trade: SwapTrade): VenueFill {
  return {
    tradeId: trade.id,
    price: normalize(trade.price),
    amount: normalize(trade.qty),
    fee: normalize(trade.commission),
    feeAsset: trade.commissionAsset,
    liquidity: trade.maker ? 'maker' : 'taker',
    atMs: trade.time,
  };
}
