import { abs, eq, gt, isZero, mul, neg } from '../../../shared/money/decimal.ts';
import type { SymbolBookDocument } from '../../../shared/schema/books.ts';
import type { PositionDocument } from '../../../shared/schema/order.ts';
import { percentOf } from './fee-model.ts';
import type { AssetMarks } from './use-asset-marks.ts';

/** One symbol that is held: by the exchange's word, by the books, or by both. */
export interface PositionRow {
  symbol: string;
  side: 'long' | 'short';
  /** Base units, above zero: of the books where they hold it. */
  size: string;
  /** What the exchange shows, where that is not what the books hold; `more`: on spot, what came in otherwise is in it. */
  shown: { amount: string; more: boolean } | null;
  entry: string | null;
  /** Where the entry is not from the books. */
  entryOf: 'books' | 'exchange';
  mark: { price: string; at: string | null; stale: boolean } | null;
  quote: string | null;
  value: string | null;
  unrealised: string | null;
  /** Of the cost. */
  percent: string | null;
  /** What can be closed by one order. */
  position: PositionDocument | null;
}

/** Positions as the exchange shows them, with what the books know of them; what only the books hold comes after. */
export function positionRows(
  positions: readonly PositionDocument[],
  books: readonly SymbolBookDocument[],
  marks: AssetMarks,
): PositionRow[] {
  const held = books.filter((book) => !isZero(book.quantity));
  const shown = positions.map((position) => {
    const book = held.find((each) => each.symbol === position.symbol);
    return book ? ofBook(book, position) : ofExchange(position, marks);
  });
  const alone = held.filter((book) => !positions.some((position) => position.symbol === book.symbol));
  return [...shown, ...alone.map((book) => ofBook(book, null))];
}

function ofBook(book: SymbolBookDocument, position: PositionDocument | null): PositionRow {
  const signed = position && (position.side === 'short' ? neg(position.amount) : position.amount);
  return {
    symbol: book.symbol,
    side: book.quantity.startsWith('-') ? 'short' : 'long',
    size: abs(book.quantity),
    shown:
      signed === null || eq(signed, book.quantity)
        ? null
        : { amount: signed, more: book.market === 'spot' && gt(signed, book.quantity) },
    entry: book.average_cost,
    entryOf: 'books',
    mark: book.mark,
    quote: book.quote,
    value: book.value,
    unrealised: book.unrealised,
    percent: book.unrealised === null ? null : percentOf(book.unrealised, book.cost),
    position,
  };
}

/** No trade of it is known: the exchange says what is held, and its equity at which price. */
function ofExchange(position: PositionDocument, marks: AssetMarks): PositionRow {
  const { symbol, side, amount } = position;
  const mark = markOf(position, marks);
  return {
    symbol,
    side,
    size: amount,
    shown: null,
    entry: position.entry_price,
    entryOf: 'exchange',
    mark,
    quote: quoteOf(symbol),
    value: mark && mul(side === 'short' ? neg(amount) : amount, mark.price),
    unrealised: null,
    percent: null,
    position,
  };
}

function markOf({ symbol, market, mark_price: shown }: PositionDocument, marks: AssetMarks): PositionRow['mark'] {
  if (shown !== null) return { price: shown, at: null, stale: false };
  const price = market === 'spot' && quoteOf(symbol) === marks.currency ? marks.prices.get(baseOf(symbol)) : undefined;
  return price === undefined ? null : { price, at: marks.at, stale: false };
}

const baseOf = (symbol: string): string => symbol.split('/')[0] ?? '';
const quoteOf = (symbol: string): string => symbol.split(/[/:]/)[1] ?? '';
