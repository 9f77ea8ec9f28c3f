import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { entryHash } from '../../../electron/engine/audit/audit-chain.ts';
import type { AuditEntry } from '../../../electron/engine/audit/audit-chain.ts';
import { exportChain } from '../../../electron/engine/audit/export-chain.ts';
import { verifyJournal } from '../../../electron/engine/audit/verify-journal.ts';
import type { ExpectedHead } from '../../../electron/engine/audit/verify-journal.ts';
import { systemClock } from '../../../electron/engine/seams.ts';
import { copyAtRest } from '../../../electron/engine/store/copy-at-rest.ts';
import { openDatabase, openToRead } from '../../../electron/engine/store/sqlite.ts';
import type { Database } from '../../../electron/engine/store/sqlite.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { openSimEngine, signal } from '../sim-engine.ts';

let written: Promise<Buffer> | null = null;

/** A journal as an engine left it: orders, a refusal, changed maps, a kill. */
async function writeJournal(): Promise<Buffer> {
  const { engine, dataDir } = await openSimEngine();
  for (let i = 0; i < 3; i += 1) await engine.signals.fire(signal({ id: `buy_${i}` }), 'cli');
  await engine.signals.fire(signal({ type: 'limit', price: '10000', id: 'rests' }), 'cli');
  await engine.signals.fire(signal({ symbol: 'NO/SUCH', id: 'refused' }), 'cli');
  engine.routing.apply([{ map: 'account', strategy_id: 'trend', value: 'main_sim' }], null, 'cli');
  engine.stops.kill({ scope: { kind: 'global' } }, 'cli');
  await engine.close();
  const copy = path.join(dataDir, 'copy.db');
  copyAtRest(path.join(dataDir, 'journal.db'), copy);
  return readFileSync(copy);
}

async function copyOfJournal(): Promise<string> {
  const bytes = await (written ??= writeJournal());
  const file = path.join(tempDir(), 'journal.db');
  writeFileSync(file, bytes);
  return file;
}

