import { over, show } from '../core/fixed.ts';
import type { Order, OrderStatus, Trade } from '../core/order.ts';

const STATUS: Readonly<Record<OrderStatus, string>> = {
  open: 'NEW',
  partially_filled: 'PARTIALLY_FILLED',
  filled: 'FILLED',
  canceled: 'CANCELED',
  expired: 'EXPIRED',
};

export const statusWord = (order: Order): string => STATUS[order.status];
export const typeWord = (order: Order): string => (order.type === 'MARKET' ? 'MARKET' : 'LIMIT');
/** Post-only is a time in force here. */
export const forceWord = (order: Order): string => (order.type === 'LIMIT_MAKER' ? 'GTX' : order.timeInForce);
export const averageOf = (order: Order): string =>
  order.filled === 0n ? '0.00' : show(over(order.quoteFilled, order.filled), 8);

/** An order as every endpoint of it answers; queries and lists tell `time` as well. */
export function futuresOrder(order: Order, withTime = false): object {
  return {
    orderId: order.id,
    symbol: order.market,
    status: statusWord(order),
    clientOrderId: order.clientOrderId,
    price: show(order.price, 2),
    avgPrice: averageOf(order),
    origQty: show(order.amount, 3),
    executedQty: show(order.filled, 3),
    cumQty: show(order.filled, 3),
    cumQuote: show(order.quoteFilled, 5),
    timeInForce: forceWord(order),
    type: typeWord(order),
    reduceOnly: order.reduceOnly,
    closePosition: false,
    side: order.side.toUpperCase(),
    positionSide: 'BOTH',
    stopPrice: '0.00',
    workingType: 'CONTRACT_PRICE',
    priceProtect: false,
    origType: typeWord(order),
    priceMatch: 'NONE',
    selfTradePreventionMode: 'EXPIRE_MAKER',
    goodTillDate: 0,
    updateTime: order.updatedAt,
    ...(withTime && { time: order.createdAt }),
  };
}

export function userTrade(trade: Trade): object {
  return {
    symbol: trade.market,
    id: trade.id,
    orderId: trade.orderId,
    side: trade.side.toUpperCase(),
    price: show(trade.price, 2),
    qty: show(trade.amount, 3),
    realizedPnl: '0',
    quoteQty: show(trade.quoteAmount, 5),
    commission: show(trade.fee, 8),
    commissionAsset: trade.feeAsset,
    time: trade.time,
    buyer: trade.side === 'buy',
    maker: trade.maker,
    positionSide: 'BOTH',
  };
}
