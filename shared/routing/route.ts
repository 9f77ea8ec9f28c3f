import type { AccountSource, ExchangeSource, TraceStep } from '../schema/decision.ts';
import type { ErrorDocument } from '../schema/error-code.ts';
import type { Exchange, MarketType, Mode } from '../schema/exchange.ts';
import type { FailoverPolicy } from '../schema/failover.ts';
import type { StrategyMaps } from '../schema/mapping.ts';

/** What the kernel needs to know of an account. */
export interface RoutableAccount {
  name: string;
  exchange: Exchange | null;
  mode: Mode;
  testnet: boolean;
  market: MarketType;
  owner: string;
  /** Set when the configuration is broken: such an account is found, and refused. */
  error: ErrorDocument | null;
}

/** What a signal says about its way. A `Signal` is assignable to it. */
export interface RoutingRequest {
  account_name?: string | undefined;
  strategy_id?: string | undefined;
  exchange?: Exchange | undefined;
}

/** Everything that a decision depends on, at one moment. */
export interface RoutingSnapshot {
  accounts: ReadonlyMap<string, RoutableAccount>;
  maps: StrategyMaps;
  failover: FailoverPolicy;
  /** Accounts whose exchange is unhealthy for what they do, and why. */
  unhealthy: ReadonlyMap<string, string>;
  defaultExchange: Exchange;
}

export type Route =
  | {
      ok: true;
      exchange: Exchange;
      exchangeSource: ExchangeSource;
      account: RoutableAccount;
      accountSource: AccountSource;
      trace: TraceStep[];
    }
  | {
      ok: false;
      exchange: Exchange | null;
      exchangeSource: ExchangeSource | null;
      accountName: string | null;
      accountSource: AccountSource | null;
      error: ErrorDocument;
      trace: TraceStep[];
    };
