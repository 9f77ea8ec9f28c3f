import { rmSync } from 'node:fs';
import { openDatabase } from '../store/sqlite.ts';
import type { Database } from '../store/sqlite.ts';

/** The derived books have a version of their own: another one, and the file is made anew. */
const VERSION = 1;
/** Marks the file as ours: "QTbk". */
const APPLICATION_ID = 0x5154626b;

const SCHEMA = `
CREATE TABLE books (
  book         INTEGER PRIMARY KEY,
  account_name TEXT NOT NULL,
  exchange     TEXT NOT NULL,
  mode         TEXT NOT NULL,
  testnet      INTEGER NOT NULL,
  symbol       TEXT NOT NULL,
  state        TEXT,
  behind       INTEGER NOT NULL DEFAULT 0,
  rewinds      INTEGER NOT NULL DEFAULT 0,
  UNIQUE (account_name, exchange, mode, testnet, symbol)
) STRICT;
CREATE TABLE trades (
  book           INTEGER NOT NULL,
  at_ms          INTEGER NOT NULL,
  tie            TEXT NOT NULL,
  id             TEXT NOT NULL,
  origin         TEXT NOT NULL,
  side           TEXT NOT NULL,
  price          TEXT NOT NULL,
  amount         TEXT NOT NULL,
  fee            TEXT,
  fee_asset      TEXT,
  liquidity      TEXT,
  strategy_id    TEXT,
  order_id       TEXT,
  venue_order_id TEXT,
  trade_id       TEXT NOT NULL,
  PRIMARY KEY (book, at_ms, tie)
) STRICT, WITHOUT ROWID;
CREATE INDEX trades_by_strategy ON trades (strategy_id, book, at_ms, tie) WHERE strategy_id IS NOT NULL;
CREATE TABLE estimates (
  order_id TEXT PRIMARY KEY,
  book     INTEGER NOT NULL,
  at_ms    INTEGER NOT NULL,
  tie      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE lots (
  book        INTEGER NOT NULL,
  number      INTEGER NOT NULL,
  trade_id    TEXT NOT NULL,
  strategy_id TEXT,
  at_ms       INTEGER NOT NULL,
  quantity    TEXT NOT NULL,
  price       TEXT NOT NULL,
  PRIMARY KEY (book, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE closes (
  book            INTEGER NOT NULL,
  at_ms           INTEGER NOT NULL,
  tie             TEXT NOT NULL,
  part            INTEGER NOT NULL,
  trade_id        TEXT NOT NULL,
  order_id        TEXT,
  strategy_id     TEXT,
  side            TEXT NOT NULL,
  opened_id       TEXT,
  opened_strategy TEXT,
  opened_ms       INTEGER,
  quantity        TEXT NOT NULL,
  proceeds        TEXT NOT NULL,
  cost_fifo       TEXT,
  cost_average    TEXT,
  PRIMARY KEY (book, at_ms, tie, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE spans (
  book     INTEGER NOT NULL,
  from_ms  INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  PRIMARY KEY (book, from_ms, until_ms)
) STRICT, WITHOUT ROWID;
CREATE TABLE watermarks (source TEXT PRIMARY KEY, seq INTEGER NOT NULL, witness TEXT NOT NULL) STRICT;
`;

/**
 * Opens the derived books. A file of another version, one that was not finished, or one that cannot be read, is deleted:
 * everything in it is recomputed from the journal. A new one waits for no disk until it is sealed.
 */
export function openBooksFile(file: string): Database {
  try {
    const db = openDatabase(file, { synchronous: 'NORMAL' });
    if (isCurrent(db)) return db;
    db.close();
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  removeBooksFile(file);
  const db = openDatabase(file, { synchronous: 'NORMAL' });
  db.exec('PRAGMA synchronous=OFF');
  db.transaction(() => db.exec(SCHEMA));
  return db;
}

/** Marks a new file as finished, once its books have caught up: from then on every commit of it survives the machine. */
export function sealBooksFile(db: Database): void {
  if (isCurrent(db)) return;
  db.exec('PRAGMA synchronous=FULL');
  db.transaction(() => db.exec(`PRAGMA user_version=${VERSION}; PRAGMA application_id=${APPLICATION_ID};`));
  db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA synchronous=NORMAL;');
}

export function removeBooksFile(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
}

function isCurrent(db: Database): boolean {
  try {
    const version = db.get<{ user_version: number }>('PRAGMA user_version')?.user_version;
    const application = db.get<{ application_id: number }>('PRAGMA application_id')?.application_id;
    return version === VERSION && application === APPLICATION_ID;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return false;
  }
}

/** SQLITE_CORRUPT, SQLITE_NOTADB; and SQLITE_ERROR, where a table that has to be there is not. */
const DAMAGE = new Set([1, 11, 26]);

/** Whether the file, and not the disk or the question, is at fault. Extended codes keep the plain one in the low byte. */
export function isDamage(error: unknown): boolean {
  const code = error instanceof Error ? (error as { errcode?: unknown }).errcode : undefined;
  return typeof code === 'number' && DAMAGE.has(code & 0xff);
}
