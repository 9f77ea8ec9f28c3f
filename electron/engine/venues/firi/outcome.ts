import type { ErrorCode } from '../../../../shared/schema/error-code.ts';
import { parseExactJson } from '../http/exact-json.ts';
import type { Verdict } from '../http/verdict.ts';
import { evidenceInWords } from '../http/wire-evidence.ts';
import type { WireEvidence } from '../http/wire-evidence.ts';

export interface FiriErrorRow {
  status: number;
  /** The error's `name`; where absent, any error in Firi's own form. */
  name?: RegExp;
  /** In its `message`. */
  words?: RegExp;
  means: ErrorCode | 'no_such_order';
}

/**
 * Firi answers errors as `{name, message}`; the first row that fits counts. Only four names are documented
 * (developers.firi.com), so the status decides, and only where the error comes in that form: a page of a proxy says nothing
 * certain. Everything else is unknown, all of 5xx included.
 */
export const FIRI_ERRORS: readonly FiriErrorRow[] = [
  { status: 401, name: /^Expired Signature$/i, means: 'VENUE_CLOCK' },
  { status: 401, means: 'VENUE_AUTH' },
  { status: 403, name: /^(SecurityLevelTooLow|ApiKeyNotFound|Invalid Signature)$/i, means: 'VENUE_AUTH' },
  { status: 400, name: /insufficient|not ?enough/i, means: 'INSUFFICIENT_FUNDS' },
  { status: 400, words: /insufficient|not enough/i, means: 'INSUFFICIENT_FUNDS' },
  { status: 400, means: 'VENUE_REFUSED' },
  { status: 404, means: 'no_such_order' },
];

/** Judges one exchange of messages with Firi by its status and its body. `clean` makes the venue's words fit to show. */
export function firiVerdict(evidence: WireEvidence, clean: (text: string) => string): Verdict {
  if (evidence.phase === 'not_sent') return { kind: 'not_sent', code: evidence.code, message: evidence.detail };
  const unknown: Verdict = { kind: 'unknown', message: `no certain answer: ${evidenceInWords(evidence)}` };
  if (evidence.phase === 'sent') return unknown;

  const { status, bodyText } = evidence;
  const document = parseExactJson(bodyText);
  if (status === 200 || status === 201) {
    return typeof document === 'object' && document !== null && !isError(document) ? { kind: 'ok', document } : unknown;
  }
  if (status === 429) return { kind: 'refused', code: 'VENUE_RATE_LIMIT', message: 'Firi asks for fewer requests' };
  if (!isError(document)) return unknown;

  const { name, message } = document;
  const row = FIRI_ERRORS.find(
    (each) => each.status === status && (each.name?.test(name) ?? true) && (each.words?.test(message) ?? true),
  );
  if (!row) return unknown;
  const said = `Firi ${status} ${clean(name === message ? name : `${name}: ${message}`)}`;
  if (row.means === 'no_such_order') return { kind: 'no_such_order', message: said };
  return { kind: 'refused', code: row.means, message: said };
}

function isError(document: unknown): document is { name: string; message: string } {
  if (typeof document !== 'object' || document === null) return false;
  const { name, message } = document as { name?: unknown; message?: unknown };
  return typeof name === 'string' && typeof message === 'string';
}
