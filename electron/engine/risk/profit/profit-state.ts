import { add, gt, max, neg, sub } from '../../../../shared/money/decimal.ts';
import type { ProfitReading } from '../risk-ports.ts';
import type { Book } from './book.ts';
import type { Traded } from './trade-moves.ts';

/**
 * How an account's profit is measured on from where it was left. Money in the account's currency. It is stored as it is here;
 * a step that was not stored is made up for by the next one, from the same fills.
 */
export interface ProfitState {
  format: 1;
  currency: string;
  book: Book;
  /** Since the measuring began. */
  profit: string;
  /** What the account was worth. */
  equity: string;
  peak: { profit: string; equity: string };
  /** Numbers of the newest fill and the newest order that are counted. */
  lastFill: number;
  lastOrder: number;
  /** By order: what is counted of it although no fill told it yet. */
  untold: Readonly<Record<string, Traded>>;
  /** Orders that were not settled. */
  unsettled: readonly string[];
  /** See `RebaseTerms`. */
  slack: Readonly<Record<string, string>>;
  /** Limits whose being reached was told: told once, not with every step, and not again after a restart. */
  reached: readonly LossLimitName[];
  atMs: number;
  /** When this measuring began. Not told by states of former versions. */
  beganMs?: number;
  /** Profit of former runs of measuring, in this currency. */
  carried?: string;
  /** Money that came or went without a trade and is profit all the same: from when on it counts, and the newest that does. */
  flows?: { sinceMs: number; last: number };
}

export type LossLimitName = 'max_daily_loss' | 'max_drawdown';

/** How a trading day began. */
export interface DayOpening {
  beganMs: number;
  /** Later than `beganMs` where nothing was measured then. */
  openedMs: number;
  currency: string;
  openingEquity: string;
  openingProfit: string;
}

/** An account's profit at one moment. */
export interface Measurement {
  state: ProfitState;
  day: DayOpening;
}

export function withPeak(state: ProfitState): ProfitState {
  const { profit, equity, peak } = state;
  return gt(profit, peak.profit) ? { ...state, peak: { profit, equity } } : state;
}

/** Below zero where money was lost. */
export function profitOfDay({ state, day }: Measurement): string {
  return sub(state.profit, day.openingProfit);
}

/** Over all runs of measuring: where it began anew, nothing is gained or lost by that. */
export function profitOfAllRuns({ carried, profit }: ProfitState): string {
  return add(carried ?? '0', profit);
}

/** From the highest profit that was reached, zero or more. */
export function drawdownOf({ profit, peak }: Pick<ProfitState, 'profit' | 'peak'>): string {
  return sub(peak.profit, profit);
}

/** As limits see it. */
export function readingOf(measurement: Measurement): ProfitReading {
  const { state, day } = measurement;
  return {
    currency: state.currency,
    loss: max('0', neg(profitOfDay(measurement))),
    openingEquity: day.openingEquity,
    drawdown: drawdownOf(state),
    equityAtPeak: state.peak.equity,
    measuredMs: state.atMs,
  };
}

export function addedTo(sums: Readonly<Record<string, string>>, key: string, amount: string): Record<string, string> {
  return { ...sums, [key]: add(new Map(Object.entries(sums)).get(key) ?? '0', amount) };
}
