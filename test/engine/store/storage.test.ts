import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockDataDir } from '../../../electron/engine/store/engine-lock.ts';
import { MIGRATIONS, migrate } from '../../../electron/engine/store/migrate.ts';
import { orderHolds } from '../../../electron/engine/store/migrations/006-order-holds.ts';
import { openStorage } from '../../../electron/engine/store/open-storage.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import type { Database } from '../../../electron/engine/store/sqlite.ts';
import { tempDir } from '../../support/temp-dir.ts';

const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);

function open(file: string): Database {
  const db = openDatabase(file, { synchronous: 'FULL' });
  onTestFinished(db.close);
  return db;
}

describe('engine lock', () => {
  it('refuses a second engine on the directory, and lets it in once the first is closed', () => {
    const dir = tempDir();
    const first = openStorage(dir);
    expect(() => openStorage(dir)).toThrow(expect.objectContaining({ code: 'ENGINE_LOCKED' }));
    first.close();
    openStorage(dir).close();
  });

  it('leaves nothing behind when refused: the first engine still holds it', () => {
    const dir = tempDir();
    const first = openStorage(dir);
    onTestFinished(first.close);
    for (let i = 0; i < 3; i += 1) {
      expect(() => lockDataDir(dir)).toThrow(expect.objectContaining({ code: 'ENGINE_LOCKED' }));
    }
    expect(first.journal.get<{ n: number }>('SELECT count(*) AS n FROM orders')).toEqual({ n: 0 });
  });

  it('is freed at once when the process that holds it is killed', { timeout: 20_000 }, async () => {
    const dir = tempDir();
    const script = path.join(import.meta.dirname, 'hold-lock.ts');
    const holder = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void holder.kill('SIGKILL'));
    await once(holder.stdout, 'data');
    expect(() => openStorage(dir)).toThrow(expect.objectContaining({ code: 'ENGINE_LOCKED' }));
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    openStorage(dir).close();
  });

  it('does not take another failure for a lock, whatever the directory is called', () => {
    const dir = path.join(tempDir(), 'locked-and-busy');
    expect(() => lockDataDir(dir)).toThrow(/ENOENT/);
  });
});

describe('files', () => {
  it('can be read by their owner alone, also -wal and -shm, and also ones that were too open before', () => {
    const dir = path.join(tempDir(), 'made', 'new');
    const storage = openStorage(dir);
    onTestFinished(storage.close);
    storage.journal.exec(`INSERT INTO paper_balances VALUES ('a', 'BTC', '1', '0')`);
    const files = readdirSync(dir);
    expect(files).toEqual(
      expect.arrayContaining(['engine.lock', 'journal.db', 'journal.db-wal', 'journal.db-shm', 'logs.db']),
    );
    expect(Object.fromEntries(files.map((file) => [file, mode(path.join(dir, file))]))).toEqual(
      Object.fromEntries(files.map((file) => [file, '600'])),
    );
    expect(mode(dir)).toBe('700');
    expect(mode(path.dirname(dir))).toBe('700');

    const loose = path.join(tempDir(), 'loose.db');
    writeFileSync(loose, '');
    chmodSync(loose, 0o666);
    open(loose).exec('CREATE TABLE t (a)');
    expect([mode(loose), mode(`${loose}-wal`)]).toEqual(['600', '600']);
  });
});

