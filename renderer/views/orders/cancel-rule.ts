import { isFinal } from '../../../shared/orders/transitions.ts';
import type { OrderDocument, OrderStatus } from '../../../shared/schema/order.ts';

/** Whether an order can be cancelled now, and the words to show where it cannot. */
export type CancelRule = { kind: 'possible' } | { kind: 'sent' } | { kind: 'impossible'; reason: string };

const FINAL_WORDS: Partial<Record<OrderStatus, string>> = {
  filled: 'filled',
  canceled: 'cancelled',
  rejected: 'rejected',
  expired: 'expired',
  not_placed: 'never placed',
};

export function cancelRule(order: Pick<OrderDocument, 'status' | 'cancel_requested'>): CancelRule {
  if (isFinal(order.status)) return { kind: 'impossible', reason: FINAL_WORDS[order.status] ?? 'final' };
  if (order.cancel_requested) return { kind: 'sent' };
  return { kind: 'possible' };
}
