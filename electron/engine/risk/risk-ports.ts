import type { StopDocument } from '../../../shared/schema/risk.ts';

/** What an account's limits need of parts that measure or decide elsewhere. None of them throws: what cannot be told is said. */

/** The stops, as they are at this very moment. */
export interface StopSource {
  /**
   * Every stop that holds this account and strategy now, of whichever level. Null as the strategy: a signal without one.
   * Kills give the check KILL_SWITCH, automatic stops ACCOUNT_STOPPED.
   */
  objections(account: { name: string; owner: string }, strategyId: string | null): StopDocument[];
}

/** Worth of one unit of an asset in another. */
export type RateReading =
  | { rate: string; source: string; atMs: number }
  /** `reason` names the price that is missing or too old. */
  | { rate: null; reason: string };

export interface RateSource {
  /** One unit of `asset`, in `currency`. Prices are the account's own exchange's. */
  toCurrency(accountName: string, asset: string, currency: string): Promise<RateReading>;
  /** US dollars for one unit of `asset`. */
  usdRate(accountName: string, asset: string): Promise<RateReading>;
  /** The mark of a symbol: quote units for one base unit. */
  markOf(accountName: string, symbol: string): Promise<RateReading>;
}

/** Profit of an account by trades and prices, without what was paid in or out. Money in `currency`, the account's own. */
export type ProfitReading =
  | {
      currency: string;
      /** Lost since the day began, zero or more. */
      loss: string;
      openingEquity: string;
      /** From the highest profit that was reached, zero or more. */
      drawdown: string;
      equityAtPeak: string;
      measuredMs: number;
    }
  /** `reason` says why it cannot be told. */
  | { currency: string; loss: null; reason: string };

export interface ProfitSource {
  /** Measured now, or a moment ago. */
  of(accountName: string): Promise<ProfitReading>;
}
