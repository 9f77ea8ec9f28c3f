import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyJournal } from '../../../electron/engine/audit/verify-journal.ts';
import { systemClock } from '../../../electron/engine/seams.ts';
import { copyAtRest } from '../../../electron/engine/store/copy-at-rest.ts';
import { lockDataDir } from '../../../electron/engine/store/engine-lock.ts';
import { MIGRATIONS } from '../../../electron/engine/store/migrate.ts';
import { openStorage } from '../../../electron/engine/store/open-storage.ts';
import { restoreJournal } from '../../../electron/engine/store/restore.ts';
import { openDatabase, openToRead } from '../../../electron/engine/store/sqlite.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createSeededIds } from '../../support/seeded-ids.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { openSimEngine, signal } from '../sim-engine.ts';

const CHILD = path.join(import.meta.dirname, 'restore-child.ts');

/** A data directory that traded on after its journal was copied. */
async function traded() {
  const { engine, dataDir, clock } = await openSimEngine();
  await engine.signals.fire(signal({ id: 'before' }), 'cli');
  const backup = await engine.backups.make();
  clock.advance(60_000);
  await engine.signals.fire(signal({ id: 'after' }), 'cli');
  await engine.close();
  return { dataDir, backup, journal: path.join(dataDir, 'journal.db') };
}

function restore(dataDir: string, file: string) {
  const clock = createFakeClock(Date.UTC(2026, 11, 2));
  return restoreJournal(dataDir, file, { clock, ids: createSeededIds('restore', clock) });
}

/** Ids of the signals in a journal, which is whole. */
function signalsIn(file: string): string[] {
  const db = openToRead(file);
  try {
    expect(verifyJournal(db, null, systemClock)).toMatchObject({ ok: true });
    return [...db.each<{ id: string }>('SELECT id FROM signals ORDER BY id')].map(({ id }) => id);
  } finally {
    db.close();
  }
}

