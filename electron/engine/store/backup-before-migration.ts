import path from 'node:path';
import { existsSync, statSync } from 'node:fs';
import { QtError } from '../../../shared/schema/error-code.ts';
import { checkCopy } from './backup-check.ts';
import { whyNotKept } from './backup-failure.ts';
import { PART, backupName, makeBackupDir } from './backup-files.ts';
import { copyAtRest } from './copy-at-rest.ts';
import { removeDatabase, renameDurably } from './durable-files.ts';
import { MIGRATIONS } from './migrate.ts';
import { openToRead } from './sqlite.ts';

/**
 * Copies a journal of an older schema, whole and verified, before it is changed. To be called before it is opened. Throws
 * BACKUP_FAILED, and then it must not be changed.
 */
export function backUpBeforeMigration(journalFile: string, dir: string, nowMs: number): void {
  if (!isOlder(journalFile)) return;
  const file = path.join(dir, backupName('migration', nowMs));
  const part = file + PART;
  try {
    makeBackupDir(dir);
    removeDatabase(part);
    copyAtRest(journalFile, part);
    checkCopy(part);
    renameDurably(part, file);
  } catch (error) {
    removeDatabase(part);
    const why = whyNotKept(error);
    if (why === null) throw error;
    throw new QtError(
      'BACKUP_FAILED',
      `This version has to change the form of the journal, and could not copy it to ${dir} before: ${why}. ` +
        'Nothing was changed. Make room there, or name another folder by QT_BACKUP_DIR, and start again.',
    );
  }
}

function isOlder(journalFile: string): boolean {
  if (!existsSync(journalFile) || statSync(journalFile).size === 0) return false;
  const db = openToRead(journalFile);
  try {
    const schema = db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
    return schema > 0 && schema < MIGRATIONS.length;
  } finally {
    db.close();
  }
}
