import { FINAL_STATUSES } from '../schema/order.ts';
import type { OrderStatus } from '../schema/order.ts';

/** `late`: the order was final already, and the venue's later word shows that it traded (or lives) after all. */
export interface Move {
  late: boolean;
}

interface Exits {
  regular: readonly OrderStatus[];
  late: readonly OrderStatus[];
}

/**
 * Where an order can go from each status. `not_placed` and `rejected` are verdicts on a request, so a wrong one can be
 * followed by any word of the venue on the order itself; `canceled` and `expired` can only be followed by a fill that was
 * on its way. Nothing follows `filled`. Staying in a status (another partial fill) is no move.
 */
const EXITS: Readonly<Record<OrderStatus, Exits>> = {
  journaled: { regular: ['sent', 'unknown', 'not_placed'], late: [] },
  sent: {
    regular: ['open', 'partially_filled', 'filled', 'canceled', 'expired', 'rejected', 'unknown', 'not_placed'],
    late: [],
  },
  unknown: {
    regular: ['open', 'partially_filled', 'filled', 'canceled', 'expired', 'rejected', 'not_placed'],
    late: [],
  },
  open: { regular: ['partially_filled', 'filled', 'canceled', 'expired', 'rejected'], late: [] },
  partially_filled: { regular: ['filled', 'canceled', 'expired'], late: [] },
  filled: { regular: [], late: [] },
  canceled: { regular: [], late: ['partially_filled', 'filled'] },
  expired: { regular: [], late: ['partially_filled', 'filled'] },
  rejected: { regular: [], late: ['open', 'partially_filled', 'filled', 'canceled', 'expired'] },
  not_placed: { regular: [], late: ['open', 'partially_filled', 'filled', 'canceled', 'expired'] },
};

/** The move from one status to another; null where there is none. */
export function findMove(from: OrderStatus, to: OrderStatus): Move | null {
  if (EXITS[from].regular.includes(to)) return { late: false };
  return EXITS[from].late.includes(to) ? { late: true } : null;
}

/** Whether an order may go from one status to another, late moves included. */
export function canMove(from: OrderStatus, to: OrderStatus): boolean {
  return findMove(from, to) !== null;
}

/** True where only a late move can follow. */
export function isFinal(status: OrderStatus): boolean {
  return FINAL_STATUSES.includes(status);
}
