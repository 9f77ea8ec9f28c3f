import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Renames, and returns when no loss of power can take it back. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(path.dirname(to));
}

export function syncFile(file: string): void {
  sync(file, 'r+');
}

/** What a folder lists. Windows has no such call, and keeps its own order. */
export function syncFolder(folder: string): void {
  if (process.platform !== 'win32') sync(folder, 'r');
}

/** A database with whatever SQLite left beside it. */
export function removeDatabase(file: string): void {
  for (const part of ['', '-journal', '-wal', '-shm'])
    if (existsSync(file + part)) rmSync(file + part, { force: true });
}

function sync(name: string, flags: 'r' | 'r+'): void {
  const handle = openSync(name, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
