import { gte, isPositive, isZero, normalize } from '../../../../shared/money/decimal.ts';
import { averagePrice } from '../average-price.ts';
import type { AccountFill, OrderReport, VenueFill } from '../venue.ts';
import type { KucoinFill, KucoinOrder } from './wire-documents.ts';

/**
 * KuCoin gives an order no status: it is alive or done, and done without being filled means canceled, whether by its owner or
 * because what did not match of it may not rest. Null where it does not even say whether it is alive.
 */
export function reportFrom(order: KucoinOrder, fills: VenueFill[]): OrderReport | null {
  const active = order.active ?? order.isActive;
  if (active === undefined) return null;
  const filled = normalize(order.dealSize);
  const size = normalize(order.size ?? '0');
  const done = isPositive(size) && gte(filled, size) ? 'filled' : 'canceled';
  const alive = isZero(filled) ? 'open' : 'partially_filled';
  return {
    venueOrderId: order.id,
    status: active ? alive : done,
    filled,
    average: averagePrice(order.dealFunds, order.dealSize),
    fills,
    ...(isPositive(size) && { amount: size }),
    ...(order.price != null && { price: isZero(order.price) ? null : normalize(order.price) }),
    ...(order.lastUpdatedAt != null && { updatedAtMs: order.lastUpdatedAt }),
  };
}

export function fillFrom(fill: KucoinFill): AccountFill {
  const { liquidity } = fill;
  return {
    venueOrderId: fill.orderId,
    clientOrderId: null,
    side: fill.side,
    tradeId: fill.tradeId,
    price: normalize(fill.price),
    amount: normalize(fill.size),
    fee: normalize(fill.fee),
    feeAsset: fill.feeCurrency,
    liquidity: liquidity === 'maker' || liquidity === 'taker' ? liquidity : null,
    atMs: fill.createdAt,
  };
}

/** Without whose it is, which a report says already. */
export function venueFill({ tradeId, price, amount, fee, feeAsset, liquidity, atMs }: AccountFill): VenueFill {
  return { tradeId, price, amount, fee, feeAsset, liquidity, atMs };
}
