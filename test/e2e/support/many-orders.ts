import path from 'node:path';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';

/**
 * Fills a journal up to `count` finished orders, each with its fill, a minute apart back from now: copies of the first order
 * that is in it, over several symbols, strategies and ends. To be called while no engine has the journal.
 */
export function growOrders(dataDir: string, count: number): void {
  const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
  db.transaction(() => {
    db.run(
      `INSERT INTO orders (id, signal_id, client_order_id, account_name, exchange, mode, testnet, strategy_id, symbol, side,
         type, time_in_force, amount, price, filled, average, status, created_ms, updated_ms)
       WITH RECURSIVE copy (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ?),
       first AS (SELECT * FROM orders ORDER BY rowid LIMIT 1)
       SELECT 'ord_copy_' || n, signal_id, 'copy' || n, account_name, exchange, mode, testnet,
         CASE n % 3 WHEN 0 THEN NULL ELSE 'strategy_' || (n % 5) END,
         CASE n % 4 WHEN 0 THEN 'ETH/USDT' WHEN 1 THEN 'SOL/USDT' ELSE 'BTC/USDT' END,
         CASE n % 2 WHEN 0 THEN 'buy' ELSE 'sell' END, 'limit', 'gtc', '0.01', '50000',
         CASE n % 10 WHEN 0 THEN '0' ELSE '0.01' END, CASE n % 10 WHEN 0 THEN NULL ELSE '49999.5' END,
         CASE n % 10 WHEN 0 THEN 'canceled' ELSE 'filled' END,
         created_ms - (? - n) * 60000, created_ms - (? - n) * 60000
       FROM copy, first`,
      count,
      count,
      count,
    );
    db.run(
      `INSERT INTO fills (order_id, account_name, symbol, trade_id, price, amount, fee, fee_asset, liquidity, at_ms)
       SELECT id, account_name, symbol, 't' || id, average, filled, '0.5', 'USDT', 'maker', created_ms
       FROM orders WHERE id LIKE 'ord_copy_%' AND status = 'filled' ORDER BY rowid`,
    );
  });
  db.close();
}