function change(file: string, work: (db: Database) => void): void {
  const db = openDatabase(file, { synchronous: 'NORMAL', journal: 'DELETE' });
  db.exec('PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF');
  // What stands in the way of a change is itself only a row of the schema.
  for (const { name } of db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`))
    db.exec(`DROP TRIGGER ${name}`);
  work(db);
  db.close();
}

function verify(file: string, expected: ExpectedHead | null = null) {
  const db = openToRead(file);
  try {
    return verifyJournal(db, expected, systemClock);
  } finally {
    db.close();
  }
}

const entriesOf = (db: Database) => db.all<AuditEntry>('SELECT * FROM audit ORDER BY seq');
const seqOf = (db: Database, kind: string): number =>
  db.get<{ seq: number }>('SELECT max(seq) AS seq FROM audit WHERE kind = ?', kind)?.seq ?? 0;

/** As somebody would who can write to the file and knows how the chain is made. */
function forgeFrom(db: Database, first: number, body: (entry: AuditEntry) => string): void {
  let prev_hash = entriesOf(db)[first - 2]?.hash ?? '0'.repeat(64);
  for (const entry of entriesOf(db).slice(first - 1)) {
    const forged = { ...entry, prev_hash, body: entry.seq === first ? body(entry) : entry.body };
    prev_hash = entryHash(forged);
    const { seq } = entry;
    db.run(
      'UPDATE audit SET body = ?, prev_hash = ?, hash = ? WHERE seq = ?',
      forged.body,
      forged.prev_hash,
      prev_hash,
      seq,
    );
  }
}

it('finds a journal whole that an engine left, and tells its head', async () => {
  const file = await copyOfJournal();
  const db = openDatabase(file, { synchronous: 'NORMAL', journal: 'DELETE' });
  onTestFinished(db.close);
  const all = entriesOf(db);
  const { seq, hash } = all.at(-1) as AuditEntry;
  const kinds = new Set(all.map(({ kind }) => kind));
  for (const kind of ['order_journaled', 'order_moved', 'order_fill', 'signal_refused', 'mapping_changed', 'stopped'])
    expect(kinds).toContain(kind);
  expect(verify(file)).toMatchObject({ ok: true, entries: all.length, head: { seq, hash }, first_bad: null });
  expect(verify(file, { seq: null, hash })).toMatchObject({ ok: true });
  expect(verify(file, { seq: 2, hash: all[1]?.hash ?? '' })).toMatchObject({ ok: true });
});

it('says that an empty chain is whole, and that a head is not in it', () => {
  const file = path.join(tempDir(), 'journal.db');
  const db = openDatabase(file, { synchronous: 'NORMAL' });
  db.exec(`CREATE TABLE audit (seq, at_ms, kind, subject, body, prev_hash, hash); CREATE TABLE orders (id, status);
    CREATE TABLE signals (id, body, decision);
    CREATE TABLE fills (seq, order_id, trade_id, price, amount, fee, fee_asset, liquidity, at_ms)`);
  db.close();
  expect(verify(file)).toMatchObject({ ok: true, entries: 0, head: { seq: 0, hash: '0'.repeat(64), at: null } });
  expect(verify(file, { seq: 5, hash: 'a'.repeat(64) })).toMatchObject({ ok: false, first_bad: { seq: 5 } });
});

describe('names the first bad entry', () => {
  const swap =
    'UPDATE audit SET seq = 999 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 5; UPDATE audit SET seq = 5 WHERE seq = 999';
  it.each([
    ['a changed body', `UPDATE audit SET body = '{"by":"nobody"}' WHERE seq = 3`, 3, /was changed/],
    ['a changed time', 'UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 1', 1, /was changed/],
    ['a changed subject', `UPDATE audit SET subject = 'other' WHERE seq = 5`, 5, /was changed/],
    ['a changed kind', `UPDATE audit SET kind = 'armed' WHERE seq = 2`, 2, /was changed/],
    ['a changed hash', `UPDATE audit SET hash = '${'0'.repeat(64)}' WHERE seq = 4`, 4, /was changed/],
    [
      'a changed previous hash',
      `UPDATE audit SET prev_hash = '${'0'.repeat(64)}' WHERE seq = 4`,
      4,
      /does not follow entry 3/,
    ],
    [
      'a first entry that follows something',
      `UPDATE audit SET prev_hash = hash WHERE seq = 1`,
      1,
      /beginning of a chain/,
    ],
    ['a removed entry', 'DELETE FROM audit WHERE seq = 4', 4, /is missing$/],
    ['several removed entries', 'DELETE FROM audit WHERE seq IN (4, 5)', 4, /is missing, up to 5/],
    [
      'a removed entry with its number given away',
      'DELETE FROM audit WHERE seq = 4; UPDATE audit SET seq = seq - 1 WHERE seq > 4',
      4,
      /does not follow/,
    ],
    ['two entries in each other’s place', swap, 4, /does not follow/],
    [
      'an entry before the first',
      `INSERT INTO audit SELECT 0, at_ms, kind, subject, body, prev_hash, 'x' FROM audit WHERE seq = 1`,
      1,
      /another number/,
    ],
  ])('%s', async (_what, sql, seq, problem) => {
    const file = await copyOfJournal();
    change(file, (db) => db.exec(sql));
    expect(verify(file)).toMatchObject({
      ok: false,
      entries: seq - 1,
      head: { seq: seq - 1 },
      first_bad: { seq, problem: expect.stringMatching(problem) as string },
    });
  });

  it.each([
    ['with spaces', (body: string) => body.replace('{', '{ ')],
    [
      'with its keys in another order',
      (body: string) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(body) as object).toReversed())),
    ],
    ['that is no JSON', () => 'by nobody'],
  ])('a body %s, though every hash fits', async (_what, forge) => {
    const file = await copyOfJournal();
    let seq = 0;
    change(file, (db) => {
      seq = seqOf(db, 'mapping_changed');
      forgeFrom(db, seq, ({ body }) => forge(body));
    });
    expect(verify(file).first_bad).toEqual({ seq, problem: expect.stringContaining('not canonical') as string });
  });

  it('where the file cannot be read on', async () => {
    const file = await copyOfJournal();
    let pages = { root: 0, size: 0 };
    change(file, (db) => {
      const root =
        db.get<{ rootpage: number }>(`SELECT rootpage FROM sqlite_schema WHERE name = 'audit'`)?.rootpage ?? 0;
      pages = { root, size: db.get<{ page_size: number }>('PRAGMA page_size')?.page_size ?? 0 };
    });
    const bytes = readFileSync(file);
    bytes.fill(0xff, (pages.root - 1) * pages.size, pages.root * pages.size);
    writeFileSync(file, bytes);
    expect(verify(file)).toMatchObject({ ok: false, first_bad: { seq: 1, problem: 'cannot be read: it is damaged' } });
  });
});

describe('a head that was written down', () => {
  it('shows that the newest entries were cut off, where nothing else could', async () => {
    const file = await copyOfJournal();
    let head: ExpectedHead = { seq: 0, hash: '' };
    change(file, (db) => {
      head = entriesOf(db).at(-1) as ExpectedHead;
      db.run('DELETE FROM audit WHERE seq = ?', head.seq);
    });
    expect(verify(file).ok).toBe(true);
    const bad = { seq: head.seq, problem: expect.stringContaining('the chain ends at') as string };
    expect(verify(file, head).first_bad).toEqual(bad);
    expect(verify(file, { ...head, seq: null }).first_bad).toEqual(bad);
  });

  it('shows that a chain was made anew, and that it stood elsewhere', async () => {
    const file = await copyOfJournal();
    let head: ExpectedHead = { seq: 0, hash: '' };
    change(file, (db) => {
      const all = entriesOf(db);
      head = all.at(-1) as ExpectedHead;
      forgeFrom(db, seqOf(db, 'mapping_changed'), () => '{"by":"somebody else"}');
    });
    expect(verify(file).ok).toBe(true);
    expect(verify(file, head).first_bad).toMatchObject({ seq: head.seq });
    const { head: now } = verify(file);
    expect(verify(file, { seq: 1, hash: now.hash }).first_bad).toMatchObject({ seq: 1 });
  });
});

describe('what the chain says is compared with the journal', () => {
  it.each([
    [
      'an order with another status',
      `UPDATE orders SET status = 'canceled' WHERE signal_id = 'buy_1'`,
      'buy_1',
      'order_moved',
      /is filled, and the journal that it is canceled/,
    ],
    [
      'an order that is gone',
      `DELETE FROM orders WHERE signal_id = 'buy_1'`,
      'buy_1',
      'order_moved',
      /is not in the journal/,
    ],
    [
      'another price of a trade',
      `UPDATE fills SET price = price || '1' WHERE order_id = (SELECT id FROM orders WHERE signal_id = 'buy_1')`,
      'buy_1',
      'order_fill',
      /tells of other trades/,
    ],
    [
      'another fee of a trade',
      `UPDATE fills SET fee = NULL WHERE order_id = (SELECT id FROM orders WHERE signal_id = 'buy_1')`,
      'buy_1',
      'order_fill',
      /tells of other trades/,
    ],
    [
      'a trade that is gone',
      `DELETE FROM fills WHERE order_id = (SELECT id FROM orders WHERE signal_id = 'buy_1')`,
      'buy_1',
      'order_fill',
      /tells of other trades/,
    ],
    [
      'a trade too many',
      `INSERT INTO fills SELECT 9999, order_id, account_name, symbol, 'x', price, amount, fee, fee_asset, liquidity, at_ms
       FROM fills WHERE order_id = (SELECT id FROM orders WHERE signal_id = 'buy_1') LIMIT 1`,
      'buy_1',
      'order_fill',
      /tells of \d trades of order .*, and the journal has \d/,
    ],
    [
      'another decision',
      `UPDATE signals SET decision = replace(decision, 'sim', 'okx') WHERE id = 'buy_1'`,
      'buy_1',
      'order_journaled',
      /another decision/,
    ],
    [
      'another signal',
      `UPDATE signals SET body = replace(body, '0.01', '0.02') WHERE id = 'buy_1'`,
      'buy_1',
      'order_journaled',
      /another signal/,
    ],
  ])('%s', async (_what, sql, signalId, kind, problem) => {
    const file = await copyOfJournal();
    let seq = 0;
    change(file, (db) => {
      seq =
        db.get<{ seq: number }>(
          'SELECT max(a.seq) AS seq FROM audit a JOIN orders o ON o.id = a.subject WHERE o.signal_id = ? AND a.kind = ?',
          signalId,
          kind,
        )?.seq ?? 0;
      db.exec(sql);
    });
    expect(seq).toBeGreaterThan(0);
    expect(verify(file).first_bad).toEqual({ seq, problem: expect.stringMatching(problem) as string });
  });

  it('an order that the chain never heard of', async () => {
    const file = await copyOfJournal();
    change(file, (db) => {
      db.exec(`CREATE TEMP TABLE one AS SELECT * FROM orders LIMIT 1; UPDATE one SET id = 'ord_x', client_order_id = 'x';
        INSERT INTO orders SELECT * FROM one`);
    });
    const { first_bad: bad, entries } = verify(file);
    expect(bad).toEqual({ seq: entries, problem: expect.stringContaining('ord_x') as string });
  });
});

it('exports lines from which every hash can be recomputed', async () => {
  const file = await copyOfJournal();
  const db = openToRead(file);
  onTestFinished(db.close);
  const lines = [...exportChain(db, 0)];
  expect(lines).toHaveLength(verify(file).entries);
  for (const line of lines) {
    const told = JSON.parse(line) as Omit<AuditEntry, 'body'> & { at: string; body: unknown };
    expect(line.endsWith('}\n')).toBe(true);
    // The text itself, because that is what was hashed.
    const body = line.slice(line.indexOf(',"body":') + 8, line.lastIndexOf(',"prev_hash":'));
    expect(JSON.parse(body)).toEqual(told.body);
    expect(entryHash({ ...told, at_ms: Date.parse(told.at), body })).toBe(told.hash);
  }
  const after = openToRead(file);
  onTestFinished(after.close);
  expect([...exportChain(after, 3)]).toEqual(lines.slice(3));
});

it('exports what is broken too, a line each', async () => {
  const file = await copyOfJournal();
  change(file, (db) => {
    db.run('UPDATE audit SET body = ? WHERE seq = 2', 'no JSON\n"at all');
    db.run('UPDATE audit SET body = ?, hash = ? WHERE seq = 3', '{\n}', 'a"b');
  });
  const db = openToRead(file);
  onTestFinished(db.close);
  const lines = [...exportChain(db, 1)].slice(0, 2);
  expect(lines.map((line) => [line.split('\n').length, (JSON.parse(line) as AuditEntry).body])).toEqual([
    [2, 'no JSON\n"at all'],
    [2, '{\n}'],
  ]);
});
