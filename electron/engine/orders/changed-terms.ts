import { eq, gte, isPositive } from '../../../shared/money/decimal.ts';
import type { OrderReport } from '../venues/venue.ts';
import type { OrderRow } from './order-row.ts';

/**
 * Size and price where the venue has others than we know: it was amended, by us with an answer that was lost, or at the
 * exchange itself, or the venue cut a reduce-only order to the position. The price of limit orders only (that of another one
 * means other things), the size of reduce-only market orders too, and never less than what is filled. Empty where nothing
 * differs.
 */
export function changedTerms(before: OrderRow, { amount, price, filled }: OrderReport): Partial<OrderRow> {
  const isLimit = before.type === 'limit' && before.price !== null;
  if (!isLimit && before.reduce_only !== 1) return {};
  const resized = amount !== undefined && isPositive(amount) && gte(amount, filled) && !eq(amount, before.amount);
  const repriced =
    isLimit && before.price !== null && typeof price === 'string' && isPositive(price) && !eq(price, before.price);
  return { ...(resized && { amount }), ...(repriced && { price }) };
}
