import { applyTrade } from '../../../../shared/books/apply-trade.ts';
import { emptyBook, termsOf } from '../../../../shared/books/book.ts';
import type { Book } from '../../../../shared/books/book.ts';
import { tieOf } from '../../../../shared/books/trade-order.ts';
import { div, isZero, lt, mul, neg, sub } from '../../../../shared/money/decimal.ts';
import { exact, textOf } from '../../../../shared/money/exact.ts';
import type { CostMethod } from '../../../../shared/schema/books.ts';
import type { BookTrade, RateBook, RecordedRate } from '../books-ports.ts';

/** What was held of a symbol at a moment of the past, by the books alone. Money in the quote. */
export interface Holding {
  symbol: string;
  quote: string;
  /** Below zero where short. */
  quantity: string;
  cost: string;
  averageCost: string;
  /** Null where no price near enough was written down. */
  mark: RecordedRate | null;
  value: string | null;
  unrealised: string | null;
}

/** The books of an account as they stood after the trades that it is given, in their order. */
export function createHoldings(): {
  trade(trade: BookTrade): void;
  at(atMs: number, terms: { method: CostMethod; rates: Pick<RateBook, 'at'>; accountName: string }): Holding[];
} {
  const books = new Map<string, Book>();
  return {
    trade(trade) {
      let book = books.get(trade.symbol);
      if (!book) books.set(trade.symbol, (book = emptyBook(termsOf(trade.symbol))));
      const { id, atMs, side, feeAsset, strategyId, origin } = trade;
      const [price, amount] = [exact(trade.price), exact(trade.amount)];
      const fee = trade.fee === null ? null : exact(trade.fee);
      applyTrade(book, { id, atMs, tie: tieOf(trade), side, price, amount, fee, feeAsset, strategyId, origin });
    },
    at(atMs, { method, rates, accountName }) {
      return [...books]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([symbol, book]) => {
          const quantity = textOf(book.quantity);
          if (isZero(quantity)) return [];
          const cost = textOf(method === 'fifo' ? book.costFifo : book.costAverage);
          const mark = book.quote === '' ? null : rates.at(accountName, book.base, book.quote, atMs);
          const isShort = lt(quantity, '0');
          const averageCost = div(cost, isShort ? neg(quantity) : quantity, { places: 18, rounding: 'half_even' });
          const value = mark && mul(quantity, mark.rate);
          // A short has its cost received: what it would cost now stands below zero in `value`.
          const unrealised = value === null ? null : isShort ? sub(value, neg(cost)) : sub(value, cost);
          return [{ symbol, quote: book.quote, quantity, cost, averageCost, mark, value, unrealised }];
        });
    },
  };
}
