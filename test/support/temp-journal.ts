import path from 'node:path';
import { onTestFinished } from 'vitest';
import { migrate } from '../../electron/engine/store/migrate.ts';
import { openDatabase } from '../../electron/engine/store/sqlite.ts';
import type { Database } from '../../electron/engine/store/sqlite.ts';
import { tempDir } from './temp-dir.ts';

/** A journal with the newest schema, closed after the test. Not synced: these tests cut no power. */
export function tempJournal(file: string = path.join(tempDir(), 'journal.db')): Database {
  const db = openDatabase(file, { synchronous: 'NORMAL' });
  migrate(db);
  let open = true;
  const close = () => {
    if (open) db.close();
    open = false;
  };
  onTestFinished(close);
  return { ...db, close };
}
