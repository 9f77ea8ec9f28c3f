import { createHash, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import { openSecretFile } from './secret-file.ts';

export interface HttpToken {
  file: string;
  value: string;
  /** Whether an `Authorization` header carries the token. Compares hashes, so that time tells nothing of the length. */
  matches(authorization: string | undefined): boolean;
}

/** The bearer token of other programs: signals, metrics, kill. A page never has it, and no page's session is worth it. */
export function openHttpToken(dataDir: string): HttpToken {
  const file = path.join(dataDir, 'http-token');
  const value = openSecretFile(file);
  const expected = digest(value);
  return {
    file,
    value,
    matches: (authorization) => {
      const given = bearerOf(authorization);
      return given !== null && timingSafeEqual(digest(given), expected);
    },
  };
}

/** What an `Authorization: Bearer …` header carries. */
export function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer ([\w.-]{1,256})$/i.exec(authorization ?? '')?.[1] ?? null;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
