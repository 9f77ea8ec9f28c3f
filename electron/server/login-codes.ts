import { randomBytes } from 'node:crypto';

const LIFETIME_MS = 10 * 60_000;
/** Wrong codes a minute before every code is refused for the rest of that minute. */
const MAX_FAILURES_A_MINUTE = 10;

export type Redeemed = 'accepted' | 'refused' | 'too_many';

export interface LoginCodes {
  /** A fresh code, good for one sign-in within ten minutes. */
  mint(): string;
  redeem(code: string): Redeemed;
}

/** Short-lived stand-ins for the token, so that the token itself is in no address. `nowMs` never goes back. */
export function createLoginCodes(nowMs: () => number): LoginCodes {
  const expiries = new Map<string, number>();
  let failures = 0;
  let windowStart = nowMs();
  return {
    mint: () => {
      const code = randomBytes(24).toString('base64url');
      expiries.set(code, nowMs() + LIFETIME_MS);
      return code;
    },
    redeem: (code) => {
      const now = nowMs();
      if (now - windowStart >= 60_000) {
        windowStart = now;
        failures = 0;
      }
      if (failures >= MAX_FAILURES_A_MINUTE) return 'too_many';
      const expiry = expiries.get(code);
      expiries.delete(code);
      if (expiry !== undefined && now < expiry) return 'accepted';
      failures += 1;
      return 'refused';
    },
  };
}
