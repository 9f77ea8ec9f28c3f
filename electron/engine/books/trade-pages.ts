import { comparePlaces } from '../../../shared/books/trade-order.ts';
import { add, div, isPositive, mul, sub, toPlaces } from '../../../shared/money/decimal.ts';
import type { CostMethod, TradeDocument, TradePage, TradeQuery } from '../../../shared/schema/books.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import { isoTime } from '../ports.ts';
import type { Database, SqlValue } from '../store/sqlite.ts';
import { TRADE_COLUMNS, bookTrade, gainOf } from './book-rows.ts';
import type { CloseRow, KeptBookRow, TradeRow } from './book-rows.ts';
import { bookOf } from './book-state.ts';
import { mergeSorted } from './merge-sorted.ts';

/** The first rows of many books are enough for a page of all of them. */
const FIRST_ROWS = 25;
const ROWS = 250;
const END = Number.MAX_SAFE_INTEGER;

interface Cursor {
  atMs: number;
  tie: string;
  book: number;
}

interface Found extends Cursor {
  from: KeptBookRow;
  row: TradeRow;
}

/** Trades of all accounts, newest first, a page at a time. */
export function createTradePages(deps: {
  db: () => Database;
  journal: Pick<Database, 'get'>;
  method: (accountName: string) => CostMethod;
}) {
  const { db } = deps;
  const totals = new Map<string, number>();

  function booksOf(query: TradeQuery): KeptBookRow[] {
    const [where, values] = conditions({
      'account_name = ?': query.account_name,
      'symbol = ?': query.symbol,
      'mode = ?': query.mode && (query.mode === 'paper' ? 'paper' : 'real'),
      // Paper is paper, whichever prices it is filled at.
      'testnet = ?': query.mode === null || query.mode === 'paper' ? null : query.mode === 'testnet' ? 1 : 0,
    });
    return db().all<KeptBookRow>(
      `SELECT book, account_name, exchange, mode, testnet, symbol, state FROM books WHERE true${where} ORDER BY book`,
      ...values,
    );
  }

  const rowConditions = ({ strategy_id: strategy, side, origin }: TradeQuery): [string, SqlValue[]] =>
    conditions({ 'strategy_id = ?': strategy, 'side = ?': side, 'origin = ?': origin });

  /** Rows of one book, newest first, older than the cursor. */
  function* rowsOf(from: KeptBookRow, query: TradeQuery, cursor: Cursor | null): Generator<Found> {
    const [where, values] = rowConditions(query);
    const since = query.since === null ? -END : Date.parse(query.since);
    let before: SqlValue[] = [query.until === null ? END : Date.parse(query.until), ''];
    let isBefore = '(at_ms, tie) < (?, ?)';
    if (cursor) {
      before = [cursor.atMs, cursor.tie];
      if (from.book < cursor.book) isBefore = '(at_ms, tie) <= (?, ?)';
    }
    for (let limit = FIRST_ROWS; ; limit = ROWS) {
      const rows = db().all<TradeRow>(
        `SELECT ${TRADE_COLUMNS} FROM trades WHERE book = ? AND ${isBefore} AND at_ms >= ?${where}
         ORDER BY at_ms DESC, tie DESC LIMIT ${limit}`,
        ...[from.book, ...before, since, ...values],
      );
      for (const row of rows) yield { from, row, book: from.book, atMs: row.at_ms, tie: row.tie };
      const last = rows.at(-1);
      if (!last || rows.length < limit) return;
      before = [last.at_ms, last.tie];
      isBefore = '(at_ms, tie) < (?, ?)';
    }
  }

  /** By the counts of the books where that is enough; else counted, and known until something changes. */
  function totalOf(query: TradeQuery, books: readonly KeptBookRow[]): number {
    const { strategy_id: strategy, since, until, side, origin, account_name: name, symbol, mode } = query;
    if (strategy === null && since === null && until === null) {
      return books.reduce((sum, book) => sum + countOf(book, { side, origin }), 0);
    }
    const key = JSON.stringify([strategy, since, until, side, origin, name, symbol, mode]);
    const known = totals.get(key);
    if (known !== undefined) return known;
    const [where, values] = rowConditions(query);
    const [from, to] = [since === null ? -END : Date.parse(since), until === null ? END : Date.parse(until)];
    const total = books.reduce((sum, { book }) => {
      const sql = `SELECT count(*) AS count FROM trades WHERE book = ? AND at_ms >= ? AND at_ms < ?${where}`;
      return sum + (db().get<{ count: number }>(sql, ...[book, from, to, ...values])?.count ?? 0);
    }, 0);
    if (totals.size >= 100) totals.clear();
    totals.set(key, total);
    return total;
  }

  function document({ from, row }: Found): TradeDocument {
    const trade = bookTrade(from, row);
    const { side, price } = trade;
    return {
      id: trade.id,
      account_name: trade.accountName,
      exchange: trade.exchange,
      mode: trade.mode,
      testnet: trade.testnet,
      symbol: trade.symbol,
      side,
      price,
      amount: trade.amount,
      value: trade.value,
      fee: trade.fee,
      fee_asset: trade.feeAsset,
      liquidity: trade.liquidity,
      strategy_id: trade.strategyId,
      order_id: trade.orderId,
      venue_order_id: trade.venueOrderId,
      trade_id: trade.tradeId,
      origin: trade.origin,
      realised: realisedOf(row, deps.method(trade.accountName)),
      slippage_bps: slippageOf(trade.orderId, side, price),
      at: isoTime(trade.atMs),
    };
  }

  function realisedOf(row: TradeRow, method: CostMethod): string | null {
    const closes = db().all<Pick<CloseRow, 'side' | 'proceeds' | 'cost_fifo' | 'cost_average'>>(
      'SELECT side, proceeds, cost_fifo, cost_average FROM closes WHERE book = ? AND at_ms = ? AND tie = ?',
      ...[row.book, row.at_ms, row.tie],
    );
    const gains = closes.flatMap(
      ({ side, proceeds, cost_fifo: fifo, cost_average: average }) =>
        gainOf(side, proceeds, method === 'fifo' ? fifo : average) ?? [],
    );
    return gains.length === 0 ? null : gains.reduce(add);
  }

  function slippageOf(orderId: string | null, side: 'buy' | 'sell', price: string): string | null {
    if (orderId === null) return null;
    const order = deps.journal.get<{ decided_price: string | null }>(
      'SELECT decided_price FROM orders WHERE id = ?',
      orderId,
    );
    const decided = order?.decided_price ?? null;
    if (decided === null || !isPositive(decided)) return null;
    const worse = side === 'buy' ? sub(price, decided) : sub(decided, price);
    return toPlaces(div(mul(worse, '10000'), decided, { places: 4, rounding: 'half_even' }), 2, 'half_even');
  }

  return {
    /** The books are others by now. */
    changed: () => totals.clear(),
    page(query: TradeQuery): TradePage {
      const cursor = query.before === null ? null : readCursor(query.before);
      const books = booksOf(query);
      const { side, origin } = query;
      const sources = books
        .filter((book) => countOf(book, { side, origin }) > 0 || book.state === null)
        .map((book) => rowsOf(book, query, cursor));
      const found: Found[] = [];
      for (const each of mergeSorted(sources, newestFirst)) {
        if (found.push(each) > query.limit) break;
      }
      const shown = found.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        trades: shown.map(document),
        next_before: found.length > query.limit && last ? writeCursor(last) : null,
        total: totalOf(query, books),
      };
    },
  };
}

