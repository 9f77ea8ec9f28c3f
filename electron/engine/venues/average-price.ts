import { div, isPositive } from '../../../shared/money/decimal.ts';

/** Quote units per base unit, from the sums of the fills; null while there are none, or where the venue does not tell. */
export function averagePrice(quoteFilled: string, baseFilled: string): string | null {
  if (!isPositive(baseFilled) || !isPositive(quoteFilled)) return null;
  return div(quoteFilled, baseFilled, { places: 12, rounding: 'half_even' });
}
