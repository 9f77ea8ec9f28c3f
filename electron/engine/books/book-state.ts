import { emptyBook, termsOf } from '../../../shared/books/book.ts';
import type { Book, Lots } from '../../../shared/books/book.ts';
import { exact, textOf } from '../../../shared/money/exact.ts';

/** A book but for its lots, as it is written down. Keys stand in one order, so that equal books are equal text. */
interface WrittenState {
  quantity: string;
  cost_average: string;
  cost_fifo: string;
  realised_average: string;
  realised_fifo: string;
  uncovered_quantity: string;
  uncovered_proceeds: string;
  turnover: string;
  fees: [string, string][];
  fees_in_quote: string;
  untold_fees: number;
  counts: [string, number][];
  first_ms: number | null;
  last_ms: number | null;
  last_tie: string | null;
  next_lot: number;
  held_since_ms: number | null;
}

/** `heldSinceMs`: since when something is held, or short. */
export type KeptBook = Book & { heldSinceMs: number | null };

const byKey = <T>([a]: [string, T], [b]: [string, T]): number => (a < b ? -1 : 1);

export function stateText(book: KeptBook): string {
  const state: WrittenState = {
    quantity: textOf(book.quantity),
    cost_average: textOf(book.costAverage),
    cost_fifo: textOf(book.costFifo),
    realised_average: textOf(book.realisedAverage),
    realised_fifo: textOf(book.realisedFifo),
    uncovered_quantity: textOf(book.uncoveredQuantity),
    uncovered_proceeds: textOf(book.uncoveredProceeds),
    turnover: textOf(book.turnover),
    fees: [...book.fees].map(([asset, fee]): [string, string] => [asset, textOf(fee)]).sort(byKey),
    fees_in_quote: textOf(book.feesInQuote),
    untold_fees: book.untoldFees,
    counts: [...book.counts].sort(byKey),
    first_ms: book.firstMs,
    last_ms: book.lastMs,
    last_tie: book.lastTie,
    next_lot: book.nextLot,
    held_since_ms: book.heldSinceMs,
  };
  return JSON.stringify(state);
}

/** Null: nothing is booked yet. */
export function bookOf(symbol: string, text: string | null, lots?: Lots): KeptBook {
  const empty = emptyBook(termsOf(symbol), lots);
  if (text === null) return { ...empty, heldSinceMs: null };
  const state = JSON.parse(text) as WrittenState;
  return {
    ...empty,
    quantity: exact(state.quantity),
    costAverage: exact(state.cost_average),
    costFifo: exact(state.cost_fifo),
    realisedAverage: exact(state.realised_average),
    realisedFifo: exact(state.realised_fifo),
    uncoveredQuantity: exact(state.uncovered_quantity),
    uncoveredProceeds: exact(state.uncovered_proceeds),
    turnover: exact(state.turnover),
    fees: new Map(state.fees.map(([asset, fee]) => [asset, exact(fee)])),
    feesInQuote: exact(state.fees_in_quote),
    untoldFees: state.untold_fees,
    counts: new Map(state.counts),
    firstMs: state.first_ms,
    lastMs: state.last_ms,
    lastTie: state.last_tie,
    nextLot: state.next_lot,
    heldSinceMs: state.held_since_ms,
  };
}
