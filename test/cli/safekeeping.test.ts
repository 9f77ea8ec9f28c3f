import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../electron/engine/store/sqlite.ts';
import { tempDir } from '../server/temp-dir.ts';
import { openSimEngine, signal } from '../engine/sim-engine.ts';
import { qt, serve } from './qt-process.ts';

/** A data directory that traded, and nothing runs on it. */
async function traded(): Promise<string> {
  const { engine, dataDir } = await openSimEngine();
  await engine.signals.fire(signal({ id: 'one' }), 'cli');
  await engine.close();
  return dataDir;
}

function tamper(dir: string): void {
  const db = openDatabase(path.join(dir, 'journal.db'), { synchronous: 'NORMAL' });
  db.exec(`DROP TRIGGER audit_no_update; UPDATE audit SET subject = 'other' WHERE seq = 2`);
  db.close();
}

describe('qt audit', { timeout: 60_000 }, () => {
  it('verifies, shows the head, and exports, while nothing runs, and leaves no trace of having looked', async () => {
    const dir = await traded();
    const before = statSync(path.join(dir, 'journal.db')).mtimeMs;
    const verified = await qt(dir, ['audit', 'verify', '--json']);
    const head = await qt(dir, ['audit', 'head', '--json']);
    expect([verified.code, verified.json()]).toMatchObject([0, { ok: true, first_bad: null, head: head.json() }]);
    const { seq, hash } = head.json() as { seq?: number; hash?: string };
    const plain = await qt(dir, ['audit', 'head']);
    expect(plain.stdout).toBe(`${seq}:${hash}\n`);
    expect((await qt(dir, ['audit', 'verify', '--expect', plain.stdout.trim()])).code).toBe(0);

    const out = path.join(tempDir(), 'audit.jsonl');
    const exported = await qt(dir, ['audit', 'export', '--out', out, '--json']);
    expect(exported.json()).toEqual({ file: out, entries: seq });
    expect((statSync(out).mode & 0o777).toString(8)).toBe('600');
    const lines = readFileSync(out, 'utf8');
    expect((await qt(dir, ['audit', 'export'])).stdout).toBe(lines);
    const last = (await qt(dir, ['audit', 'export', '--since', String((seq ?? 0) - 1), '--json'])).stdout;
    expect(lines.endsWith(last)).toBe(true);
    expect(JSON.parse(last)).toMatchObject({ seq, hash });
    expect((await qt(dir, ['audit', 'export', '--out', out])).code).toBe(2);
    expect(statSync(path.join(dir, 'journal.db')).mtimeMs).toBe(before);
  });

  it('names the first bad entry, and a head that is gone, and ends with 1', async () => {
    const dir = await traded();
    const gone = await qt(dir, ['audit', 'verify', '--expect', 'a'.repeat(64), '--json']);
    expect([gone.code, gone.json().error?.code]).toEqual([1, 'AUDIT_BROKEN']);
    tamper(dir);
    const broken = await qt(dir, ['audit', 'verify', '--json']);
    expect([broken.code, broken.json()]).toMatchObject([
      1,
      { ok: false, entries: 1, first_bad: { seq: 2 }, error: { code: 'AUDIT_BROKEN' } },
    ]);
    const told = await qt(dir, ['audit', 'verify']);
    expect([told.code, told.stdout]).toEqual([1, expect.stringContaining('Entry 2 was changed')]);
  });

  it.each([
    [['audit', 'verify', '--expect', 'nonsense'], 2, 'INVALID_INPUT'],
    [['audit', 'export', '--since', 'yesterday'], 2, 'INVALID_INPUT'],
    [['audit', 'verify'], 6, 'NOT_FOUND'],
  ])('%j on an empty directory ends with %d', async (args, code, name) => {
    const ran = await qt(tempDir(), [...args, '--json']);
    expect([ran.code, ran.json().error?.code]).toEqual([code, name]);
  });
});

describe('qt backup and qt restore', { timeout: 60_000 }, () => {
  it('make a copy of a running engine, verify beside it, and put it back once it is closed', async () => {
    const dir = await traded();
    const served = await serve(dir);
    const made = (await qt(dir, ['backup', 'make', '--json'])).json() as { file?: string };
    const file = made.file ?? '';
    expect((await qt(dir, ['backup', 'list', '--json'])).json()).toEqual({ backups: [made] });
    expect((await qt(dir, ['backup', 'list'])).stdout).toContain(file);
    expect((await qt(dir, ['audit', 'verify', '--json'])).json()).toMatchObject({ ok: true });
    const locked = await qt(dir, ['restore', file, '--yes', '--json']);
    expect([locked.code, locked.json().error?.code]).toEqual([7, 'ENGINE_LOCKED']);
    served.child.kill('SIGTERM');
    await new Promise((resolve) => served.child.once('exit', resolve));

    const unsure = await qt(dir, ['restore', file, '--json']);
    expect([unsure.code, unsure.json().error?.code]).toEqual([2, 'INVALID_INPUT']);
    const bad = await qt(dir, ['restore', path.join(dir, 'logs.db'), '--yes', '--json']);
    expect([bad.code, bad.json().error?.code]).toEqual([2, 'BACKUP_INVALID']);
    const done = await qt(dir, ['restore', file, '--yes', '--json']);
    expect([done.code, done.json()]).toMatchObject([0, { restored: made }]);
    expect(existsSync((done.json()['former'] as string | null) ?? '')).toBe(true);
    const kills = await qt(dir, ['kills', 'list', '--json']);
    expect(kills.json()).toMatchObject({ stops: [{ code: 'JOURNAL_RESTORED', scope: { kind: 'global' } }] });
    expect((await qt(dir, ['resume', '--yes', '--json'])).json()).toEqual({ stops: [] });
    expect((await qt(dir, ['audit', 'verify', '--json'])).json()).toMatchObject({ ok: true });
  });

  it('a chain that cannot be read to its end by its reader ends quietly', async () => {
    const dir = await traded();
    const entry = path.join(import.meta.dirname, '..', '..', 'electron', 'cli', 'qt.ts');
    const script = `"$0" --disable-warning=ExperimentalWarning "$1" audit export | head -n 1`;
    const env = { PATH: process.env['PATH'] ?? '', HOME: dir, QT_DATA_DIR: dir };
    const run = spawnSync('bash', ['-c', script, process.execPath, entry], { encoding: 'utf8', env });
    expect(JSON.parse(run.stdout)).toMatchObject({ seq: 1 });
    expect(run.stderr).toBe('');
  });
});