describe('journal database', () => {
  it('is durable: WAL, full synchronisation, foreign keys', () => {
    const storage = openStorage(tempDir());
    onTestFinished(storage.close);
    const pragma = (name: string) => Object.values(storage.journal.get(`PRAGMA ${name}`) ?? {})[0];
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('trusted_schema')).toBe(0);
    expect(() =>
      storage.journal.run(
        `INSERT INTO order_transitions (order_id, to_status, cause, at_ms, detail) VALUES ('none', 'sent', 'send', 1, '')`,
      ),
    ).toThrow(/FOREIGN KEY/);
  });

  it('migrates once, and opens again unchanged', () => {
    const file = path.join(tempDir(), 'journal.db');
    const db = open(file);
    migrate(db);
    const schema = db.all('SELECT type, name, sql FROM sqlite_schema ORDER BY name');
    const version = db.get('PRAGMA user_version');
    db.exec(`INSERT INTO paper_balances VALUES ('a', 'BTC', '1', '0')`);
    migrate(db);
    const again = open(file);
    migrate(again);
    expect(again.all('SELECT type, name, sql FROM sqlite_schema ORDER BY name')).toEqual(schema);
    expect(again.get('PRAGMA user_version')).toEqual(version);
    expect(again.all('SELECT * FROM paper_balances')).toHaveLength(1);
  });

  it('of a newer version is refused, and not touched', () => {
    const dir = tempDir();
    openStorage(dir).close();
    const db = open(path.join(dir, 'journal.db'));
    db.exec('PRAGMA user_version=99');
    expect(() => openStorage(dir)).toThrow(expect.objectContaining({ code: 'JOURNAL_UNAVAILABLE' }));
    expect(db.get('PRAGMA user_version')).toEqual({ user_version: 99 });
    // The refusal gave the lock back.
    lockDataDir(dir)();
  });
});

describe('transaction', () => {
  it('keeps all of it or nothing', () => {
    const db = open(path.join(tempDir(), 'a.db'));
    db.exec('CREATE TABLE t (a INTEGER PRIMARY KEY)');
    db.transaction(() => db.run('INSERT INTO t VALUES (1)'));
    expect(() =>
      db.transaction(() => {
        db.run('INSERT INTO t VALUES (2)');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(() =>
      db.transaction(() => {
        db.run('INSERT INTO t VALUES (3)');
        db.run('INSERT INTO t VALUES (1)');
      }),
    ).toThrow(/UNIQUE/);
    expect(db.all('SELECT a FROM t')).toEqual([{ a: 1 }]);
    expect(db.transaction(() => 7)).toBe(7);
  });

  it('survives a statement that already rolled it back', () => {
    const db = open(path.join(tempDir(), 'a.db'));
    db.exec('CREATE TABLE t (a INTEGER PRIMARY KEY)');
    expect(() => db.transaction(() => db.exec('ROLLBACK; SELECT * FROM nowhere'))).toThrow(/nowhere/);
    db.transaction(() => db.run('INSERT INTO t VALUES (1)'));
    expect(db.all('SELECT a FROM t')).toHaveLength(1);
  });
});

it('keeps every fill where trades become one per order', () => {
  const db = open(path.join(tempDir(), 'journal.db'));
  const before = MIGRATIONS.length - MIGRATIONS.slice(MIGRATIONS.indexOf(orderHolds)).length;
  for (const step of MIGRATIONS.slice(0, before)) db.exec(step);
  db.exec(`PRAGMA user_version=${before}`);
  db.exec(
    `INSERT INTO signals (id, body_hash, body, door, source, decision, received_ms) VALUES ('s', 'h', '{}', 'cli', 'default', '{}', 1)`,
  );
  for (const [id, side] of [
    ['buy', 'buy'],
    ['sell', 'sell'],
  ] as const) {
    db.run(
      `INSERT INTO orders (id, signal_id, client_order_id, account_name, exchange, mode, testnet, symbol, side, type, amount, status,
         created_ms, updated_ms) VALUES (?, 's', ?, 'a', 'binance', 'real', 0, 'BTC/USDT', ?, 'market', '1', 'filled', 1, 1)`,
      id,
      id,
      side,
    );
  }
  const fill = (order: string) =>
    db.run(
      `INSERT INTO fills (order_id, account_name, symbol, trade_id, price, amount, at_ms) VALUES (?, 'a', 'BTC/USDT', 't1', '1', '1', 1)`,
      order,
    );
  fill('buy');
  const kept = db.all('SELECT * FROM fills');
  migrate(db);
  expect(db.all('SELECT * FROM fills')).toEqual(kept);
  // The other side of a trade with itself has the same id, and no trade is an order's twice.
  fill('sell');
  expect(() => fill('sell')).toThrow(/UNIQUE/);
});
