import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { AuditHeadDocument } from '../../../shared/schema/audit.ts';
import type { BackupDocument, RestoreDocument } from '../../../shared/schema/backup.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import { auditHead, createAuditChain } from '../audit/audit-chain.ts';
import { verifyJournal } from '../audit/verify-journal.ts';
import { prepareDataDir } from '../data-dir.ts';
import type { Clock, Ids } from '../ports.ts';
import { createStopStore } from '../risk/stops/stop-store.ts';
import { checkCopy, invalid, readCopy, refuseNoDatabase } from './backup-check.ts';
import { whyNotKept } from './backup-failure.ts';
import { backupFileOf, describeBackup } from './backup-files.ts';
import { refuseDamagedContent, refuseDamagedFiles } from './check-journal.ts';
import { walDamage } from './check-wal.ts';
import { copyAtRest } from './copy-at-rest.ts';
import { removeDatabase, syncFile } from './durable-files.ts';
import { lockDataDir } from './engine-lock.ts';
import { migrate } from './migrate.ts';
import { decideSwap, finishRestore, incomingFile } from './restore-swap.ts';
import { openDatabase, openToRead } from './sqlite.ts';
import { isLasting, storageFailure } from './storage-failure.ts';

/**
 * Puts a backup in the journal's place. It is copied and verified wholly first, everything is stopped in it, and then it is
 * swapped in; what is there is moved aside. Whatever ends the process, the journal is the former one or the new one, whole.
 * Throws `QtError` ENGINE_LOCKED, BACKUP_INVALID (nothing was changed), BACKUP_FAILED (no room to copy it), NOT_FOUND.
 */
export function restoreJournal(dataDir: string, file: string, deps: { clock: Clock; ids: Ids }): RestoreDocument {
  if (!existsSync(file)) throw new QtError('NOT_FOUND', `There is no file ${file}.`);
  prepareDataDir(dataDir);
  const unlock = lockDataDir(dataDir);
  const incoming = incomingFile(dataDir);
  let decided = false;
  try {
    finishRestore(dataDir);
    const journal = path.join(dataDir, 'journal.db');
    const present = existsSync(journal);
    if (present && realpathSync(file) === realpathSync(journal)) throw invalid(file, 'it is the journal itself');
    takeIn(file, incoming, deps.clock);
    const restored = described(incoming, file);
    stopEverything(incoming, restored, present ? headIfReadable(journal) : null, deps);
    if (present) settle(journal);
    const former = decideSwap(dataDir, deps.clock.nowMs());
    decided = true;
    finishRestore(dataDir);
    return { restored, former: present ? former : null };
  } catch (error) {
    if (decided) throw error;
    removeDatabase(incoming);
    throw explained(error, file, incoming);
  } finally {
    unlock();
  }
}

/** Throws BACKUP_INVALID for what is not a whole journal with a whole chain. */
function takeIn(file: string, incoming: string, clock: Clock): void {
  refuseNoDatabase(file);
  const damage = walDamage(file);
  if (damage !== null) throw invalid(file, damage);
  copyAtRest(file, incoming);
  checkCopy(incoming);
  const { first_bad: bad } = readCopy(incoming, (db) => verifyJournal(db, null, clock));
  if (bad) throw invalid(incoming, `entry ${bad.seq} of its audit chain ${bad.problem}`);
}

/** The operator knows the file by the name that he gave. What the storage of the copy says is no room, or a damaged file. */
function explained(error: unknown, file: string, incoming: string): unknown {
  if (error instanceof QtError) return new QtError(error.code, error.message.replaceAll(incoming, file));
  if (isLasting(error)) return invalid(file, storageFailure(error) ?? '');
  const why = whyNotKept(error);
  return why === null
    ? error
    : new QtError('BACKUP_FAILED', `${file} could not be taken in: ${why}. Nothing was changed.`);
}

function described(incoming: string, file: string): BackupDocument {
  const found = backupFileOf(file) ?? { atMs: statSync(file).mtimeMs, cause: 'asked' as const };
  return { ...describeBackup({ ...found, file: incoming }), file, bytes: statSync(file).size };
}

/** Nobody knows what was fired after the copy was made: the operator compares, and then lets trading go on. */
function stopEverything(
  incoming: string,
  { file, at, audit_head: head }: BackupDocument,
  formerHead: AuditHeadDocument | null,
  { clock, ids }: { clock: Clock; ids: Ids },
): void {
  // In the mode that the engine uses: changing it needs the file for itself, and somebody may be verifying it by then.
  const db = openDatabase(incoming, { synchronous: 'FULL' });
  try {
    migrate(db);
    const audit = createAuditChain(db, clock);
    const told = { file: path.basename(file), at, head, former_head: formerHead };
    db.transaction(() => audit.append('journal_restored', 'journal', told));
    const nothing = { read: () => ({ stops: [], damaged: false }), keep() {} };
    const log = { error() {} };
    const stops = createStopStore({ db, audit, clock, ids, log, reserve: nothing, onChange() {} });
    const stop = stops.begin({
      scope: { kind: 'global' },
      cause: 'automatic',
      code: 'JOURNAL_RESTORED',
      reason: `The journal was put back from a copy of ${at}; what was fired after that is not in it. Compare every account with its exchange, then release this`,
      by: 'console',
      cancel: false,
      flatten: false,
    });
    stops.close();
    if (!stop.durable) throw new QtError('BACKUP_FAILED', `${incoming} cannot be written. Nothing was changed.`);
  } finally {
    db.close();
  }
  // Only the last one who has it open brings its log in, and the swap takes the file without one: nothing would be stopped.
  const log = `${incoming}-wal`;
  if (existsSync(log) && statSync(log).size > 0)
    throw new QtError('BACKUP_FAILED', `${incoming} is read by somebody else. Nothing was changed; try it again.`);
  syncFile(incoming);
}

function headIfReadable(journal: string): AuditHeadDocument | null {
  try {
    if (walDamage(journal) !== null) return null;
    const db = openToRead(journal);
    try {
      return auditHead(db);
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

/** Makes one file of the former journal and its log. One that is damaged stays as it is, log and all. */
function settle(journal: string): void {
  try {
    refuseDamagedFiles(journal);
    refuseDamagedContent(journal);
    openDatabase(journal, { synchronous: 'FULL', journal: 'DELETE' }).close();
  } catch {
    // It is moved aside with whatever stands beside it.
  }
}
