import { bareSymbol } from '../../../shared/orders/bare-symbol.ts';
import type { OrderFilters, OrderPageQuery, OrderSort } from '../../../shared/schema/order-page.ts';
import type { Database, SqlValue } from '../store/sqlite.ts';
import type { OrderChoices } from './order-choices.ts';
import type { OrderRow } from './order-row.ts';

export interface OrderRowPage {
  rows: OrderRow[];
  total: number;
  as_of: string;
}

/** Pages of orders at any place of a list, for the blotter. */
export type OrderPages = (query: OrderPageQuery) => OrderRowPage;

const OPEN = `status IN ('journaled','sent','open','partially_filled','unknown')`;
const FINAL = `status IN ('filled','canceled','rejected','expired','not_placed')`;
/** Holds all that is filtered and sorted by, so that nothing of an order is read but of those on the page. */
const BLOTTER = 'orders INDEXED BY orders_by_time';
/** Few, whatever the journal holds. */
const UNSETTLED = 'orders INDEXED BY orders_unsettled';
/** The kind of money of a row of `orders`. */
export const KIND = `CASE WHEN mode = 'paper' THEN 'paper' WHEN testnet = 1 THEN 'testnet' ELSE 'real' END`;

const COLUMNS: Record<OrderSort, string> = {
  time: 'created_ms',
  account_name: 'account_name',
  symbol: 'symbol',
  side: 'side',
  type: 'type',
  status: 'status',
  strategy_id: 'strategy_id',
};

interface Condition {
  sql: string;
  value?: SqlValue;
}

/** Totals that are kept: of the last lists that were looked at. */
const KEPT_TOTALS = 20;

export function createOrderPages(db: Database, choices: OrderChoices): OrderPages {
  const totals = new Map<string, number>();

  /** What history is now: the newest order, and the newest move of one. */
  function now(): string {
    const order = db.get<{ n: number | null }>('SELECT max(rowid) AS n FROM orders')?.n ?? 0;
    const move = db.get<{ n: number | null }>('SELECT max(seq) AS n FROM order_transitions')?.n ?? 0;
    return `${order}.${move}`;
  }

  /** Null: any. */
  function symbolsLike(filters: OrderFilters): string[] | null {
    const part = bareSymbol(filters.symbol_part ?? '');
    if (part === '') return filters.symbols;
    return (filters.symbols ?? choices().symbols).filter((symbol) => bareSymbol(symbol).includes(part));
  }

  function conditions({ view, filters }: OrderPageQuery, asOf: string): Condition[] {
    const [newest, moved] = asOf.split('.').map(Number) as [number, number];
    const history: Condition[] = [
      { sql: FINAL },
      { sql: 'rowid <= ?', value: newest },
      // Those that ended since then.
      {
        sql: `rowid NOT IN (SELECT ended.rowid FROM order_transitions AS moves JOIN orders AS ended ON ended.id = moves.order_id
              WHERE moves.seq > ? AND moves.from_status IN ('journaled','sent','open','partially_filled','unknown'))`,
        value: moved,
      },
    ];
    return [
      ...(view === 'open' ? [{ sql: OPEN }] : history),
      ...among(KIND, filters.kinds),
      ...among('account_name', filters.account_names),
      ...among('symbol', symbolsLike(filters)),
      ...among('side', filters.sides),
      ...among('type', filters.types),
      ...among('status', filters.statuses),
      ...among(`ifnull(strategy_id, '')`, filters.strategy_ids && filters.strategy_ids.map((id) => id ?? '')),
      ...(filters.since === null ? [] : [{ sql: 'created_ms >= ?', value: Date.parse(filters.since) }]),
      ...(filters.until === null ? [] : [{ sql: 'created_ms < ?', value: Date.parse(filters.until) }]),
    ];
  }

  function totalOf(query: OrderPageQuery, asOf: string, from: string, values: SqlValue[]): number {
    const count = (): number => db.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...values)?.n ?? 0;
    if (query.view === 'open') return count();
    const key = JSON.stringify([query.filters, asOf]);
    const total = totals.get(key) ?? count();
    totals.delete(key);
    totals.set(key, total);
    for (const oldest of totals.keys()) {
      if (totals.size <= KEPT_TOTALS) break;
      totals.delete(oldest);
    }
    return total;
  }

  return (query) => {
    const asOf = query.as_of ?? now();
    const used = conditions(query, asOf);
    const values = used.flatMap(({ value }) => (value === undefined ? [] : [value]));
    const from = `FROM ${query.view === 'open' ? UNSETTLED : BLOTTER} WHERE ${used.map(({ sql }) => sql).join(' AND ')}`;
    const { by, direction } = query.sort;
    const newestFirst = by === 'time' && direction === 'asc' ? 'rowid' : 'rowid DESC';
    const numbers = db.all<{ rowid: number }>(
      `SELECT rowid ${from} ORDER BY ${COLUMNS[by]} ${direction}, ${newestFirst} LIMIT ? OFFSET ?`,
      ...values,
      query.limit,
      query.offset,
    );
    const found = db.all<OrderRow>(
      'SELECT rowid, * FROM orders WHERE rowid IN (SELECT value FROM json_each(?))',
      JSON.stringify(numbers.map(({ rowid }) => rowid)),
    );
    const rows = new Map(found.map((row) => [row.rowid, row]));
    return {
      rows: numbers.flatMap(({ rowid }) => rows.get(rowid) ?? []),
      total: totalOf(query, asOf, from, values),
      as_of: asOf,
    };
  };
}

function among(sql: string, set: readonly SqlValue[] | null): Condition[] {
  return set === null ? [] : [{ sql: `${sql} IN (SELECT value FROM json_each(?))`, value: JSON.stringify(set) }];
}
