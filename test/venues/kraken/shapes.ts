import { over, show, times } from '../core/fixed.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Order, Trade } from '../core/order.ts';
import { isOpen } from '../core/order.ts';
import { KRAKEN_IDS } from './ids.ts';
import { namesOf } from './markets.ts';

const eight = (value: bigint): string => show(value, 8);
/** Seconds with four decimals, as a number. */
export const seconds = (ms: number): number => Math.round(ms * 10) / 10_000;

export const orderType = (order: Order): string => (order.type === 'MARKET' ? 'market' : 'limit');
export const flags = (order: Order): string => (order.type === 'LIMIT_MAKER' ? 'fciq,post' : 'fciq');
export const averageOf = (order: Order): bigint => (order.filled === 0n ? 0n : over(order.quoteFilled, order.filled));

/** Kraken tells fees in quote (`fciq`), also where there was too little of it and they were taken from what was received. */
export const feeInQuote = (trade: Trade): bigint =>
  trade.feeAsset === 'USD' ? trade.fee : times(trade.fee, trade.price);

/** What is left of an IOC or of a market order is canceled: Kraken expires only what carries an expiry. */
export function statusOf(order: Order): 'open' | 'closed' | 'canceled' {
  if (isOpen(order)) return 'open';
  return order.status === 'filled' ? 'closed' : 'canceled';
}

export function description(order: Order): string {
  const price = order.type === 'MARKET' ? 'market' : `limit ${show(order.price)}`;
  return `${order.side} ${eight(order.amount)} ${namesOf(order.market).altname} @ ${price}`;
}

/** An order as OpenOrders, ClosedOrders and QueryOrders show it. */
export function orderInfo(exchange: Exchange, order: Order, withTrades: boolean): object {
  const trades = exchange.tradesOf(order);
  const status = statusOf(order);
  return {
    refid: null,
    userref: 0,
    ...(order.clientOrderId !== '' && { cl_ord_id: order.clientOrderId }),
    status,
    opentm: seconds(order.createdAt),
    starttm: 0,
    expiretm: 0,
    descr: {
      pair: namesOf(order.market).altname,
      type: order.side,
      ordertype: orderType(order),
      price: show(order.price),
      price2: '0',
      leverage: 'none',
      order: description(order),
      close: '',
    },
    vol: eight(order.amount),
    vol_exec: eight(order.filled),
    cost: show(order.quoteFilled, 5),
    fee: show(
      trades.reduce((sum, trade) => sum + feeInQuote(trade), 0n),
      5,
    ),
    price: show(averageOf(order), 5),
    stopprice: '0.00000',
    limitprice: '0.00000',
    misc: '',
    oflags: flags(order),
    ...(withTrades && trades.length > 0 && { trades: trades.map(({ id }) => KRAKEN_IDS.trade(id)) }),
    ...(status !== 'open' && {
      closetm: seconds(order.updatedAt),
      reason: status === 'canceled' ? 'User requested' : null,
    }),
  };
}

/** A trade as TradesHistory and QueryTrades show it. */
export function tradeInfo(exchange: Exchange, trade: Trade): object {
  const order = exchange.order(trade.orderId);
  return {
    ordertxid: KRAKEN_IDS.order(trade.orderId),
    postxid: 'TKH2SE-M7IF5-CFI7LT',
    pair: trade.market,
    time: seconds(trade.time),
    type: trade.side,
    ordertype: order ? orderType(order) : 'limit',
    price: show(trade.price),
    cost: show(trade.quoteAmount),
    fee: show(feeInQuote(trade)),
    vol: eight(trade.amount),
    margin: '0.00000',
    misc: '',
    trade_id: trade.id,
    maker: trade.maker,
  };
}

/** Exact to the last digit as JSON writes it: Kraken's streams send plain numbers. */
export const asNumber = (value: bigint): number => Number(show(value));
