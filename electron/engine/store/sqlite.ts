import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { DatabaseSync, backup } from '@photostructure/sqlite';

type Statement = ReturnType<InstanceType<typeof DatabaseSync>['prepare']>;

export type Row = Record<string, string | number | bigint | null | Uint8Array>;
export type SqlValue = string | number | bigint | null;

/** A SQLite connection: the one place that imports the driver. */
export interface Database {
  /** Prepared once per text, then reused. */
  all<T = Row>(sql: string, ...values: SqlValue[]): T[];
  get<T = Row>(sql: string, ...values: SqlValue[]): T | undefined;
  run(sql: string, ...values: SqlValue[]): { changes: number; lastInsertRowid: number };
  exec(sql: string): void;
  /** BEGIN IMMEDIATE … COMMIT; rolled back when `work` throws. Within an open one: a part of it, taken back by itself. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** SQLITE_BUSY: another connection holds the lock. */
const BUSY = 5;

/** Whether a statement failed because another connection holds the file. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && (error as { errcode?: unknown }).errcode === BUSY;
}

export interface DatabaseOptions {
  synchronous: 'FULL' | 'NORMAL';
  journal?: 'WAL' | 'DELETE';
  /** A new file can give back room by `PRAGMA incremental_vacuum`. Of one that exists already nothing changes. */
  shrinks?: boolean;
  /** How long a statement waits for another connection's lock. */
  busyTimeoutMs?: number;
}

/** A connection that only reads. */
export interface Reader extends Pick<Database, 'get' | 'close'> {
  /** Row after row, without holding them all. */
  each<T = Row>(sql: string, ...values: SqlValue[]): Iterable<T>;
  /** From now on everything is read as it stands at this moment, whatever others write. */
  hold(): void;
}

/** Opens a database for reading alone: neither it nor its log is changed, also not by closing it. */
export function openToRead(file: string): Reader {
  const db = new DatabaseSync(file, { readOnly: true });
  /** The driver finalises a statement that nobody holds, also under an iterator that still reads from it. */
  const held: Statement[] = [];
  return {
    get: <T>(sql: string, ...values: SqlValue[]) => db.prepare(sql).get(...values) as T | undefined,
    each: <T>(sql: string, ...values: SqlValue[]) => {
      const statement = db.prepare(sql);
      held.push(statement);
      return statement.iterate(...values) as Iterable<T>;
    },
    hold: () => holdSnapshot(db),
    close: () => {
      held.length = 0;
      db.close();
    },
  };
}

/** A transaction sees nothing before its first read. */
function holdSnapshot(db: InstanceType<typeof DatabaseSync>): void {
  db.exec('BEGIN');
  db.prepare('SELECT count(*) FROM sqlite_schema').get();
}

const PAGES_A_STEP = 256;

/**
 * Copies a database that is in use into `to`, an empty file. It is read on another thread, by a connection of its own that
 * holds one moment of it, so writers go on and the copy never begins again.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const db = new DatabaseSync(from, { readOnly: true });
  try {
    holdSnapshot(db);
    await backup(db, to, { rate: PAGES_A_STEP });
  } finally {
    db.close();
  }
}

/**
 * Opens or creates a database file that only its owner can read. The file is created 0600 before SQLite touches it, because
 * SQLite gives its -wal and -shm files the mode of the main file.
 */
export function openDatabase(file: string, options: DatabaseOptions): Database {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  const db = new DatabaseSync(file);
  try {
    db.exec(
      `PRAGMA busy_timeout=${options.busyTimeoutMs ?? 2_000}; ${options.shrinks ? 'PRAGMA auto_vacuum=INCREMENTAL;' : ''}
       PRAGMA journal_mode=${options.journal ?? 'WAL'}; PRAGMA synchronous=${options.synchronous};
       PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA fullfsync=ON; PRAGMA checkpoint_fullfsync=ON;`,
    );
  } catch (error) {
    db.close();
    throw error;
  }
  const statements = new Map<string, Statement>();
  const prepare = (sql: string): Statement => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = db.prepare(sql)));
    return statement;
  };
  return {
    all: <T>(sql: string, ...values: SqlValue[]) => prepare(sql).all(...values) as T[],
    get: <T>(sql: string, ...values: SqlValue[]) => prepare(sql).get(...values) as T | undefined,
    run: (sql, ...values) => {
      const result = prepare(sql).run(...values);
      return { changes: Number(result.changes), lastInsertRowid: Number(result.lastInsertRowid) };
    },
    exec: (sql) => db.exec(sql),
    transaction: (work) => {
      if (db.isTransaction) return nested(db, work);
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => {
      statements.clear();
      db.close();
    },
  };
}

function nested<T>(db: InstanceType<typeof DatabaseSync>, work: () => T): T {
  db.exec('SAVEPOINT part');
  try {
    const result = work();
    db.exec('RELEASE part');
    return result;
  } catch (error) {
    // A failure can have ended the whole transaction (a full disk does); then there is nothing left to take back.
    if (db.isTransaction) db.exec('ROLLBACK TO part; RELEASE part');
    throw error;
  }
}
