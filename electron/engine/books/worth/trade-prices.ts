import type { AccountConfig } from '../../accounts/account-config.ts';
import type { Database } from '../../store/sqlite.ts';

/** A trade tells the price of its own pair. */
export interface TradePrices {
  /** Of the account's trades within the hour before a moment, and that moment; null where there is none. */
  last(account: AccountConfig, symbol: string, atMs: number): { price: string; atMs: number } | null;
}

const WITHIN_MS = 3_600_000;

export function createTradePrices(db: Pick<Database, 'get'>): TradePrices {
  return {
    last({ name, exchange, testnet }, symbol, atMs) {
      const values = [name, atMs - WITHIN_MS, atMs, symbol, exchange, testnet ? 1 : 0] as const;
      const fill = db.get<{ price: string; atMs: number }>(
        `SELECT fills.price, fills.at_ms AS atMs FROM fills JOIN orders ON orders.id = fills.order_id
         WHERE fills.account_name = ? AND fills.at_ms BETWEEN ? AND ? AND fills.symbol = ?
           AND orders.exchange = ? AND orders.testnet = ?
         ORDER BY fills.at_ms DESC LIMIT 1`,
        ...values,
      );
      if (fill) return fill;
      const imported = db.get<{ price: string; atMs: number }>(
        `SELECT price, at_ms AS atMs FROM imported_trades
         WHERE account_name = ? AND at_ms BETWEEN ? AND ? AND symbol = ? AND exchange = ? AND testnet = ?
         ORDER BY at_ms DESC LIMIT 1`,
        ...values,
      );
      return imported ?? null;
    },
  };
}
