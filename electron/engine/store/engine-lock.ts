import path from 'node:path';
import { QtError } from '../../../shared/schema/error-code.ts';
import { isBusy, openDatabase } from './sqlite.ts';
import type { Database } from './sqlite.ts';

/**
 * Takes the one engine's place on a data directory. The lock is SQLite's own file lock on `engine.lock`, held by an open
 * exclusive transaction: the operating system releases it with the process, so a killed engine leaves none behind.
 * Throws `QtError('ENGINE_LOCKED')`.
 */
export function lockDataDir(dataDir: string): () => void {
  let db: Database | null = null;
  try {
    db = openDatabase(path.join(dataDir, 'engine.lock'), {
      synchronous: 'NORMAL',
      journal: 'DELETE',
      busyTimeoutMs: 0,
    });
    db.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if (!isBusy(error)) throw error;
    throw new QtError('ENGINE_LOCKED', `Another engine already runs on ${dataDir}.`);
  }
  const held = db;
  return () => held.close();
}
