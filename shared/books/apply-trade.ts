import { ZERO, absolute, compare, minus, negated, plus, share, signOf, times } from '../money/exact.ts';
import type { Exact } from '../money/exact.ts';
import type { Book, Close, FoldedTrade, Lot } from './book.ts';

/** Costs of parts are told to this many places. What is cut off stays in the book, so that nothing is ever lost. */
export const COST_PLACES = 18;

/**
 * Books one trade, by both methods at once, and gives what it closed, oldest lot first. Trades come in the order of
 * `trade-order.ts`.
 *
 * A fee in the base asset of a spot market is no part of what was bought or is left of what was sold: the position moves by
 * the amount less the fee, at the trade's price, and the fee is that much in the quote.
 */
export function applyTrade(book: Book, trade: FoldedTrade): Close[] {
  const { price } = trade;
  const value = times(trade.amount, price);
  const told = trade.fee !== null && trade.feeAsset !== null;
  const fromBase = told && book.market === 'spot' && trade.feeAsset === book.base;
  const signed = trade.side === 'buy' ? trade.amount : negated(trade.amount);
  const moved = fromBase ? minus(signed, trade.fee as Exact) : signed;

  noteTrade(book, trade, value);
  noteFee(book, trade);
  const closes = closed(book, moved, price);
  const rest = closes.reduce((left, { quantity }) => minus(left, quantity), absolute(moved));
  if (signOf(rest) > 0) closes.push(...open(book, trade, signOf(moved), rest));
  book.lastMs = trade.atMs;
  book.lastTie = trade.tie;
  return closes;
}

function noteTrade(book: Book, trade: FoldedTrade, value: Exact): void {
  const kind = `${trade.side} ${trade.origin}`;
  book.counts.set(kind, (book.counts.get(kind) ?? 0) + 1);
  book.turnover = plus(book.turnover, value);
  book.firstMs ??= trade.atMs;
}

function noteFee(book: Book, { fee, feeAsset, price }: FoldedTrade): void {
  if (fee === null || feeAsset === null) {
    book.untoldFees += 1;
    return;
  }
  if (signOf(fee) === 0) return;
  book.fees.set(feeAsset, plus(book.fees.get(feeAsset) ?? ZERO, fee));
  if (feeAsset === book.quote) book.feesInQuote = plus(book.feesInQuote, fee);
  else if (feeAsset === book.base) book.feesInQuote = plus(book.feesInQuote, times(fee, price));
}

/** Takes from the lots what a move in the other direction closes. */
function closed(book: Book, moved: Exact, price: Exact): Close[] {
  const direction = signOf(book.quantity);
  if (direction === 0 || signOf(moved) === 0 || direction === signOf(moved)) return [];
  const held = absolute(book.quantity);
  const asked = absolute(moved);
  const total = compare(asked, held) < 0 ? asked : held;
  const all = compare(total, held) === 0;
  const cost = all ? book.costAverage : share(book.costAverage, total, held, COST_PLACES);

  const closes: Close[] = [];
  let left = total;
  let costLeft = cost;
  let fifo = ZERO;
  while (signOf(left) > 0) {
    const lot = book.lots.first();
    if (lot === null) throw new Error('the lots of a book are less than what it holds');
    const quantity = compare(lot.quantity, left) <= 0 ? lot.quantity : left;
    left = minus(left, quantity);
    if (quantity === lot.quantity) book.lots.dropFirst();
    else book.lots.replaceFirst({ ...lot, quantity: minus(lot.quantity, quantity) });
    const costFifo = times(quantity, lot.price);
    const costAverage = signOf(left) === 0 ? costLeft : share(cost, quantity, total, COST_PLACES);
    costLeft = minus(costLeft, costAverage);
    fifo = plus(fifo, costFifo);
    const { tradeId, strategyId, atMs } = lot;
    const opened = { tradeId, strategyId, atMs };
    closes.push({ opened, quantity, proceeds: times(quantity, price), costFifo, costAverage });
  }

  const proceeds = times(total, price);
  const gain = (costOf: Exact): Exact => (direction > 0 ? minus(proceeds, costOf) : minus(costOf, proceeds));
  book.realisedAverage = plus(book.realisedAverage, gain(cost));
  book.realisedFifo = plus(book.realisedFifo, gain(fifo));
  book.costAverage = all ? ZERO : minus(book.costAverage, cost);
  book.costFifo = all ? ZERO : minus(book.costFifo, fifo);
  book.quantity = all ? ZERO : direction > 0 ? minus(book.quantity, total) : plus(book.quantity, total);
  return closes;
}

/** What a trade opens beyond what it closed. On spot nothing can be short: what is sold without being held is uncovered. */
function open(book: Book, trade: FoldedTrade, direction: number, quantity: Exact): Close[] {
  const { id, strategyId, atMs, price } = trade;
  const cost = times(quantity, price);
  if (book.market === 'spot' && direction < 0) {
    book.uncoveredQuantity = plus(book.uncoveredQuantity, quantity);
    book.uncoveredProceeds = plus(book.uncoveredProceeds, cost);
    return [{ opened: null, quantity, proceeds: cost, costFifo: null, costAverage: null }];
  }
  const lot: Lot = { number: book.nextLot, tradeId: id, strategyId, atMs, quantity, price };
  book.nextLot += 1;
  book.lots.push(lot);
  book.costAverage = plus(book.costAverage, cost);
  book.costFifo = plus(book.costFifo, cost);
  book.quantity = direction > 0 ? plus(book.quantity, quantity) : minus(book.quantity, quantity);
  return [];
}
