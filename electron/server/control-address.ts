import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Longest socket path that every Unix takes: `sun_path` is 104 bytes on macOS and 108 on Linux, with the final zero. */
const MAX_SOCKET_PATH_BYTES = 100;

export interface ControlAddress {
  /** What `net.connect({ path })` and `server.listen(path)` take. */
  path: string;
  /** A folder of our own outside the data directory, when the path there would be too long; else null. */
  privateDir: string | null;
}

/** Where the engine of a data directory listens for `qt`: a Unix socket, or a named pipe on Windows. */
export function controlAddress(dataDir: string, platform: NodeJS.Platform = process.platform): ControlAddress {
  const digest = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 24);
  if (platform === 'win32') return { path: `\\\\.\\pipe\\quantum-trader-${digest}`, privateDir: null };
  const inDataDir = path.join(dataDir, 'engine.sock');
  if (Buffer.byteLength(inDataDir) < MAX_SOCKET_PATH_BYTES) return { path: inDataDir, privateDir: null };
  const privateDir = path.join(os.tmpdir(), `qt-${digest}`);
  return { path: path.join(privateDir, 'engine.sock'), privateDir };
}

/** True when nobody but this user can have put anything into the folder. */
export function isPrivate(dir: string): boolean {
  const stat = lstatSync(dir, { throwIfNoEntry: false });
  return stat !== undefined && stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o077) === 0;
}
