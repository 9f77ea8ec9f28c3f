import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStorage } from '../../../electron/engine/store/open-storage.ts';
import { tempDir } from '../../support/temp-dir.ts';

const FRAME = 24 + 4_096;

/** A data directory as a killed process leaves it: `commits` of its commits are in the write-ahead log alone. */
async function killed(commits: number): Promise<string> {
  const dir = tempDir();
  openStorage(dir).close();
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'commit-child.ts'), dir, String(commits)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  return dir;
}

const refused = (why: RegExp) =>
  expect.objectContaining({ code: 'JOURNAL_UNAVAILABLE', message: expect.stringMatching(why) as string });

/** What is in every file but the lock. */
function bytesOf(dir: string): Record<string, string> {
  const files = readdirSync(dir).filter((name) => name.startsWith('journal'));
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(path.join(dir, name)))
        .digest('hex'),
    ]),
  );
}

function change(file: string, at: number, bytes: number): void {
  const content = readFileSync(file);
  for (let i = at; i < at + bytes; i += 1) content[i] = content[i]! ^ 0x5a;
  writeFileSync(file, content);
}

const balances = (dir: string): unknown[] => {
  const storage = openStorage(dir);
  try {
    return storage.journal.all('SELECT asset FROM paper_balances ORDER BY asset');
  } finally {
    storage.close();
  }
};

describe('a journal that was left by a killed process', () => {
  it('is whole: every commit that returned is there', async () => {
    expect(balances(await killed(5))).toHaveLength(5);
  });

  it.each<[string, (wal: string, dir: string) => void, RegExp]>([
    ['the newest commits are cut off', (wal) => truncateSync(wal, 32 + 2 * FRAME), /damaged or cut off/],
    ['its newest commit is garbage', (wal) => change(wal, readFileSync(wal).length - 100, 50), /damaged or cut off/],
    ['a commit in its middle is garbage', (wal) => change(wal, 32 + FRAME + 2_000, 10), /with others behind it/],
    ['its header is garbage', (wal) => change(wal, 0, 32), /header of the write-ahead log/],
    ['it is gone', (wal) => rmSync(wal), /is gone/],
    ['the database beside it is gone', (_wal, dir) => rmSync(path.join(dir, 'journal.db')), /is gone/],
    [
      'the database beside it is garbage',
      (_wal, dir) => change(path.join(dir, 'journal.db'), 0, 4_096),
      /not a database/,
    ],
    [
      'the database beside it has a page of garbage',
      (_wal, dir) => change(path.join(dir, 'journal.db'), 4_096 * 4, 4_096),
      /damaged/,
    ],
  ])('is refused, and not touched, where of its log %s', async (_what, harm, why) => {
    const dir = await killed(6);
    harm(path.join(dir, 'journal.db-wal'), dir);
    const before = bytesOf(dir);
    expect(() => openStorage(dir)).toThrow(refused(why));
    expect(() => openStorage(dir)).toThrow(refused(/cannot be used.*Copy .* to a safe place/));
    const after = bytesOf(dir);
    expect(after['journal.db']).toEqual(before['journal.db']);
    expect(after['journal.db-wal']).toEqual(before['journal.db-wal']);
  });

  it('opens where only a commit that never returned was torn', async () => {
    const dir = await killed(4);
    const wal = path.join(dir, 'journal.db-wal');
    const content = readFileSync(wal);
    // The beginning of another frame, as a cut of power leaves it.
    writeFileSync(wal, Buffer.concat([content, content.subarray(32, 32 + 1_000)]));
    expect(balances(dir)).toHaveLength(4);
  });
});

describe('a journal that was closed', () => {
  it.each<[string, (file: string) => void]>([
    ['is cut off', (file) => truncateSync(file, 10_000)],
    ['has a page of garbage', (file) => change(file, 4_096 * 3, 4_096)],
    ['is no database', (file) => writeFileSync(file, 'this was a journal once. '.repeat(1_000))],
    ['is empty', (file) => truncateSync(file, 0)],
  ])('is refused, and not overwritten, where it %s', (_what, harm) => {
    const dir = tempDir();
    openStorage(dir).close();
    const file = path.join(dir, 'journal.db');
    harm(file);
    const before = readFileSync(file);
    expect(() => openStorage(dir)).toThrow(refused(/journal\.db cannot be used/));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('opens again, copied elsewhere too', () => {
    const dir = tempDir();
    openStorage(dir).close();
    const copy = path.join(tempDir(), 'copy');
    cpSync(dir, copy, { recursive: true });
    openStorage(copy).close();
    expect(existsSync(path.join(copy, 'journal.db'))).toBe(true);
  });
});