describe('a restore', () => {
  it('does not go on where somebody reads the copy meanwhile, because its stop would stay behind', async () => {
    const { dataDir, backup, journal } = await traded();
    const clock = createFakeClock(Date.UTC(2026, 11, 2));
    const ids = createSeededIds('restore', clock);
    let reader: ReturnType<typeof openToRead> | null = null;
    const next = (prefix: Parameters<typeof ids.next>[0]): string => {
      reader ??= openToRead(path.join(dataDir, 'journal.db.incoming'));
      reader.hold();
      return ids.next(prefix);
    };
    const restoring = () => restoreJournal(dataDir, backup.file, { clock, ids: { ...ids, next } });
    expect(restoring).toThrowError(expect.objectContaining({ code: 'BACKUP_FAILED' }));
    (reader as ReturnType<typeof openToRead> | null)?.close();
    expect(signalsIn(journal)).toEqual(['after', 'before']);
    expect(restore(dataDir, backup.file).restored).toEqual(backup);
  });

  it('puts the copy in place, keeps what was there, and stops everything until the operator releases it', async () => {
    const { dataDir, backup, journal } = await traded();
    writeFileSync(path.join(dataDir, 'books.db'), 'books');
    const { restored, former } = restore(dataDir, backup.file);
    expect(restored).toEqual(backup);
    expect(signalsIn(journal)).toEqual(['before']);
    expect(path.dirname(former ?? '')).toBe(path.join(dataDir, 'backups'));
    expect(signalsIn(former ?? '')).toEqual(['after', 'before']);
    expect(existsSync(path.join(dataDir, 'books.db'))).toBe(false);
    expect((statSync(journal).mode & 0o777).toString(8)).toBe('600');
    expect(readdirSync(dataDir).filter((name) => /incoming|restore/.test(name))).toEqual([]);

    const { engine } = await openSimEngine({}, dataDir);
    expect(engine.stops.current().stops).toMatchObject([
      { scope: { kind: 'global' }, cause: 'automatic', code: 'JOURNAL_RESTORED', durable: true, by: 'console' },
    ]);
    const refused = await engine.signals.fire(signal({ id: 'now' }), 'cli');
    expect([refused.orders, refused.error?.code]).toEqual([[], 'ACCOUNT_STOPPED']);
    const { confirmation_id, phrase } = engine.stops.prepareRelease({ kind: 'global' });
    engine.stops.release(confirmation_id, phrase, 'cli');
    expect((await engine.signals.fire(signal({ id: 'then' }), 'cli')).orders).toMatchObject([{ status: 'filled' }]);
    expect(engine.backups.list().map(({ cause }) => cause)).toEqual(['restore', 'asked']);
  });

  it('notes in the chain what was put back, and the head of what it replaced', async () => {
    const { dataDir, backup, journal } = await traded();
    const db = openToRead(journal);
    const former = db.get<{ seq: number; hash: string }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
    db.close();
    restore(dataDir, backup.file);
    const now = openToRead(journal);
    onTestFinished(now.close);
    const entry = now.get<{ body: string }>(`SELECT body FROM audit WHERE kind = 'journal_restored'`);
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({
      at: backup.at,
      file: path.basename(backup.file),
      head: backup.audit_head,
      former_head: former,
    });
  });

  it('leaves a stop in effect that the journal of now could not keep', async () => {
    const { dataDir, backup } = await traded();
    const reserve = path.join(dataDir, 'stops-reserve.json');
    const before = readFileSync(reserve);
    restore(dataDir, backup.file);
    expect(readFileSync(reserve)).toEqual(before);
  });

  it('works where there is no journal, and from an older schema', async () => {
    const { backup } = await traded();
    const fresh = path.join(tempDir(), 'new');
    expect(restore(fresh, backup.file).former).toBeNull();
    expect(signalsIn(path.join(fresh, 'journal.db'))).toEqual(['before']);

    const old = oldJournal(13);
    restore(fresh, old);
    const storage = openStorage(fresh);
    onTestFinished(storage.close);
    expect(storage.journal.get('PRAGMA user_version')).toEqual({ user_version: MIGRATIONS.length });
    expect(storage.journal.all('SELECT code FROM stops')).toEqual([{ code: 'JOURNAL_RESTORED' }]);
  });

  it('moves a damaged journal aside as it is, log and all', async () => {
    const { dataDir, backup, journal } = await traded();
    writeFileSync(journal, 'no database at all');
    writeFileSync(`${journal}-wal`, 'no log');
    const { former } = restore(dataDir, backup.file);
    expect(readFileSync(former ?? '', 'utf8')).toBe('no database at all');
    expect(readFileSync(`${former}-wal`, 'utf8')).toBe('no log');
    expect(signalsIn(journal)).toEqual(['before']);
  });

  it('is refused while an engine runs', async () => {
    const { dataDir, backup } = await traded();
    onTestFinished(lockDataDir(dataDir));
    expect(() => restore(dataDir, backup.file)).toThrow(expect.objectContaining({ code: 'ENGINE_LOCKED' }));
  });
});

function oldJournal(schema: number): string {
  const file = path.join(tempDir(), 'old.db');
  const db = openDatabase(file, { synchronous: 'NORMAL', journal: 'DELETE' });
  for (const step of MIGRATIONS.slice(0, schema)) db.exec(step);
  db.exec(`PRAGMA user_version=${schema}; PRAGMA application_id=${0x5154636a}`);
  db.close();
  return file;
}

