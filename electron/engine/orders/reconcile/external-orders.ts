import type { ExternalOrderDocument } from '../../../../shared/schema/order.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import { isoTime } from '../../ports.ts';
import type { Clock } from '../../ports.ts';
import type { Database } from '../../store/sqlite.ts';
import type { VenuePool } from '../../venues/venue-pool.ts';
import type { OpenOrder } from '../../venues/venue.ts';

interface ExternalRow {
  account_name: string;
  venue_order_id: string;
  client_order_id: string | null;
  symbol: string;
  side: 'buy' | 'sell';
  type: string;
  amount: string;
  price: string | null;
  filled: string;
  created_ms: number | null;
  seen_ms: number;
}

/** Orders that rest at a venue and were never placed by the console: as they were when the venue's list was last read. */
export interface ExternalOrders {
  /** Of the seats that the accounts have now. Null: of every account. */
  list(accountName: string | null): ExternalOrderDocument[];
  count(accountName: string): number;
  /** Takes the venue's whole list in place of the one before. True where it differs. */
  replace(accountName: string, orders: readonly OpenOrder[]): boolean;
  remove(accountName: string, venueOrderId: string): void;
}

export function createExternalOrders(
  db: Database,
  deps: { registry: AccountRegistry; pool: Pick<VenuePool, 'seatMark'>; clock: Clock },
): ExternalOrders {
  const rowsOf = (accountName: string): ExternalRow[] =>
    db.all<ExternalRow>(
      'SELECT * FROM external_orders WHERE account_name = ? AND seat = ? ORDER BY created_ms, venue_order_id',
      accountName,
      deps.pool.seatMark(accountName),
    );

  function list(accountName: string | null): ExternalOrderDocument[] {
    const accounts = accountName === null ? deps.registry.list() : [deps.registry.get(accountName)];
    return accounts.flatMap(({ name, exchange, testnet }) =>
      exchange === null ? [] : rowsOf(name).map((row) => document(row, { exchange, testnet })),
    );
  }

  /** Asked for with every status of every account. */
  const counts = new Map<string, number>();

  return {
    list,
    count(accountName) {
      const known = counts.get(accountName) ?? rowsOf(accountName).length;
      counts.set(accountName, known);
      return known;
    },
    replace(accountName, orders) {
      const seat = deps.pool.seatMark(accountName);
      if (seat === null) return false;
      const before = new Map(rowsOf(accountName).map((row) => [row.venue_order_id, row]));
      const same =
        orders.length === before.size && orders.every((order) => isSame(before.get(order.venueOrderId), order));
      if (same) return false;
      counts.delete(accountName);
      db.transaction(() => {
        db.run('DELETE FROM external_orders WHERE account_name = ? AND seat = ?', accountName, seat);
        for (const order of orders) {
          db.run(
            `INSERT INTO external_orders (account_name, seat, venue_order_id, client_order_id, symbol, side, type, amount,
               price, filled, created_ms, seen_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
            accountName,
            seat,
            order.venueOrderId,
            order.clientOrderId,
            order.symbol,
            order.side,
            order.type,
            order.amount,
            order.price,
            order.filled,
            order.createdAtMs,
            before.get(order.venueOrderId)?.seen_ms ?? deps.clock.nowMs(),
          );
        }
      });
      return true;
    },
    remove(accountName, venueOrderId) {
      counts.delete(accountName);
      db.run('DELETE FROM external_orders WHERE account_name = ? AND venue_order_id = ?', accountName, venueOrderId);
    },
  };
}

function isSame(row: ExternalRow | undefined, order: OpenOrder): boolean {
  return row !== undefined && row.filled === order.filled && row.amount === order.amount && row.price === order.price;
}

function document(
  { created_ms, seen_ms, ...row }: ExternalRow,
  account: Pick<ExternalOrderDocument, 'exchange' | 'testnet'>,
): ExternalOrderDocument {
  return {
    account_name: row.account_name,
    ...account,
    venue_order_id: row.venue_order_id,
    client_order_id: row.client_order_id,
    symbol: row.symbol,
    side: row.side,
    type: row.type,
    amount: row.amount,
    price: row.price,
    filled: row.filled,
    created_at: created_ms === null ? null : isoTime(created_ms),
    seen_at: isoTime(seen_ms),
  };
}
