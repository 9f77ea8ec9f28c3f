import type { ErrorCode, ErrorDocument } from './error-code.ts';
import type { Exchange, MarketType, Mode } from './exchange.ts';
import type { Flags } from './flags.ts';
import type { LimitName, Limits, RiskSettings } from './limits.ts';
import type { RiskPolicy, RiskScope } from './risk-policy.ts';
import type { Door } from './order.ts';

/** How near one limit is. Money in the unit of the limit; `percent` is 100 where the limit is reached. */
export interface GaugeDocument {
  limit_name: LimitName;
  /** The code that an order is refused with. */
  code: ErrorCode;
  limit: string;
  /** Null where it cannot be told now; `detail` says why. */
  used: string | null;
  /** What is left; null where it cannot be told. Never negative. */
  room: string | null;
  /** A currency, `%`, `x`, `orders` or `positions`. */
  unit: string;
  percent: number | null;
  /** The limit and what is used of it in US dollars, where both can be told and the unit is money. */
  usd: { limit: string; used: string } | null;
  state: 'ok' | 'warning' | 'reached' | 'unknown';
  detail: string;
}

/** Whether the trading hours are open now, of all levels together. */
export interface HoursDocument {
  open: boolean;
  /** When that changes next; null where it does not within a week. */
  next_change_at: string | null;
}

/** Profit of an account since its trading day began: of trades and prices, without what was paid in or out. */
export interface TradingDayDocument {
  began_at: string;
  /** Later than `began_at` where the console did not run then. */
  opened_at: string;
  /** In the account's currency. */
  opening_equity: string;
  equity: string;
  profit: string;
  /** From the highest profit that was reached, zero or more. */
  drawdown: string;
  measured_at: string;
}

export interface AccountRiskDocument {
  account_name: string;
  owner: string;
  exchange: Exchange | null;
  mode: Mode;
  testnet: boolean;
  market: MarketType;
  /** The account's own currency. */
  currency: string;
  /** US dollars for one unit of it; null where no rate is known now. */
  usd_rate: { rate: string; source: string; at: string } | null;
  /** Exposure now, open orders included, in the account's currency; null where it was not measured or cannot be told. */
  exposure: string | null;
  limits: Limits;
  settings: RiskSettings;
  flags: Flags;
  gauges: GaugeDocument[];
  /** Null where no hours are set at any level. */
  hours: HoursDocument | null;
  /** Null where neither a daily loss nor a drawdown is limited, or nothing was measured yet. */
  day: TradingDayDocument | null;
  /** Every stop that holds this account now, of whichever level. */
  stops: string[];
  /** Why figures are missing. */
  error: ErrorDocument | null;
}

export interface RiskDocument {
  revision: number;
  updated_at: string | null;
  policy: RiskPolicy;
  accounts: AccountRiskDocument[];
}

/** What a draft of limits and flags would have refused of the last 24 hours' orders. */
export interface RiskImpactDocument {
  /** Signals of the last 24 hours that were placed. */
  placed: number;
  refused: {
    signal_id: string;
    order_id: string;
    at: string;
    account_name: string;
    mode: Mode;
    testnet: boolean;
    strategy_id: string | null;
    symbol: string;
    side: 'buy' | 'sell';
    amount: string;
    codes: ErrorCode[];
    detail: string;
  }[];
  /** Limits of the draft that were not measured when those orders were placed, with the number of orders. */
  not_measured: { account_name: string; limit_name: LimitName; orders: number }[];
}

/** What a kill or an automatic stop does beyond stopping: asked for, and how far it has come, account by account. */
export interface StopWorkDocument {
  account_name: string;
  stage: 'cancelling' | 'flattening' | 'done';
  attempts: number;
  open_orders: number;
  /** Positions still held; null while it is not known. */
  positions: number | null;
  /** Why the last attempt was not enough. */
  error: ErrorDocument | null;
  updated_at: string;
}

export interface StopDocument {
  id: string;
  scope: RiskScope;
  /** `kill`: pulled by the operator. `automatic`: by a rule of the console. Neither resumes by itself. */
  cause: 'kill' | 'automatic';
  /** KILL_SWITCH, or what an automatic stop found. */
  code: ErrorCode;
  reason: string;
  by: Door | 'console';
  at: string;
  /** False while the stop is in effect but could not be written to the journal yet. */
  durable: boolean;
  cancel: boolean;
  flatten: boolean;
  work: StopWorkDocument[];
}

export interface StopsDocument {
  /** Newest first. */
  stops: StopDocument[];
}

/** A confirmation minted by the engine to release exactly these stops. */
export interface ReleaseConfirmationDocument {
  confirmation_id: string;
  scope: RiskScope;
  stops: string[];
  /** What the operator types. */
  phrase: string;
  expires_at: string;
}
