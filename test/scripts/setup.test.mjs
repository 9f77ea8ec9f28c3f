import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hasDisplay } from '../../scripts/electron-runtime.mjs';
import { packagesAreCurrent } from '../../scripts/setup.mjs';

const A = { version: '1.0.0', integrity: 'sha512-a' };

function checkout(wanted, installed) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'qt-setup-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(path.join(dir, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
  if (installed) {
    mkdirSync(path.join(dir, 'node_modules'));
    writeFileSync(path.join(dir, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
  }
  return dir;
}

describe('packagesAreCurrent', () => {
  const name = 'node_modules/a';
  it.each([
    ['nothing is installed', { [name]: A }, null, false],
    ['the same is installed', { [name]: A }, { [name]: A }, true],
    ['a package is missing', { [name]: A }, {}, false],
    ['a package of another platform is missing', { [name]: { ...A, optional: true } }, {}, true],
    ['another version is installed', { [name]: A }, { [name]: { ...A, version: '1.0.1' } }, false],
    ['other bytes are installed', { [name]: A }, { [name]: { ...A, integrity: 'sha512-b' } }, false],
  ])('%s', (_what, wanted, installed, expected) => {
    expect(packagesAreCurrent(checkout(wanted, installed))).toBe(expected);
  });
});

describe('hasDisplay', () => {
  it.runIf(process.platform === 'linux')('asks for X11 or Wayland on Linux', () => {
    expect(
      [{}, { DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }, { DISPLAY: '' }].map((env) => hasDisplay(env)),
    ).toEqual([false, true, true, false]);
  });
});
