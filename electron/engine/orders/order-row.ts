import type { ErrorCode } from '../../../shared/schema/error-code.ts';
import { isFinal } from '../../../shared/orders/transitions.ts';
import type { Exchange, Mode } from '../../../shared/schema/exchange.ts';
import type { OrderDocument, OrderStatus, WatchDocument } from '../../../shared/schema/order.ts';
import { isoTime } from '../ports.ts';
import type { OrderRef } from '../venues/venue.ts';

/** A row of `orders`, as stored. */
export interface OrderRow {
  rowid: number;
  id: string;
  signal_id: string;
  client_order_id: string;
  venue_order_id: string | null;
  account_name: string;
  exchange: Exchange;
  mode: Mode;
  testnet: number;
  strategy_id: string | null;
  symbol: string;
  side: 'buy' | 'sell';
  type: 'market' | 'limit';
  time_in_force: 'gtc' | 'ioc' | null;
  post_only: number;
  reduce_only: number;
  amount: string;
  price: string | null;
  filled: string;
  average: string | null;
  status: OrderStatus;
  cancel_requested: number;
  replaces: string | null;
  replaced_by: string | null;
  late: number;
  /** Until when the operator wants to keep watching an unknown order without being asked; null: not yet asked. */
  watch_until_ms: number | null;
  prepared: string | null;
  /** See `VenuePool.seatMark`. */
  seat: string | null;
  error_code: ErrorCode | null;
  error_message: string | null;
  note: string | null;
  /** What the order promised of its account's funds, while its outcome is not known. */
  held_asset: string | null;
  held_amount: string | null;
  /** What the market showed when the order was decided on; null where it was made to rest. */
  decided_price: string | null;
  created_ms: number;
  updated_ms: number;
}

/** `watch`: what is being done about an order of unknown outcome; see `order-watch.ts`. */
export function orderDocument(row: OrderRow, watch: WatchDocument | null = null): OrderDocument {
  return {
    id: row.id,
    signal_id: row.signal_id,
    client_order_id: row.client_order_id,
    venue_order_id: row.venue_order_id,
    account_name: row.account_name,
    exchange: row.exchange,
    mode: row.mode,
    testnet: row.testnet === 1,
    strategy_id: row.strategy_id,
    symbol: row.symbol,
    side: row.side,
    type: row.type,
    time_in_force: row.time_in_force,
    post_only: row.post_only === 1,
    reduce_only: row.reduce_only === 1,
    amount: row.amount,
    price: row.price,
    filled: row.filled,
    average: row.average,
    status: row.status,
    cancel_requested: row.cancel_requested === 1 && !isFinal(row.status),
    replaces: row.replaces,
    replaced_by: row.replaced_by,
    late: row.late === 1,
    watch: row.status === 'unknown' ? watch : null,
    error: row.error_code ? { code: row.error_code, message: row.error_message ?? '' } : null,
    note: row.note,
    created_at: isoTime(row.created_ms),
    updated_at: isoTime(row.updated_ms),
  };
}

/** Who takes and answers an order of this mode: a paper order never leaves this machine, and is never said to. */
export function counterparty({ mode }: Pick<OrderRow, 'mode'>): 'exchange' | 'simulator' {
  return mode === 'paper' ? 'simulator' : 'exchange';
}

/** Where it went when it left. */
export function sentDetail({ mode }: Pick<OrderRow, 'mode'>): string {
  return mode === 'paper' ? 'handed to the simulator' : 'request handed to the network';
}

/** How to find the order again. It is sent right after it was journaled, and never later. */
export function orderRef(row: OrderRow): OrderRef {
  return {
    clientOrderId: row.client_order_id,
    venueOrderId: row.venue_order_id,
    symbol: row.symbol,
    side: row.side,
    type: row.type,
    timeInForce: row.time_in_force,
    amount: row.amount,
    price: row.price,
    postOnly: row.post_only === 1,
    reduceOnly: row.reduce_only === 1,
    sentAtMs: row.created_ms,
  };
}
