import { gt, gte, isMultipleOf, isPositive, lt, lte, mul } from '../../../../shared/money/decimal.ts';
import type { ErrorCode } from '../../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { VenueOrder } from '../venue.ts';

export interface Refusal {
  kind: 'refused';
  code: ErrorCode;
  message: string;
}

export function refused(code: ErrorCode, message: string): Refusal {
  return { kind: 'refused', code, message };
}

function outside(value: string, least: string | null, most: string | null): boolean {
  return (least !== null && lt(value, least)) || (most !== null && gt(value, most));
}

/**
 * The venue's own look at an order, as if nobody had checked it before. `touch` is the best price that a market order
 * would get: its value is counted at it, and a post-only order may not reach it. Null where the book is empty.
 */
export function refusalOf(order: VenueOrder, rules: Instrument | undefined, touch: string | null): Refusal | null {
  if (!rules) return refused('UNKNOWN_SYMBOL', `${order.symbol} is not traded here`);
  if (!rules.active) return refused('VENUE_REFUSED', `trading in ${order.symbol} is halted`);
  if ((order.type === 'limit') !== (order.price !== null)) {
    return refused('INVALID_PRICE', 'a limit order has a price, and a market order has none');
  }
  const { amount, price } = order;
  if (!isPositive(amount) || !isMultipleOf(amount, rules.step) || outside(amount, rules.min_amount, rules.max_amount)) {
    return refused('INVALID_AMOUNT', `amount ${amount} does not fit step ${rules.step} or the size limits`);
  }
  if (price !== null) {
    if (!isPositive(price) || !isMultipleOf(price, rules.tick) || outside(price, rules.min_price, rules.max_price)) {
      return refused('INVALID_PRICE', `price ${price} does not fit tick ${rules.tick} or the price limits`);
    }
  }
  const valuedAt = price ?? touch;
  if (valuedAt !== null && rules.min_notional !== null && lt(mul(valuedAt, amount), rules.min_notional)) {
    return refused('MIN_NOTIONAL', `the order is worth less than ${rules.min_notional} ${rules.quote}`);
  }
  if (order.postOnly && price !== null && touch !== null) {
    const takes = order.side === 'buy' ? gte(price, touch) : lte(price, touch);
    if (takes) return refused('VENUE_REFUSED', `post-only, and it would take at ${touch}`);
  }
  return null;
}
