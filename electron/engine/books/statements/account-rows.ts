import type { FlowKind } from '../../../../shared/schema/history.ts';
import { FINAL_STATUSES } from '../../../../shared/schema/order.ts';
import type { OrderRow } from '../../orders/order-row.ts';
import type { Database, SqlValue } from '../../store/sqlite.ts';
import type { Ledger } from '../books-ports.ts';
import { HOUR_MS } from '../worth/snapshot-store.ts';

export type StatementOrder = Pick<
  OrderRow,
  | 'id'
  | 'strategy_id'
  | 'symbol'
  | 'side'
  | 'type'
  | 'amount'
  | 'price'
  | 'filled'
  | 'average'
  | 'status'
  | 'error_code'
  | 'created_ms'
>;

export interface StatementFlow {
  kind: FlowKind;
  asset: string;
  /** Received above zero. */
  amount: string;
  /** Of funding: the symbol. */
  symbol: string | null;
  at_ms: number;
}

/** What the account was worth, in its currency. */
export interface Measured {
  at_ms: number;
  equity: string;
  /** Since the account was first measured; deposits and withdrawals are not in it. */
  profit: string;
}

type MeasuredRow = Measured & { seq: number };

/** What a statement reads of the journal beside the trades. Times are epoch ms, from inclusive, until exclusive. */
export interface AccountRows {
  /** The first of them. */
  orders(fromMs: number, untilMs: number, limit: number): StatementOrder[];
  /** How many there are in all, and how many had not come to an end. */
  orderCount(fromMs: number, untilMs: number): { all: number; open: number };
  flows(fromMs: number, untilMs: number): StatementFlow[];
  /** The last of each hour, and the first of all: what is kept for ever, so that a statement is the same years later. */
  measured(fromMs: number, untilMs: number): Measured[];
  /** The last of them before that moment. */
  measuredBefore(ms: number): Measured | null;
  /** When anything was first, and last, written down of this account; null where nothing was. */
  bounds(): { firstMs: number; lastMs: number } | null;
}

const LEDGER = 'account_name = ? AND exchange = ? AND mode = ? AND testnet = ?';
const OF_FILLS = LEDGER.replaceAll(/(\w+) = /g, 'orders.$1 = ');
const FINAL = FINAL_STATUSES.map((status) => `'${status}'`).join(', ');
const MEASURED = `SELECT seq, at_ms, equity, profit FROM equity_snapshots WHERE ${LEDGER} AND currency = ?`;
const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS;

/** Measurements are those in `currency`. */
export function readAccountRows(db: Pick<Database, 'all' | 'get'>, ledger: Ledger, currency: string): AccountRows {
  const { accountName, exchange, mode, testnet } = ledger;
  const whose: SqlValue[] = [accountName, exchange, mode, testnet ? 1 : 0];
  /** The first or the last moment of a table, by its index. */
  const end = (column: string, from: string, order: 'ASC' | 'DESC', values: SqlValue[]): number[] => {
    const found = db.get<{ ms: number }>(
      `SELECT ${column} ms FROM ${from} ORDER BY ${column} ${order} LIMIT 1`,
      ...values,
    );
    return found ? [found.ms] : [];
  };
  const ends = (order: 'ASC' | 'DESC'): number[] => [
    ...end('created_ms', `orders WHERE ${LEDGER}`, order, whose),
    ...end(
      'fills.at_ms',
      `fills JOIN orders ON orders.id = fills.order_id WHERE fills.account_name = ? AND ${OF_FILLS}`,
      order,
      [accountName, ...whose],
    ),
    ...end('at_ms', `account_flows WHERE ${LEDGER}`, order, whose),
    ...end('at_ms', `equity_snapshots WHERE ${LEDGER} AND currency = ?`, order, [...whose, currency]),
    ...(mode === 'real'
      ? end('at_ms', 'imported_trades WHERE account_name = ? AND exchange = ? AND testnet = ?', order, [
          ...[accountName, exchange, testnet ? 1 : 0],
        ])
      : []),
  ];
  const one = (rest: string, ...values: SqlValue[]): MeasuredRow | undefined =>
    db.get<MeasuredRow>(`${MEASURED} ${rest}`, ...whose, currency, ...values);
  /** Where the zone's hours are not those of UTC, the last of an hour can stand after the end of the time that is asked for. */
  const measured = (fromMs: number, untilMs: number): Measured[] => {
    const found = db.all<MeasuredRow>(
      `${MEASURED} AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, seq`,
      ...[...whose, currency, fromMs, hourOf(untilMs + HOUR_MS - 1)],
    );
    const first = one('AND at_ms >= 0 ORDER BY at_ms, seq LIMIT 1')?.seq;
    const last = new Map(found.map(({ seq, at_ms: atMs }) => [hourOf(atMs), seq]));
    return found.filter(({ seq, at_ms: atMs }) => atMs < untilMs && (seq === first || seq === last.get(hourOf(atMs))));
  };
  return {
    orders: (fromMs, untilMs, limit) =>
      db.all<StatementOrder>(
        `SELECT id, strategy_id, symbol, side, type, amount, price, filled, average, status, error_code, created_ms
         FROM orders WHERE ${LEDGER} AND created_ms >= ? AND created_ms < ? ORDER BY created_ms, id LIMIT ?`,
        ...[...whose, fromMs, untilMs, limit],
      ),
    orderCount: (fromMs, untilMs) =>
      db.get<{ all: number; open: number }>(
        `SELECT count(*) "all", coalesce(sum(status NOT IN (${FINAL})), 0) open
         FROM orders WHERE ${LEDGER} AND created_ms >= ? AND created_ms < ?`,
        ...[...whose, fromMs, untilMs],
      ) ?? { all: 0, open: 0 },
    flows: (fromMs, untilMs) =>
      db.all<StatementFlow>(
        `SELECT kind, asset, amount, symbol, at_ms FROM account_flows
         WHERE ${LEDGER} AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, kind, flow_id, asset`,
        ...[...whose, fromMs, untilMs],
      ),
    measured,
    measuredBefore: (ms) =>
      measured(hourOf(ms), ms).at(-1) ?? one(`AND at_ms < ? ORDER BY at_ms DESC, seq DESC LIMIT 1`, hourOf(ms)) ?? null,
    bounds() {
      const [first, last] = [ends('ASC'), ends('DESC')];
      return first.length === 0 ? null : { firstMs: Math.min(...first), lastMs: Math.max(...last) };
    },
  };
}
