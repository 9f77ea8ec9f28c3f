import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

const TOKEN_BYTES = 32;
const TOKEN_FORM = /^[A-Za-z0-9_-]{43,128}$/;

export interface HttpToken {
  file: string;
  value: string;
  /** Whether an `Authorization` header carries the token. Compares hashes, so that time tells nothing of the length. */
  matches(authorization: string | undefined): boolean;
}

/**
 * The bearer token of a data directory: made once, kept in a file that only its owner can read, used again at every start.
 * One that others could read, or that is malformed, is replaced.
 */
export function openHttpToken(dataDir: string): HttpToken {
  const file = path.join(dataDir, 'http-token');
  const value = readToken(file) ?? writeToken(file);
  const expected = digest(value);
  return {
    file,
    value,
    matches: (authorization) => {
      const given = /^Bearer ([\w-]{1,256})$/i.exec(authorization ?? '')?.[1];
      return given !== undefined && timingSafeEqual(digest(given), expected);
    },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function readToken(file: string): string | null {
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
    return isPrivate && TOKEN_FORM.test(text) ? text : null;
  } finally {
    closeSync(fd);
  }
}

function writeToken(file: string): string {
  const value = randomBytes(TOKEN_BYTES).toString('base64url');
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
