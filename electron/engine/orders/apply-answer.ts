import type { Redact } from '../telemetry/redact.ts';
import type { LookupOutcome } from '../venues/venue.ts';
import type { Move, Word } from './order-journal.ts';
import { counterparty } from './order-row.ts';
import type { OrderRow } from './order-row.ts';

/** What an answer to a look-up does with the order: a word to weigh, a move, or nothing. */
export type AnswerEffect = { kind: 'word'; word: Word } | { kind: 'move'; move: Move } | { kind: 'nothing' };

/**
 * Only an order of unknown outcome can be settled by what the venue does not have: an order that it confirmed once cannot
 * turn out never to have been there. `now` is the order as it stands, which may be other than when the question was asked.
 */
export function answerEffect(
  now: OrderRow,
  outcome: LookupOutcome,
  cause: 'lookup' | 'recovery',
  redact: Redact,
): AnswerEffect {
  switch (outcome.kind) {
    case 'found': {
      const way = cause === 'recovery' || now.status === 'unknown' || isVerdict(now) ? cause : 'poll';
      return {
        kind: 'word',
        word: { report: outcome.report, cause: way, detail: `found at the ${counterparty(now)}` },
      };
    }
    case 'absent': {
      if (!outcome.conclusive || now.status !== 'unknown') return { kind: 'nothing' };
      const message = redact(outcome.message);
      const error = { code: 'NOT_PLACED', message } as const;
      return { kind: 'move', move: { to: 'not_placed', cause: 'lookup', detail: message, error } };
    }
    case 'ambiguous': {
      if (now.status !== 'unknown') return { kind: 'nothing' };
      const message = redact(outcome.message);
      const error = { code: 'OUTCOME_UNKNOWN', message } as const;
      return { kind: 'move', move: { to: 'unknown', cause: 'lookup', detail: message, error } };
    }
    case 'failed':
      return { kind: 'nothing' };
  }
}

const isVerdict = ({ status }: OrderRow): boolean => status === 'not_placed' || status === 'rejected';

/** Whether the order still waits for the venue's answer to its own request. */
export function isOnItsWay({ status }: Pick<OrderRow, 'status'>): boolean {
  return status === 'journaled' || status === 'sent';
}
