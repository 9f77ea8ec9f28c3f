import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';

export const REPOSITORY = path.join(import.meta.dirname, '..', '..');
/** The runtime that the console ships with, whatever runs the tests. */
export const NODE = path.join(REPOSITORY, 'node_modules', '.bin', 'node');

let built: Promise<string> | null = null;
let folder: string | null = null;

afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** `qt.js` as it is shipped, built from the sources of this moment, once for each test file. */
export function builtQt(): Promise<string> {
  return (built ??= build());
}

async function build(): Promise<string> {
  const target = (folder = mkdtempSync(path.join(os.tmpdir(), 'qt-contract-build-')));
  const outDir = path.join(target, 'dist', 'main');
  // What stays outside of the bundle is looked for beside it.
  symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(target, 'node_modules'));
  writeFileSync(path.join(target, 'package.json'), '{"type":"module"}');
  const vite = path.join(REPOSITORY, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '-c', 'vite.main.config.ts', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'];
  await promisify(execFile)(NODE, args, { cwd: REPOSITORY });
  return path.join(outDir, 'qt.js');
}
