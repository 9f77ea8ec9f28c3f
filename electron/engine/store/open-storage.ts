import path from 'node:path';
import { prepareDataDir } from '../data-dir.ts';
import type { Clock } from '../ports.ts';
import { systemClock } from '../seams.ts';
import { backUpBeforeMigration } from './backup-before-migration.ts';
import { backupDirOf } from './backup-files.ts';
import { refuseDamagedContent, refuseDamagedFiles } from './check-journal.ts';
import { lockDataDir } from './engine-lock.ts';
import { migrate } from './migrate.ts';
import { finishRestore } from './restore-swap.ts';
import { openDatabase } from './sqlite.ts';
import type { Database } from './sqlite.ts';

export interface Storage {
  /** Orders, fills, maps, audit: every commit is durable. */
  journal: Database;
  /** Log records, apart, so that they never stand before an order's commit. */
  logs: Database;
  logDir: string;
  close(): void;
}

/**
 * Locks the data directory and opens what is in it; ends a restore that was interrupted, and copies a journal of an older
 * version before it is changed. Throws `QtError` ENGINE_LOCKED, JOURNAL_UNAVAILABLE for a journal that is damaged, and
 * BACKUP_FAILED; leaves nothing open on a throw.
 */
export function openStorage(
  dataDir: string,
  {
    env = {},
    clock = systemClock,
  }: { env?: Readonly<Record<string, string | undefined>>; clock?: Pick<Clock, 'nowMs'> } = {},
): Storage {
  prepareDataDir(dataDir);
  const closers = [lockDataDir(dataDir)];
  const close = () => {
    for (const closeOne of closers.splice(0).toReversed()) closeOne();
  };
  try {
    finishRestore(dataDir);
    const file = path.join(dataDir, 'journal.db');
    refuseDamagedFiles(file);
    refuseDamagedContent(file);
    backUpBeforeMigration(file, backupDirOf(env, dataDir), clock.nowMs());
    const journal = openDatabase(file, { synchronous: 'FULL' });
    closers.push(journal.close);
    migrate(journal);
    const logs = openDatabase(path.join(dataDir, 'logs.db'), { synchronous: 'NORMAL', shrinks: true });
    closers.push(logs.close);
    return { journal, logs, logDir: path.join(dataDir, 'logs'), close };
  } catch (error) {
    close();
    throw error;
  }
}
