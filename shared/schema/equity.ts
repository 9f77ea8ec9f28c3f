import { z } from 'zod';
import type { ConvertedDocument, CostMethod } from './books.ts';
import type { ErrorDocument } from './error-code.ts';
import type { Exchange, Mode } from './exchange.ts';
import { accountNameSchema } from './signal.ts';

/** Back from now. `all`: since the account was first measured. */
export const SPANS = ['1d', '1w', '1m', '3m', '6m', '1y', 'all'] as const;
export type Span = (typeof SPANS)[number];

export const equityQuerySchema = z.strictObject({ account_name: accountNameSchema, span: z.enum(SPANS) });
export type EquityQuery = z.output<typeof equityQuerySchema>;

export interface EquityPoint {
  at_ms: number;
  /** Everything held at its marks, in the account's currency. */
  equity: string;
  /** By trades and prices since the account was first measured: deposits and withdrawals are not in it. */
  profit: string;
  /** Of the peak of `profit`, as a share of equity there in percent: zero, or below. */
  drawdown_percent: string;
}

/** At most 600 points, oldest first; the first and last of the span are among them, and the worst drawdown. */
export interface EquityDocument {
  account_name: string;
  span: Span;
  currency: string;
  points: EquityPoint[];
  worst: { at_ms: number; drawdown_percent: string } | null;
  /** Since when there are measurements at all; null where there is none. */
  since: string | null;
}

export const PERIODS = ['day', 'week', 'month', 'year', 'all'] as const;
export type Period = (typeof PERIODS)[number];

/** What was gained in a period, by trades and prices, in the account's currency. */
export interface PeriodProfitDocument {
  period: Period;
  /** When it began; later where the account was not measured then. */
  began_at: string;
  profit: string;
  /** Of the equity that it began with; null where that was nothing. */
  percent: string | null;
}

/** What an account is worth, as last measured. */
export interface AccountSummaryDocument {
  account_name: string;
  owner: string;
  /** Accounts of the owner `me` are mine. */
  whose: 'mine' | 'others';
  exchange: Exchange | null;
  mode: Mode;
  testnet: boolean;
  currency: string;
  /** Null while it was never measured. */
  equity: string | null;
  measured_at: string | null;
  /** The last measurement is older than it should be, or the last try failed. */
  stale: boolean;
  periods: PeriodProfitDocument[];
  /** The last 24 hours in at most 48 steps: equity without deposits. */
  spark: { at_ms: number; value: string }[];
  equity_usd: ConvertedDocument;
  equity_nok: ConvertedDocument;
  today_usd: ConvertedDocument;
  today_nok: ConvertedDocument;
  error: ErrorDocument | null;
}

/** What a unit of each asset that an account holds counted as when its equity was last measured. */
export interface AssetMarksDocument {
  account_name: string;
  currency: string;
  /** Null, and nothing in `marks`, while this run of the engine has not measured it. */
  at: string | null;
  /** In `currency`. What is not in it does not count. */
  marks: { asset: string; price: string }[];
}

/** Sums over accounts of one kind and one side. Paper, testnet and real are never added to each other. */
export interface TotalDocument {
  kind: 'real' | 'testnet' | 'paper';
  whose: 'mine' | 'others';
  /** Accounts of this kind, and those that are in the sums. */
  accounts: number;
  counted: number;
  /** Names of those that are not. */
  missing: string[];
  equity_usd: string | null;
  equity_nok: string | null;
  today_usd: string | null;
  today_nok: string | null;
  /** Of a rate or a measurement. */
  stale: boolean;
}

export interface SummaryDocument {
  accounts: AccountSummaryDocument[];
  totals: TotalDocument[];
}

export const performanceQuerySchema = z.strictObject({
  by: z.enum(['account', 'strategy', 'symbol', 'owner']),
  account_name: accountNameSchema.nullable().default(null),
  since: z.iso.datetime({ offset: true }).nullable().default(null),
  until: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type PerformanceQuery = z.output<typeof performanceQuerySchema>;

/** Closed trades and their cost, one row a key and kind. Money in `currency`; what could not be converted is in `missing`. */
export interface PerformanceDocument {
  by: PerformanceQuery['by'];
  /** The account, strategy (`(none)`: without one), symbol or owner. */
  key: string;
  kind: 'real' | 'testnet' | 'paper';
  /** The account's currency where all are of one account, else USD. */
  currency: string;
  method: CostMethod;
  trades: number;
  /** Orders that closed something. */
  closed: number;
  wins: number;
  losses: number;
  /** Percent of those of `closed` whose result is known; null where there are none. */
  win_rate: string | null;
  /** Gains by losses; null where nothing was lost. */
  profit_factor: string | null;
  realised: string;
  largest_gain: string | null;
  largest_loss: string | null;
  fees: string;
  maker_fees: string;
  taker_fees: string;
  funding: string;
  turnover: string;
  /** Fees by turnover, in percent. */
  effective_fee_percent: string | null;
  /** Percent of the time in which something was held. */
  time_in_market_percent: string | null;
  /** Weighted by value, in basis points; above zero is worse than the price at decision. */
  slippage_bps: string | null;
  /** From signal to the first fill of an order that was not made to rest, milliseconds. */
  fill_p50_ms: number | null;
  fill_p95_ms: number | null;
  missing: string[];
  stale: boolean;
}

/** Fees of one UTC day, in the account's currency. */
export interface FeeDayDocument {
  day: string;
  maker: string;
  taker: string;
  /** Told neither way. */
  other: string;
  turnover: string;
  missing: string[];
}
