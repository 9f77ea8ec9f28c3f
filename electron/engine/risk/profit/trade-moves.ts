import { add, isPositive, isZero, mul, neg, sub } from '../../../../shared/money/decimal.ts';
import { isSwap } from './book.ts';
import type { Move } from './book.ts';

export interface BookedFill {
  symbol: string;
  side: 'buy' | 'sell';
  amount: string;
  price: string;
  /** Below zero where the venue paid it. */
  fee: string | null;
  fee_asset: string | null;
}

/** What is known of an order's trades: how much in base units, for how much of the quote. */
export interface Traded {
  amount: string;
  value: string;
}

export const NOTHING_TRADED: Traded = { amount: '0', value: '0' };

/** Base and quote of a symbol such as `BTC/USDT` or `BTC/USDT:USDT`. */
export function assetsOf(symbol: string): { base: string; quote: string } {
  const [base = symbol, quote = ''] = (symbol.split(':')[0] ?? symbol).split('/');
  return { base, quote };
}

/** `value`: without its fee. Nothing is moved of what is nothing. */
function movesOfTrade(symbol: string, side: 'buy' | 'sell', { amount, value }: Traded): Move[] {
  const [quantity, paid] = side === 'buy' ? [amount, value] : [neg(amount), neg(value)];
  if (isSwap(symbol)) return [{ key: symbol, quantity, paid }];
  const { base, quote } = assetsOf(symbol);
  return [
    { key: base, quantity, paid: '0' },
    { key: quote, quantity: neg(paid), paid: '0' },
  ].filter((move) => !isZero(move.quantity));
}

/** A fill and its fee. A fee that the venue does not tell is taken to be `takerFee` of the value, in the quote. */
export function movesOfFill(fill: BookedFill, takerFee: string | null): Move[] {
  const value = mul(fill.amount, fill.price);
  const trade = movesOfTrade(fill.symbol, fill.side, { amount: fill.amount, value });
  const told = fill.fee !== null && fill.fee_asset !== null;
  const key = told ? (fill.fee_asset as string) : assetsOf(fill.symbol).quote;
  const fee = told ? (fill.fee as string) : mul(value, takerFee ?? '0');
  return isZero(fee) ? trade : [...trade, { key, quantity: neg(fee), paid: '0' }];
}

/**
 * What of an order is filled though no fill tells of it: at its average price, else at its limit, which no trade of it is
 * worse than, and with the fee of a taker. Null where neither price is known.
 */
export function untoldOf(
  order: { side: 'buy' | 'sell'; price: string | null; filled: string; average: string | null },
  told: Traded,
  takerFee: string | null,
): Traded | null {
  const amount = sub(order.filled, told.amount);
  if (!isPositive(amount)) return NOTHING_TRADED;
  const price = order.average ?? order.price;
  if (price === null) return null;
  const atAverage = order.average === null ? '0' : sub(mul(order.filled, order.average), told.value);
  // An average that was told of fewer fills can leave less than nothing for the rest.
  const value = isPositive(atAverage) ? atAverage : mul(amount, price);
  const fee = takerFee ?? '0';
  return { amount, value: mul(value, order.side === 'buy' ? add('1', fee) : sub('1', fee)) };
}

/** What has to be moved for an order that was counted as `before` and is known as `now`. */
export function movesOfCorrection(symbol: string, side: 'buy' | 'sell', before: Traded, now: Traded): Move[] {
  const change = { amount: sub(now.amount, before.amount), value: sub(now.value, before.value) };
  if (isZero(change.amount) && isZero(change.value)) return [];
  return movesOfTrade(symbol, side, change);
}
