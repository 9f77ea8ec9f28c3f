import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { QtError } from '../../../shared/schema/error-code.ts';
import { walDamage } from './check-wal.ts';
import { openToRead } from './sqlite.ts';
import type { Database } from './sqlite.ts';
import { storageFailure } from './storage-failure.ts';

/** The first bytes of every SQLite database. */
const MAGIC = 'SQLite format 3\0';
/** A check of all pages reads them all: up to this size it takes less than a tenth of a second. */
const CHECKED_AT_OPEN_BYTES = 64 * 1_024 * 1_024;

/**
 * What can be told of a journal without opening it. Opening one whose newest commits cannot be read would drop them, and
 * with them orders that were sent, so it is refused before a byte is changed. Throws `QtError('JOURNAL_UNAVAILABLE')`.
 */
export function refuseDamagedFiles(file: string): void {
  const damage = walDamage(file);
  if (damage !== null) throw damaged(file, damage);
  if (existsSync(file) && statSync(file).size > 0 && !isDatabase(file)) throw damaged(file, 'it is not a database');
  // A journal that is empty while the log beside it is not was not made anew by us.
  const emptied = existsSync(file) ? statSync(file).size === 0 : false;
  const logs = path.join(path.dirname(file), 'logs.db');
  if (emptied && existsSync(logs) && statSync(logs).size > 0) throw damaged(file, 'it is empty');
}

/**
 * Checks what is in the journal, by a connection that changes nothing: one that can write would bring the log into the
 * database as it is closed. Throws `QtError('JOURNAL_UNAVAILABLE')`.
 */
export function refuseDamagedContent(file: string): void {
  if (!existsSync(file) || statSync(file).size === 0) return;
  let db: Pick<Database, 'get' | 'close'> | null = null;
  try {
    db = openToRead(file);
    const damage = isSmall(file) ? quickDamage(db) : cutOff(db, file);
    if (damage !== null) throw damaged(file, damage);
  } catch (error) {
    const failure = storageFailure(error);
    throw failure === null ? error : damaged(file, failure);
  } finally {
    db?.close();
  }
}

/** Tables of a journal too large to be checked at once, one at a time. */
export function tablesToCheck(db: Database, file: string): string[] {
  if (isSmall(file)) return [];
  return db
    .all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .map(({ name }) => name);
}

/** The first fault that SQLite finds in a table and its indexes, or in all of them; null where there is none. */
export function quickDamage(db: Pick<Database, 'get'>, table: string | null = null): string | null {
  const what = table === null ? '1' : `'${table.replaceAll("'", "''")}'`;
  const found = db.get<{ quick_check: string }>(`PRAGMA quick_check(${what})`)?.quick_check ?? 'no answer';
  return found === 'ok' ? null : `it is damaged: ${found.replaceAll('\n', ' ').slice(0, 200)}`;
}

function isDatabase(file: string): boolean {
  const head = Buffer.alloc(MAGIC.length);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, head, 0, head.length, 0);
  } finally {
    closeSync(handle);
  }
  return head.toString('latin1') === MAGIC;
}

function isSmall(file: string): boolean {
  return statSync(file).size <= CHECKED_AT_OPEN_BYTES;
}

/** A file shorter than its own header says. */
function cutOff(db: Pick<Database, 'get'>, file: string): string | null {
  const pageBytes = db.get<{ page_size: number }>('PRAGMA page_size')?.page_size ?? 0;
  const { size } = statSync(file);
  return pageBytes > 0 && size % pageBytes !== 0 ? 'it is cut off' : null;
}

function damaged(file: string, why: string): QtError {
  const folder = path.dirname(file);
  return new QtError(
    'JOURNAL_UNAVAILABLE',
    `The journal ${file} cannot be used: ${why}. Nothing was changed. Copy ${folder} to a safe place, then put back ` +
      `journal.db, journal.db-wal and journal.db-shm together from a backup. Orders that rest at exchanges go on without the console.`,
  );
}