describe('what is no whole journal is refused, and nothing is changed', () => {
  const damaged = (work: (bytes: Buffer) => Buffer | string) => (file: string) =>
    writeFileSync(file, work(readFileSync(file)));
  const sql = (text: string) => (file: string) => {
    const db = openDatabase(file, { synchronous: 'NORMAL', journal: 'DELETE' });
    db.exec(text);
    db.close();
  };
  it.each([
    ['a text', damaged(() => 'hello'), /not a database/],
    ['an empty file', damaged(() => ''), /not a database/],
    ['half of one', damaged((bytes) => bytes.subarray(0, bytes.length / 2)), /damaged/],
    [
      'one with a page of noise',
      damaged((bytes) => bytes.fill(0xa5, bytes.length / 2, bytes.length / 2 + 4_096)),
      /damaged/,
    ],
    ['another program’s', sql('PRAGMA application_id=7'), /no journal of this console/],
    ['a newer version’s', sql('PRAGMA user_version=99'), /newer version/],
    [
      'one whose chain was changed',
      sql(`DROP TRIGGER audit_no_update; UPDATE audit SET subject = 'x' WHERE seq = 2`),
      /entry 2 of its audit chain was changed/,
    ],
    ['one whose orders were changed', sql(`UPDATE orders SET status = 'canceled'`), /audit chain says that order/],
  ])('%s', async (_what, harm, words) => {
    const { dataDir, backup, journal } = await traded();
    const before = readFileSync(journal);
    const file = path.join(tempDir(), 'copy.db');
    copyAtRest(backup.file, file);
    harm(file);
    expect(() => restore(dataDir, file)).toThrow(
      expect.objectContaining({ code: 'BACKUP_INVALID', message: expect.stringMatching(words) as string }),
    );
    expect(() => restore(dataDir, file)).toThrow(file);
    expect(readFileSync(journal)).toEqual(before);
    expect(readdirSync(dataDir).filter((name) => /incoming|restore/.test(name))).toEqual([]);
  });

  it('the journal itself, and a file that is not there', async () => {
    const { dataDir, journal } = await traded();
    expect(() => restore(dataDir, journal)).toThrow(expect.objectContaining({ code: 'BACKUP_INVALID' }));
    expect(() => restore(dataDir, path.join(dataDir, 'none.db'))).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });
});

it('leaves the former or the new journal, whole, wherever it is killed', { timeout: 120_000 }, async () => {
  const { dataDir, backup } = await traded();
  const seen = new Set<string>();
  let killAt = 1;
  for (; ; killAt += 1) {
    const dir = path.join(tempDir(), 'data');
    cpSync(dataDir, dir, { recursive: true });
    const file = path.join(dir, 'backups', path.basename(backup.file));
    const { stdout, signal: by } = spawnSync(process.execPath, [CHILD, dir, file, String(killAt)], {
      encoding: 'utf8',
    });
    if (stdout.includes('done')) break;
    expect(by).toBe('SIGKILL');
    openStorage(dir).close();
    const journal = path.join(dir, 'journal.db');
    const signals = signalsIn(journal);
    const db = openToRead(journal);
    const stops = [...db.each<{ code: string }>('SELECT code FROM stops')].map(({ code }) => code);
    db.close();
    // Never the new journal without what holds trading back, and never the old one with it.
    seen.add(JSON.stringify([signals, stops]));
    const aside = readdirSync(path.join(dir, 'backups')).filter(
      (name) => name.startsWith('replaced-') && name.endsWith('.db'),
    );
    expect(aside).toHaveLength(signals.length === 1 ? 1 : 0);
    for (const name of aside) expect(signalsIn(path.join(dir, 'backups', name))).toEqual(['after', 'before']);
    expect(readdirSync(dir).filter((name) => /incoming|restore/.test(name))).toEqual([]);
  }
  expect(killAt).toBeGreaterThan(10);
  expect([...seen].toSorted()).toEqual([
    JSON.stringify([['after', 'before'], []]),
    JSON.stringify([['before'], ['JOURNAL_RESTORED']]),
  ]);
});

it('changes nothing where there is no room for the copy', async () => {
  const { dataDir, backup, journal } = await traded();
  const before = readFileSync(journal);
  const limit = Math.floor(backup.bytes / 2_048);
  const script = `trap '' XFSZ; ulimit -f ${limit}; exec "$0" "$@"`;
  const run = spawnSync('bash', ['-c', script, process.execPath, CHILD, dataDir, backup.file, '0'], {
    encoding: 'utf8',
  });
  expect(run.stderr).toContain('BACKUP_FAILED');
  expect(readFileSync(journal)).toEqual(before);
  expect(readdirSync(dataDir).filter((name) => /incoming|restore/.test(name))).toEqual([]);
});
