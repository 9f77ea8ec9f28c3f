import { eq, lte } from '../../../shared/money/decimal.ts';
import type { OrderChangeInput, OrderDocument } from '../../../shared/schema/order.ts';
import { positiveDecimalSchema } from '../../../shared/schema/signal.ts';

export type AmendReading =
  { ok: true; change: OrderChangeInput } | { ok: false; errors: { price?: string; amount?: string; form?: string } };

/** Limit orders that rest, and that nobody is cancelling. */
export function canAmend(order: OrderDocument): boolean {
  const resting = order.status === 'open' || order.status === 'partially_filled';
  return resting && order.type === 'limit' && !order.cancel_requested;
}

/** What was typed, as a change of the order: only what differs from it. */
export function amendInput(order: OrderDocument, typed: { price: string; amount: string }): AmendReading {
  const price = positiveDecimalSchema.safeParse(typed.price);
  const amount = positiveDecimalSchema.safeParse(typed.amount);
  if (!price.success || !amount.success) {
    return {
      ok: false,
      errors: {
        ...(price.success ? {} : { price: 'is not a price' }),
        ...(amount.success ? {} : { amount: 'is not a size' }),
      },
    };
  }
  if (lte(amount.data, order.filled)) return { ok: false, errors: { amount: `${order.filled} is filled already` } };
  const change: OrderChangeInput = {
    ...(order.price !== null && eq(price.data, order.price) ? {} : { price: price.data }),
    ...(eq(amount.data, order.amount) ? {} : { amount: amount.data }),
  };
  if (Object.keys(change).length === 0) return { ok: false, errors: { form: 'Nothing is different yet.' } };
  return { ok: true, change };
}
