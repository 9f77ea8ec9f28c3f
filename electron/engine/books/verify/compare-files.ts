import type { Database, Row } from '../../store/sqlite.ts';
import { CLOSE_COLUMNS, TRADE_COLUMNS } from '../book-rows.ts';
import type { KeptBookRow } from '../book-rows.ts';

const ROWS = 500;
/** So many differences of an account are told one by one. */
const TOLD = 20;

/** What a book is made of beside its state, and what its rows are sorted by. */
const TABLES = [
  { name: 'trades', columns: TRADE_COLUMNS, key: ['at_ms', 'tie'] },
  { name: 'lots', columns: 'book, number, trade_id, strategy_id, at_ms, quantity, price', key: ['number'] },
  { name: 'closes', columns: CLOSE_COLUMNS, key: ['at_ms', 'tie', 'part'] },
  { name: 'spans', columns: 'book, from_ms, until_ms', key: ['from_ms', 'until_ms'] },
] as const;

/** Accounts by name, with what of them is different in words. `trades` and `books` are those that were recomputed. */
export interface Compared {
  trades: number;
  books: number;
  differences: string[];
}

/** Compares the kept books with those recomputed, row by row, some rows at a time. */
export async function compareFiles(
  kept: Database,
  recomputed: Database,
  breathe: () => Promise<void>,
): Promise<Map<string, Compared>> {
  const compared = new Map<string, Compared>();
  const of = (name: string): Compared => {
    let found = compared.get(name);
    if (!found) compared.set(name, (found = { trades: 0, books: 0, differences: [] }));
    return found;
  };
  const [ours, theirs] = [booksOf(kept), booksOf(recomputed)];
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const [a, b] = [ours.get(key), theirs.get(key)];
    const account = of((a ?? b)?.account_name ?? '');
    const label = labelOf((a ?? b) as KeptBookRow);
    const tell = (what: string): void => {
      if (account.differences.length < TOLD) account.differences.push(`${label}: ${what}`);
    };
    if (b) {
      account.books += 1;
      account.trades += countOf(recomputed, b);
    }
    if (!a || !b) {
      // A book that lost its last trade to a better telling of it stands empty here, and is not made at all there.
      if (!isEmpty(a ? kept : recomputed, (a ?? b) as KeptBookRow))
        tell(a ? 'is kept, and nothing of it is in the journal' : 'is not kept');
      continue;
    }
    for (const what of stateDifferences(a.state, b.state)) tell(what);
    for (const table of TABLES) {
      const what = await rowDifference({ db: kept, book: a.book }, { db: recomputed, book: b.book }, table, breathe);
      if (what !== null) tell(what);
    }
    await breathe();
  }
  return compared;
}

function booksOf(db: Database): Map<string, KeptBookRow> {
  const rows = db.all<KeptBookRow>(
    `SELECT book, account_name, exchange, mode, testnet, symbol, state FROM books
     ORDER BY account_name, exchange, mode, testnet, symbol`,
  );
  return new Map(rows.map((row) => [`${row.account_name} ${labelOf(row)}`, row]));
}

const labelOf = ({ exchange, mode, testnet, symbol }: KeptBookRow): string =>
  `${symbol} on ${exchange}, ${testnet === 1 ? 'testnet' : mode}`;

const countOf = (db: Database, { book }: KeptBookRow): number =>
  db.get<{ count: number }>('SELECT count(*) AS count FROM trades WHERE book = ?', book)?.count ?? 0;

const isEmpty = (db: Database, row: KeptBookRow): boolean =>
  countOf(db, row) === 0 && db.get('SELECT 1 FROM closes WHERE book = ? LIMIT 1', row.book) === undefined;

function stateDifferences(kept: string | null, recomputed: string | null): string[] {
  if (kept === recomputed) return [];
  const [ours, theirs] = [fieldsOf(kept), fieldsOf(recomputed)];
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  return names.flatMap((name) => {
    const [a, b] = [JSON.stringify(ours[name]), JSON.stringify(theirs[name])];
    return a === b ? [] : [`${name.replaceAll('_', ' ')} is kept as ${a}, and is ${b}`];
  });
}

function fieldsOf(state: string | null): Record<string, unknown> {
  try {
    return state === null ? {} : (JSON.parse(state) as Record<string, unknown>);
  } catch {
    return { state };
  }
}

interface Side {
  db: Database;
  book: number;
}

/** The first row that is not the same, in words; null where all are. */
async function rowDifference(
  kept: Side,
  recomputed: Side,
  table: (typeof TABLES)[number],
  breathe: () => Promise<void>,
): Promise<string | null> {
  const { name, columns, key } = table;
  const rowsAfter = ({ db, book }: Side, after: Row | undefined): Row[] => {
    const where = after ? ` AND (${key.join(', ')}) > (${key.map(() => '?').join(', ')})` : '';
    const values = after ? key.map((column) => after[column] as string | number) : [];
    const sql = `SELECT ${columns} FROM ${name} WHERE book = ?${where} ORDER BY ${key.join(', ')} LIMIT ${ROWS}`;
    return db.all<Row>(sql, book, ...values);
  };
  let last: Row | undefined;
  for (;;) {
    const [ours, theirs] = [rowsAfter(kept, last), rowsAfter(recomputed, last)];
    for (let i = 0; i < Math.max(ours.length, theirs.length); i += 1) {
      const what = valueDifference(ours[i], theirs[i]);
      if (what !== null) return `${name}: ${what}`;
    }
    last = theirs.at(-1);
    if (theirs.length < ROWS) return null;
    await breathe();
  }
}

function valueDifference(ours: Row | undefined, theirs: Row | undefined): string | null {
  const nameOf = (row: Row): string => String(row['trade_id'] ?? row['from_ms']);
  if (!ours || !theirs) {
    const row = ours ?? theirs;
    return row ? `${nameOf(row)} is ${ours ? 'kept, and is not there' : 'not kept'}` : null;
  }
  for (const column of Object.keys(theirs)) {
    // Each file numbers its books by itself.
    if (column === 'book' || ours[column] === theirs[column]) continue;
    return `${column.replaceAll('_', ' ')} of ${nameOf(theirs)} is kept as ${String(ours[column])}, and is ${String(theirs[column])}`;
  }
  return null;
}
