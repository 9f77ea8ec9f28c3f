import { applyTrade } from '../../../shared/books/apply-trade.ts';
import { exact, signOf, textOf } from '../../../shared/money/exact.ts';
import type { Close, FoldedTrade } from '../../../shared/books/book.ts';
import type { TradeOrigin } from '../../../shared/schema/books.ts';
import type { Database, SqlValue } from '../store/sqlite.ts';
import { bookOf, stateText } from './book-state.ts';
import type { KeptBook } from './book-state.ts';
import { insertRows } from './insert-rows.ts';
import { openStoredLots } from './stored-lots.ts';
import type { StoredLots } from './stored-lots.ts';

const ROWS = 100;
/** So many rows of a book that begins anew are deleted at a time. */
const DELETED = 2_000;
/** Books that are kept open between steps. */
const OPEN_BOOKS = 64;

type TradeRow = [
  ...[atMs: number, tie: string, id: string, origin: TradeOrigin, side: 'buy' | 'sell', price: string, amount: string],
  ...[fee: string | null, feeAsset: string | null, strategyId: string | null, orderId: string | null],
];

const CLOSE_COLUMNS =
  'book, at_ms, tie, part, trade_id, order_id, strategy_id, side, opened_id, opened_strategy, opened_ms, quantity, proceeds, cost_fifo, cost_average';

type OpenBook = KeptBook & { lots: StoredLots };

/** Folds the trades in the file into the books, in their order. Each step belongs into one transaction of the caller. */
export function createFold(db: Database, onRewound: (book: number) => void = () => {}) {
  const open = new Map<number, OpenBook>();

  function opened(book: number): OpenBook {
    const found = open.get(book);
    if (found) return found;
    const row = db.get<{ symbol: string; state: string | null }>(
      'SELECT symbol, state FROM books WHERE book = ?',
      book,
    );
    if (!row) throw new Error(`no book ${book}`);
    const lots = openStoredLots(db, book);
    const kept: OpenBook = { ...bookOf(row.symbol, row.state), lots };
    if (open.size >= OPEN_BOOKS) open.clear();
    open.set(book, kept);
    return kept;
  }

  /** Empties a book that has to begin anew, a part at a time. False while there is more. */
  function rewound(book: number): boolean {
    open.delete(book);
    const { changes } = db.run(
      `DELETE FROM closes WHERE book = ? AND (at_ms, tie) <= (SELECT at_ms, tie FROM (SELECT at_ms, tie FROM closes
         WHERE book = ? ORDER BY at_ms, tie LIMIT ${DELETED}) ORDER BY at_ms DESC, tie DESC LIMIT 1)`,
      ...[book, book],
    );
    if (changes > 0) return false;
    const lots = db.run(
      `DELETE FROM lots WHERE book = ? AND number <= (SELECT max(number) FROM (SELECT number FROM lots WHERE book = ?
         ORDER BY number LIMIT ${DELETED}))`,
      ...[book, book],
    );
    if (lots.changes > 0) return false;
    db.run('DELETE FROM spans WHERE book = ?', book);
    db.run('UPDATE books SET rewinds = 0, state = NULL WHERE book = ?', book);
    onRewound(book);
    return true;
  }

  function fold(id: number): void {
    const book = opened(id);
    const rows = db.all<{ row: string }>(
      `SELECT json_array(at_ms, tie, id, origin, side, price, amount, fee, fee_asset, strategy_id, order_id) AS row FROM trades
       WHERE book = ? AND (at_ms, tie) > (?, ?) ORDER BY at_ms, tie LIMIT ${ROWS}`,
      ...[id, book.lastMs ?? Number.MIN_SAFE_INTEGER, book.lastTie ?? ''],
    );
    const closes: SqlValue[][] = [];
    for (const { row: text } of rows) {
      const row = JSON.parse(text) as TradeRow;
      const before = signOf(book.quantity);
      applyTrade(book, folded(row)).forEach((close, part) => closes.push(closeRow(id, row, part, close)));
      noteSpan(id, book, before, row[0]);
    }
    insertRows(db, 'closes', CLOSE_COLUMNS, closes);
    book.lots.flush();
    const behind = rows.length === ROWS ? 1 : 0;
    db.run('UPDATE books SET state = ?, behind = ? WHERE book = ?', stateText(book), behind, id);
  }

  /** A flip from long to short is no gap: something is held before and after. */
  function noteSpan(id: number, book: OpenBook, before: number, atMs: number): void {
    const after = signOf(book.quantity);
    if (before === 0 && after !== 0) book.heldSinceMs = atMs;
    if (before === 0 || after !== 0 || book.heldSinceMs === null) return;
    db.run('INSERT OR IGNORE INTO spans (book, from_ms, until_ms) VALUES (?, ?, ?)', id, book.heldSinceMs, atMs);
    book.heldSinceMs = null;
  }

  return {
    /** Goes on a little with one book that is behind. False where none is. */
    step(): boolean {
      const next = db.get<{ book: number; rewinds: number }>(
        'SELECT book, rewinds FROM books WHERE behind = 1 LIMIT 1',
      );
      if (!next) return false;
      if (next.rewinds === 1 && !rewound(next.book)) return true;
      fold(next.book);
      return true;
    },
    /** After a transaction that failed: what is in memory is not what is in the file. */
    forget: () => open.clear(),
  };
}

function folded([atMs, tie, id, origin, side, price, amount, fee, feeAsset, strategyId]: TradeRow): FoldedTrade {
  return {
    ...{ id, atMs, tie, side, feeAsset, strategyId, origin },
    price: exact(price),
    amount: exact(amount),
    fee: fee === null ? null : exact(fee),
  };
}

function closeRow(book: number, trade: TradeRow, part: number, close: Close): SqlValue[] {
  const [atMs, tie, id, , side, , , , , strategyId, orderId] = trade;
  const { opened, quantity, proceeds, costFifo, costAverage } = close;
  return [
    ...[book, atMs, tie, part, id, orderId, strategyId, side],
    ...[opened?.tradeId ?? null, opened?.strategyId ?? null, opened?.atMs ?? null],
    ...[textOf(quantity), textOf(proceeds), costFifo && textOf(costFifo), costAverage && textOf(costAverage)],
  ];
}
