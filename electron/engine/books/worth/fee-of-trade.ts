import { mul } from '../../../../shared/money/decimal.ts';
import { pairOf } from '../../../../shared/risk/position-spans.ts';
import type { BookTrade } from '../books-ports.ts';

/** A trade's fee as an amount of what its worth is known of best: in base units it is worth the trade's own price. Null: not told. */
export function feeOf({ symbol, price, fee, feeAsset }: BookTrade): { asset: string; amount: string } | null {
  if (fee === null || feeAsset === null) return null;
  const pair = pairOf(symbol);
  return pair && feeAsset === pair.base
    ? { asset: pair.quote, amount: mul(fee, price) }
    : { asset: feeAsset, amount: fee };
}
