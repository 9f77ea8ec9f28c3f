import type { ErrorCode, ErrorDocument } from './error-code.ts';
import type { Exchange, Mode } from './exchange.ts';

export type ExchangeSource = 'signal' | 'strategy_policy' | 'default' | 'account';
/** An order that was moved because its exchange is unhealthy. */
export type FailoverSource = 'failover';
export type AccountSource = 'signal.account_name' | 'strategy_policy' | 'default';

/** One tier of a step: what it offered and why it won or lost. */
export interface Candidate {
  source: ExchangeSource | AccountSource | FailoverSource;
  /** What this tier offered; null where it offered nothing. */
  value: string | null;
  verdict: 'chosen' | 'overruled' | 'absent' | 'refused' | 'not_reached';
  reason: string;
}

/** One step of a decision, in the order it was taken. */
export interface TraceStep {
  step: 'exchange' | 'failover' | 'account';
  outcome: 'chosen' | 'not_needed' | 'refused';
  value: string | null;
  source: ExchangeSource | AccountSource | FailoverSource | null;
  reason: string;
  considered: Candidate[];
}

/** One check of step 4, recorded whether it passed or not. */
export interface CheckDocument {
  /** The code that a failure of this check gives. */
  code: ErrorCode;
  ok: boolean;
  detail: string;
  /** Of a limit: what is used with this order, against what is allowed. Both in `unit`; null where it cannot be told. */
  figures?: { used: string | null; limit: string; unit: string };
}

export interface DecisionDocument {
  exchange: Exchange | null;
  exchange_source: ExchangeSource | null;
  account_name: string | null;
  account_source: AccountSource | null;
  mode: Mode | null;
  testnet: boolean;
  trace: TraceStep[];
  checks: CheckDocument[];
}

/** The exact order that would leave, or left. Amount and price are already rounded by the venue's rules. */
export interface PlannedOrderDocument {
  account_name: string;
  exchange: Exchange;
  symbol: string;
  side: 'buy' | 'sell';
  /** What is sent. A market signal on a limit-only venue becomes a marketable limit, and `note` says so. */
  type: 'market' | 'limit';
  time_in_force: 'gtc' | 'ioc' | null;
  post_only: boolean;
  reduce_only: boolean;
  /** Base units. */
  amount: string;
  /** Quote units per base unit; null on a market order. */
  price: string | null;
  /** Price used to estimate a market order's cost. */
  reference_price: string | null;
  /** Quote units, at `price` or `reference_price`. */
  notional: string | null;
  base: string;
  quote: string;
  /** What the operator should know about how the signal became this order. */
  note: string | null;
}

export interface PreviewDocument {
  decision: DecisionDocument;
  order: PlannedOrderDocument | null;
  error: ErrorDocument | null;
}
