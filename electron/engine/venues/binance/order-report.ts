import type { z } from 'zod';
import { normalize } from '../../../../shared/money/decimal.ts';
import { averagePrice } from '../average-price.ts';
import type { OrderReport, VenueFill } from '../venue.ts';
import type { PlacedOrder, tradesSchema } from './wire-documents.ts';

const STATUSES: Readonly<Record<string, OrderReport['status']>> = {
  NEW: 'open',
  PENDING_NEW: 'open',
  PENDING_CANCEL: 'open',
  PARTIALLY_FILLED: 'partially_filled',
  FILLED: 'filled',
  CANCELED: 'canceled',
  REJECTED: 'rejected',
  EXPIRED: 'expired',
  EXPIRED_IN_MATCH: 'expired',
};

interface OrderOnWire {
  orderId: string;
  status: string;
  executedQty: string;
  cummulativeQuoteQty: string;
}

/** Null for a status that Binance does not document: then nothing certain is known. `updatedAtMs` is the venue's time of it. */
export function reportFrom(order: OrderOnWire, fills: VenueFill[], updatedAtMs?: number): OrderReport | null {
  const status = STATUSES[order.status];
  if (!status) return null;
  return {
    venueOrderId: order.orderId,
    status,
    filled: normalize(order.executedQty),
    average: averagePrice(order.cummulativeQuoteQty, order.executedQty),
    fills,
    ...(updatedAtMs !== undefined && { updatedAtMs }),
  };
}

/** Fills in the answer to a new order: it took what rested, so it was the taker of each. */
export function fillsOfPlaced(order: PlacedOrder): VenueFill[] {
  return order.fills.map((fill) => ({
    tradeId: fill.tradeId,
    price: normalize(fill.price),
    amount: normalize(fill.qty),
    fee: normalize(fill.commission),
    feeAsset: fill.commissionAsset,
    liquidity: 'taker',
    atMs: order.transactTime,
  }));
}

export function fillsOfTrades(trades: z.output<typeof tradesSchema>, orderId: string): VenueFill[] {
  return trades.filter((trade) => trade.orderId === orderId).map(fillFrom);
}

export function fillFrom(trade: z.output<typeof tradesSchema>[number]): VenueFill {
  return {
    tradeId: trade.id,
    price: normalize(trade.price),
    amount: normalize(trade.qty),
    fee: normalize(trade.commission),
    feeAsset: trade.commissionAsset,
    liquidity: trade.isMaker ? 'maker' : 'taker',
    atMs: trade.time,
  };
}
