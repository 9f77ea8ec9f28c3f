import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { NODE, builtQt } from './build-qt.ts';
import { startServe } from './serve-process.ts';
import type { Served } from './serve-process.ts';

/** Documents are read as any client of another language would: by field name. */
// eslint-disable-next-line typescript/no-explicit-any
export type Json = any;

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RanJson extends Ran {
  document: Json;
}

export interface Workspace {
  home: string;
  dataDir: string;
  /** The whole environment of every process of this workspace. */
  env: Record<string, string>;
  /** Everything that any `qt` of this workspace wrote. */
  transcript: string[];
  qt(...args: string[]): Promise<Ran>;
  /** With `--json`; fails unless stdout is exactly one JSON document on one line. */
  json(...args: string[]): Promise<RanJson>;
  serve(...args: string[]): Promise<Served>;
  write(file: string, text: string, mode?: number): string;
  /** Every file of the data directory by its path. */
  files(): Map<string, Buffer>;
  logRecords(): Json[];
  close(): Promise<void>;
}

/** A home of its own, and nothing of this process's environment but what is given. */
export async function openWorkspace(env: Record<string, string> = {}): Promise<Workspace> {
  const qtFile = await builtQt();
  const home = mkdtempSync(path.join(os.tmpdir(), 'qt-contract-'));
  const dataDir = path.join(home, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  // No test asks a real bank.
  const here = { QT_DATA_DIR: dataDir, QT_NOK_RATES_URL: 'off' };
  const whole: Record<string, string> = { PATH: process.env['PATH'] ?? '', HOME: home, ...here, ...env };
  const transcript: string[] = [];
  const served: Served[] = [];

  async function qt(...args: string[]): Promise<Ran> {
    const ran = await run([qtFile, ...args], whole, home);
    transcript.push(ran.stdout, ran.stderr);
    return ran;
  }

  return {
    home,
    dataDir,
    env: whole,
    transcript,
    qt,
    json: async (...args) => {
      const ran = await qt(...args, '--json');
      return { ...ran, document: oneDocument(ran, args) };
    },
    serve: async (...args) => {
      const one = await startServe([qtFile, 'serve', '--port', '0', ...args, '--json'], whole, home, transcript);
      served.push(one);
      return one;
    },
    write: (file, text, mode = 0o600) => {
      const target = path.join(home, file);
      writeFileSync(target, text, { mode });
      return target;
    },
    files: () => filesUnder(dataDir),
    logRecords: () => recordsIn(dataDir),
    close: async () => {
      for (const one of served) await one.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function run(args: string[], env: Record<string, string>, cwd: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(NODE, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

function oneDocument({ stdout, stderr, code }: Ran, args: string[]): Json {
  const command = `qt ${args.join(' ')} (exit ${code}, stderr ${stderr})`;
  expect(stdout.trim(), command).not.toBe('');
  expect(stdout.trim().split('\n'), command).toHaveLength(1);
  const document: unknown = JSON.parse(stdout);
  expect(typeof document, command).toBe('object');
  return document;
}

function filesUnder(dir: string): Map<string, Buffer> {
  const entries = readdirSync(dir, { recursive: true }).map((entry) => path.join(dir, String(entry)));
  // A file can vanish between the listing and the reading; a socket cannot be read.
  return new Map(
    entries
      .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
      .map((file) => [file, readFileSync(file)]),
  );
}

function recordsIn(dataDir: string): Json[] {
  const logs = [...filesUnder(path.join(dataDir, 'logs'))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return logs.flatMap(([, bytes]) => {
    const lines = bytes.toString('utf8').split('\n');
    expect(lines.pop(), 'the last line is complete').toBe('');
    return lines.map((line): Json => JSON.parse(line));
  });
}

/** Asks until the answer fits; the last answer is in the failure. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  fits: (answer: T) => boolean,
  withinMs = 10_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${JSON.stringify(answer)}`);
    await pause(100);
  }
}
