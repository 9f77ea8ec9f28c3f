import { randomBytes } from 'node:crypto';

/** Wrong codes a minute before every code is refused for the rest of that minute. */
const MAX_FAILURES_A_MINUTE = 10;

export type Redeemed<T> = { outcome: 'accepted'; of: T } | { outcome: 'refused' | 'too_many' };

export interface LoginCodes<T> {
  /** A fresh code, good once and for a time. */
  mint(of: T): string;
  redeem(code: string): Redeemed<T>;
}

/** Short-lived stand-ins for a token, so that the token itself is in no address. `nowMs` never goes back. */
export function createLoginCodes<T>(nowMs: () => number, lifetimeMs: number): LoginCodes<T> {
  const minted = new Map<string, { of: T; expiresMs: number }>();
  let failures = 0;
  let windowStart = nowMs();
  return {
    mint: (of) => {
      const now = nowMs();
      for (const [code, { expiresMs }] of minted) if (now >= expiresMs) minted.delete(code);
      const code = randomBytes(24).toString('base64url');
      minted.set(code, { of, expiresMs: now + lifetimeMs });
      return code;
    },
    redeem: (code) => {
      const now = nowMs();
      if (now - windowStart >= 60_000) {
        windowStart = now;
        failures = 0;
      }
      if (failures >= MAX_FAILURES_A_MINUTE) return { outcome: 'too_many' };
      const found = minted.get(code);
      minted.delete(code);
      if (found && now < found.expiresMs) return { outcome: 'accepted', of: found.of };
      failures += 1;
      return { outcome: 'refused' };
    },
  };
}
