import type { DecisionDocument } from './decision.ts';
import type { ErrorDocument } from './error-code.ts';
import type { Exchange, Mode } from './exchange.ts';

export const ORDER_STATUSES = [
  'journaled',
  'sent',
  'open',
  'partially_filled',
  'filled',
  'canceled',
  'rejected',
  'expired',
  'unknown',
  'not_placed',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const FINAL_STATUSES: readonly OrderStatus[] = ['filled', 'canceled', 'rejected', 'expired', 'not_placed'];

/** One order as every door shows it. Amounts and prices are decimal strings; times are ISO 8601 in UTC. */
export interface OrderDocument {
  id: string;
  signal_id: string;
  client_order_id: string;
  venue_order_id: string | null;
  account_name: string;
  exchange: Exchange;
  mode: Mode;
  testnet: boolean;
  strategy_id: string | null;
  symbol: string;
  side: 'buy' | 'sell';
  type: 'market' | 'limit';
  time_in_force: 'gtc' | 'ioc' | null;
  amount: string;
  price: string | null;
  filled: string;
  /** Average fill price; null while nothing was filled. */
  average: string | null;
  status: OrderStatus;
  /** True from the moment a cancel was asked for until the order is final. */
  cancel_requested: boolean;
  error: ErrorDocument | null;
  note: string | null;
  created_at: string;
  updated_at: string;
}

export interface OrderTransitionDocument {
  seq: number;
  from: OrderStatus | null;
  to: OrderStatus;
  cause: 'signal' | 'send' | 'reply' | 'poll' | 'lookup' | 'recovery' | 'operator';
  at: string;
  detail: string;
}

export interface FillDocument {
  trade_id: string;
  price: string;
  amount: string;
  fee: string | null;
  fee_asset: string | null;
  liquidity: 'maker' | 'taker' | null;
  at: string;
}

export interface OrderDetailDocument {
  order: OrderDocument;
  transitions: OrderTransitionDocument[];
  fills: FillDocument[];
  decision: DecisionDocument;
}

export interface OrderCountDocument {
  account_name: string;
  exchange: Exchange;
  mode: Mode;
  status: OrderStatus;
  count: number;
}

/** The answer to a fired signal. Refused: `orders` is empty and `error` is set. */
export interface FireDocument {
  signal_id: string;
  decision: DecisionDocument;
  orders: OrderDocument[];
  error?: ErrorDocument;
}

/** One row of the routing log: a signal, what was decided, and what became of it. */
export interface SignalRowDocument {
  signal_id: string;
  received_at: string;
  door: Door;
  symbol: string;
  side: 'long' | 'short';
  strategy_id: string | null;
  exchange: Exchange | null;
  account_name: string | null;
  mode: Mode | null;
  testnet: boolean;
  /** How the account was found; `rejected` where a step or a check refused the signal. */
  source: RouteSource;
  decision: DecisionDocument;
  order: OrderDocument | null;
  error: ErrorDocument | null;
  /** From receipt to the venue's answer (or the refusal). Null while it is awaited. */
  total_ms: number | null;
}

export type Door = 'desktop' | 'page' | 'cli' | 'http';
export const ROUTE_SOURCES = ['explicit', 'strategy', 'default', 'failover', 'rejected'] as const;
export type RouteSource = (typeof ROUTE_SOURCES)[number];
