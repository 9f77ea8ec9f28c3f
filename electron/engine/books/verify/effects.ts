import { add, neg, sub } from '../../../../shared/money/decimal.ts';
import { termsOf } from '../../../../shared/books/book.ts';
import type { BookTrade } from '../books-ports.ts';

/** What something adds to what is held, by asset; positions of swaps by symbol. */
export type Effects = Map<string, string>;

export function addTo(effects: Effects, key: string, amount: string): void {
  effects.set(key, add(effects.get(key) ?? '0', amount));
}

export function addAll(effects: Effects, more: Effects, by: 'add' | 'take' = 'add'): void {
  for (const [key, amount] of more) addTo(effects, key, by === 'add' ? amount : neg(amount));
}

/** What a trade moves. `realised`: of a swap, by what it closed; its price alone moves no money. */
export function effectsOf(
  trade: Pick<BookTrade, 'symbol' | 'side' | 'amount' | 'value' | 'fee' | 'feeAsset'>,
  realised: string,
): Effects {
  const effects: Effects = new Map();
  const { market, base, quote } = termsOf(trade.symbol);
  const [bought, paid] = trade.side === 'buy' ? [trade.amount, trade.value] : [neg(trade.amount), neg(trade.value)];
  if (market === 'swap') {
    addTo(effects, trade.symbol, bought);
    addTo(effects, quote, realised);
  } else {
    addTo(effects, base, bought);
    addTo(effects, quote, neg(paid));
  }
  if (trade.fee !== null && trade.feeAsset !== null) addTo(effects, trade.feeAsset, sub('0', trade.fee));
  return effects;
}
