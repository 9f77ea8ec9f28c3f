import path from 'node:path';
import { prepareDataDir } from '../data-dir.ts';
import { refuseDamagedContent, refuseDamagedFiles } from './check-journal.ts';
import { lockDataDir } from './engine-lock.ts';
import { migrate } from './migrate.ts';
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

/** Locks the data directory and opens what is in it. Throws `QtError`
 * ENGINE_LOCKED, and JOURNAL_UNAVAILABLE for a journal that is damaged; leaves nothing open on a throw. */
export function openStorage(dataDir: string): Storage {
  prepareDataDir(dataDir);
  const closers = [lockDataDir(dataDir)];
  const close = () => {
    for (const closeOne of closers.splice(0).toReversed()) closeOne();
  };
  try {
    const file = path.join(dataDir, 'journal.db');
    refuseDamagedFiles(file);
    refuseDamagedContent(file);
    const journal = openDatabase(file, { synchronous: 'FULL' });
    closers.push(journal.close);
    migrate(journal);
    const logs = openDatabase(path.join(dataDir, 'logs.db'), { synchronous: 'NORMAL' });
    closers.push(logs.close);
    return { journal, logs, logDir: path.join(dataDir, 'logs'), close };
  } catch (error) {
    close();
    throw error;
  }
}
