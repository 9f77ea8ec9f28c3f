import { div, gte, isPositive, lte, max, mul, sub } from '../money/decimal.ts';
import type { CheckDocument } from '../schema/decision.ts';
import type { MoneyLimit } from '../schema/limits.ts';
import type { AccountState } from './account-state.ts';
import { known, unknown } from './known.ts';
import type { Known } from './known.ts';
import { recorded, shown, unitOf, untold } from './limit-line.ts';
import type { PendingOrder } from './position-spans.ts';

/** An order as its limits see it. */
export interface LimitedOrder extends PendingOrder {
  /** Null where it takes nothing. `available`: what is there of the asset; null where that is unknown. */
  funds: { asset: string; needed: string; available: string | null; error: string | null } | null;
  /** A change of an order that rests already, which places no other. */
  inPlace: boolean;
}

const PERCENT_PLACES = 4;

/** How far the order's price, or the one that it is expected at, is from the mark. Every order is held to it. */
export function bandCheck(
  limit: string,
  { mark }: Pick<AccountState, 'mark'>,
  order: LimitedOrder | null,
): CheckDocument {
  const code = 'PRICE_BAND';
  const price = order?.price ?? null;
  if (price === null || mark.value === null || !isPositive(mark.value)) {
    const detail = untold(mark.why ?? (price === null ? 'no price of the order is known' : 'the mark is nothing'));
    return { code, ok: false, detail, figures: { used: null, limit, unit: '%' } };
  }
  const away = mul(max(sub(price, mark.value), sub(mark.value, price)), '100');
  const ok = lte(away, mul(limit, mark.value));
  const percent = div(away, mark.value, { places: PERCENT_PLACES, rounding: 'up' });
  const words = `${price} is ${percent} % from the mark of ${mark.value}`;
  const detail = ok ? `${words}, at most ${limit} %` : `${words}, and may be at most ${limit} % from it`;
  return { code, ok, detail, figures: { used: percent, limit, unit: '%' } };
}

/** What would be left of the account's own currency. Orders that take another asset, or none, pass. */
export function freeCheck(
  { value: limit, unit: counted }: MoneyLimit,
  state: Pick<AccountState, 'currency' | 'usdRate'>,
  order: LimitedOrder | null,
): CheckDocument {
  const code = 'MIN_FREE_BALANCE';
  const { unit, of } = unitOf({ unit: counted }, state);
  const left = order ? leftOf(order, state.currency) : unknown('no order could be planned');
  if (left === null) {
    const detail = `takes no ${state.currency}`;
    return { code, ok: true, detail, figures: { used: null, limit, unit } };
  }
  const free = of(left);
  if (free.value === null) {
    return { code, ok: false, detail: untold(free.why), figures: { used: null, limit, unit } };
  }
  const ok = gte(free.value, limit);
  const words = `${shown(free.value, 'down')} ${unit}`;
  const detail = ok ? `${words} stay free, at least ${limit}` : `${words} would stay free, at least ${limit} must`;
  return { code, ok, detail, figures: { used: recorded(free.value, 'down'), limit, unit } };
}

/** Null where the order takes nothing of it. */
function leftOf({ funds }: LimitedOrder, currency: string): Known | null {
  if (funds === null || funds.asset !== currency || !isPositive(funds.needed)) return null;
  if (funds.available === null) return unknown(funds.error ?? 'the balance could not be read');
  return known(sub(funds.available, funds.needed));
}
