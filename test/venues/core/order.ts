import type { Side } from './book.ts';
import { show } from './fixed.ts';
import type { Fixed } from './fixed.ts';

export type OrderStatus = 'open' | 'partially_filled' | 'filled' | 'canceled' | 'expired';

/** One order in the venue's own books. Amounts are exact; `type` and `timeInForce` are the words of the wire. */
export interface Order {
  readonly id: number;
  readonly account: string;
  readonly clientOrderId: string;
  readonly market: string;
  readonly side: Side;
  readonly type: string;
  readonly timeInForce: string;
  readonly reduceOnly: boolean;
  /** Amends change these two. */
  price: Fixed;
  amount: Fixed;
  /** Set for a market order sized in quote, else zero. */
  readonly quoteAmount: Fixed;
  readonly createdAt: number;
  filled: Fixed;
  quoteFilled: Fixed;
  /** What is still reserved for it: quote for a buy, base for a sell. */
  reserved: Fixed;
  status: OrderStatus;
  updatedAt: number;
}

export interface Trade {
  readonly id: number;
  readonly orderId: number;
  readonly account: string;
  readonly market: string;
  readonly side: Side;
  readonly price: Fixed;
  readonly amount: Fixed;
  readonly quoteAmount: Fixed;
  readonly fee: Fixed;
  readonly feeAsset: string;
  readonly maker: boolean;
  readonly time: number;
}

/** An order as tests read it: ids as strings, amounts as decimal strings without trailing zeros. */
export type OrderRecord = Omit<Decimals<Order>, 'id'> & { id: string };
export type TradeRecord = Omit<Decimals<Trade>, 'id' | 'orderId'> & { id: string; orderId: string };
type Decimals<T> = { readonly [K in keyof T]: T[K] extends Fixed ? string : T[K] };

export function isOpen(order: Order): boolean {
  return order.status === 'open' || order.status === 'partially_filled';
}

export function orderRecord(order: Order): OrderRecord {
  return {
    ...order,
    id: String(order.id),
    price: show(order.price),
    amount: show(order.amount),
    quoteAmount: show(order.quoteAmount),
    filled: show(order.filled),
    quoteFilled: show(order.quoteFilled),
    reserved: show(order.reserved),
  };
}

export function tradeRecord(trade: Trade): TradeRecord {
  return {
    ...trade,
    id: String(trade.id),
    orderId: String(trade.orderId),
    price: show(trade.price),
    amount: show(trade.amount),
    quoteAmount: show(trade.quoteAmount),
    fee: show(trade.fee),
  };
}
