import { comparePlaces, tieOf } from '../../../shared/books/trade-order.ts';
import type { Place } from '../../../shared/books/trade-order.ts';
import type { Database } from '../store/sqlite.ts';
import type { BookTrade } from './books-ports.ts';
import { estimatedTrade } from './estimated-trade.ts';
import { insertRows } from './insert-rows.ts';
import { isAll } from './journal-trades.ts';
import type { JournaledFill, JournalTrades } from './journal-trades.ts';

type Trade = Omit<BookTrade, 'value'>;
type Source = 'fills' | 'imported_trades' | 'order_transitions';

const COLUMNS =
  'book, at_ms, tie, id, origin, side, price, amount, fee, fee_asset, liquidity, strategy_id, order_id, venue_order_id, trade_id';
const ROWS = 100;
const STEPS = 1_000;

interface BookRow {
  book: number;
  last_ms: number | null;
  last_tie: string | null;
}

/**
 * Carries what is new in the journal into the file of the books, each trade to its place among those of its symbol. The order
 * in which trades were told does not matter; a trade that belongs before one that is booked already makes the symbol's
 * book begin anew. Each step belongs into one transaction of the caller.
 */
export function createIntake(books: Database, journal: JournalTrades) {
  const known = new Map<string, number>();
  const noted = new Set<string>();

  const mark = (source: Source): number =>
    books.get<{ seq: number }>('SELECT seq FROM watermarks WHERE source = ?', source)?.seq ?? 0;

  function setMark(source: Source, seq: number): void {
    const witness = source === 'order_transitions' ? '' : (journal.witness(source, seq) ?? '');
    books.run('INSERT OR REPLACE INTO watermarks (source, seq, witness) VALUES (?, ?, ?)', source, seq, witness);
  }

  function bookFor({ accountName, exchange, mode, testnet, symbol }: Trade): number {
    const key = `${accountName} ${exchange} ${mode} ${testnet} ${symbol}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const values = [accountName, exchange, mode, testnet ? 1 : 0, symbol];
    books.run(
      'INSERT OR IGNORE INTO books (account_name, exchange, mode, testnet, symbol) VALUES (?, ?, ?, ?, ?)',
      ...values,
    );
    const book = books.get<{ book: number }>(
      'SELECT book FROM books WHERE account_name = ? AND exchange = ? AND mode = ? AND testnet = ? AND symbol = ?',
      ...values,
    )?.book;
    if (book === undefined) throw new Error(`no book of ${key}`);
    known.set(key, book);
    return book;
  }

  /** The book has to be gone on with; from its beginning where something at or before its end is another by now. */
  function touch(book: number, place: Place): void {
    const row = books.get<BookRow>(
      `SELECT book, state ->> 'last_ms' AS last_ms, state ->> 'last_tie' AS last_tie FROM books WHERE book = ?`,
      book,
    );
    if (!row) throw new Error(`no book ${book}`);
    const isLate = row.last_ms !== null && comparePlaces(place, { atMs: row.last_ms, tie: row.last_tie ?? '' }) <= 0;
    if (isLate) books.run('UPDATE books SET behind = 1, rewinds = 1 WHERE book = ?', book);
    else books.run('UPDATE books SET behind = 1 WHERE book = ? AND behind = 0', book);
  }

  /** An imported trade keeps its place when the order that it belongs to becomes known. */
  function placeOf(trade: Trade): Place {
    const orderId = trade.origin === 'imported' ? null : trade.orderId;
    return { atMs: trade.atMs, tie: tieOf({ ...trade, orderId }) };
  }

  /** Writes trades, each where it is not written yet. Of several for one book only the oldest has to be looked at. */
  function put(trades: readonly Trade[]): void {
    const oldest = new Map<number, Place>();
    const rows = trades.map((trade) => {
      const book = bookFor(trade);
      const place = placeOf(trade);
      const least = oldest.get(book);
      if (!least || comparePlaces(place, least) < 0) oldest.set(book, place);
      return [
        ...[book, place.atMs, place.tie, trade.id, trade.origin, trade.side, trade.price, trade.amount, trade.fee],
        ...[trade.feeAsset, trade.liquidity, trade.strategyId, trade.orderId, trade.venueOrderId, trade.tradeId],
      ];
    });
    insertRows(books, 'trades', COLUMNS, rows);
    for (const [book, place] of oldest) touch(book, place);
  }

  function remove(book: number, place: Place): void {
    const { atMs, tie } = place;
    const { changes } = books.run('DELETE FROM trades WHERE book = ? AND at_ms = ? AND tie = ?', book, atMs, tie);
    if (changes > 0) touch(book, place);
  }

  /** The order of an imported trade can become known after it. */
  function attribute(trade: Trade): void {
    const [book, place] = [bookFor(trade), placeOf(trade)];
    const { changes } = books.run(
      `UPDATE trades SET order_id = ?, strategy_id = ? WHERE book = ? AND at_ms = ? AND tie = ? AND order_id IS NULL`,
      ...[trade.orderId, trade.strategyId, book, place.atMs, place.tie],
    );
    if (changes > 0) touch(book, place);
  }

  /** What of the order is told by no trade is booked as one, or no longer; its imported trades are known as its own. */
  function settle(orderId: string): void {
    const order = journal.order(orderId);
    if (!order) return;
    for (const trade of journal.importedOf(order)) attribute(trade);
    const wanted = estimatedTrade(order, journal);
    const kept = books.get<{ book: number; at_ms: number; tie: string; price: string; amount: string }>(
      `SELECT e.book, e.at_ms, e.tie, t.price, t.amount FROM estimates e
       JOIN trades t ON t.book = e.book AND t.at_ms = e.at_ms AND t.tie = e.tie WHERE e.order_id = ?`,
      orderId,
    );
    const same =
      wanted !== null && kept?.at_ms === wanted.atMs && kept.price === wanted.price && kept.amount === wanted.amount;
    if (same) return;
    if (kept) {
      remove(kept.book, { atMs: kept.at_ms, tie: kept.tie });
      books.run('DELETE FROM estimates WHERE order_id = ?', orderId);
    }
    if (wanted === null) return;
    put([wanted]);
    const { atMs, tie } = placeOf(wanted);
    books.run(
      'INSERT OR REPLACE INTO estimates (order_id, book, at_ms, tie) VALUES (?, ?, ?, ?)',
      ...[orderId, bookFor(wanted), atMs, tie],
    );
  }

  const isEstimated = (orderId: string): boolean =>
    books.get('SELECT 1 FROM estimates WHERE order_id = ?', orderId) !== undefined;

  function takeFills(touched: Set<string>): boolean {
    const rows = journal.fills(mark('fills'), ROWS);
    const last = rows.at(-1);
    if (!last) return false;
    put(rows.map(({ trade }) => trade));
    const anyImported = mark('imported_trades') > 0;
    for (const { trade } of rows) {
      touched.add(trade.accountName);
      const told = anyImported ? journal.importedAs(trade) : null;
      if (told) remove(bookFor(told), placeOf(told));
    }
    for (const id of toBeSettled(rows)) settle(id);
    setMark('fills', last.seq);
    return true;
  }

  /** Of these fills, the orders that may be filled by more than their fills. */
  function toBeSettled(rows: readonly JournaledFill[]): string[] {
    const ended = new Map<string, { filled: string; amounts: string[] }>();
    for (const { trade, hasEnded, filled } of rows) {
      if (!hasEnded || trade.orderId === null) continue;
      const order = ended.get(trade.orderId) ?? { filled, amounts: [] };
      order.amounts.push(trade.amount);
      ended.set(trade.orderId, order);
    }
    const anyEstimated = books.get('SELECT 1 FROM estimates LIMIT 1') !== undefined;
    const isOpen = (id: string, { filled, amounts }: { filled: string; amounts: string[] }): boolean =>
      !isAll(filled, amounts) || (anyEstimated && isEstimated(id));
    return [...ended].filter(([id, order]) => isOpen(id, order)).map(([id]) => id);
  }

  function takeImported(touched: Set<string>): boolean {
    const rows = journal.imported(mark('imported_trades'), ROWS);
    const last = rows.at(-1);
    if (!last) return false;
    const trades = rows.flatMap(({ trade }) => trade ?? []);
    put(trades);
    for (const { accountName } of trades) touched.add(accountName);
    for (const id of new Set(trades.flatMap(({ orderId }) => orderId ?? []))) settle(id);
    setMark('imported_trades', last.seq);
    return true;
  }

  function takeEnded(touched: Set<string>): boolean {
    const from = mark('order_transitions');
    const until = Math.min(from + STEPS, journal.last('order_transitions'));
    if (until <= from) return false;
    for (const id of journal.ended(from, until)) settleAndTouch(id, touched);
    setMark('order_transitions', until);
    return true;
  }

  function settleAndTouch(orderId: string, touched: Set<string>): void {
    settle(orderId);
    const name = journal.order(orderId)?.account_name;
    if (name !== undefined) touched.add(name);
  }

  return {
    /** The order may be filled by more than its trades tell. Not durable: what an order ended with is found again anyway. */
    note: (orderId: string) => void noted.add(orderId),

    /** After a transaction that failed: books that were begun in it are not there. */
    forget: () => known.clear(),

    /** Takes in a little more. False where there is nothing more. `touched` gets the accounts that were told of. */
    step(touched: Set<string>): boolean {
      if (takeFills(touched) || takeImported(touched) || takeEnded(touched)) return true;
      const ids = [...noted];
      noted.clear();
      for (const id of ids) settleAndTouch(id, touched);
      return false;
    },

    /** The journal is the one that the books were made from: what was last taken in still stands there. */
    isOfThisJournal(): boolean {
      const marks = books.all<{ source: Source; seq: number; witness: string }>(
        'SELECT source, seq, witness FROM watermarks',
      );
      return marks.every(({ source, seq, witness }) => {
        if (source === 'order_transitions') return seq <= journal.last(source);
        return journal.witness(source, seq) === witness;
      });
    },
  };
}
