import { ownEntry } from '../../../shared/routing/offers.ts';
import { comparePlaces } from '../../../shared/books/trade-order.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { Database } from '../store/sqlite.ts';
import { CLOSE_COLUMNS, TRADE_COLUMNS, bookTrade, keptBooks, lotClose } from './book-rows.ts';
import type { CloseRow, KeptBookRow, TradeRow } from './book-rows.ts';
import { bookOf } from './book-state.ts';
import type { BookRange, BookReader, HeldSpan, Ledger } from './books-ports.ts';
import { mergeSorted } from './merge-sorted.ts';

const ROWS = 500;
const BEGINNING = Number.MIN_SAFE_INTEGER;
const END = Number.MAX_SAFE_INTEGER;

/** The books as they are kept. `db` is asked for each time: the file is another one after it was made anew. */
export function createBookReader(deps: {
  db: () => Database;
  caughtUp: () => Promise<void>;
  registry: Pick<AccountRegistry, 'config'>;
  policy: () => RiskPolicy;
}): BookReader {
  const { db } = deps;

  /** Rows of one book in their order, some at a time: whoever reads may take his time. */
  function* rowsOf<Row extends { at_ms: number; tie: string; part?: number }>(
    table: 'trades' | 'closes',
    book: number,
    { fromMs, untilMs }: BookRange,
  ): Generator<Row> {
    const [columns, order] = table === 'trades' ? [TRADE_COLUMNS, 'at_ms, tie'] : [CLOSE_COLUMNS, 'at_ms, tie, part'];
    const isAfter = table === 'trades' ? '(at_ms, tie) > (?, ?)' : '(at_ms, tie, part) > (?, ?, ?)';
    let after: (string | number)[] = [fromMs ?? BEGINNING, '', -1];
    for (;;) {
      const rows = db().all<Row>(
        `SELECT ${columns} FROM ${table} WHERE book = ? AND ${isAfter} AND at_ms < ? ORDER BY ${order} LIMIT ${ROWS}`,
        ...[book, ...(table === 'trades' ? after.slice(0, 2) : after), untilMs ?? END],
      );
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < ROWS) return;
      after = [last.at_ms, last.tie, last.part ?? 0];
    }
  }

  function* merged<Row extends { at_ms: number; tie: string; part?: number }, Told>(
    table: 'trades' | 'closes',
    range: BookRange,
    tell: (book: KeptBookRow, row: Row) => Told,
  ): Generator<Told> {
    const sources = keptBooks(db(), range.ledger).map(function* (book) {
      for (const row of rowsOf<Row>(table, book.book, range)) yield { book, row, atMs: row.at_ms, tie: row.tie };
    });
    const compare = (a: PlacedRow<Row>, b: PlacedRow<Row>): number =>
      comparePlaces(a, b) || a.book.book - b.book.book || (a.row.part ?? 0) - (b.row.part ?? 0);
    for (const { book, row } of mergeSorted<PlacedRow<Row>>(sources, compare)) yield tell(book, row);
  }

  return {
    caughtUp: () => deps.caughtUp(),
    ledgerOf(accountName): Ledger | null {
      const config = deps.registry.config(accountName);
      if (!config) return null;
      const { exchange, mode, testnet } = config;
      return { accountName, exchange, mode, testnet };
    },
    method: (accountName) => ownEntry(deps.policy().settings, accountName)?.cost_method ?? 'average',
    trades: (range) => merged<TradeRow, ReturnType<typeof bookTrade>>('trades', range, bookTrade),
    closes: (range) => merged<CloseRow, ReturnType<typeof lotClose>>('closes', range, lotClose),
    spans: (ledger) => keptBooks(db(), ledger).flatMap((book) => spansOf(book)),
  };

  function spansOf({ book, symbol, state }: KeptBookRow): HeldSpan[] {
    const ended = db()
      .all<{ from_ms: number; until_ms: number }>(
        'SELECT from_ms, until_ms FROM spans WHERE book = ? ORDER BY from_ms, until_ms',
        book,
      )
      .map((span): HeldSpan => ({ symbol, fromMs: span.from_ms, untilMs: span.until_ms }));
    const { heldSinceMs } = bookOf(symbol, state);
    return heldSinceMs === null ? ended : [...ended, { symbol, fromMs: heldSinceMs, untilMs: null }];
  }
}

interface PlacedRow<Row> {
  book: KeptBookRow;
  row: Row;
  atMs: number;
  tie: string;
}
