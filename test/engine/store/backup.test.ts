import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyJournal } from '../../../electron/engine/audit/verify-journal.ts';
import { systemClock } from '../../../electron/engine/seams.ts';
import { checkCopy } from '../../../electron/engine/store/backup-check.ts';
import { createBackups } from '../../../electron/engine/store/backup.ts';
import { MIGRATIONS } from '../../../electron/engine/store/migrate.ts';
import { openStorage } from '../../../electron/engine/store/open-storage.ts';
import { openDatabase, openToRead } from '../../../electron/engine/store/sqlite.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createMemoryLog } from '../../support/memory-log.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { openSimEngine, signal } from '../sim-engine.ts';

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

/** A journal of schema 13, as the version before this one left it, with a row and, where asked for, its log. */
function oldJournal(dataDir: string, withLog = false): string {
  const file = path.join(dataDir, 'journal.db');
  const db = openDatabase(file, { synchronous: 'NORMAL' });
  for (const step of MIGRATIONS.slice(0, 13)) db.exec(step);
  db.exec(`PRAGMA user_version=13; PRAGMA application_id=${0x5154636a}`);
  db.exec(`PRAGMA wal_checkpoint(TRUNCATE); INSERT INTO paper_balances VALUES ('a', 'BTC', '7', '0')`);
  if (!withLog) db.close();
  else {
    // As a process that was killed leaves it.
    const [main, log] = [readFileSync(file), readFileSync(`${file}-wal`)];
    db.close();
    writeFileSync(file, main);
    writeFileSync(`${file}-wal`, log, { mode: 0o600 });
  }
  return file;
}

const balancesIn = (file: string) => {
  const db = openToRead(file);
  try {
    return [...db.each('SELECT * FROM paper_balances')];
  } finally {
    db.close();
  }
};

describe('a backup of a journal in use', () => {
  it('is one whole file, readable by its owner alone, and says what is in it', async () => {
    const { engine, dataDir, clock } = await openSimEngine();
    await engine.signals.fire(signal({ id: 'one' }), 'cli');
    const made = await engine.backups.make();
    expect(made).toEqual({
      file: path.join(dataDir, 'backups', 'journal-2026-12-01T12-00-00-000Z-asked.db'),
      at: '2026-12-01T12:00:00.000Z',
      bytes: statSync(made.file).size,
      cause: 'asked',
      schema: MIGRATIONS.length,
      audit_head: engine.audit.head(),
    });
    expect([modeOf(made.file), modeOf(path.dirname(made.file))]).toEqual(['600', '700']);
    checkCopy(made.file);
    const db = openToRead(made.file);
    onTestFinished(db.close);
    expect(verifyJournal(db, made.audit_head, systemClock)).toMatchObject({ ok: true });
    clock.advance(1_000);
    const later = await engine.backups.make();
    expect(engine.backups.list()).toEqual([later]);
    expect(readdirSync(path.dirname(made.file))).toEqual([path.basename(later.file)]);
  });

  it('goes on while orders are journaled, is of one moment, and is made once for all that ask', async () => {
    const { engine } = await openSimEngine();
    const firing = (async () => {
      for (let i = 0; i < 30; i += 1) await engine.signals.fire(signal(), 'cli');
    })();
    const [one, same] = await Promise.all([engine.backups.make(), engine.backups.make(), firing]);
    expect(same).toEqual(one);
    const db = openToRead(one.file);
    onTestFinished(db.close);
    expect(verifyJournal(db, one.audit_head, systemClock)).toMatchObject({ ok: true });
    expect(one.audit_head.seq).toBeLessThan(engine.audit.head().seq);
  });

  it('goes where the operator says, and fails with the reason where that cannot be', async () => {
    const dir = path.join(tempDir(), 'other', 'disk');
    const { engine } = await openSimEngine({ QT_BACKUP_DIR: dir });
    expect(path.dirname((await engine.backups.make()).file)).toBe(dir);
    const blocked = path.join(tempDir(), 'file');
    writeFileSync(blocked, '');
    const { engine: other, dataDir } = await openSimEngine({ QT_BACKUP_DIR: path.join(blocked, 'in') });
    await expect(other.backups.make()).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      message: expect.stringMatching(/no folder/) as string,
    });
    expect(existsSync(path.join(dataDir, 'backups'))).toBe(false);
    // Trading does not depend on it.
    expect((await other.signals.fire(signal(), 'cli')).orders).toMatchObject([{ status: 'filled' }]);
  });

  it('is not kept where the journal is not sound', async () => {
    const { engine, dataDir } = await openSimEngine();
    await engine.signals.fire(signal(), 'cli');
    await engine.close();
    const journal = path.join(dataDir, 'journal.db');
    const db = openDatabase(journal, { synchronous: 'NORMAL' });
    db.exec(`DROP TRIGGER audit_no_update; UPDATE audit SET subject = 'x' WHERE seq = 2`);
    db.close();
    const backups = createBackups({
      ...{ journalFile: journal, dir: path.join(dataDir, 'backups'), keepDays: 14 },
      ...{ clock: createFakeClock(), log: createMemoryLog(), soon: setImmediate },
    });
    await expect(backups.make('asked')).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      message: expect.stringContaining('entry 2 of its audit chain was changed') as string,
    });
    expect(readdirSync(path.join(dataDir, 'backups'))).toEqual([]);
  });

  it('that was killed half-way is none, and the next one clears it away', { timeout: 60_000 }, async () => {
    const dataDir = tempDir();
    const storage = openStorage(dataDir);
    storage.journal
      .exec(`CREATE TABLE ballast (a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      INSERT INTO ballast SELECT randomblob(2000) FROM n`);
    storage.close();
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'backup-child.ts'), dataDir]);
    const backups = path.join(dataDir, 'backups');
    const parts = () => (existsSync(backups) ? readdirSync(backups) : []);
    while (!parts().some((name) => name.endsWith('.part')) && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 2));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(parts().length).toBeGreaterThan(0);
    expect(parts().every((name) => name.includes('.db.part'))).toBe(true);
    const { engine } = await openSimEngine({}, dataDir);
    expect(engine.backups.list()).toEqual([]);
    const made = await engine.backups.make();
    expect(parts()).toEqual([path.basename(made.file)]);
  });

  it('is not begun where the disk is full, and leaves nothing there', async () => {
    const dataDir = tempDir();
    const { engine } = await openSimEngine({}, dataDir);
    await engine.signals.fire(signal(), 'cli');
    await engine.close();
    const child = path.join(import.meta.dirname, 'backup-child.ts');
    const script = `trap '' XFSZ; ulimit -f 100; exec "$0" "$@"`;
    const run = spawnSync('bash', ['-c', script, process.execPath, child, dataDir], { encoding: 'utf8' });
    expect(run.stdout).toContain('BACKUP_FAILED');
    expect(readdirSync(path.join(dataDir, 'backups'))).toEqual([]);
  });
});

