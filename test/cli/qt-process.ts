import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

const ENTRY = path.join(import.meta.dirname, '..', '..', 'electron', 'cli', 'qt.ts');

export interface QtRun {
  code: number | null;
  stdout: string;
  stderr: string;
  /** The one document on stdout; throws when there is not exactly one. */
  json: () => Record<string, unknown> & { error?: { code: string; message: string } };
}

/** A `qt` process on its own data directory, with nothing of this machine's environment in it. */
export function startQt(
  dataDir: string,
  args: string[],
  env: Record<string, string> = {},
): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ENTRY, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: dataDir, QT_DATA_DIR: dataDir, ...env },
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return child;
}

/** Runs `qt` to its end. */
export async function qt(dataDir: string, args: string[], env: Record<string, string> = {}): Promise<QtRun> {
  const child = startQt(dataDir, args, env);
  child.stdin.end();
  const [out, err] = [[] as Buffer[], [] as Buffer[]];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  await once(child, 'close');
  const stdout = Buffer.concat(out).toString('utf8');
  return {
    code: child.exitCode,
    stdout,
    stderr: Buffer.concat(err).toString('utf8'),
    json: () => JSON.parse(stdout) as ReturnType<QtRun['json']>,
  };
}

/** Starts `qt serve --json` and waits for its first line. */
export async function serve(dataDir: string, env: Record<string, string> = {}) {
  const child = startQt(dataDir, ['serve', '--port', '0', '--json'], env);
  child.stderr.resume();
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { url: string; token_file: string; login_url: string }) };
}
