import { add, div, isPositive, isZero, mul, sub } from '../../../../shared/money/decimal.ts';
import { absolute, signOf, textOf } from '../../../../shared/money/exact.ts';
import type { CostMethod, FeeDocument, SymbolBookDocument } from '../../../../shared/schema/books.ts';
import { isoTime } from '../../ports.ts';
import type { RateReading } from '../../risk/risk-ports.ts';
import { bookOf } from '../book-state.ts';
import type { KeptBook } from '../book-state.ts';
import type { KeptBookRow } from '../book-rows.ts';

/** An older mark is said to be stale. */
const FRESH_MS = 60_000;
const PLACES = 18;

/** What is known of a book beside its trades. */
export interface BookSight {
  method: CostMethod;
  mark: RateReading | null;
  nowMs: number;
  /** Received above zero. */
  funding: string;
  /** Fees in a third asset, in the quote; null where a rate is not known. */
  feeWorth: (asset: string) => string | null;
  notHeld: string | null;
}

/** The book of one symbol as a document. */
export function symbolBook(row: KeptBookRow, sight: BookSight): SymbolBookDocument {
  const book = bookOf(row.symbol, row.state);
  const { method } = sight;
  const quantity = textOf(book.quantity);
  const cost = textOf(method === 'fifo' ? book.costFifo : book.costAverage);
  const [average, fifo] = [textOf(book.realisedAverage), textOf(book.realisedFifo)];
  const realised = method === 'fifo' ? fifo : average;
  const mark = markOf(sight);
  const { value, unrealised } = worthOf(book, { quantity, cost, mark: mark?.price ?? null });
  const { fees, inQuote } = feesOf(book, sight);
  const known =
    unrealised === null || inQuote === null ? null : sub(add(add(realised, unrealised), sight.funding), inQuote);
  return {
    account_name: row.account_name,
    exchange: row.exchange,
    mode: row.mode,
    testnet: row.testnet === 1,
    ...{ market: book.market, symbol: row.symbol, base: book.base, quote: book.quote, method, quantity, cost },
    average_cost: isZero(quantity)
      ? null
      : div(cost, textOf(absolute(book.quantity)), { places: PLACES, rounding: 'half_even' }),
    ...{ realised, realised_average: average, realised_fifo: fifo, mark, value, unrealised, fees },
    fees_in_quote: inQuote,
    funding: sight.funding,
    net: known,
    uncovered: { quantity: textOf(book.uncoveredQuantity), proceeds: textOf(book.uncoveredProceeds) },
    not_held: sight.notHeld,
    trades: countOf(book, ''),
    imported_trades: countOf(book, 'imported'),
    estimated_trades: countOf(book, 'estimated'),
    turnover: textOf(book.turnover),
    first_at: book.firstMs === null ? null : isoTime(book.firstMs),
    last_at: book.lastMs === null ? null : isoTime(book.lastMs),
  };
}

function markOf({ mark, nowMs }: BookSight): SymbolBookDocument['mark'] {
  if (mark === null || mark.rate === null) return null;
  return { price: mark.rate, at: isoTime(mark.atMs), stale: nowMs - mark.atMs > FRESH_MS };
}

/** Worth nothing where nothing is held; not known where there is no mark. */
function worthOf(
  book: KeptBook,
  { quantity, cost, mark }: { quantity: string; cost: string; mark: string | null },
): { value: string | null; unrealised: string | null } {
  if (signOf(book.quantity) === 0) return { value: '0', unrealised: '0' };
  if (mark === null) return { value: null, unrealised: null };
  const value = mul(quantity, mark);
  return { value, unrealised: isPositive(quantity) ? sub(value, cost) : add(cost, value) };
}

function feesOf(book: KeptBook, { feeWorth }: BookSight): { fees: FeeDocument[]; inQuote: string | null } {
  const own = new Set([book.base, book.quote]);
  let third: string | null = '0';
  const fees = [...book.fees].map(([asset, fee]): FeeDocument => {
    const amount = textOf(fee);
    if (own.has(asset)) return { asset, amount, in_quote: asset === book.quote ? amount : ownBase(book) };
    const worth = feeWorth(asset);
    third = third === null || worth === null ? null : add(third, worth);
    return { asset, amount, in_quote: worth };
  });
  const inQuote = third === null || book.untoldFees > 0 ? null : add(textOf(book.feesInQuote), third);
  return { fees: fees.sort((a, b) => (a.asset < b.asset ? -1 : 1)), inQuote };
}

/** Fees in the base, at the prices of their trades: all that is summed in the quote but what was paid in the quote. */
function ownBase(book: KeptBook): string {
  const inQuote = book.fees.get(book.quote);
  return inQuote ? sub(textOf(book.feesInQuote), textOf(inQuote)) : textOf(book.feesInQuote);
}

function countOf(book: KeptBook, origin: string): number {
  return [...book.counts].reduce((sum, [kind, count]) => (kind.endsWith(origin) ? sum + count : sum), 0);
}
