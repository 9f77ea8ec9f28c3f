import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CcxtClass } from './ccxt-client.ts';

/**
 * Imports the class of one exchange, and no other: a quarter of the time and a fifth of the memory of the whole library.
 * The package exports only its index, so its file is imported by path; ccxt is pinned for that reason. Should the path ever
 * be gone, the index serves. Never called while the engine starts.
 */
export async function loadExchangeClass(id: string): Promise<CcxtClass> {
  return (await importByPath(id)) ?? (await importFromIndex(id));
}

async function importByPath(id: string): Promise<CcxtClass | null> {
  try {
    // …/ccxt/dist/ccxt.cjs is what a require resolves to, in a bundle and under a test runner as well.
    const root = path.dirname(path.dirname(createRequire(import.meta.url).resolve('ccxt')));
    const file = pathToFileURL(path.join(root, 'js', 'src', `${id}.js`)).href;
    const loaded = (await import(/* @vite-ignore */ file)) as { default?: unknown };
    return typeof loaded.default === 'function' ? (loaded.default as CcxtClass) : null;
  } catch {
    return null;
  }
}

async function importFromIndex(id: string): Promise<CcxtClass> {
  const { default: ccxt } = await import('ccxt');
  const found = (ccxt as unknown as Record<string, unknown>)[id];
  if (typeof found !== 'function') throw new Error(`ccxt has no exchange ${id}`);
  return found as CcxtClass;
}
