import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PARTS, ensureBuild } from './ensure-build.mjs';

// Runs before anything is installed, on whatever Node the machine has: only Node's own modules here.

export const root = path.join(import.meta.dirname, '..');
const OLDEST_NODE = [20, 19];

/** Progress goes to stderr, so that stdout stays the command's own. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** The environment of everything that is started here: the pinned Node and the installed tools come first. */
export function environment(extra = {}) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const bin = path.join(root, 'node_modules', '.bin');
  return { ...process.env, [name]: `${bin}${path.delimiter}${process.env[name] ?? ''}`, ...extra };
}

/** The pinned Node from the `node` package, or the running one where that could not be installed. */
export function nodePath() {
  const pinned = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(pinned) ? pinned : process.execPath;
}

/** Makes everything ready that a command needs. Throws with a plain reason. */
export async function setUp({ parts = Object.keys(PARTS) } = {}) {
  requireNode();
  installPackages();
  await ensureBuild(parts, { env: environment(), node: nodePath(), say });
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  if (isOld) throw new Error(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

/** `npm ci`, unless what is installed is what the lockfile says. */
export function installPackages() {
  if (packagesAreCurrent()) return;
  say('Installing packages (npm ci); the first time takes a minute or two …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm's own progress is for a terminal; stdout is not ours to write to.
  const { status, error } = spawnSync(npm, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error || status !== 0)
    throw new Error(`npm ci failed${error ? `: ${error.message}` : ''}. The lines above say why.`);
}

/** Compares the lockfile with the record that npm keeps of what it installed; leaves out what other platforms need. */
export function packagesAreCurrent(dir = root) {
  const wanted = readPackages(path.join(dir, 'package-lock.json'));
  const installed = readPackages(path.join(dir, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([name, { version, integrity, optional, link }]) => {
    const found = installed[name];
    if (name === '' || link) return true;
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** Runs a program to its end with our terminal and gives its exit code. Told to end meanwhile, it takes us along. */
export function run(command, args, { env = environment(), stdio = 'inherit', cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio,
      shell: process.platform === 'win32' && !path.isAbsolute(command),
    });
    let toldToEnd = false;
    const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
      const forward = () => {
        toldToEnd = true;
        // A terminal sends its Ctrl C to the whole group; a second one would cut a graceful end short.
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      };
      process.on(signal, forward);
      return () => process.off(signal, forward);
    });
    const end = (code) => {
      for (const off of handlers) off();
      if (toldToEnd) process.exit(code);
      resolve(code);
    };
    child.on('error', (error) => {
      say(`${command}: ${error.message}`);
      end(127);
    });
    child.on('close', (code, signal) => end(code ?? 128 + os.constants.signals[signal]));
  });
}

/** Ends the script with a plain line instead of a stack, which is of no use to whoever typed `npm start`. */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
