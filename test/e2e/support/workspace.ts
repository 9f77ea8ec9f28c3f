import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NODE, QT } from './build.ts';

/** Documents are read as any client of another language would: by field name. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Workspace {
  home: string;
  dataDir: string;
  /** The whole environment of every process of this workspace. */
  env: Record<string, string>;
  /** Runs `qt … --json` beside the console, on the same engine. Throws unless it ends with `code`, by default 0. */
  qt(args: readonly string[], code?: number): Promise<Json>;
  remove(): void;
}

/** A home of its own, and nothing of this process's environment but what is given. */
export function openWorkspace(given: Record<string, string>): Workspace {
  const home = mkdtempSync(path.join(os.tmpdir(), 'qt-e2e-'));
  const dataDir = path.join(home, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, QT_DATA_DIR: dataDir, QT_NOK_RATES_URL: 'off', ...given };
  return {
    home,
    dataDir,
    env,
    qt: (args, code = 0) => runQt(args, env, code),
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function runQt(args: readonly string[], env: Record<string, string>, code: number): Promise<Json> {
  return new Promise((resolve, reject) => {
    const child = spawn(NODE, [QT, ...args, '--json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (ended) => {
      if (ended === code) resolve(JSON.parse(stdout));
      else reject(new Error(`qt ${args.join(' ')} ended with ${ended}, not ${code}: ${stdout}${stderr}`));
    });
  });
}
