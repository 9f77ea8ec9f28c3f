import { isFinal } from '../../shared/orders/transitions.ts';
import type { ErrorCode } from '../../shared/schema/error-code.ts';
import type { CancelAllDocument, FireDocument, OrderDocument } from '../../shared/schema/order.ts';
import { fireOutcome } from '../api/fire-outcome.ts';

/** The exit codes of `qt`: part of the contract with scripts. */
export const EXIT = {
  done: 0,
  bug: 1,
  badInput: 2,
  refusedHere: 3,
  refusedByVenue: 4,
  unknownOutcome: 5,
  noSuchThing: 6,
  noEngine: 7,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a command ends with that failed with this code. Codes not named here are refusals of our own. */
const EXIT_OF: Partial<Record<ErrorCode, ExitCode>> = {
  INVALID_SIGNAL: EXIT.badInput,
  INVALID_INPUT: EXIT.badInput,
  GROUP_INVALID: EXIT.badInput,
  ACCOUNT_NOT_FOUND: EXIT.noSuchThing,
  ORDER_NOT_FOUND: EXIT.noSuchThing,
  GROUP_NOT_FOUND: EXIT.noSuchThing,
  APPROVAL_NOT_FOUND: EXIT.noSuchThing,
  STOP_NOT_FOUND: EXIT.noSuchThing,
  NOT_FOUND: EXIT.noSuchThing,
  VENUE_REFUSED: EXIT.refusedByVenue,
  VENUE_AUTH: EXIT.refusedByVenue,
  VENUE_RATE_LIMIT: EXIT.refusedByVenue,
  VENUE_CLOCK: EXIT.refusedByVenue,
  VENUE_ERROR: EXIT.refusedByVenue,
  OUTCOME_UNKNOWN: EXIT.unknownOutcome,
  APPROVAL_PENDING: EXIT.unknownOutcome,
  ENGINE_LOCKED: EXIT.noEngine,
  ENGINE_UNREACHABLE: EXIT.noEngine,
  NO_ENGINE: EXIT.noEngine,
  STATEMENT_EMPTY: EXIT.noSuchThing,
  BACKUP_INVALID: EXIT.badInput,
  BOOKS_BROKEN: EXIT.bug,
  AUDIT_BROKEN: EXIT.bug,
  INTERNAL: EXIT.bug,
};

export function exitOfError(code: ErrorCode): ExitCode {
  return EXIT_OF[code] ?? EXIT.refusedHere;
}

/** A decision that was refused: that the named account does not exist is then a routing refusal, not a failed look-up. */
export function exitOfRefusal(code: ErrorCode): ExitCode {
  const exit = exitOfError(code);
  return exit === EXIT.badInput || exit === EXIT.bug || exit === EXIT.noEngine ? exit : EXIT.refusedHere;
}

export function exitOfFire(fired: Pick<FireDocument, 'orders' | 'error' | 'legs' | 'approval'>): ExitCode {
  const outcome = fireOutcome(fired);
  if (outcome.kind === 'placed') return EXIT.done;
  if (outcome.kind === 'unknown' || outcome.kind === 'waiting') return EXIT.unknownOutcome;
  return outcome.kind === 'refused_by_venue' ? EXIT.refusedByVenue : exitOfRefusal(outcome.code);
}

/** All canceled or gone is done. One that may still trade counts for more than one that the venue refused to cancel. */
export function exitOfCancelAll({ results, external_error: unlisted }: CancelAllDocument): ExitCode {
  const left = results.filter(({ status, error }) => error !== null || !(status === 'gone' || isFinal(status)));
  const codes = left.map(({ error }) => (error ? exitOfError(error.code) : EXIT.unknownOutcome));
  if (left.some(({ status }) => status === 'unknown') || codes.includes(EXIT.unknownOutcome))
    return EXIT.unknownOutcome;
  // What could not be listed may rest.
  if (unlisted) return EXIT.unknownOutcome;
  return codes.includes(EXIT.refusedByVenue) ? EXIT.refusedByVenue : (codes[0] ?? EXIT.done);
}

/** A cancel is done when the order is final, however it came to that. Until then it may still trade. */
export function exitOfCancel(order: Pick<OrderDocument, 'status'>): ExitCode {
  return isFinal(order.status) ? EXIT.done : EXIT.unknownOutcome;
}
