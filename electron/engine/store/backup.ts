import { closeSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { BackupDocument } from '../../../shared/schema/backup.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { Clock } from '../ports.ts';
import type { Log } from '../telemetry/log.ts';
import { checkCopyBetween } from './backup-check.ts';
import { PART, backupName, describeBackup, findBackups, makeBackupDir, namesIn } from './backup-files.ts';
import type { BackupCause } from './backup-files.ts';
import { superfluous } from './backup-retention.ts';
import { whyNotKept } from './backup-failure.ts';
import { removeDatabase, renameDurably, syncFile } from './durable-files.ts';
import { copyDatabase, openDatabase } from './sqlite.ts';

export interface Backups {
  /** Newest first. A file that cannot be read is none. */
  list(): BackupDocument[];
  /** Copies the journal while all goes on; several that ask at once get one copy. Throws BACKUP_FAILED. */
  make(cause: Exclude<BackupCause, 'restore'>): Promise<BackupDocument>;
  /** When the newest one was made of the journal that is used now. */
  newestMs(): number | null;
  /** Ends with the copy that is under way. */
  close(): Promise<void>;
}

export function createBackups(deps: {
  journalFile: string;
  dir: string;
  keepDays: number;
  clock: Clock;
  log: Pick<Log, 'info' | 'error'>;
  /** Runs a task after the events that are ready now. */
  soon: (task: () => void) => void;
}): Backups {
  const { journalFile, dir, clock, log } = deps;
  const dirs = [dir, path.join(path.dirname(journalFile), 'backups')];
  let underWay: Promise<BackupDocument> | null = null;

  async function copy(cause: BackupCause): Promise<BackupDocument> {
    const atMs = clock.nowMs();
    const file = path.join(dir, backupName(cause, atMs));
    const part = file + PART;
    try {
      makeBackupDir(dir);
      for (const name of namesIn(dir)) if (name.includes(`.db${PART}`)) rmSync(path.join(dir, name), { force: true });
      // Made by us first, because SQLite would make it readable by others.
      closeSync(openSync(part, 'wx', 0o600));
      await copyDatabase(journalFile, part);
      // Without a log of its own a copy is one file, and reading it makes no others.
      openDatabase(part, { synchronous: 'FULL', journal: 'DELETE' }).close();
      await checkCopyBetween(part, deps.soon);
      syncFile(part);
      renameDurably(part, file);
      return describeBackup({ file, atMs, cause });
    } catch (error) {
      removeDatabase(part);
      const why = whyNotKept(error);
      if (why === null) throw error;
      throw new QtError('BACKUP_FAILED', `The journal could not be copied to ${dir}: ${why}.`);
    }
  }

  function thin(): void {
    for (const { file } of superfluous(findBackups(dirs), clock.nowMs(), deps.keepDays)) {
      try {
        removeDatabase(file);
      } catch (error) {
        log.error('A backup that is no longer needed could not be removed', { detail: `${file}: ${String(error)}` });
      }
    }
  }

  async function make(cause: BackupCause): Promise<BackupDocument> {
    const made = await copy(cause);
    log.info('The journal was backed up', { detail: `${made.file}, audit head ${made.audit_head.seq}` });
    thin();
    return made;
  }

  return {
    list: () =>
      findBackups(dirs).flatMap((found) => {
        try {
          return [describeBackup(found)];
        } catch {
          return [];
        }
      }),
    make: (cause) => (underWay ??= make(cause).finally(() => (underWay = null))),
    newestMs: () => findBackups([dir]).find(({ cause }) => cause !== 'restore')?.atMs ?? null,
    async close() {
      await underWay?.catch(() => {});
    },
  };
}
