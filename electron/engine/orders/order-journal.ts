import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type {
  FillDocument,
  OrderCountDocument,
  OrderStatus,
  OrderTransitionDocument,
} from '../../../shared/schema/order.ts';
import { canMove } from '../../../shared/orders/transitions.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { OrderQuery } from '../engine-interface.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import type { Database, SqlValue } from '../store/sqlite.ts';
import type { OrderReport } from '../venues/venue.ts';
import type { OrderRow } from './order-row.ts';

export type NewOrder = Omit<
  OrderRow,
  | 'rowid'
  | 'venue_order_id'
  | 'filled'
  | 'average'
  | 'status'
  | 'cancel_requested'
  | 'error_code'
  | 'error_message'
  | 'updated_ms'
  | 'replaced_by'
  | 'late'
  | 'watch_until_ms'
>;

export interface Move {
  to: OrderStatus;
  cause: OrderTransitionDocument['cause'];
  detail: string;
  report?: OrderReport;
  /** Set, cleared (null), or left as it is (absent). */
  error?: ErrorDocument | null;
}

export interface OrderJournal {
  /** Within the caller's transaction. */
  insert(order: NewOrder): void;
  /**
   * Moves an order along the transition table and books the fills of the report, in one durable commit. A report that
   * changes nothing writes nothing. Throws for a move that the table does not know: that is a bug.
   */
  move(id: string, move: Move): OrderRow;
  /** Several moves of one order in one commit, and whatever else belongs into it. */
  moveAll(id: string, moves: Move[], also?: () => void): OrderRow;
  requestCancel(id: string, by: string): OrderRow;
  /** Takes the request back: the venue refused it, so nobody is cancelling and it can be asked for again. */
  dropCancel(id: string, error: ErrorDocument): OrderRow;
  row(id: string): OrderRow;
  list(query: OrderQuery): { rows: OrderRow[]; next_before: string | null };
  unsettled(): OrderRow[];
  unsettledCounts(): Map<string, { open: number; unknown: number }>;
  counts(): OrderCountDocument[];
  hasUnknown(accountName: string, symbol: string): boolean;
  transitions(id: string): OrderTransitionDocument[];
  fills(id: string): FillDocument[];
}

const UNSETTLED = `status IN ('journaled','sent','open','partially_filled','unknown')`;

