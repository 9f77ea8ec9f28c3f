import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import { bearerOf } from './http-token.ts';
import { openSecretFile } from './secret-file.ts';

/** A browser that signed in stays so, also over restarts of the server, for this long. */
const LIFETIME_MS = 7 * 24 * 3_600_000;
const SESSION_FORM = /^([0-9a-z]{1,12}_[\w-]{22})\.([\w-]{43})$/;

/** Who holds a session: the page, or the surface on which its operator confirms. Neither can speak for the other. */
export type Holder = 'page' | 'surface';

export interface PageSessions {
  /** The id of a fresh session. */
  begin(): string;
  /** The bearer token of a session for one of its holders. */
  tokenOf(session: string, holder: Holder): string;
  /** The session that an `Authorization` header speaks for; null where it is none of this holder, or too old. */
  sessionOf(authorization: string | undefined, holder: Holder): string | null;
}

/**
 * Sessions of browsers. A token is a signature over the session and its holder by a key that never leaves the data
 * directory, so that there is nothing to keep, and the token of one holder tells nothing of the other's.
 */
export function openPageSessions(dataDir: string, nowMs: () => number): PageSessions {
  const key = openSecretFile(path.join(dataDir, 'session-key'));
  const sign = (session: string, holder: Holder): Buffer =>
    createHmac('sha256', key).update(`${holder}\0${session}`).digest();
  return {
    begin: () => `${nowMs().toString(36)}_${randomBytes(16).toString('base64url')}`,
    tokenOf: (session, holder) => `${session}.${sign(session, holder).toString('base64url')}`,
    sessionOf(authorization, holder) {
      const [, session, signature] = SESSION_FORM.exec(bearerOf(authorization) ?? '') ?? [];
      if (session === undefined || signature === undefined) return null;
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(session, holder);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      const ageMs = nowMs() - Number.parseInt(session, 36);
      return ageMs < LIFETIME_MS ? session : null;
    },
  };
}
