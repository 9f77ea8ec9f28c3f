import { add, gt } from '../../../shared/money/decimal.ts';
import type { ToldTrade } from '../audit/fill-check.ts';
import type { Database } from '../store/sqlite.ts';
import type { VenueFill } from '../venues/venue.ts';
import type { OrderRow } from './order-row.ts';

export interface BookedFills {
  /** In the order of their rows. */
  booked: ToldTrade[];
  /** What is filled by the venue's figures and by the sum of the trades, whichever is more. */
  filled: string;
  /** Trades that an order on the same side has already: they cannot be this one's too. */
  foreign: string[];
}

/**
 * Books trades of an order, each once, however often and by whichever way it is told. Within the caller's transaction. Both
 * sides of a trade of an account with itself carry one trade id, so the id alone says nothing about the other side's order.
 */
export function bookFills(db: Database, order: OrderRow, fills: readonly VenueFill[], told: string): BookedFills {
  const foreign: string[] = [];
  const booked: ToldTrade[] = [];
  for (const fill of fills) {
    // Asked first, because even an insert that conflicts writes to the file.
    const known = db.all<{ order_id: string; side: string; seat: string | null }>(
      `SELECT order_id, orders.side, orders.seat FROM fills JOIN orders ON orders.id = fills.order_id
       WHERE fills.account_name = ? AND fills.symbol = ? AND fills.trade_id = ?`,
      order.account_name,
      order.symbol,
      fill.tradeId,
    );
    if (known.some((each) => each.order_id === order.id)) continue;
    const owner = known.find((each) => each.side === order.side && each.seat === order.seat);
    if (owner) {
      foreign.push(`trade ${fill.tradeId} is booked for order ${owner.order_id}`);
      continue;
    }
    const { tradeId, price, amount, fee, feeAsset, liquidity, atMs } = fill;
    const row: ToldTrade = [tradeId, price, amount, fee, feeAsset, liquidity, atMs];
    db.run(
      `INSERT INTO fills (order_id, account_name, symbol, trade_id, price, amount, fee, fee_asset, liquidity, at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      order.id,
      order.account_name,
      order.symbol,
      ...row,
    );
    booked.push(row);
  }
  const most = gt(told, order.filled) ? told : order.filled;
  if (booked.length === 0) return { booked, filled: most, foreign };
  const sum = db
    .all<{ amount: string }>('SELECT amount FROM fills WHERE order_id = ?', order.id)
    .reduce((total, { amount }) => add(total, amount), '0');
  return { booked, filled: gt(sum, most) ? sum : most, foreign };
}
