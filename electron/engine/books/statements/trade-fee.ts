import { termsOf } from '../../../../shared/books/book.ts';
import { mul } from '../../../../shared/money/decimal.ts';
import type { BookTrade } from '../books-ports.ts';
import type { MoneyAt, Worth } from './money-at.ts';

/**
 * What a fee was worth: one in the asset that was traded at the trade's own price, as the books have it; any other at the
 * rate of its time. Null where the rate is not known.
 */
export function feeWorth(trade: BookTrade & { fee: string; feeAsset: string }, money: MoneyAt): Worth | null {
  const { base, quote } = termsOf(trade.symbol);
  if (trade.feeAsset === base && quote !== '') return money.of(quote, mul(trade.fee, trade.price), trade.atMs);
  return money.of(trade.feeAsset, trade.fee, trade.atMs);
}

export function hasFee(trade: BookTrade): trade is BookTrade & { fee: string; feeAsset: string } {
  return trade.fee !== null && trade.feeAsset !== null;
}