describe('before a new schema', () => {
  it.each([false, true])('the journal is copied first, as it was; with a log beside it: %s', (withLog) => {
    const dataDir = tempDir();
    oldJournal(dataDir, withLog);
    openStorage(dataDir, { clock: createFakeClock() }).close();
    const [name = '', ...others] = readdirSync(path.join(dataDir, 'backups'));
    expect([name, others]).toEqual(['journal-2026-12-01T12-00-00-000Z-migration.db', []]);
    const file = path.join(dataDir, 'backups', name);
    expect(modeOf(file)).toBe('600');
    checkCopy(file);
    const db = openToRead(file);
    expect(db.get('PRAGMA user_version')).toEqual({ user_version: 13 });
    db.close();
    expect(balancesIn(file)).toHaveLength(1);
    expect(balancesIn(path.join(dataDir, 'journal.db'))).toEqual(balancesIn(file));
    // Once: the next start has nothing to change.
    openStorage(dataDir, { clock: createFakeClock() }).close();
    expect(readdirSync(path.join(dataDir, 'backups'))).toEqual([name]);
  });

  it('a journal that cannot be copied is not changed', () => {
    const dataDir = tempDir();
    const file = oldJournal(dataDir);
    const before = readFileSync(file);
    writeFileSync(path.join(dataDir, 'blocked'), '');
    const open = () => openStorage(dataDir, { env: { QT_BACKUP_DIR: path.join(dataDir, 'blocked') } });
    expect(open).toThrow(expect.objectContaining({ code: 'BACKUP_FAILED' }));
    expect(open).toThrow(/Nothing was changed/);
    expect(readFileSync(file)).toEqual(before);
    openStorage(dataDir).close();
  });

  it('a new journal is made without one', () => {
    const dataDir = path.join(tempDir(), 'new');
    mkdirSync(dataDir);
    openStorage(dataDir).close();
    expect(existsSync(path.join(dataDir, 'backups'))).toBe(false);
  });
});
