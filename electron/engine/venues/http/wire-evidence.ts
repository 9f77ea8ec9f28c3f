import type { ErrorCode } from '../../../../shared/schema/error-code.ts';
import type { Turn } from './turn.ts';

/**
 * What is known of one HTTP exchange from the wire alone. The outcome of an order is judged by this, never by the error
 * classes of a library: those say "network error" for a refused connection and for a lost answer alike.
 *
 * `not_sent` no byte of the request can have left; `sent` it may have, and no complete answer came back; `answered` a
 * complete answer was read. With `turn` there was no room for it within the exchange's limits, and it may wait for that.
 * `dateMs` is the second that the answer's own `Date` names, where it has one.
 */
export type WireEvidence =
  | { phase: 'not_sent'; code: ErrorCode; detail: string; turn?: Turn }
  | { phase: 'sent'; detail: string }
  | { phase: 'answered'; status: number; bodyText: string; retryAfterMs: number | null; dateMs?: number };

/** In words that are safe to show: no address, no header and no text of the venue. */
export function evidenceInWords(evidence: WireEvidence): string {
  return evidence.phase === 'answered' ? `the venue answered with HTTP status ${evidence.status}` : evidence.detail;
}
