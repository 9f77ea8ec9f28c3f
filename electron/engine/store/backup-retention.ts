import type { BackupFile } from './backup-files.ts';

const DAY_MS = 86_400_000;
const WEEKS = 8;
/** Copies before a migration or a restore are of a journal that is no more: kept long, but not without end. */
const SINGLE_MS = 365 * DAY_MS;
const MOST_SINGLE = 10;
/** Kept whatever their age: a clock that was wrong once must not take nearly all of them. */
const LEAST_DAYS = 3;

/**
 * Backups that need not be kept: of the others the newest of each day for `keepDays` days, the newest of each week for eight
 * weeks, and those before a migration or a restore for a year, ten of each at most. The newest of all is always kept, and so is that
 * of the last three days that have any.
 */
export function superfluous(backups: readonly BackupFile[], nowMs: number, keepDays: number): BackupFile[] {
  const newestFirst = backups.toSorted((a, b) => b.atMs - a.atMs);
  const regular = newestFirst.filter(({ cause }) => cause === 'schedule' || cause === 'asked');
  const kept = new Set<BackupFile>([
    ...newestFirst.slice(0, 1),
    ...newestOfEach(regular, DAY_MS, -Infinity).slice(0, LEAST_DAYS),
    ...newestOfEach(regular, DAY_MS, nowMs - keepDays * DAY_MS),
    ...newestOfEach(regular, 7 * DAY_MS, nowMs - WEEKS * 7 * DAY_MS),
    ...(['migration', 'restore'] as const).flatMap((cause) =>
      newestFirst.filter((each) => each.cause === cause && each.atMs > nowMs - SINGLE_MS).slice(0, MOST_SINGLE),
    ),
  ]);
  return newestFirst.filter((each) => !kept.has(each));
}

function newestOfEach(newestFirst: readonly BackupFile[], spanMs: number, sinceMs: number): BackupFile[] {
  const spans = new Set<number>();
  return newestFirst.filter(({ atMs }) => {
    const span = Math.floor(atMs / spanMs);
    if (atMs < sinceMs || spans.has(span)) return false;
    spans.add(span);
    return true;
  });
}
