import { mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BackupDocument } from '../../../shared/schema/backup.ts';
import { auditHead } from '../audit/audit-chain.ts';
import { isoTime } from '../ports.ts';
import { openToRead } from './sqlite.ts';

export type BackupCause = BackupDocument['cause'];

/** What the name of a backup says. */
export interface BackupFile {
  file: string;
  atMs: number;
  cause: BackupCause;
}

/** A copy that is not done yet: never listed, and removed by the next one. */
export const PART = '.part';

const NAME =
  /^(?:journal-(?<at>[\dTZ-]{24})-(?<cause>schedule|migration|asked)|replaced-(?<replaced>[\dTZ-]{24}))\.db$/;

export function backupName(cause: BackupCause, atMs: number): string {
  const at = isoTime(atMs).replaceAll(/[:.]/g, '-');
  return cause === 'restore' ? `replaced-${at}.db` : `journal-${at}-${cause}.db`;
}

/** `QT_BACKUP_DIR`, or the folder of the data directory where the former journal goes at a restore in any case. */
export function backupDirOf(env: Readonly<Record<string, string | undefined>>, dataDir: string): string {
  const given = env['QT_BACKUP_DIR']?.trim();
  return given ? path.resolve(given) : path.join(dataDir, 'backups');
}

/** Makes the folder, readable by its owner alone. */
export function makeBackupDir(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
}

export function backupFileOf(file: string): BackupFile | null {
  const { at, replaced, cause } = NAME.exec(path.basename(file))?.groups ?? {};
  const time = at ?? replaced;
  if (time === undefined) return null;
  const atMs = Date.parse(time.replace(/T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z/, 'T$1:$2:$3.$4Z'));
  return Number.isNaN(atMs) ? null : { file, atMs, cause: (cause as BackupCause | undefined) ?? 'restore' };
}

/** Newest first. A folder that is not there has none. */
export function findBackups(dirs: readonly string[]): BackupFile[] {
  return [...new Set(dirs)]
    .flatMap((dir) => namesIn(dir).map((name) => backupFileOf(path.join(dir, name))))
    .filter((found) => found !== null)
    .toSorted((a, b) => b.atMs - a.atMs);
}

/** Throws where it cannot be read. */
export function describeBackup({ file, atMs, cause }: BackupFile): BackupDocument {
  const db = openToRead(file);
  try {
    const schema = db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
    return { file, at: isoTime(atMs), bytes: statSync(file).size, cause, schema, audit_head: auditHead(db) };
  } finally {
    db.close();
  }
}

export function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}
