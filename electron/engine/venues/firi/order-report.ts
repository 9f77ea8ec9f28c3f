import { gte, isPositive, isZero, normalize } from '../../../../shared/money/decimal.ts';
import type { OrderReport } from '../venue.ts';
import type { FiriOrder } from './wire-documents.ts';

/**
 * Firi gives an order no status, so it is told from the amounts; null where they fit no status. Nor does it tell at what
 * price an order was filled: the limit is only a bound, so there is no average and there are no fills.
 */
export function reportFrom(order: FiriOrder): OrderReport | null {
  const status = statusOf(order);
  const terms = { amount: normalize(order.amount), price: normalize(order.price) };
  return (
    status && { venueOrderId: order.id, status, filled: normalize(order.matched), average: null, fills: [], ...terms }
  );
}

function statusOf({ amount, remaining, matched, cancelled }: FiriOrder): OrderReport['status'] | null {
  if (isPositive(cancelled)) return 'canceled';
  if (gte(matched, amount)) return 'filled';
  if (isZero(remaining)) return null;
  return isPositive(matched) ? 'partially_filled' : 'open';
}
