import type { Exchange } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import { isOpen } from '../core/order.ts';
import type { Order, Trade } from '../core/order.ts';

const LIMIT_TYPES = new Set(['LIMIT', 'LIMIT_MAKER']);

/** What both families tell of an order. */
function orderFields(exchange: Exchange, order: Order): Record<string, unknown> {
  const trades = exchange.tradesOf(order);
  return {
    id: String(order.id),
    symbol: order.market,
    opType: 'DEAL',
    type: LIMIT_TYPES.has(order.type) ? 'limit' : 'market',
    side: order.side,
    price: show(order.price),
    size: show(order.amount),
    funds: show(order.quoteAmount),
    dealSize: show(order.filled),
    dealFunds: show(order.quoteFilled),
    fee: show(trades.reduce((sum, { fee }) => sum + fee, 0n)),
    feeCurrency: trades[0]?.feeAsset ?? '',
    stp: '',
    timeInForce: LIMIT_TYPES.has(order.type) ? order.timeInForce : 'GTC',
    postOnly: order.type === 'LIMIT_MAKER',
    hidden: false,
    iceberg: false,
    visibleSize: '0',
    cancelAfter: 0,
    channel: 'API',
    clientOid: order.clientOrderId,
    remark: null,
    tags: null,
    cancelExist: order.status === 'canceled' || order.status === 'expired',
    createdAt: order.createdAt,
    tradeType: 'TRADE',
  };
}

const leftOf = (order: Order): Fixed => order.amount - order.filled;

export function hfOrder(exchange: Exchange, order: Order): object {
  const open = isOpen(order);
  return {
    ...orderFields(exchange, order),
    lastUpdatedAt: order.updatedAt,
    inOrderBook: open,
    active: open,
    cancelledSize: show(open ? 0n : leftOf(order)),
    cancelledFunds: '0',
    remainSize: show(open ? leftOf(order) : 0n),
    remainFunds: '0',
  };
}

export function classicOrder(exchange: Exchange, order: Order): object {
  return {
    ...orderFields(exchange, order),
    stop: '',
    stopTriggered: false,
    stopPrice: '0',
    isActive: isOpen(order),
  };
}

function fillFields(exchange: Exchange, trade: Trade): Record<string, unknown> {
  return {
    symbol: trade.market,
    orderId: String(trade.orderId),
    counterOrderId: '5c1ab46003aa676e487fa8e3',
    side: trade.side,
    liquidity: trade.maker ? 'maker' : 'taker',
    forceTaker: false,
    price: show(trade.price),
    size: show(trade.amount),
    funds: show(trade.quoteAmount),
    fee: show(trade.fee),
    feeRate: show(exchange.feeRate),
    feeCurrency: trade.feeAsset,
    stop: '',
    tradeType: 'TRADE',
    type: exchange.order(trade.orderId)?.type === 'MARKET' ? 'market' : 'limit',
    createdAt: trade.time,
  };
}

/** Ids are numbers here, and text in the classic list. */
export function hfFill(exchange: Exchange, trade: Trade): Record<string, unknown> & { id: number } {
  return { ...fillFields(exchange, trade), id: trade.id, tradeId: trade.id };
}

export function classicFill(exchange: Exchange, trade: Trade): object {
  return { ...fillFields(exchange, trade), tradeId: String(trade.id) };
}
