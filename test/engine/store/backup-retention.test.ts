import { describe, expect, it } from 'vitest';
import { backupFileOf, backupName } from '../../../electron/engine/store/backup-files.ts';
import type { BackupCause, BackupFile } from '../../../electron/engine/store/backup-files.ts';
import { superfluous } from '../../../electron/engine/store/backup-retention.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 11, 31, 12);

const at = (days: number, cause: BackupCause = 'schedule'): BackupFile => {
  const atMs = NOW - days * DAY;
  return { file: backupName(cause, atMs), atMs, cause };
};
const daysKept = (backups: BackupFile[], keepDays = 14): number[] => {
  const dropped = new Set(superfluous(backups, NOW, keepDays));
  return backups.filter((each) => !dropped.has(each)).map(({ atMs }) => (NOW - atMs) / DAY);
};
const count = (length: number): number[] => Array.from({ length }, (_, i) => i);

describe('backups that are kept', () => {
  it('are the newest of each of 14 days and of each of 8 weeks', () => {
    const kept = daysKept(count(400).map((day) => at(day)));
    expect(kept.slice(0, 15)).toEqual(count(15));
    expect(kept.length).toBeLessThanOrEqual(15 + 8);
    const older = kept.slice(14);
    expect(older.at(-1)).toBeLessThanOrEqual(56);
    for (const [i, day] of older.slice(1).entries()) expect(day - (older[i] ?? 0)).toBeLessThanOrEqual(7);
  });

  it('are one a day, the newest, whoever asked for it', () => {
    expect(daysKept([at(0), at(0.1, 'asked'), at(0.2), at(1), at(1.2, 'asked')])).toEqual([0, 1]);
  });

  it('are those of as many days as the operator says', () => {
    expect(
      daysKept(
        count(30).map((day) => at(day)),
        30,
      ),
    ).toHaveLength(30);
    expect(
      daysKept(
        count(30).map((day) => at(day)),
        1,
      ).slice(0, 2),
    ).toEqual([0, 1]);
  });

  it.each(['migration', 'restore'] as const)('are, before a %s, the newest ten of a year', (cause) => {
    expect(daysKept([at(0), ...count(20).map((i) => at(10 + i, cause))])).toEqual([0, ...count(10).map((i) => 10 + i)]);
    expect(daysKept([at(0), at(364, cause), at(366, cause)])).toEqual([0, 364]);
  });

  it('are never nearly none: those of the last three days stay, however old, for a clock can be wrong', () => {
    expect(daysKept([at(900), at(900.1), at(901), at(902), at(1_000)])).toEqual([900, 901, 902]);
  });
});

it('have names that say when and why, and no other name is one', () => {
  const causes = ['schedule', 'migration', 'asked', 'restore'] as const;
  for (const cause of causes) {
    expect(backupFileOf(`/d/${backupName(cause, NOW + 7)}`)).toEqual({
      file: `/d/${backupName(cause, NOW + 7)}`,
      atMs: NOW + 7,
      cause,
    });
  }
  for (const name of ['journal.db', 'journal-x-schedule.db', `${backupName('asked', NOW)}.part`, 'notes.txt'])
    expect(backupFileOf(name)).toBeNull();
});
