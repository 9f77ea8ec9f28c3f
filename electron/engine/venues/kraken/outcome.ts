import { parseExactJson } from '../http/exact-json.ts';
import type { Verdict } from '../http/verdict.ts';
import { evidenceInWords } from '../http/wire-evidence.ts';
import type { WireEvidence } from '../http/wire-evidence.ts';
import { meaningOf } from './error-table.ts';

/**
 * Judges one exchange of messages with Kraken. Errors come with 200 in `error`, severity first: `E` for an error, `W` for a
 * warning beside a result. Any other status comes from what stands before Kraken, and says nothing certain but 429.
 */
export function krakenVerdict(evidence: WireEvidence, clean: (text: string) => string): Verdict {
  if (evidence.phase === 'not_sent') return { kind: 'not_sent', code: evidence.code, message: evidence.detail };
  const unknown: Verdict = { kind: 'unknown', message: `no certain answer: ${evidenceInWords(evidence)}` };
  if (evidence.phase === 'sent') return unknown;
  const { status, bodyText } = evidence;
  if (status === 429) {
    return { kind: 'refused', code: 'VENUE_RATE_LIMIT', message: `Kraken answered with HTTP status ${status}` };
  }
  const answer = status === 200 ? readAnswer(parseExactJson(bodyText)) : null;
  if (!answer) return unknown;
  const errors = answer.words.filter((words) => !words.startsWith('W'));
  if (errors.length > 0) return verdictOf(errors, clean);
  return answer.result === undefined ? unknown : { kind: 'ok', document: answer.result };
}

/** Several errors are only as certain as the least certain of them. */
function verdictOf(errors: readonly string[], clean: (text: string) => string): Verdict {
  const said = `Kraken: ${clean(errors.join('; '))}`;
  const meanings = errors.map(meaningOf);
  const [first = 'unknown'] = meanings;
  if (first === 'unknown' || meanings.includes('unknown')) {
    return { kind: 'unknown', message: `no certain answer: ${said}` };
  }
  return first === 'no_such_order'
    ? { kind: 'no_such_order', message: said }
    : { kind: 'refused', code: first, message: said };
}

function readAnswer(document: unknown): { words: string[]; result: unknown } | null {
  if (typeof document !== 'object' || document === null) return null;
  const { error, result } = document as { error?: unknown; result?: unknown };
  if (!Array.isArray(error) || !error.every((words) => typeof words === 'string')) return null;
  return { words: error, result };
}
