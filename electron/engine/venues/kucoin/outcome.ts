import { parseExactJson } from '../http/exact-json.ts';
import type { Verdict } from '../http/verdict.ts';
import { evidenceInWords } from '../http/wire-evidence.ts';
import type { WireEvidence } from '../http/wire-evidence.ts';
import { meaningOf } from './error-table.ts';

const SUCCESS = '200000';

/**
 * Judges one exchange of messages with KuCoin. It answers refusals with 200 too, so the code in the body decides; `document`
 * is the `data` of the answer. `clean` makes the venue's words fit to show.
 */
export function kucoinVerdict(evidence: WireEvidence, clean: (text: string) => string): Verdict {
  if (evidence.phase === 'not_sent') return { kind: 'not_sent', code: evidence.code, message: evidence.detail };
  const unknown: Verdict = { kind: 'unknown', message: `no certain answer: ${evidenceInWords(evidence)}` };
  if (evidence.phase === 'sent') return unknown;

  const { status, bodyText } = evidence;
  const body = bodyOf(parseExactJson(bodyText));
  if (status >= 500 || (status >= 300 && status < 400)) return unknown;
  // The gateway's answer to too many requests; what passed it is answered in another way.
  if (!body && status === 429) {
    return { kind: 'refused', code: 'VENUE_RATE_LIMIT', message: 'KuCoin asks for fewer requests' };
  }
  if (!body) return unknown;

  // Success without data was seen to come with words of a failure.
  if (body.code === SUCCESS) return status === 200 && 'data' in body ? { kind: 'ok', document: body.data } : unknown;
  const means = meaningOf(body.code, body.msg);
  const said = `KuCoin ${clean(body.code)}: ${clean(body.msg)}`;
  if (means === 'no_such_order') return { kind: 'no_such_order', message: said };
  if (means === 'unknown') return { kind: 'unknown', message: `no certain answer: ${said}` };
  return { kind: 'refused', code: means, message: said };
}

function bodyOf(document: unknown): { code: string; msg: string; data?: unknown } | null {
  if (typeof document !== 'object' || document === null) return null;
  const { code, msg = '' } = document as { code?: unknown; msg?: unknown };
  if (typeof code !== 'string' || !/^\w{1,40}$/.test(code) || typeof msg !== 'string') return null;
  return { ...document, code, msg };
}
