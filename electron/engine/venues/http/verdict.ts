import { QtError } from '../../../../shared/schema/error-code.ts';
import type { ErrorCode } from '../../../../shared/schema/error-code.ts';
import type { CancelOutcome, PlaceOutcome } from '../venue.ts';

/**
 * What an exchange of messages means, whatever was asked. `no_such_order` is kept apart because its meaning depends on the
 * question. Whatever is not certainly a refusal is `unknown`: a wrong "unknown" costs one look-up, a wrong "refused" a
 * second order.
 */
export type Verdict =
  | { kind: 'ok'; document: unknown }
  | { kind: 'refused'; code: ErrorCode; message: string }
  | { kind: 'no_such_order'; message: string }
  | { kind: 'not_sent'; code: ErrorCode; message: string }
  /** `answered`, of a read: an answer came, not of a fault on the venue's side, and says nothing that is understood here. */
  | { kind: 'unknown'; message: string; answered?: true };

export type FailedVerdict = Exclude<Verdict, { kind: 'ok' }>;

/** "No such order" is no answer to a new order. */
export function failedPlacement(verdict: FailedVerdict): PlaceOutcome {
  return verdict.kind === 'no_such_order' ? { kind: 'unknown', message: verdict.message } : verdict;
}

/** A cancel that never left is refused: the order rests on, and asking again is safe. */
export function failedCancel(verdict: FailedVerdict): CancelOutcome {
  if (verdict.kind === 'no_such_order') return { kind: 'gone', message: verdict.message };
  if (verdict.kind === 'not_sent') return { kind: 'refused', code: verdict.code, message: verdict.message };
  return verdict;
}

/** For reads, which change nothing and may be asked again. */
export function readError(verdict: FailedVerdict): QtError {
  const code = verdict.kind === 'refused' || verdict.kind === 'not_sent' ? verdict.code : 'VENUE_ERROR';
  return new QtError(code, verdict.message);
}

/** Refusals that are about the key or the asking. Any other means that this question is not known there. */
const ABOUT_THE_ASKER: ReadonlySet<ErrorCode> = new Set(['VENUE_AUTH', 'VENUE_CLOCK', 'VENUE_RATE_LIMIT']);

/**
 * The document of an answer to a question that not every address knows; null where what answered says nothing of it. Throws
 * `QtError` where the asker was refused, or no answer came: that is no word of the venue.
 */
export function toldDocument(verdict: Verdict): unknown {
  if (verdict.kind === 'ok') return verdict.document;
  if (verdict.kind === 'refused' && !ABOUT_THE_ASKER.has(verdict.code)) return null;
  if (verdict.kind === 'no_such_order' || (verdict.kind === 'unknown' && verdict.answered)) return null;
  throw readError(verdict);
}
