import { chmodSync, copyFileSync, existsSync, statSync } from 'node:fs';
import { syncFile } from './durable-files.ts';
import { openDatabase } from './sqlite.ts';

/**
 * Copies a database that nobody writes to, with what its log holds, into one file without a log. Not while this process has it
 * open: closing a file takes away every lock that its process holds on it.
 */
export function copyAtRest(from: string, to: string): void {
  copyFileSync(from, to);
  chmodSync(to, 0o600);
  const log = `${from}-wal`;
  if (existsSync(log) && statSync(log).size > 0) copyFileSync(log, `${to}-wal`);
  // The log is brought in by opening it, and gone with the mode.
  openDatabase(to, { synchronous: 'FULL', journal: 'DELETE' }).close();
  syncFile(to);
}
