import type { ErrorCode } from '../../shared/schema/error-code.ts';
import type { FireDocument, OrderDocument } from '../../shared/schema/order.ts';

/**
 * What became of a fired signal, as exit codes and HTTP statuses tell it. `refused`: here, before anything was sent.
 * `unknown` also covers an order whose answer is still awaited: nobody may take it for refused or for placed.
 */
export type FireOutcome =
  | { kind: 'placed' }
  | { kind: 'refused'; code: ErrorCode }
  | { kind: 'refused_by_venue'; code: ErrorCode }
  /** For the operator's yes: nothing was sent, and it is not decided whether anything will be. */
  | { kind: 'waiting' }
  | { kind: 'unknown' };

const AWAITED: readonly OrderDocument['status'][] = ['journaled', 'sent', 'unknown'];

/** Of several orders (a group's legs) the worst: unknown, refused by a venue, refused here, placed. */
export function fireOutcome(fired: Pick<FireDocument, 'orders' | 'error' | 'legs' | 'approval'>): FireOutcome {
  if (fired.approval) return { kind: 'waiting' };
  const legs = fired.legs ?? [];
  if (fired.orders.some((order) => AWAITED.includes(order.status))) return { kind: 'unknown' };
  if (legs.some(({ state }) => state === 'unknown' || state === 'awaited')) return { kind: 'unknown' };
  const rejected = fired.orders.find((order) => order.status === 'rejected');
  if (rejected) return { kind: 'refused_by_venue', code: rejected.error?.code ?? fired.error?.code ?? 'VENUE_REFUSED' };
  const unplaced = fired.orders.find((order) => order.status === 'not_placed');
  if (unplaced) return { kind: 'refused', code: unplaced.error?.code ?? fired.error?.code ?? 'VENUE_UNREACHABLE' };
  const left = legs.find(({ state }) => state === 'not_placed');
  if (left) return { kind: 'refused', code: fired.error?.code ?? left.error?.code ?? 'INTERNAL' };
  if (fired.orders.length === 0) return { kind: 'refused', code: fired.error?.code ?? 'INTERNAL' };
  return { kind: 'placed' };
}
