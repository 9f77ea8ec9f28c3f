import { gt, gte, isPositive, lt } from '../money/decimal.ts';
import type { CheckDocument } from '../schema/decision.ts';
import type { ErrorCode } from '../schema/error-code.ts';
import type { Instrument } from '../schema/market.ts';

export interface SizedOrder {
  /** Null where no price was known to convert a quote amount by. */
  amount: string | null;
  price: string | null;
  notional: string | null;
  reduceOnly?: boolean;
}

/** The venue's rules on price, amount and value, each checked whether or not another one failed. */
export function checkSize(order: SizedOrder, instrument: Instrument): CheckDocument[] {
  return [checkPrice(order, instrument), checkAmount(order, instrument), checkNotional(order, instrument)];
}

/** Binance writes 0 for a bound that is switched off. */
function bound(limit: string | null): string | null {
  return limit !== null && isPositive(limit) ? limit : null;
}

function checkPrice({ price }: SizedOrder, { tick, min_price, max_price, quote }: Instrument): CheckDocument {
  const [least, most] = [bound(min_price), bound(max_price)];
  if (price === null) return passed('INVALID_PRICE', 'market order');
  if (!isPositive(price)) return failed('INVALID_PRICE', `the price rounds to nothing at tick ${tick}`);
  if (least !== null && lt(price, least)) {
    return failed('INVALID_PRICE', `${price} ${quote} is below the lowest price, ${least}`);
  }
  if (most !== null && gt(price, most)) {
    return failed('INVALID_PRICE', `${price} ${quote} is above the highest price, ${most}`);
  }
  return passed('INVALID_PRICE', `tick ${tick}`);
}

function checkAmount({ amount }: SizedOrder, { step, min_amount, max_amount, base }: Instrument): CheckDocument {
  const [least, most] = [bound(min_amount), bound(max_amount)];
  if (amount === null) return failed('INVALID_AMOUNT', 'no price is known to turn the quote amount into an amount');
  if (!isPositive(amount)) return failed('INVALID_AMOUNT', `the amount rounds to nothing at step ${step}`);
  if (least !== null && lt(amount, least)) {
    return failed('INVALID_AMOUNT', `${amount} ${base} is below the smallest amount, ${least}`);
  }
  if (most !== null && gt(amount, most)) {
    return failed('INVALID_AMOUNT', `${amount} ${base} is above the largest amount, ${most}`);
  }
  return passed('INVALID_AMOUNT', `step ${step}`);
}

function checkNotional({ notional, reduceOnly }: SizedOrder, { min_notional, quote }: Instrument): CheckDocument {
  const least = bound(min_notional);
  // Binance -4164: "no smaller than 5.0 (unless you choose reduce only)".
  if (reduceOnly === true) return passed('MIN_NOTIONAL', 'not asked of a reduce-only order');
  if (least === null) return passed('MIN_NOTIONAL', 'none set');
  if (notional === null) {
    return failed(
      'MIN_NOTIONAL',
      `no price is known, so the smallest order value of ${least} ${quote} cannot be checked`,
    );
  }
  return gte(notional, least)
    ? passed('MIN_NOTIONAL', `at least ${least} ${quote}`)
    : failed('MIN_NOTIONAL', `${notional} ${quote} is below the smallest order value, ${least} ${quote}`);
}

function passed(code: ErrorCode, detail: string): CheckDocument {
  return { code, ok: true, detail };
}

function failed(code: ErrorCode, detail: string): CheckDocument {
  return { code, ok: false, detail };
}
