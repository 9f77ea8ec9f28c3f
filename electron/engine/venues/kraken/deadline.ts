import { isoTime } from '../../ports.ts';
import type { SigningClient } from '../exchange/signing-client.ts';

/**
 * Until when the matching engine may take the request. Kraken allows 2 to 60 s from its own now (AddOrder, `deadline`); its
 * clock is known to half a second.
 */
export const DEADLINE_MS = 5_000;

/** RFC 3339, by the venue's clock. */
export function deadlineFromNow({ time }: Pick<SigningClient, 'time'>): string {
  return isoTime(Math.round(time.nowMs()) + DEADLINE_MS);
}
