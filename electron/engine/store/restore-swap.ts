import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { backupName } from './backup-files.ts';
import { removeDatabase, renameDurably, syncFolder } from './durable-files.ts';

/** The journal that takes the place of the present one, whole and verified before the marker is written. */
const INCOMING = 'journal.db.incoming';
/** While it is there, a swap was decided and may be half done. Whoever has the lock ends it before anything else. */
const MARKER = 'restore.json';

export function incomingFile(dataDir: string): string {
  return path.join(dataDir, INCOMING);
}

/** Decides the swap: from here on the incoming journal is the journal, whatever ends this process. Gives where the former goes. */
export function decideSwap(dataDir: string, nowMs: number): string {
  const former = path.relative(dataDir, path.join(folderForFormer(dataDir), backupName('restore', nowMs)));
  const marker = path.join(dataDir, MARKER);
  const handle = openSync(`${marker}.part`, 'w', 0o600);
  try {
    writeSync(handle, JSON.stringify({ former }));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameDurably(`${marker}.part`, marker);
  return path.join(dataDir, former);
}

/** Ends a swap that was decided, and takes away what one left behind that was not. Needs the engine's lock. */
export function finishRestore(dataDir: string): void {
  const marker = path.join(dataDir, MARKER);
  const incoming = incomingFile(dataDir);
  if (!existsSync(marker)) {
    rmSync(`${marker}.part`, { force: true });
    return removeDatabase(incoming);
  }
  if (existsSync(incoming)) swap(dataDir, (JSON.parse(readFileSync(marker, 'utf8')) as { former: string }).former);
  // They are of the former journal, and computed anew.
  removeDatabase(path.join(dataDir, 'books.db'));
  rmSync(marker);
  syncFolder(dataDir);
}

/** Each step can have been done before. The log goes first: without its database it is nobody's, with another one it is poison. */
function swap(dataDir: string, former: string): void {
  const journal = path.join(dataDir, 'journal.db');
  for (const part of ['-wal', '-shm', '']) {
    if (existsSync(journal + part)) renameDurably(journal + part, path.join(dataDir, former) + part);
  }
  renameDurably(incomingFile(dataDir), journal);
}

/** A rename stays on one disk: where the folder of backups is on another, the former journal stays beside the new one. */
function folderForFormer(dataDir: string): string {
  const backups = path.join(dataDir, 'backups');
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  return statSync(backups).dev === statSync(dataDir).dev ? backups : dataDir;
}
