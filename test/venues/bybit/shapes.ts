import { over, show } from '../core/fixed.ts';
import type { Order, OrderStatus, Trade } from '../core/order.ts';
import { categoryOf, wireSymbol } from './markets.ts';
import type { VenueState } from './state.ts';

const side = (of: { side: string }): string => (of.side === 'buy' ? 'Buy' : 'Sell');

function status(order: Order): string {
  const words: Record<OrderStatus, string> = {
    open: 'New',
    partially_filled: 'PartiallyFilled',
    filled: 'Filled',
    canceled: 'Cancelled',
    expired: 'Cancelled',
  };
  const ended = order.status === 'canceled' || order.status === 'expired';
  // Spot has a word of its own for what was filled in part and then canceled.
  if (ended && order.filled > 0n && categoryOf(order.market) === 'spot') return 'PartiallyFilledCanceled';
  return words[order.status];
}

function rejectReason(order: Order, { canceledByUser }: VenueState): string {
  if (order.status === 'expired')
    return order.timeInForce === 'FOK' ? 'EC_CancelForNoFullFill' : 'EC_NoImmediateQtyToFill';
  if (order.status !== 'canceled') return 'EC_NoError';
  return canceledByUser.has(order.id) ? 'EC_PerCancelRequest' : 'EC_PostOnlyWillTakeLiquidity';
}

/** An order as `realtime`, `history` and the stream show it (docs/v5/order/open-order). */
export function shownOrder(order: Order, state: VenueState): object {
  const market = order.type === 'MARKET';
  const ended = order.status === 'canceled' || order.status === 'expired';
  const left = ended ? 0n : order.amount - order.filled;
  return {
    symbol: wireSymbol(order.market),
    orderType: market ? 'Market' : 'Limit',
    orderLinkId: order.clientOrderId,
    orderId: String(order.id),
    cancelType: state.canceledByUser.has(order.id) ? 'CancelByUser' : 'UNKNOWN',
    avgPrice: order.filled === 0n ? '' : show(over(order.quoteFilled, order.filled)),
    stopOrderType: '',
    orderStatus: status(order),
    price: show(order.price),
    qty: show(order.amount),
    cumExecQty: show(order.filled),
    cumExecValue: show(order.quoteFilled),
    leavesQty: show(left),
    side: side(order),
    timeInForce: order.type === 'LIMIT_MAKER' ? 'PostOnly' : order.timeInForce,
    reduceOnly: order.reduceOnly,
    isLeverage: categoryOf(order.market) === 'spot' ? '0' : '',
    marketUnit: market && categoryOf(order.market) === 'spot' ? 'baseCoin' : '',
    positionIdx: 0,
    rejectReason: rejectReason(order, state),
    createdTime: String(order.createdAt),
    updatedTime: String(order.updatedAt),
  };
}

/** A trade as `execution/list` and the stream show it. What was left is told as it was after this very trade. */
export function shownTrade(
  trade: Trade,
  order: Pick<Order, 'clientOrderId' | 'price' | 'amount' | 'type'>,
  filledThen: bigint,
): object {
  const linear = categoryOf(trade.market) === 'linear';
  return {
    symbol: wireSymbol(trade.market),
    orderId: String(trade.orderId),
    orderLinkId: order.clientOrderId,
    side: side(trade),
    orderPrice: show(order.price),
    orderQty: show(order.amount),
    leavesQty: show(order.amount - filledThen),
    orderType: order.type === 'MARKET' ? 'Market' : 'Limit',
    stopOrderType: '',
    execFee: show(trade.fee),
    // Empty for contracts: their fees are in the currency that they settle in.
    feeCurrency: linear ? '' : trade.feeAsset,
    execId: String(trade.id),
    execPrice: show(trade.price),
    execQty: show(trade.amount),
    execValue: show(trade.quoteAmount),
    execType: 'Trade',
    execTime: String(trade.time),
    isMaker: trade.maker,
    marketUnit: '',
    seq: trade.id,
  };
}
