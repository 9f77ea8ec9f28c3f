import type { OrderRow } from './order-row.ts';

/** `0.5 at 60000`: size and price as evidence and messages say them. */
export function terms({ amount, price }: Pick<OrderRow, 'amount' | 'price'>): string {
  return price === null ? amount : `${amount} at ${price}`;
}

/** `open, 0.5 at 60000, 0.1 filled`. */
export function stateOf(order: Pick<OrderRow, 'status' | 'amount' | 'price' | 'filled'>): string {
  return `${order.status.replaceAll('_', ' ')}, ${terms(order)}, ${order.filled} filled`;
}
