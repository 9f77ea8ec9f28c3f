import { parseExactJson } from '../http/exact-json.ts';
import type { Verdict } from '../http/verdict.ts';
import { evidenceInWords } from '../http/wire-evidence.ts';
import type { WireEvidence } from '../http/wire-evidence.ts';
import { meaningOf } from './error-table.ts';

const RATE_LIMIT_STATUS = 429;
const FORBIDDEN_STATUS = 403;
/** What the venue says, in a body that is no JSON, to an address that asks too often (docs/v5/rate-limit). */
const TOO_FREQUENT = /access too frequent/i;

/**
 * Judges one exchange of messages with Bybit. Refusals come with status 200 as a rule, so the code in the body decides, and
 * the status only where it makes even that uncertain. `document` is the `result` of the answer.
 */
export function bybitVerdict(evidence: WireEvidence, clean: (text: string) => string): Verdict {
  if (evidence.phase === 'not_sent') return { kind: 'not_sent', code: evidence.code, message: evidence.detail };
  const unknown: Verdict = { kind: 'unknown', message: `no certain answer: ${evidenceInWords(evidence)}` };
  if (evidence.phase === 'sent') return unknown;

  const { status, bodyText } = evidence;
  if (status < 200 || (status >= 300 && status < 400) || status >= 500) return unknown;
  const answer = answerOf(parseExactJson(bodyText));
  if (!answer) {
    const tooOften = status === RATE_LIMIT_STATUS || (status === FORBIDDEN_STATUS && TOO_FREQUENT.test(bodyText));
    if (!tooOften) return unknown;
    return { kind: 'refused', code: 'VENUE_RATE_LIMIT', message: `Bybit answered with HTTP status ${status}` };
  }
  const { code, words, result } = answer;
  if (code === 0) return status === 200 && isDocument(result) ? { kind: 'ok', document: result } : unknown;

  const means = meaningOf(code, words);
  const said = `Bybit ${code}: ${clean(words)}`;
  if (means === 'no_such_order') return { kind: 'no_such_order', message: said };
  if (means !== 'unknown') return { kind: 'refused', code: means, message: said };
  return { kind: 'unknown', message: `no certain answer: ${said}` };
}

const isDocument = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

function answerOf(document: unknown): { code: number; words: string; result: unknown } | null {
  if (typeof document !== 'object' || document === null) return null;
  const { retCode, retMsg, result } = document as { retCode?: unknown; retMsg?: unknown; result?: unknown };
  if (typeof retCode !== 'string' || !/^-?\d{1,8}$/.test(retCode) || typeof retMsg !== 'string') return null;
  return { code: Number(retCode), words: retMsg, result };
}
