import { sub } from '../../../../shared/money/decimal.ts';
import type { Instrument, OrderBook } from '../../../../shared/schema/market.ts';
import type { PaperLedger, PaperOrderRow } from '../../store/paper-ledger.ts';
import type { MarketHistory } from '../market-history.ts';
import { walkBook } from './book-walk.ts';
import type { Take } from './book-walk.ts';

/** Where an exchange does not tell its fees. */
export const USUAL_FEE = '0.001';

/** A size taken from a level comes back in books read this much later. The built-in market has one book a second. */
const REFILL_MS = 1_000;

export interface MarketPlace {
  /** Names the market; its liquidity is shared by all orders under this name. */
  key: string;
  instruments: ReadonlyMap<string, Instrument>;
}

/** A market as it stands for one symbol. */
export interface MarketMoment extends MarketPlace {
  book: OrderBook;
  history: MarketHistory | undefined;
}

/**
 * What an order would get from a book for its unfilled part. Sizes that any account took from this book, or from another
 * reading of it within the second, are gone; the trades in the ledger say which, so a restart does not bring them back.
 */
export function takesFor(ledger: PaperLedger, order: Omit<PaperOrderRow, 'seq'>, book: OrderBook): Take[] {
  const taken = ledger.taken(order.market, order.symbol, order.side, book.atMs - REFILL_MS, book.atMs + REFILL_MS);
  return walkBook(
    order.side === 'buy' ? book.asks : book.bids,
    taken.map((row) => ({ price: row.book_price, amount: row.amount })),
    { side: order.side, amount: sub(order.amount, order.filled), limit: order.price },
  );
}
