import { QtError } from '../../../shared/schema/error-code.ts';
import type {
  FillDocument,
  OrderCountDocument,
  OrderStatus,
  OrderTransitionDocument,
} from '../../../shared/schema/order.ts';
import type { OrderQuery } from '../engine-interface.ts';
import { isoTime } from '../ports.ts';
import type { Database, SqlValue } from '../store/sqlite.ts';
import type { PlacedFrom } from '../venues/venue-pool.ts';
import { createOrderCounts } from './order-counts.ts';
import type { OrderRow } from './order-row.ts';

/** The seat, the market and the venue's id of an order there. */
export interface VenueOrderKey {
  accountName: string;
  seat: string | null;
  venueOrderId: string;
  /** Some exchanges (Binance) count the orders of each market by themselves. Null where the venue's word does not tell it. */
  symbol: string | null;
}

/** Reads the journal's orders; writes nothing. */
export interface OrderFinder {
  /** Throws ORDER_NOT_FOUND. */
  row(id: string): OrderRow;
  list(query: OrderQuery): { rows: OrderRow[]; next_before: string | null };
  /** Oldest first. */
  unsettled(): OrderRow[];
  unsettledOf(accountName: string): OrderRow[];
  /** Of one account where it is named. */
  unsettledCounts(accountName?: string): Map<string, { open: number; unknown: number }>;
  counts(): OrderCountDocument[];
  hasUnknown(accountName: string, symbol: string): boolean;
  /** The order that carries this client order id, of whichever account. */
  byClientOrderId(clientOrderId: string): OrderRow | null;
  /** The order with this id at this seat, under whichever account name it was placed. */
  byVenueOrderId(key: VenueOrderKey): OrderRow | null;
  /** Where the account has orders that are unsettled, or changed at or after `sinceMs`; each place and symbol once. */
  placesOf(accountName: string, sinceMs: number): PlacedFrom[];
  /** Time of the newest fill that is known, epoch ms. */
  lastFillMs(accountName: string, symbol: string): number | null;
  /** Orders that the operator declared never placed, at or after `sinceMs`. */
  declaredNotPlaced(accountName: string, sinceMs: number): OrderRow[];
  hasFill(orderId: string, tradeId: string): boolean;
  /** Number of the newest fill; later ones have greater numbers. */
  newestFill(): number;
  /** How many orders of the account were journaled after that time, epoch ms. */
  placedAfter(accountName: string, afterMs: number): number;
  /** How many fills of the account were booked after that one. */
  fillsAfter(number: number, accountName: string): number;
  transitions(id: string): OrderTransitionDocument[];
  fills(id: string): FillDocument[];
}

/** As the index `orders_unsettled` words it: only then a query can use that. */
export const UNSETTLED = `status IN ('journaled','sent','open','partially_filled','unknown')`;

export function createOrderFinder(db: Database): OrderFinder {
  return {
    row(id) {
      const found = db.get<OrderRow>('SELECT rowid, * FROM orders WHERE id = ?', id);
      if (!found) throw new QtError('ORDER_NOT_FOUND', `There is no order ${id}.`);
      return found;
    },
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
    unsettledOf: (accountName) =>
      db.all<OrderRow>(
        `SELECT rowid, * FROM orders WHERE account_name = ? AND ${UNSETTLED} ORDER BY rowid`,
        accountName,
      ),
    unsettledCounts(accountName) {
      const counts = new Map<string, { open: number; unknown: number }>();
      const rows = db.all<{ account_name: string; unknown: number; count: number }>(
        `SELECT account_name, status = 'unknown' AS unknown, count(*) AS count
         FROM orders INDEXED BY orders_unsettled
         WHERE ${accountName === undefined ? '' : 'account_name = ? AND '}${UNSETTLED} GROUP BY 1, 2`,
        ...(accountName === undefined ? [] : [accountName]),
      );
      for (const { account_name, unknown, count } of rows) {
        const entry = counts.get(account_name) ?? { open: 0, unknown: 0 };
        entry[unknown === 1 ? 'unknown' : 'open'] += count;
        counts.set(account_name, entry);
      }
      return counts;
    },
    counts: createOrderCounts(db),
    hasUnknown: (accountName, symbol) =>
      db.get(
        `SELECT 1 FROM orders WHERE account_name = ? AND symbol = ? AND ${UNSETTLED} AND status = 'unknown' LIMIT 1`,
        accountName,
        symbol,
      ) !== undefined,
    byClientOrderId: (clientOrderId) =>
      db.get<OrderRow>('SELECT rowid, * FROM orders WHERE client_order_id = ?', clientOrderId) ?? null,
    byVenueOrderId: ({ accountName, seat, venueOrderId, symbol }) =>
      db.get<OrderRow>(
        `SELECT rowid, * FROM orders WHERE venue_order_id = ? AND (seat = ? OR (seat IS NULL AND account_name = ?))
           AND (? IS NULL OR symbol = ?)
         ORDER BY rowid DESC LIMIT 1`,
        venueOrderId,
        seat,
        accountName,
        symbol,
        symbol,
      ) ?? null,
    placesOf: (accountName, sinceMs) =>
      db.all<PlacedFrom>(
        `SELECT DISTINCT account_name, exchange, mode, testnet, symbol FROM orders
         WHERE account_name = ? AND (updated_ms >= ? OR ${UNSETTLED}) ORDER BY symbol`,
        accountName,
        sinceMs,
      ),
    lastFillMs: (accountName, symbol) =>
      db.get<{ at_ms: number | null }>(
        'SELECT max(at_ms) AS at_ms FROM fills WHERE account_name = ? AND symbol = ?',
        accountName,
        symbol,
      )?.at_ms ?? null,
    declaredNotPlaced: (accountName, sinceMs) =>
      db.all<OrderRow>(
        `SELECT orders.rowid, orders.* FROM orders WHERE account_name = ? AND status = 'not_placed' AND updated_ms >= ?
           AND EXISTS (SELECT 1 FROM order_transitions AS moves
             WHERE moves.order_id = orders.id AND moves.to_status = 'not_placed' AND moves.cause = 'operator')
         ORDER BY orders.rowid`,
        accountName,
        sinceMs,
      ),
    hasFill: (orderId, tradeId) =>
      db.get('SELECT 1 FROM fills WHERE order_id = ? AND trade_id = ? LIMIT 1', orderId, tradeId) !== undefined,
    newestFill: () => db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM fills')?.seq ?? 0,
    placedAfter: (accountName, afterMs) =>
      db.get<{ n: number }>(
        'SELECT count(*) AS n FROM orders WHERE account_name = ? AND created_ms > ?',
        accountName,
        afterMs,
      )?.n ?? 0,
    fillsAfter: (number, accountName) =>
      db.get<{ n: number }>('SELECT count(*) AS n FROM fills WHERE seq > ? AND account_name = ?', number, accountName)
        ?.n ?? 0,
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
