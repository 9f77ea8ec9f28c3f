import { eq, gte, isPositive } from '../../../shared/money/decimal.ts';
import type { OrderReport } from '../venues/venue.ts';
import type { OrderRow } from './order-row.ts';

/**
 * Size and price where the venue has others than we know: it was amended, by us with an answer that was lost, or at the
 * exchange itself. Of limit orders only (the price of another one means other things), and never less than what is filled.
 * Empty where nothing differs.
 */
export function changedTerms(before: OrderRow, { amount, price, filled }: OrderReport): Partial<OrderRow> {
  if (before.type !== 'limit' || before.price === null) return {};
  const resized = amount !== undefined && isPositive(amount) && gte(amount, filled) && !eq(amount, before.amount);
  const repriced = typeof price === 'string' && isPositive(price) && !eq(price, before.price);
  return { ...(resized && { amount }), ...(repriced && { price }) };
}
