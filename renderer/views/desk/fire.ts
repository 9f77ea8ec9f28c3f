import type { ErrorCode, ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { FireDocument, OrderStatus } from '../../../shared/schema/order.ts';

/** How a firing ended, as far as this window knows. */
export type FireOutcome =
  | { kind: 'answered'; signalId: string; document: FireDocument }
  /** Refused for certain before anything was sent. */
  | { kind: 'refused'; signalId: string; error: ErrorDocument }
  /** No answer came: it may have been fired. The id stays, so firing again asks for the same signal. */
  | { kind: 'unanswered'; signalId: string; error: ErrorDocument };

/** Errors after which a signal may nevertheless have been fired. */
const UNCERTAIN: readonly ErrorCode[] = ['ENGINE_UNREACHABLE', 'INTERNAL', 'OUTCOME_UNKNOWN', 'NO_ENGINE'];

/** Order states in which the venue's answer is not yet certain. */
const UNSETTLED: readonly OrderStatus[] = ['journaled', 'sent', 'unknown'];

export function outcomeOfError(signalId: string, error: ErrorDocument): FireOutcome {
  return { kind: UNCERTAIN.includes(error.code) ? 'unanswered' : 'refused', signalId, error };
}

/** True when the id has done its duty and the next firing is a new signal. */
export function isCertain(outcome: FireOutcome): boolean {
  if (outcome.kind !== 'answered') return outcome.kind === 'refused';
  return outcome.document.orders.every((order) => !UNSETTLED.includes(order.status));
}
