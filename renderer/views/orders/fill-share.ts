import { cmp, div, isPositive, mul, pad, sub } from '../../../shared/money/decimal.ts';
import type { OrderDocument } from '../../../shared/schema/order.ts';

/** Filled part in whole percent, rounded down: 100 only when nothing is left. */
export function filledPercent(order: Pick<OrderDocument, 'amount' | 'filled'>): number {
  if (!isPositive(order.amount)) return 0;
  return Math.min(100, Number(div(mul(order.filled, '100'), order.amount, { places: 0 })));
}

/** Base units that are still to be filled, with the decimals of the amount; zero when more than asked for was filled. */
export function leftAmount(order: Pick<OrderDocument, 'amount' | 'filled'>): string {
  const places = order.amount.split('.')[1]?.length ?? 0;
  return pad(cmp(order.amount, order.filled) > 0 ? sub(order.amount, order.filled) : '0', places);
}
