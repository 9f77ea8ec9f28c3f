import { mul, sub } from '../../../shared/money/decimal.ts';
import type { TradeOrigin } from '../../../shared/schema/books.ts';
import type { Exchange, Mode } from '../../../shared/schema/exchange.ts';
import type { Database } from '../store/sqlite.ts';
import type { BookTrade, Ledger, LotClose } from './books-ports.ts';

/** Rows of the file as what they stand for. */
export interface KeptBookRow {
  book: number;
  account_name: string;
  exchange: Exchange;
  mode: Mode;
  testnet: number;
  symbol: string;
  state: string | null;
}

export interface TradeRow {
  book: number;
  at_ms: number;
  tie: string;
  id: string;
  origin: TradeOrigin;
  side: 'buy' | 'sell';
  price: string;
  amount: string;
  fee: string | null;
  fee_asset: string | null;
  liquidity: 'maker' | 'taker' | null;
  strategy_id: string | null;
  order_id: string | null;
  venue_order_id: string | null;
  trade_id: string;
}

export interface CloseRow {
  book: number;
  at_ms: number;
  tie: string;
  part: number;
  trade_id: string;
  order_id: string | null;
  strategy_id: string | null;
  side: 'buy' | 'sell';
  opened_id: string | null;
  opened_strategy: string | null;
  opened_ms: number | null;
  quantity: string;
  proceeds: string;
  cost_fifo: string | null;
  cost_average: string | null;
}

export const TRADE_COLUMNS =
  'book, at_ms, tie, id, origin, side, price, amount, fee, fee_asset, liquidity, strategy_id, order_id, venue_order_id, trade_id';
export const CLOSE_COLUMNS =
  'book, at_ms, tie, part, trade_id, order_id, strategy_id, side, opened_id, opened_strategy, opened_ms, quantity, proceeds, cost_fifo, cost_average';

export function keptBooks(db: Database, ledger: Ledger): KeptBookRow[] {
  const { accountName, exchange, mode, testnet } = ledger;
  return db.all<KeptBookRow>(
    `SELECT book, account_name, exchange, mode, testnet, symbol, state FROM books
     WHERE account_name = ? AND exchange = ? AND mode = ? AND testnet = ? ORDER BY symbol`,
    ...[accountName, exchange, mode, testnet ? 1 : 0],
  );
}

export const ledgerOfRow = (book: KeptBookRow): Ledger => ({
  accountName: book.account_name,
  exchange: book.exchange,
  mode: book.mode,
  testnet: book.testnet === 1,
});

export function bookTrade(book: KeptBookRow, row: TradeRow): BookTrade {
  return {
    ...ledgerOfRow(book),
    id: row.id,
    symbol: book.symbol,
    side: row.side,
    price: row.price,
    amount: row.amount,
    value: mul(row.price, row.amount),
    fee: row.fee,
    feeAsset: row.fee_asset,
    liquidity: row.liquidity,
    strategyId: row.strategy_id,
    orderId: row.order_id,
    venueOrderId: row.venue_order_id,
    tradeId: row.trade_id,
    origin: row.origin,
    atMs: row.at_ms,
  };
}

/** What was gained by a close: a sale closes a long, a purchase a short. Null where the cost is not known. */
export function gainOf(side: 'buy' | 'sell', proceeds: string, cost: string | null): string | null {
  if (cost === null) return null;
  return side === 'sell' ? sub(proceeds, cost) : sub(cost, proceeds);
}

export function lotClose(book: KeptBookRow, row: CloseRow): LotClose {
  const { side, proceeds } = row;
  const opened =
    row.opened_id === null || row.opened_ms === null
      ? null
      : { tradeId: row.opened_id, strategyId: row.opened_strategy, atMs: row.opened_ms };
  return {
    ...ledgerOfRow(book),
    symbol: book.symbol,
    side,
    closed: { tradeId: row.trade_id, orderId: row.order_id, strategyId: row.strategy_id, atMs: row.at_ms },
    opened,
    quantity: row.quantity,
    proceeds,
    costFifo: row.cost_fifo,
    costAverage: row.cost_average,
    realisedFifo: gainOf(side, proceeds, row.cost_fifo),
    realisedAverage: gainOf(side, proceeds, row.cost_average),
  };
}
