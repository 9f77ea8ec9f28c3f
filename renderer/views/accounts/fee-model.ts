import { abs, add, cmp, div, isPositive, isZero, mul } from '../../../shared/money/decimal.ts';
import type { FeeDayDocument } from '../../../shared/schema/equity.ts';

/** A decimal string's share of another in percent, cut; null where there is nothing to be a share of. */
export function percentOf(part: string, whole: string): string | null {
  return isZero(whole) ? null : div(mul(part, '100'), abs(whole), { places: 4 });
}

export interface FeeTotals {
  total: string;
  maker: string;
  taker: string;
  /** Of what is told one way or the other, in percent. */
  makerPercent: string | null;
  turnover: string;
  /** Fees by turnover, in percent. */
  effectivePercent: string | null;
  /** Assets whose worth is not known: the sums are without them. */
  missing: string[];
}

export function feeTotals(days: readonly FeeDayDocument[]): FeeTotals {
  const sum = (figure: (day: FeeDayDocument) => string): string =>
    days.reduce((total, day) => add(total, figure(day)), '0');
  const [maker, taker, other] = [sum((day) => day.maker), sum((day) => day.taker), sum((day) => day.other)];
  const total = add(add(maker, taker), other);
  const turnover = sum((day) => day.turnover);
  return {
    total,
    maker,
    taker,
    makerPercent: percentOf(maker, add(maker, taker)),
    turnover,
    effectivePercent: percentOf(total, turnover),
    missing: [...new Set(days.flatMap((day) => day.missing))],
  };
}

/** Fees as a share of what was gained before them; null where nothing was gained. */
export function shareOfGross(fees: string, realised: string | null | undefined): string | null {
  return realised && isPositive(realised) ? percentOf(fees, realised) : null;
}

export interface FeeBar {
  day: string;
  /** Heights in percent of the highest day. Rebates have none. */
  maker: number;
  taker: number;
  other: number;
  words: string;
}

export function feeBars(days: readonly FeeDayDocument[], currency: string): FeeBar[] {
  const top = days.reduce((highest, day) => {
    const total = [day.maker, day.taker, day.other].filter(isPositive).reduce(add, '0');
    return cmp(total, highest) > 0 ? total : highest;
  }, '0');
  const height = (fee: string): number =>
    isZero(top) || !isPositive(fee) ? 0 : Number(div(mul(fee, '100'), top, { places: 3 }));
  return days.map((day) => ({
    day: day.day,
    maker: height(day.maker),
    taker: height(day.taker),
    other: height(day.other),
    words: `${day.day}: maker ${day.maker}, taker ${day.taker}${isZero(day.other) ? '' : `, untold ${day.other}`} ${currency}`,
  }));
}
