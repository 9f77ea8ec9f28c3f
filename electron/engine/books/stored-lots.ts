import type { Lot, Lots } from '../../../shared/books/book.ts';
import { exact, textOf } from '../../../shared/money/exact.ts';
import type { Database, SqlValue } from '../store/sqlite.ts';
import { insertRows } from './insert-rows.ts';

/** So many lots are read at a time: a symbol can have a hundred thousand of them open. */
const READ_AHEAD = 500;

interface LotRow {
  number: number;
  trade_id: string;
  strategy_id: string | null;
  at_ms: number;
  quantity: string;
  price: string;
}

export interface StoredLots extends Lots {
  /** Writes what changed since the last time. Within the caller's transaction. */
  flush(): void;
}

/**
 * The open lots of a book that are kept in its file: the oldest are read as they are needed, and what is opened and closed
 * between two writes never reaches the file.
 */
export function openStoredLots(db: Database, book: number): StoredLots {
  /** The oldest, read from the file; then those in the file that are not read; then the new ones. */
  let read: Lot[] = [];
  let readAt = 0;
  let unread = db.get('SELECT 1 FROM lots WHERE book = ? LIMIT 1', book) !== undefined;
  let fresh: Lot[] = [];
  let freshAt = 0;
  let lastRead = 0;
  let dropped = 0;
  let smaller: Lot | null = null;

  function readMore(): void {
    const rows = db.all<LotRow>(
      'SELECT number, trade_id, strategy_id, at_ms, quantity, price FROM lots WHERE book = ? AND number > ? ORDER BY number LIMIT ?',
      book,
      Math.max(lastRead, dropped),
      READ_AHEAD,
    );
    read = rows.map(lotOf);
    readAt = 0;
    unread = rows.length === READ_AHEAD;
    lastRead = rows.at(-1)?.number ?? lastRead;
  }

  function first(): Lot | null {
    if (readAt === read.length && unread) readMore();
    return read[readAt] ?? fresh[freshAt] ?? null;
  }

  return {
    first,
    dropFirst() {
      const lot = first();
      if (lot === null) return;
      if (readAt < read.length) {
        readAt += 1;
        dropped = lot.number;
        if (smaller?.number === lot.number) smaller = null;
      } else freshAt += 1;
    },
    replaceFirst(lot) {
      if (readAt < read.length) {
        read[readAt] = lot;
        smaller = lot;
      } else fresh[freshAt] = lot;
    },
    push: (lot) => void fresh.push(lot),
    flush() {
      if (dropped > 0) db.run('DELETE FROM lots WHERE book = ? AND number <= ?', book, dropped);
      if (smaller) {
        const { quantity, number } = smaller;
        db.run('UPDATE lots SET quantity = ? WHERE book = ? AND number = ?', textOf(quantity), book, number);
      }
      const left = fresh.slice(freshAt);
      const rows = left.map((lot): SqlValue[] => [
        ...[book, lot.number, lot.tradeId, lot.strategyId, lot.atMs, textOf(lot.quantity), textOf(lot.price)],
      ]);
      insertRows(db, 'lots', 'book, number, trade_id, strategy_id, at_ms, quantity, price', rows);
      // What is in the file now is as good as read while it follows what was read.
      if (!unread) {
        read = [...read.slice(readAt), ...left];
        readAt = 0;
        lastRead = read.at(-1)?.number ?? lastRead;
        if (read.length > 2 * READ_AHEAD) {
          read.length = READ_AHEAD;
          lastRead = read.at(-1)?.number ?? lastRead;
          unread = true;
        }
      }
      fresh = [];
      freshAt = 0;
      smaller = null;
      dropped = 0;
    },
  };
}

const lotOf = (row: LotRow): Lot => ({
  number: row.number,
  tradeId: row.trade_id,
  strategyId: row.strategy_id,
  atMs: row.at_ms,
  quantity: exact(row.quantity),
  price: exact(row.price),
});
