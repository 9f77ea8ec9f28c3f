import { existsSync } from 'node:fs';
import path from 'node:path';

/** The tree whose `dist/` is driven; another one only while the suite itself is being worked on. */
export const REPOSITORY = process.env['QT_E2E_ROOT'] ?? path.join(import.meta.dirname, '..', '..', '..');
/** The runtime that the console ships with, whatever runs the tests. */
export const NODE = path.join(REPOSITORY, 'node_modules', '.bin', 'node');
export const QT = path.join(REPOSITORY, 'dist', 'main', 'qt.js');

/** Throws where the suite would drive nothing. */
export function expectBuild(): void {
  const needed = [
    QT,
    'dist/main/main.js',
    'dist/preload/preload.cjs',
    'dist/confirm-preload/confirm-preload.cjs',
    'dist/renderer/index.html',
    'dist/confirm/index.html',
  ];
  const missing = needed.map((file) => path.resolve(REPOSITORY, file)).filter((file) => !existsSync(file));
  if (missing.length > 0) {
    throw new Error(
      `The end-to-end suite drives the built console. Run "npm run build" first: ${missing.join(', ')} is missing.`,
    );
  }
}
