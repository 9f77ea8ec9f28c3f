import type { ErrorDocument } from './error-code.ts';
import type { ReconcileDocument } from './order.ts';
import type { Exchange, MarketType, Mode } from './exchange.ts';

/** Where the registration of an account came from. */
export type AccountOrigin = 'environment' | 'env_file' | 'legacy' | 'demo';

/**
 * What anybody outside the engine may know of an account. There is no field for a credential, on purpose: a secret has no
 * place to travel in.
 */
export interface AccountDocument {
  name: string;
  /** Null only where the account is broken for want of a known exchange. */
  exchange: Exchange | null;
  mode: Mode;
  testnet: boolean;
  market: MarketType;
  owner: string;
  description: string;
  /** Replacement of the exchange's REST base, as configured; null means the exchange's own. */
  api_url: string | null;
  /** Swaps: set at the venue and read back before an order. Null on spot. */
  leverage: string | null;
  margin_mode: 'isolated' | 'cross' | null;
  origin: AccountOrigin;
  has_credentials: boolean;
  /** Set when the configuration is broken. Such an account is listed, and never traded. */
  error: ErrorDocument | null;
}

export interface BalanceDocument {
  asset: string;
  /** Decimal strings, in units of the asset. */
  free: string;
  locked: string;
  total: string;
}

/** `simulated`: the built-in market. `idle`: nothing was asked of the venue yet. */
export type Connectivity = 'simulated' | 'idle' | 'connecting' | 'live' | 'stale' | 'error' | 'broken';

export interface AccountStatusDocument {
  account: AccountDocument;
  connectivity: Connectivity;
  /** Round trip of the last successful private (real) or public (paper) request. */
  latency_ms: number | null;
  last_ok_at: string | null;
  error: ErrorDocument | null;
  /** Null while they were never read: unknown is not zero. */
  balances: BalanceDocument[] | null;
  balances_at: string | null;
  /** The asset that this account mostly quotes in, for the headline figure. */
  headline: { asset: string; total: string } | null;
  armed_until: string | null;
  /** How the account's orders are followed beside polling. */
  stream: 'none' | 'connecting' | 'live' | 'down';
  reconcile: ReconcileDocument;
  external_orders: number;
  open_orders: number;
  unknown_orders: number;
}

/** What a connection test found. `key` is null for paper accounts: they have no key to ask about. */
export interface AccountTestDocument {
  account_name: string;
  ok: boolean;
  latency_ms: number | null;
  clock_skew_ms: number | null;
  markets: number | null;
  key: { can_trade: boolean | null; can_withdraw: boolean | null; ip_restricted: boolean | null; note: string } | null;
  error: ErrorDocument | null;
}
