import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, say } from './setup.mjs';

/*
 * npm leaves an optional platform package out of the lockfile when the registry it asked does not carry it, and then
 * `npm ci` refuses that lockfile everywhere. After an install through such a registry: node scripts/complete-lock.mjs
 */

const WORDS = {
  os: {
    darwin: 'darwin',
    linux: 'linux',
    win32: 'win32',
    windows: 'win32',
    android: 'android',
    freebsd: 'freebsd',
    openharmony: 'openharmony',
  },
  cpu: {
    x64: 'x64',
    arm64: 'arm64',
    ia32: 'ia32',
    arm: 'arm',
    ppc64: 'ppc64',
    riscv64: 'riscv64',
    s390x: 's390x',
    wasm32: 'wasm32',
  },
};

/** The optional dependencies of a lockfile that it names with an exact version, but does not describe. */
export function missingFromLock({ packages }) {
  const missing = new Map();
  for (const [parent, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version);
      if (exact && !isDescribed(packages, parent, name)) missing.set(name, { name, version, parent: entry });
    }
  }
  return [...missing.values()];
}

/** Looks where Node would: beside the parent, then in each folder above it. */
function isDescribed(packages, parent, name) {
  for (let at = parent; ; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}

function describe({ name, version, parent }) {
  const words = name.split(/[-/]/);
  const [os, cpu] = [WORDS.os, WORDS.cpu].map((known) => words.map((word) => known[word]).find(Boolean));
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : null;
  return {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(parent.dev ? { dev: true } : {}),
    ...(libc && os === 'linux' ? { libc: [libc] } : {}),
    license: parent.license,
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = path.join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingFromLock(lock);
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = describe(one);
  lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  say(`${missing.length} packages added to package-lock.json`);
}
