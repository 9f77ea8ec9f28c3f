import { closeSync, openSync, readSync } from 'node:fs';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { AuditEntry } from '../audit/audit-chain.ts';
import { createChainCheck } from '../audit/chain-check.ts';
import { ENTRIES } from '../audit/verify-journal.ts';
import { APPLICATION_ID, MIGRATIONS } from './migrate.ts';
import { openToRead } from './sqlite.ts';
import type { Reader } from './sqlite.ts';
import { storageFailure } from './storage-failure.ts';

/** The first bytes of every SQLite database. */
const MAGIC = 'SQLite format 3\0';
/** As many rows as are read in about a millisecond. */
const ROWS_A_TURN = 200;

/** Throws BACKUP_INVALID. To be asked before SQLite opens a file of unknown origin. */
export function refuseNoDatabase(file: string): void {
  const head = Buffer.alloc(MAGIC.length);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, head, 0, head.length, 0);
  } finally {
    closeSync(handle);
  }
  if (head.toString('latin1') !== MAGIC) throw invalid(file, 'it is not a database');
}

/** Whether a copy is a whole journal of this console. Throws BACKUP_INVALID. Takes seconds for a large one. */
export function checkCopy(file: string): void {
  readCopy(file, (db) => {
    refuseForeign(file, db);
    const found = db.get<{ integrity_check: string }>('PRAGMA integrity_check(1)')?.integrity_check ?? 'no answer';
    if (found !== 'ok') throw invalid(file, `it is damaged: ${found.replaceAll('\n', ' ').slice(0, 200)}`);
  });
}

/**
 * The same while an engine trades: reads every row and recomputes the audit chain, a millisecond at a time. Indexes are not
 * compared; a restore does that.
 */
export async function checkCopyBetween(file: string, soon: (task: () => void) => void): Promise<void> {
  const turn = () => new Promise<void>((resolve) => soon(resolve));
  const db = openToRead(file);
  try {
    refuseForeign(file, db);
    const tables = [...db.each<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)];
    for (const { name } of tables) {
      let rows = 0;
      for (const _row of db.each(`SELECT * FROM "${name.replaceAll('"', '""')}" NOT INDEXED`)) {
        if (++rows % ROWS_A_TURN === 0) await turn();
      }
    }
    const chain = createChainCheck();
    for (const entry of db.each<AuditEntry>(ENTRIES)) {
      const found = chain.next(entry);
      if ('broken' in found)
        throw invalid(file, `entry ${found.broken.seq} of its audit chain ${found.broken.problem}`);
      if (entry.seq % ROWS_A_TURN === 0) await turn();
    }
  } catch (error) {
    throw readable(file, error);
  } finally {
    db.close();
  }
}

/** Throws BACKUP_INVALID, also for what the storage says while `work` reads. */
export function readCopy<T>(file: string, work: (db: Reader) => T): T {
  let db: Reader | null = null;
  try {
    db = openToRead(file);
    return work(db);
  } catch (error) {
    throw readable(file, error);
  } finally {
    db?.close();
  }
}

export function invalid(file: string, why: string): QtError {
  return new QtError('BACKUP_INVALID', `${file} cannot be used: ${why}. Nothing was changed.`);
}

function refuseForeign(file: string, db: Pick<Reader, 'get'>): void {
  const { application_id: id } = db.get<{ application_id: number }>('PRAGMA application_id') ?? {};
  if (id !== APPLICATION_ID) throw invalid(file, 'it is no journal of this console');
  const schema = db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (schema < 1) throw invalid(file, 'it is empty');
  if (schema > MIGRATIONS.length) {
    throw invalid(file, `a newer version wrote it (schema ${schema}, this one knows ${MIGRATIONS.length})`);
  }
}

function readable(file: string, error: unknown): unknown {
  const failure = storageFailure(error);
  return failure === null ? error : invalid(file, failure);
}