export function createOrderJournal(db: Database, audit: AuditChain, clock: Clock): OrderJournal {
  function row(id: string): OrderRow {
    const found = db.get<OrderRow>('SELECT rowid, * FROM orders WHERE id = ?', id);
    if (!found) throw new QtError('ORDER_NOT_FOUND', `There is no order ${id}.`);
    return found;
  }

  function transition(id: string, from: OrderStatus | null, move: Move): void {
    db.run(
      'INSERT INTO order_transitions (order_id, from_status, to_status, cause, at_ms, detail) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      from,
      move.to,
      move.cause,
      clock.nowMs(),
      move.detail,
    );
    audit.append('order_moved', id, { from, to: move.to, cause: move.cause, detail: move.detail });
  }

  function bookFills(order: OrderRow, report: OrderReport): number {
    let booked = 0;
    for (const fill of report.fills) {
      booked += db.run(
        `INSERT INTO fills (order_id, account_name, symbol, trade_id, price, amount, fee, fee_asset, liquidity, at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_name, symbol, trade_id) DO NOTHING`,
        order.id,
        order.account_name,
        order.symbol,
        fill.tradeId,
        fill.price,
        fill.amount,
        fill.fee,
        fill.feeAsset,
        fill.liquidity,
        fill.atMs,
      ).changes;
    }
    if (booked > 0)
      audit.append('order_fill', order.id, { filled: report.filled, average: report.average, trades: booked });
    return booked;
  }

  function moveWithin(id: string, move: Move): void {
    const before = row(id);
    const { report } = move;
    const booked = report ? bookFills(before, report) : 0;
    const venueOrderId = report?.venueOrderId ?? before.venue_order_id;
    const filled = report?.filled ?? before.filled;
    const average = report?.average ?? before.average;
    const error = move.error === undefined ? undefined : move.error;
    const changed =
      move.to !== before.status ||
      booked > 0 ||
      filled !== before.filled ||
      average !== before.average ||
      venueOrderId !== before.venue_order_id ||
      (error !== undefined && (error?.message ?? null) !== before.error_message);
    if (!changed) return;
    if (move.to !== before.status) {
      if (!canMove(before.status, move.to))
        throw new Error(`Order ${id} cannot move from ${before.status} to ${move.to}.`);
      transition(id, before.status, move);
    }
    db.run(
      `UPDATE orders SET status = ?, venue_order_id = ?, filled = ?, average = ?, error_code = ?, error_message = ?,
         updated_ms = ? WHERE id = ?`,
      move.to,
      venueOrderId,
      filled,
      average,
      error === undefined ? before.error_code : (error?.code ?? null),
      error === undefined ? before.error_message : (error?.message ?? null),
      clock.nowMs(),
      id,
    );
  }

  function moveAll(id: string, moves: Move[], also?: () => void): OrderRow {
    db.transaction(() => {
      for (const move of moves) moveWithin(id, move);
      also?.();
    });
    return row(id);
  }

  return {
    insert(order) {
      const columns = Object.keys(order);
      db.run(
        `INSERT INTO orders (${columns.join(', ')}, status, updated_ms) VALUES (${columns.map(() => '?').join(', ')}, 'journaled', ?)`,
        ...(Object.values(order) as SqlValue[]),
        order.created_ms,
      );
      db.run(
        `INSERT INTO order_transitions (order_id, from_status, to_status, cause, at_ms, detail) VALUES (?, NULL, 'journaled', 'signal', ?, ?)`,
        order.id,
        order.created_ms,
        `signal ${order.signal_id}`,
      );
      audit.append('order_journaled', order.id, order);
    },
    move: (id, move) => moveAll(id, [move]),
    moveAll,
    requestCancel(id, by) {
      db.transaction(() => {
        db.run('UPDATE orders SET cancel_requested = 1, updated_ms = ? WHERE id = ?', clock.nowMs(), id);
        audit.append('order_cancel_requested', id, { by });
      });
      return row(id);
    },
    dropCancel(id, error) {
      db.transaction(() => {
        db.run('UPDATE orders SET cancel_requested = 0, updated_ms = ? WHERE id = ?', clock.nowMs(), id);
        audit.append('order_cancel_refused', id, error);
      });
      return row(id);
    },
    row,
    list(query) {
      const parts: [string, SqlValue | null][] = [
        ['account_name = ?', query.account_name],
        ['rowid < ?', query.before === null ? null : Number(query.before)],
      ];
      const used = parts.filter(([, value]) => value !== null);
      const conditions = used.map(([sql]) => sql);
      if (query.status === 'unsettled') conditions.push(UNSETTLED);
      else if (query.status === 'open') conditions.push(`status IN ('open','partially_filled')`);
      else if (query.status !== null) conditions.push(`status = '${query.status}'`);
      const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
      const rows = db.all<OrderRow>(
        `SELECT rowid, * FROM orders ${where} ORDER BY rowid DESC LIMIT ?`,
        ...used.map(([, value]) => value),
        query.limit,
      );
      return { rows, next_before: rows.length === query.limit ? String(rows.at(-1)?.rowid) : null };
    },
    unsettled: () => db.all<OrderRow>(`SELECT rowid, * FROM orders WHERE ${UNSETTLED} ORDER BY rowid`),
    unsettledCounts() {
      const counts = new Map<string, { open: number; unknown: number }>();
      const rows = db.all<{ account_name: string; unknown: number; count: number }>(
        `SELECT account_name, status = 'unknown' AS unknown, count(*) AS count FROM orders WHERE ${UNSETTLED} GROUP BY 1, 2`,
      );
      for (const { account_name, unknown, count } of rows) {
        const entry = counts.get(account_name) ?? { open: 0, unknown: 0 };
        entry[unknown === 1 ? 'unknown' : 'open'] += count;
        counts.set(account_name, entry);
      }
      return counts;
    },
    counts: () =>
      db.all<OrderCountDocument>(
        'SELECT account_name, exchange, mode, status, count(*) AS count FROM orders GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4',
      ),
    hasUnknown: (accountName, symbol) =>
      db.get(
        `SELECT 1 FROM orders WHERE account_name = ? AND symbol = ? AND ${UNSETTLED} AND status = 'unknown' LIMIT 1`,
        accountName,
        symbol,
      ) !== undefined,
    transitions: (id) =>
      db
        .all<{
          seq: number;
          from_status: OrderStatus | null;
          to_status: OrderStatus;
          cause: string;
          at_ms: number;
          detail: string;
        }>('SELECT * FROM order_transitions WHERE order_id = ? ORDER BY seq', id)
        .map((entry) => ({
          seq: entry.seq,
          from: entry.from_status,
          to: entry.to_status,
          cause: entry.cause as OrderTransitionDocument['cause'],
          at: isoTime(entry.at_ms),
          detail: entry.detail,
        })),
    fills: (id) =>
      db
        .all<Omit<FillDocument, 'at'> & { at_ms: number }>(
          'SELECT trade_id, price, amount, fee, fee_asset, liquidity, at_ms FROM fills WHERE order_id = ? ORDER BY seq',
          id,
        )
        .map(({ at_ms, ...fill }) => ({ ...fill, at: isoTime(at_ms) })),
  };
}
