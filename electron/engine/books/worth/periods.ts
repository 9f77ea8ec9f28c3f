import { wallTimeMs } from '../../../../shared/risk/zone-clock.ts';
import type { Period } from '../../../../shared/schema/equity.ts';
import type { RiskSettings } from '../../../../shared/schema/limits.ts';
import { momentOf, tradingDayBegan } from '../../risk/profit/trading-day.ts';

const MONDAY = 1;

/**
 * When the running day, week (from Monday), month and year began, in the account's time zone and at the hour that its days
 * begin at. `all` has no beginning of its own.
 */
export function periodBegan(
  period: Exclude<Period, 'all'>,
  nowMs: number,
  settings: Pick<RiskSettings, 'time_zone' | 'day_starts_at'>,
): number {
  const dayMs = tradingDayBegan(nowMs, settings);
  if (period === 'day') return dayMs;
  const { time_zone: zone = 'UTC', day_starts_at: startsAt = '00:00' } = settings;
  const [hour = 0, minute = 0] = startsAt.split(':').map(Number);
  // Of the trading day, which has its date from where it begins. A skipped hour moves its beginning later on the same date.
  const day = new Date(wallTimeMs(zone, dayMs));
  const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()];
  const back = (day.getUTCDay() - MONDAY + 7) % 7;
  const first = {
    week: Date.UTC(year, month, date - back),
    month: Date.UTC(year, month, 1),
    year: Date.UTC(year, 0, 1),
  }[period];
  return momentOf(zone, first + (hour * 60 + minute) * 60_000);
}
