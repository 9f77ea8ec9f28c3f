import { div, eq, mul } from '../../../../shared/money/decimal.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';

/** Fine enough for any lot; what does not divide within it is no size that the venue could take. */
const PLACES = 12;

/** A size as the wire counts it: contracts on swaps, base units on spot. Throws `QtError('INVALID_AMOUNT')` if it is not exact. */
export function wireSize(amount: string, { contract_size: size, symbol }: Instrument): string {
  const contracts = div(amount, size, { places: PLACES });
  if (!eq(mul(contracts, size), amount)) {
    throw new QtError('INVALID_AMOUNT', `${amount} is no whole number of lots of ${symbol}`);
  }
  return contracts;
}
