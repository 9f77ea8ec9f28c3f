import { momentsOfWallTime, wallOffsetMs, wallTimeMs } from '../../../../shared/risk/zone-clock.ts';
import type { RiskSettings } from '../../../../shared/schema/limits.ts';

const DAY_MS = 86_400_000;

/** Epoch ms at which the trading day began that `nowMs` lies in. UTC midnights where the settings say nothing else. */
export function tradingDayBegan(
  nowMs: number,
  { time_zone: zone = 'UTC', day_starts_at: startsAt = '00:00' }: Pick<RiskSettings, 'time_zone' | 'day_starts_at'>,
): number {
  const [hour = 0, minute = 0] = startsAt.split(':').map(Number);
  const startMs = (hour * 60 + minute) * 60_000;
  const today = Math.floor(wallTimeMs(zone, nowMs) / DAY_MS);
  // One more day back than a day is long: a zone can leave out a whole one, as Samoa did.
  const begun = [1, 0, -1, -2]
    .map((day) => momentOf(zone, (today + day) * DAY_MS + startMs))
    .filter((ms) => ms <= nowMs);
  return Math.max(...begun);
}

/**
 * When a zone's wall clock shows this. A time that comes twice counts the first time; one that is skipped comes later by as
 * much as is skipped.
 */
export function momentOf(zone: string, wallMs: number): number {
  const [first] = momentsOfWallTime(zone, wallMs);
  return first ?? wallMs - wallOffsetMs(zone, wallMs - DAY_MS);
}
