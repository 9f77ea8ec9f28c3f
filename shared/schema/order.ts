import { z } from 'zod';
import type { DecisionDocument } from './decision.ts';
import type { ErrorDocument } from './error-code.ts';
import type { Exchange, MarketType, Mode } from './exchange.ts';
import { accountNameSchema, strategyIdSchema } from './signal.ts';
import type { FiredGroupDocument, GroupLegDocument } from './group.ts';

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
  /** Rests or is refused, and never takes. */
  post_only: boolean;
  /** Only ever makes a position smaller. */
  reduce_only: boolean;
  amount: string;
  price: string | null;
  filled: string;
  /** Average fill price; null while nothing was filled. */
  average: string | null;
  status: OrderStatus;
  /** True from the moment a cancel was asked for until the order is final. */
  cancel_requested: boolean;
  /** The order that this one took the place of (an amend where the venue cannot change one in place), and the reverse. */
  replaces: string | null;
  replaced_by: string | null;
  /** A fill came in after the order was final; it is booked, and the order's status says what is true now. */
  late: boolean;
  /** What is being done about an order of unknown outcome; null for every other. */
  watch: WatchDocument | null;
  error: ErrorDocument | null;
  note: string | null;
  created_at: string;
  updated_at: string;
}

/** An order of unknown outcome: what was asked of the venue, and whether the operator should decide. */
export interface WatchDocument {
  /** Look-ups so far in this run. */
  checks: number;
  last_check_at: string | null;
  /** What the last look-up said. */
  last_answer: string | null;
  next_check_at: string | null;
  /** From this time on the operator is asked: adopt, mark not placed, keep watching. */
  ask_at: string;
  /** True once `ask_at` has passed. */
  needs_decision: boolean;
}

/** Something that belongs to an order's story and is no change of status. */
export interface OrderEvidenceDocument {
  seq: number;
  at: string;
  kind: 'lookup' | 'amend' | 'operator' | 'late_fill' | 'paper_gap' | 'stale' | 'override';
  detail: string;
}

/** An order found at the venue that the console never placed. Shown, never adopted, never canceled unless asked by name. */
export interface ExternalOrderDocument {
  account_name: string;
  exchange: Exchange;
  testnet: boolean;
  venue_order_id: string;
  client_order_id: string | null;
  symbol: string;
  side: 'buy' | 'sell';
  type: string;
  amount: string;
  price: string | null;
  filled: string;
  created_at: string | null;
  seen_at: string;
}

/** What the operator may say about an order of unknown outcome. */
export const orderDecisionSchema = z.discriminatedUnion('decision', [
  /** "This order at the venue is it." The venue is asked for it, and must show the same symbol, side and size. */
  z.strictObject({ decision: z.literal('adopt'), venue_order_id: z.string().min(1).max(128) }),
  /** "It was never placed." The venue is asked once more; what was checked is journaled with the word of the operator. */
  z.strictObject({ decision: z.literal('not_placed') }),
  z.strictObject({ decision: z.literal('keep_watching') }),
]);
export type OrderDecision = z.output<typeof orderDecisionSchema>;

/** `found`: the operator said that it was never placed, and the venue has it, so it was booked instead. */
export type ResolveOutcome = 'adopted' | 'found' | 'not_placed' | 'watching';

/** What became of the operator's word on an order of unknown outcome. */
export interface ResolveDocument {
  order: OrderDocument;
  outcome: ResolveOutcome;
  detail: string;
}

/** What an amend asks for: the new total size in base units, the new price, or both. */
export interface OrderChangeInput {
  amount?: string | undefined;
  price?: string | undefined;
}

/** Which orders to cancel: of an account, of a strategy, or of a strategy at one account. */
export const cancelAllSchema = z.strictObject({
  account_name: accountNameSchema.optional(),
  strategy_id: strategyIdSchema.optional(),
  /** Also what rests at the account's venue and is none of our orders. Accounts only. */
  external: z.boolean().optional(),
});
export type CancelAllInput = z.output<typeof cancelAllSchema>;

/** The outcome of cancelling several orders, one row an order. */
export interface CancelAllDocument {
  results: {
    id: string;
    account_name: string;
    symbol: string;
    external: boolean;
    status: OrderStatus | 'gone';
    error: ErrorDocument | null;
  }[];
  /** Why the orders that are not ours could not be listed, where they were asked for: some may still rest. */
  external_error?: ErrorDocument;
}

/** What a reconciliation of one account found and did. */
export interface ReconcileDocument {
  account_name: string;
  /** `not_needed`: nothing at a venue to compare with. Only `done` and `not_needed` accounts trade. */
  state: 'not_needed' | 'pending' | 'running' | 'done' | 'failed';
  /** When it last ended. */
  at: string | null;
  /** Unsettled orders that were asked about, and how many of them are final now. */
  unsettled: number;
  settled: number;
  fills_booked: number;
  external_orders: number;
  unknown_orders: number;
  error: ErrorDocument | null;
}

/** A position in a swap, or what a spot account holds of a symbol's base asset. */
export interface PositionDocument {
  account_name: string;
  exchange: Exchange;
  mode: Mode;
  testnet: boolean;
  market: MarketType;
  symbol: string;
  side: 'long' | 'short';
  amount: string;
  entry_price: string | null;
  mark_price: string | null;
  leverage: string | null;
  margin_mode: 'isolated' | 'cross' | null;
}

export interface OrderTransitionDocument {
  seq: number;
  from: OrderStatus | null;
  to: OrderStatus;
  cause: 'signal' | 'send' | 'reply' | 'stream' | 'poll' | 'lookup' | 'recovery' | 'operator';
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
  evidence: OrderEvidenceDocument[];
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
  /** Set while the signal waits for the operator's yes: nothing was placed, and nothing is refused. `error` says so, too. */
  approval?: { id: string; expires_at: string };
  /** Set where the signal went to a group: then `decision` names no account, and each leg has its own. */
  group?: FiredGroupDocument;
  legs?: GroupLegDocument[];
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
  /** Set where this is a leg of a signal to a group. */
  group?: { name: string; signal_id: string };
  /** From receipt to the venue's answer (or the refusal). Null while it is awaited. */
  total_ms: number | null;
}

export type Door = 'desktop' | 'page' | 'cli' | 'http';
export const ROUTE_SOURCES = ['explicit', 'strategy', 'default', 'failover', 'rejected'] as const;
export type RouteSource = (typeof ROUTE_SOURCES)[number];