function newestFirst(a: Found, b: Found): number {
  return comparePlaces(b, a) || b.book - a.book;
}

function countOf({ symbol, state }: KeptBookRow, { side, origin }: Pick<TradeQuery, 'side' | 'origin'>): number {
  let sum = 0;
  for (const [kind, count] of bookOf(symbol, state).counts) {
    const [itsSide, itsOrigin] = kind.split(' ');
    if ((side === null || side === itsSide) && (origin === null || origin === itsOrigin)) sum += count;
  }
  return sum;
}

function conditions(asked: Record<string, SqlValue>): [string, SqlValue[]] {
  const set = Object.entries(asked).filter(([, value]) => value !== null);
  return [set.map(([text]) => ` AND ${text}`).join(''), set.map(([, value]) => value)];
}

function writeCursor({ atMs, tie, book }: Cursor): string {
  return Buffer.from(JSON.stringify([atMs, tie, book])).toString('base64url');
}

function readCursor(text: string): Cursor {
  try {
    const [atMs, tie, book] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (Number.isSafeInteger(atMs) && typeof tie === 'string' && Number.isSafeInteger(book)) {
      return { atMs: atMs as number, tie, book: book as number };
    }
  } catch {
    // It is refused below, like one that is well-formed and makes no sense.
  }
  throw new QtError('INVALID_INPUT', 'before: not a cursor of a former answer');
}
