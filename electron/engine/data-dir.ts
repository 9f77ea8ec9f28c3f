import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { QtError } from '../../shared/schema/error-code.ts';

const FOLDER = 'quantum-trader-console';

/** Where the database, the logs and the lock live: `QT_DATA_DIR`, or the platform's folder for application data. */
export function resolveDataDir(env: Record<string, string | undefined>, platform: string, home: string): string {
  if (env['QT_DATA_DIR']) return path.resolve(env['QT_DATA_DIR']);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', FOLDER);
  // Local, not roaming: a database in use must not be synchronised to other machines.
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'), FOLDER);
  // The XDG specification says that a relative path there is to be ignored.
  const xdg = env['XDG_DATA_HOME'];
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(home, '.local', 'share'), FOLDER);
}

/** Makes the directory, readable by its owner alone. Throws `QtError('JOURNAL_UNAVAILABLE')` where that cannot be done. */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new QtError('JOURNAL_UNAVAILABLE', `The data directory ${dataDir} cannot be made or used (${why}).`);
  }
}
