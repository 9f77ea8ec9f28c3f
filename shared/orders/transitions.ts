import { FINAL_STATUSES } from '../schema/order.ts';
import type { OrderStatus, OrderTransitionDocument } from '../schema/order.ts';

export type MoveCause = OrderTransitionDocument['cause'];

/** `late`: the order was final already, and the venue's later word shows that it traded (or lives) after all. */
export interface Move {
  late: boolean;
  /** What may bring it. Anything else is a bug. */
  causes: readonly MoveCause[];
}

type Exits = Partial<Record<OrderStatus, readonly MoveCause[]>>;

/**
 * Ways in which the venue's word on the order itself reaches us. `operator` is its answer to what the operator asked for (a
 * cancel, an adoption); `recovery` is a reconciliation, which asks for everything.
 */
const ASKED = ['lookup', 'recovery', 'operator'] as const;
const WORD = ['reply', 'stream', 'poll', ...ASKED] as const;
/** An unknown order is never merely polled: whoever asks about it looks it up. */
const FOUND = ['reply', 'stream', ...ASKED] as const;

const ANY_WORD: Exits = {
  open: WORD,
  partially_filled: WORD,
  filled: WORD,
  canceled: WORD,
  expired: WORD,
};
/**
 * After a verdict on the request (`rejected`, `not_placed`): the venue has the order after all. After `canceled` or
 * `expired` only more fills count, and only an answer to a fresh question says that the rest is still at the venue.
 */
const AFTER_VERDICT: Exits = ANY_WORD;
/** Where the stream has told of the rejection already, the answer to the request, "taken", is the older word of the two. */
const AFTER_REJECTION: Exits = { ...ANY_WORD, open: ['stream', 'poll', ...ASKED] };
const AFTER_END: Exits = { partially_filled: ['lookup', 'recovery'], filled: WORD };

/** The exits of a status that is not final. */
const REGULAR: Partial<Record<OrderStatus, Exits>> = {
  journaled: {
    sent: ['send'],
    unknown: ['lookup', 'recovery'],
    // No byte of it can have left.
    not_placed: ['send'],
  },
  sent: {
    ...ANY_WORD,
    rejected: WORD,
    unknown: ['reply', 'lookup', 'recovery'],
    not_placed: ['send'],
  },
  unknown: {
    open: FOUND,
    partially_filled: FOUND,
    filled: FOUND,
    canceled: FOUND,
    expired: FOUND,
    rejected: FOUND,
    not_placed: ['lookup', 'operator'],
  },
  open: { partially_filled: WORD, filled: WORD, canceled: WORD, expired: WORD, rejected: WORD },
  partially_filled: { filled: WORD, canceled: WORD, expired: WORD },
};

/** The exits of a final status: every one of them is late. Nothing follows `filled`. */
const LATE: Partial<Record<OrderStatus, Exits>> = {
  canceled: AFTER_END,
  expired: AFTER_END,
  rejected: AFTER_REJECTION,
  not_placed: AFTER_VERDICT,
};

/** How an order comes to be: by a signal, or by what the operator does with another order (an amend, a close). */
const BEGINNING: readonly MoveCause[] = ['signal', 'operator'];

/**
 * The move from one status to another, with what may bring it; null where there is none. `from` null: the order's beginning.
 * Staying in a status (another partial fill) is no move.
 */
export function findMove(from: OrderStatus | null, to: OrderStatus): Move | null {
  if (from === null) return to === 'journaled' ? { late: false, causes: BEGINNING } : null;
  const causes = REGULAR[from]?.[to] ?? LATE[from]?.[to];
  return causes ? { late: isFinal(from), causes } : null;
}

/** Whether an order may go from one status to another, late moves included; with a cause, whether it may bring this. */
export function canMove(from: OrderStatus | null, to: OrderStatus, cause?: MoveCause): boolean {
  const move = findMove(from, to);
  return move !== null && (cause === undefined || move.causes.includes(cause));
}

/** True where only a late move can follow. */
export function isFinal(status: OrderStatus): boolean {
  return FINAL_STATUSES.includes(status);
}
