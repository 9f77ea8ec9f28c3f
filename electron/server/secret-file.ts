import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

const SECRET_BYTES = 32;
const SECRET_FORM = /^[A-Za-z0-9_-]{43,128}$/;

/**
 * 256 random bits in a file that only its owner can read: made once, used again at every start. One that others could read,
 * or that is malformed, is replaced.
 */
export function openSecretFile(file: string): string {
  return readSecret(file) ?? writeSecret(file);
}

function readSecret(file: string): string | null {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const text = readFileSync(fd, 'utf8').trim();
    const isPrivate = process.platform === 'win32' || (fstatSync(fd).mode & 0o077) === 0;
    return isPrivate && SECRET_FORM.test(text) ? text : null;
  } finally {
    closeSync(fd);
  }
}

function writeSecret(file: string): string {
  const value = randomBytes(SECRET_BYTES).toString('base64url');
  // A new file and a rename: writing into an existing one would keep its mode.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const fd = openSync(draft, 'wx', 0o600);
  try {
    writeSync(fd, `${value}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(draft, file);
  return value;
}
