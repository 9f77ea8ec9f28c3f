import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

/** What each part is made of, and what it makes. */
export const PARTS = {
  main: { inputs: ['electron', 'shared', 'vite.main.config.ts'], output: 'main/qt.js' },
  preload: { inputs: ['electron/preload.ts', 'shared', 'vite.preload.config.ts'], output: 'preload/preload.cjs' },
  'confirm-preload': {
    inputs: ['electron/confirm-preload.ts', 'shared', 'vite.confirm-preload.config.ts'],
    output: 'confirm-preload/confirm-preload.cjs',
  },
  confirm: { inputs: ['renderer', 'shared', 'vite.confirm.config.ts'], output: 'confirm/index.html' },
  renderer: {
    inputs: ['renderer', 'shared', 'electron/api', 'vite.renderer.config.ts'],
    output: 'renderer/index.html',
  },
};
const COMMON = ['package.json', 'package-lock.json'];

/** Builds those of the parts whose inputs changed since they were built last. One build at a time, whoever asks. */
export async function ensureBuild(parts, { env, node, say }) {
  const fingerprints = () => Object.fromEntries(parts.map((part) => [part, fingerprint(part)]));
  if (stale(parts, fingerprints()).length === 0) return;
  await withLock(async () => {
    const now = fingerprints();
    for (const part of stale(parts, now)) {
      say(`Building ${part} …`);
      await viteBuild(part, { env, node });
      mkdirSync(dist, { recursive: true });
      writeFileSync(stamp(part), now[part]);
    }
  });
}

const stamp = (part) => path.join(dist, `.${part}.stamp`);

function stale(parts, fingerprints) {
  return parts.filter((part) => {
    if (!existsSync(path.join(dist, PARTS[part].output))) return true;
    return !existsSync(stamp(part)) || readFileSync(stamp(part), 'utf8') !== fingerprints[part];
  });
}

/** Names, sizes and times of all inputs: as sure as their content for this, and a hundred times as fast. */
function fingerprint(part) {
  const hash = createHash('sha256');
  const add = (file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) for (const name of readdirSync(file).sort()) add(path.join(file, name));
    else hash.update(`${file}\0${stat.size}\0${stat.mtimeMs}\n`);
  };
  for (const input of [...PARTS[part].inputs, ...COMMON]) add(path.join(root, input));
  return hash.digest('hex');
}

function viteBuild(part, { env, node }) {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', `vite.${part}.config.ts`, '--logLevel', 'warn'];
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) return reject(new Error(`The build of ${part} failed.`));
      if (part === 'main') chmodSync(path.join(dist, PARTS.main.output), 0o755);
      resolve();
    });
  });
}

/** A file with our process id is the lock. One whose process is gone was left by a killed build, and is taken over. */
async function withLock(work) {
  const lock = path.join(dist, '.building');
  mkdirSync(dist, { recursive: true });
  while (!take(lock)) await pause(200);
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!ownerLives(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function ownerLives(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // Between its making and its writing the file is empty for an instant.
    return pid === 0 ? Date.now() - statSync(lock).mtimeMs < 2_000 : process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
