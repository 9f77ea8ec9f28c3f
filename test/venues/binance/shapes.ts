import { show } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { Order, OrderStatus, Trade } from '../core/order.ts';

export const STATUS: Readonly<Record<OrderStatus, string>> = {
  open: 'NEW',
  partially_filled: 'PARTIALLY_FILLED',
  filled: 'FILLED',
  canceled: 'CANCELED',
  expired: 'EXPIRED',
};

export const eight = (value: Fixed): string => show(value, 8);
const side = (order: { side: string }): string => order.side.toUpperCase();

export type ResponseType = 'ACK' | 'RESULT' | 'FULL';

/** The answer to a placed order. */
export function placedOrder(order: Order, trades: readonly Trade[], responseType: ResponseType): object {
  const ack = {
    symbol: order.market,
    orderId: order.id,
    orderListId: -1,
    clientOrderId: order.clientOrderId,
    transactTime: order.createdAt,
  };
  if (responseType === 'ACK') return ack;
  const result = {
    ...ack,
    price: eight(order.price),
    origQty: eight(order.amount),
    executedQty: eight(order.filled),
    origQuoteOrderQty: eight(order.quoteAmount),
    cummulativeQuoteQty: eight(order.quoteFilled),
    status: STATUS[order.status],
    timeInForce: order.timeInForce,
    type: order.type,
    side: side(order),
    workingTime: order.createdAt,
    selfTradePreventionMode: 'EXPIRE_MAKER',
  };
  return responseType === 'RESULT' ? result : { ...result, fills: trades.map(fillOf) };
}

function fillOf(trade: Trade): object {
  return {
    price: eight(trade.price),
    qty: eight(trade.amount),
    commission: eight(trade.fee),
    commissionAsset: trade.feeAsset,
    tradeId: trade.id,
  };
}

/** An order as `GET /order`, `/openOrders` and `/allOrders` show it. */
export function queriedOrder(order: Order): object {
  return {
    symbol: order.market,
    orderId: order.id,
    orderListId: -1,
    clientOrderId: order.clientOrderId,
    price: eight(order.price),
    origQty: eight(order.amount),
    executedQty: eight(order.filled),
    cummulativeQuoteQty: eight(order.quoteFilled),
    status: STATUS[order.status],
    timeInForce: order.timeInForce,
    type: order.type,
    side: side(order),
    stopPrice: '0.00000000',
    icebergQty: '0.00000000',
    time: order.createdAt,
    updateTime: order.updatedAt,
    isWorking: true,
    workingTime: order.createdAt,
    origQuoteOrderQty: eight(order.quoteAmount),
    selfTradePreventionMode: 'EXPIRE_MAKER',
  };
}

/** The answer to a cancel: `clientOrderId` is the id of the cancel itself. */
export function canceledOrder(order: Order, cancelId: string): object {
  return {
    symbol: order.market,
    origClientOrderId: order.clientOrderId,
    orderId: order.id,
    orderListId: -1,
    clientOrderId: cancelId,
    transactTime: order.updatedAt,
    price: eight(order.price),
    origQty: eight(order.amount),
    executedQty: eight(order.filled),
    origQuoteOrderQty: eight(order.quoteAmount),
    cummulativeQuoteQty: eight(order.quoteFilled),
    status: STATUS[order.status],
    timeInForce: order.timeInForce,
    type: order.type,
    side: side(order),
    selfTradePreventionMode: 'EXPIRE_MAKER',
  };
}

export function myTrade(trade: Trade): object {
  return {
    symbol: trade.market,
    id: trade.id,
    orderId: trade.orderId,
    orderListId: -1,
    price: eight(trade.price),
    qty: eight(trade.amount),
    quoteQty: eight(trade.quoteAmount),
    commission: eight(trade.fee),
    commissionAsset: trade.feeAsset,
    time: trade.time,
    isBuyer: trade.side === 'buy',
    isMaker: trade.maker,
    isBestMatch: true,
  };
}
