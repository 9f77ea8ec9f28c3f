import { div, isPositive, mul, normalize, sub, toPlaces } from '../../../../shared/money/decimal.ts';
import { PERIODS } from '../../../../shared/schema/equity.ts';
import type { AccountSummaryDocument, Period, PeriodProfitDocument } from '../../../../shared/schema/equity.ts';
import type { RiskSettings } from '../../../../shared/schema/limits.ts';
import { isoTime } from '../../ports.ts';
import { periodBegan } from './periods.ts';
import type { Kept, Snapshot, SnapshotStore } from './snapshot-store.ts';

/** What was measured so shortly before a period began tells how it began. */
const NEAR_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
const SPARK_STEPS = 48;
const SPARK_STEP_MS = 30 * 60_000;
const SHOWN_PLACES = 8;
const PERCENT_PLACES = 4;

export type Worth = Pick<Snapshot, 'atMs' | 'equity' | 'profit'>;

/** Profits of periods and the line of a day, from snapshots; what does not change any more is read once. */
export interface PeriodProfits {
  /** Without periods in which nothing was measured: of them nothing is known. */
  periods(of: Kept, now: Worth, nowMs: number, settings: RiskSettings): PeriodProfitDocument[];
  /** Equity as it was, but for what was paid in and out since. */
  spark(of: Kept, now: Worth, nowMs: number): AccountSummaryDocument['spark'];
}

export function createPeriodProfits(store: SnapshotStore): PeriodProfits {
  const openings = new Map<string, { beganMs: number; opening: Snapshot }>();
  const begins = new Map<string, { minute: number; beganMs: number }>();
  const lines = new Map<string, { lastMs: number; steps: Worth[] }>();

  /** Periods begin at whole minutes, and the clocks of the world take their time to be asked. */
  function beganAt(period: Exclude<Period, 'all'>, nowMs: number, settings: RiskSettings): number {
    const key = `${period} ${settings.time_zone} ${settings.day_starts_at}`;
    const minute = Math.floor(nowMs / MINUTE_MS);
    const known = begins.get(key);
    if (known?.minute === minute) return known.beganMs;
    const beganMs = periodBegan(period, nowMs, settings);
    begins.set(key, { minute, beganMs });
    return beganMs;
  }

  function openingOf(of: Kept, period: Period, beganMs: number): Snapshot | null {
    const key = JSON.stringify([of, period]);
    const known = openings.get(key);
    if (known?.beganMs === beganMs) return known.opening;
    const before = store.before(of, beganMs);
    const opening = before && beganMs - before.atMs <= NEAR_MS ? before : store.after(of, beganMs);
    if (opening) openings.set(key, { beganMs, opening });
    return opening;
  }

  return {
    periods: (of, now, nowMs, settings) =>
      PERIODS.flatMap((period) => {
        const beganMs = period === 'all' ? 0 : beganAt(period, nowMs, settings);
        if (now.atMs < beganMs && nowMs - now.atMs > NEAR_MS) return [];
        const opening = openingOf(of, period, beganMs) ?? now;
        const profit = sub(now.profit, opening.profit);
        const percent = isPositive(opening.equity)
          ? div(mul(profit, '100'), opening.equity, { places: PERCENT_PLACES, rounding: 'half_even' })
          : null;
        return [{ period, began_at: isoTime(Math.max(beganMs, opening.atMs)), profit: shownMoney(profit), percent }];
      }),
    spark(of, now, nowMs) {
      const lastMs = Math.floor(nowMs / SPARK_STEP_MS) * SPARK_STEP_MS;
      const key = JSON.stringify(of);
      let line = lines.get(key);
      if (line?.lastMs !== lastMs) {
        const fromMs = lastMs - (SPARK_STEPS - 2) * SPARK_STEP_MS;
        const steps = Array.from({ length: SPARK_STEPS - 1 }, (_, i) => store.before(of, fromMs + i * SPARK_STEP_MS));
        const told = steps.filter((step) => step !== null && step.atMs > fromMs - SPARK_STEP_MS) as Snapshot[];
        line = { lastMs, steps: told.filter((step, i) => step.atMs !== told[i - 1]?.atMs) };
        lines.set(key, line);
      }
      return [...line.steps.filter(({ atMs }) => atMs < now.atMs), now].map(({ atMs, profit }) => ({
        at_ms: atMs,
        value: shownMoney(sub(now.equity, sub(now.profit, profit))),
      }));
    },
  };
}

/** What is shown of money; what is kept is exact. */
export function shownMoney(value: string): string {
  return normalize(toPlaces(value, SHOWN_PLACES, 'half_even'));
}
