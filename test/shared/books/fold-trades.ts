import { applyTrade } from '../../../shared/books/apply-trade.ts';
import { emptyBook, lotsInMemory, termsOf } from '../../../shared/books/book.ts';
import type { Close } from '../../../shared/books/book.ts';
import { comparePlaces, tieOf } from '../../../shared/books/trade-order.ts';
import { exact, textOf } from '../../../shared/money/exact.ts';

export interface GivenTrade {
  id?: string;
  side: 'buy' | 'sell';
  amount: string;
  price: string;
  fee?: string | null;
  feeAsset?: string | null;
  atMs?: number;
  strategy?: string;
}

/** Folds trades, in whichever order they are given, into a book of the symbol. */
export function foldTrades(symbol: string, given: readonly GivenTrade[]) {
  const trades = given.map((trade, i) => {
    const tradeId = trade.id ?? String(i + 1);
    const tie = tieOf({ tradeId, side: trade.side, orderId: null });
    return { ...trade, tradeId, tie, atMs: trade.atMs ?? 0 };
  });
  const lots = lotsInMemory();
  const book = emptyBook(termsOf(symbol), lots);
  const closes: { by: string; close: Close }[] = [];
  for (const trade of trades.sort(comparePlaces)) {
    const closed = applyTrade(book, {
      id: trade.tradeId,
      atMs: trade.atMs,
      tie: trade.tie,
      side: trade.side,
      price: exact(trade.price),
      amount: exact(trade.amount),
      fee: trade.fee == null ? null : exact(trade.fee),
      feeAsset: trade.feeAsset ?? null,
      strategyId: trade.strategy ?? null,
      origin: 'console',
    });
    closes.push(...closed.map((close) => ({ by: trade.tradeId, close })));
  }
  return { book, lots: lots.all(), closes };
}

/** The figures of a book, as text. */
export function figuresOf({ book, lots, closes }: ReturnType<typeof foldTrades>) {
  return {
    quantity: textOf(book.quantity),
    costAverage: textOf(book.costAverage),
    costFifo: textOf(book.costFifo),
    realisedAverage: textOf(book.realisedAverage),
    realisedFifo: textOf(book.realisedFifo),
    uncovered: `${textOf(book.uncoveredQuantity)} for ${textOf(book.uncoveredProceeds)}`,
    fees: Object.fromEntries([...book.fees].map(([asset, fee]) => [asset, textOf(fee)])),
    feesInQuote: textOf(book.feesInQuote),
    untoldFees: book.untoldFees,
    lots: lots.map(({ tradeId, quantity, price }) => `${tradeId}: ${textOf(quantity)} at ${textOf(price)}`),
    closes: closes.map(
      ({ by, close }) =>
        `${by} of ${close.opened?.tradeId ?? 'nothing'}: ${textOf(close.quantity)} for ${textOf(close.proceeds)}`,
    ),
  };
}
