import type { DecisionDocument } from '../../../shared/schema/decision.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { OrderRow } from '../orders/order-row.ts';
import type { Database } from '../store/sqlite.ts';
import type { PlacedOrder } from './impact.ts';

type Row = OrderRow & { decision: string; body: string };

/** So many at once: nothing else of the console waits longer than that takes. */
const PAGE = 200;

/**
 * Orders that were sent at or after `sinceMs`, oldest first, page by page. What the venue refused or never got is not among
 * them. Whether an account trades spot or swaps is told by the symbol, and its owner is today's.
 */
export function* readPlacedOrders(
  db: Database,
  registry: AccountRegistry,
  sinceMs: number,
): Generator<PlacedOrder[], void> {
  const owners = new Map(registry.list().map(({ name, owner }) => [name, owner]));
  let after = { atMs: sinceMs, rowid: 0 };
  for (;;) {
    const rows = db.all<Row>(
      `SELECT orders.rowid, orders.*, signals.decision, signals.body FROM orders JOIN signals ON signals.id = orders.signal_id
       WHERE orders.created_ms >= ? AND (orders.created_ms > ? OR orders.rowid > ?)
         AND orders.status NOT IN ('not_placed', 'rejected')
       ORDER BY orders.created_ms, orders.rowid LIMIT ?`,
      after.atMs,
      after.atMs,
      after.rowid,
      PAGE,
    );
    const last = rows.at(-1);
    if (!last) return;
    after = { atMs: last.created_ms, rowid: last.rowid };
    yield rows.map((row) => placedOrder(row, owners.get(row.account_name) ?? ''));
  }
}

function placedOrder(row: Row, owner: string): PlacedOrder {
  const { details } = JSON.parse(row.body) as Pick<Signal, 'details'>;
  return {
    id: row.id,
    signalId: row.signal_id,
    atMs: row.created_ms,
    accountName: row.account_name,
    owner,
    exchange: row.exchange,
    market: row.symbol.includes(':') ? 'swap' : 'spot',
    mode: row.mode,
    testnet: row.testnet === 1,
    strategyId: row.strategy_id,
    symbol: row.symbol,
    side: row.side,
    amount: row.amount,
    price: row.price,
    average: row.average,
    reduceOnly: row.reduce_only === 1,
    closing: details?.['closes'] === row.symbol,
    checks: (JSON.parse(row.decision) as DecisionDocument).checks,
  };
}
