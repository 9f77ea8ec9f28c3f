import { parseExactJson } from '../http/exact-json.ts';
import type { Verdict } from '../http/verdict.ts';
import { evidenceInWords } from '../http/wire-evidence.ts';
import type { WireEvidence } from '../http/wire-evidence.ts';
import { meaningOf } from './error-table.ts';

interface Saying {
  code: string;
  words: string;
}

/**
 * Judges one exchange of messages with OKX, which answers most errors with 200: the body's `code` counts, and for an order
 * the `sCode` of its row. `clean` makes the venue's words fit to show.
 */
export function okxVerdict(evidence: WireEvidence, clean: (text: string) => string): Verdict {
  if (evidence.phase === 'not_sent') return { kind: 'not_sent', code: evidence.code, message: evidence.detail };
  const unknown: Verdict = { kind: 'unknown', message: `no certain answer: ${evidenceInWords(evidence)}` };
  if (evidence.phase === 'sent') return unknown;

  const { status, bodyText } = evidence;
  // A firewall in front of the exchange (403), or a fault within it: neither says what became of the request.
  const mayJudge = status === 200 || (status >= 400 && status < 500 && status !== 403);
  if (!mayJudge) return unknown;
  const document = parseExactJson(bodyText);
  const saying = sayingOf(document);
  if (saying?.code === '0') return status === 200 ? { kind: 'ok', document } : unknown;
  // Documented as a refusal by its status alone; but where a body says more, the body counts.
  if (!saying && status === 429) {
    return { kind: 'refused', code: 'VENUE_RATE_LIMIT', message: 'OKX answered with HTTP status 429' };
  }
  if (!saying) return unknown;

  const means = meaningOf(saying.code, saying.words);
  const said = `OKX ${saying.code}: ${clean(saying.words)}`;
  if (means === 'no_such_order') return { kind: 'no_such_order', message: said };
  if (means !== 'unknown') return { kind: 'refused', code: means, message: said };
  return { kind: 'unknown', message: `no certain answer: ${said}` };
}

/** The one code that counts, `0` for success; null where the answer is none of OKX's, or contradicts itself. */
function sayingOf(document: unknown): Saying | null {
  if (typeof document !== 'object' || document === null) return null;
  const { code, msg, data } = document as { code?: unknown; msg?: unknown; data?: unknown };
  if (typeof code !== 'string' || !/^\d{1,6}$/.test(code)) return null;
  const rows: unknown[] = Array.isArray(data) ? data : [];
  const words = typeof msg === 'string' ? msg : '';
  const judged = rows.filter((row): row is object => typeof row === 'object' && row !== null && 'sCode' in row);
  if (judged.length === 0) return code === '0' && !Array.isArray(data) ? null : { code, words };
  // One order a request: an answer about several is not ours.
  const [row] = judged as { sCode: unknown; sMsg?: unknown }[];
  if (rows.length !== 1 || !row || typeof row.sCode !== 'string' || !/^\d{1,6}$/.test(row.sCode)) return null;
  if (row.sCode === '0') return code === '0' ? { code: '0', words: '' } : null;
  return { code: row.sCode, words: typeof row.sMsg === 'string' ? row.sMsg : words };
}
