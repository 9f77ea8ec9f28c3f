import { eq, gt } from '../../../shared/money/decimal.ts';
import { sizeOrder } from '../../../shared/orders/sizing.ts';
import { isFinal } from '../../../shared/orders/transitions.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { OrderChangeInput } from '../../../shared/schema/order.ts';
import type { OrderChange } from '../venues/venue.ts';
import type { OrderRow } from './order-row.ts';
import { terms } from './order-words.ts';

/** Throws `QtError` where the order, as it stands, cannot be changed. */
export function mustBeOpen(order: OrderRow): void {
  if (isFinal(order.status)) {
    const successor = order.replaced_by ? `; ${order.replaced_by} took its place` : '';
    throw new QtError('ORDER_FINAL', `Order ${order.id} is ${order.status} already${successor}.`);
  }
  const resting = order.status === 'open' || order.status === 'partially_filled';
  if (!resting)
    throw new QtError('ORDER_NOT_OPEN', `Order ${order.id} is ${order.status}: only an open one can change.`);
  if (order.type !== 'limit' || order.price === null) {
    throw new QtError('ORDER_NOT_OPEN', 'Only a limit order can be changed.');
  }
  if (order.cancel_requested === 1) {
    throw new QtError('ORDER_NOT_OPEN', `A cancel of order ${order.id} was asked for.`);
  }
}

/**
 * What the operator asks for, by the instrument's rules: an amount is rounded down, a price never past his. Throws `QtError`
 * where nothing would change, or the new size is filled already.
 */
export function changeOf(order: OrderRow, asked: OrderChangeInput, instrument: Instrument): OrderChange {
  if (asked.amount === undefined && asked.price === undefined) {
    throw new QtError('INVALID_INPUT', 'Give a new amount, a new price, or both.');
  }
  const { side, type } = order;
  const wanted = { amount: asked.amount ?? order.amount, price: asked.price ?? order.price };
  const sized = sizeOrder({ side, type, ...wanted, quoteAmount: null, referencePrice: null }, instrument);
  const { amount, price } = sized;
  if (price === null) throw new Error(`order ${order.id} has no price`);
  const failed = sized.checks.find((check) => !check.ok);
  if (failed) throw new QtError(failed.code, failed.detail);
  if (eq(amount, order.amount) && eq(price, order.price ?? '0')) {
    const rounded = sized.rounded ? ` (${sized.rounded})` : '';
    throw new QtError('INVALID_INPUT', `Nothing would change: the order is of ${terms(order)}${rounded}.`);
  }
  if (!gt(amount, order.filled)) {
    throw new QtError('INVALID_AMOUNT', `${order.filled} is filled already, so the new amount must be more than that.`);
  }
  return { amount, price };
}
