import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { environment, nodePath, root, say } from './setup.mjs';

const DOWNLOAD_LIMIT_MS = 10 * 60_000;
const REACH_LIMIT_MS = 10_000;

/** The Electron that is there already: one that the environment names, or the installed official one. Null without. */
export function installedElectron() {
  const home = path.join(root, 'node_modules', 'electron');
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = path.join(home, 'path.txt');
  const name = existsSync(pathFile)
    ? readFileSync(pathFile, 'utf8')
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';
  const executable = path.join(override || path.join(home, 'dist'), name);
  return existsSync(executable) ? executable : null;
}

/** Downloads the pinned Electron, telling how it goes. Gives null when it is there, otherwise the reason why not. */
export async function downloadElectron() {
  const unreachable = await checkReach();
  if (unreachable) return unreachable;
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules', 'electron', 'package.json'), 'utf8'));
  const startedMs = Date.now();
  say(`Downloading Electron ${version} (about 110 MB), once …`);
  const ticker = setInterval(
    () => say(`  … still downloading after ${Math.round((Date.now() - startedMs) / 1000)} s`),
    15_000,
  );
  try {
    return await runInstaller();
  } finally {
    clearInterval(ticker);
  }
}

/** The installer tries for minutes where there is no network; this finds out in seconds. A mirror is left to it. */
async function checkReach() {
  if (process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror) return null;
  try {
    await fetch('https://github.com/electron/electron/releases', {
      method: 'HEAD',
      signal: AbortSignal.timeout(REACH_LIMIT_MS),
    });
    return null;
  } catch {
    return 'Electron could not be downloaded: github.com cannot be reached';
  }
}

function runInstaller() {
  const installer = path.join(root, 'node_modules', 'electron', 'install.js');
  return new Promise((resolve) => {
    const child = spawn(nodePath(), [installer], {
      cwd: root,
      env: environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const limit = setTimeout(() => child.kill(), DOWNLOAD_LIMIT_MS);
    let tail = '';
    child.stderr.on('data', (chunk) => (tail = (tail + chunk).slice(-2_000)));
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      if (code === 0 && installedElectron()) return resolve(null);
      const cause = signal
        ? 'it took longer than ten minutes'
        : (/^\s*(?:\w*Error: )?(.+)$/m.exec(tail)?.[1] ?? `exit code ${code}`);
      resolve(`Electron could not be downloaded: ${cause}`);
    });
  });
}

/** True where a window can be shown at all. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
