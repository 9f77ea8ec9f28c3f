import { parseExactJson } from '../http/exact-json.ts';
import type { Verdict } from '../http/verdict.ts';
import { evidenceInWords } from '../http/wire-evidence.ts';
import type { WireEvidence } from '../http/wire-evidence.ts';
import { meaningOf } from './error-table.ts';

/** A firewall in front of the exchange (403), or half of a cancel-replace (409): neither says what became of the request. */
const UNCERTAIN_STATUSES = new Set([403, 409]);
const RATE_LIMIT_STATUSES = new Set([418, 429]);

/**
 * Judges one exchange of messages with Binance by its status and its body. `clean` makes the venue's words fit to show;
 * `meaning` reads the codes of the market in question: spot, unless told.
 */
export function binanceVerdict(
  evidence: WireEvidence,
  clean: (text: string) => string,
  meaning: typeof meaningOf = meaningOf,
): Verdict {
  if (evidence.phase === 'not_sent') return { kind: 'not_sent', code: evidence.code, message: evidence.detail };
  const unknown: Verdict = { kind: 'unknown', message: `no certain answer: ${evidenceInWords(evidence)}` };
  if (evidence.phase === 'sent') return unknown;

  const { status, bodyText } = evidence;
  const document = parseExactJson(bodyText);
  if (status === 200) {
    const readable = typeof document === 'object' && document !== null && !('code' in document);
    return readable ? { kind: 'ok', document } : unknown;
  }
  if (status < 400 || status >= 500 || UNCERTAIN_STATUSES.has(status)) return unknown;

  const error = errorBody(document);
  const means = error ? meaning(error.code, error.msg) : 'unknown';
  const said = error ? `Binance ${error.code}: ${clean(error.msg)}` : `Binance answered with HTTP status ${status}`;
  if (means === 'no_such_order') return { kind: 'no_such_order', message: said };
  if (means !== 'unknown') return { kind: 'refused', code: means, message: said };
  // Documented as refusals by their status alone; but where a body says more, the body counts.
  if (!error && RATE_LIMIT_STATUSES.has(status)) return { kind: 'refused', code: 'VENUE_RATE_LIMIT', message: said };
  return { kind: 'unknown', message: `no certain answer: ${said}` };
}

function errorBody(document: unknown): { code: number; msg: string } | null {
  if (typeof document !== 'object' || document === null) return null;
  const { code, msg } = document as { code?: unknown; msg?: unknown };
  if (typeof code !== 'string' || !/^-\d{3,5}$/.test(code) || typeof msg !== 'string') return null;
  return { code: Number(code), msg };
}
