import { add } from '../../../shared/money/decimal.ts';
import type { Database } from './sqlite.ts';

export interface PaperBalanceRow {
  asset: string;
  free: string;
  locked: string;
}

export interface PaperOrderRow {
  /** Number of the order at the paper venue; earlier orders have smaller ones. */
  seq: number;
  client_order_id: string;
  account_name: string;
  /** Which market data it trades on. Orders of all accounts on one market share its liquidity. */
  market: string;
  symbol: string;
  side: 'buy' | 'sell';
  type: 'market' | 'limit';
  time_in_force: 'gtc' | 'ioc' | null;
  amount: string;
  price: string | null;
  filled: string;
  /** Quote units paid or received for `filled`, before fees. */
  cost: string;
  status: 'open' | 'partially_filled' | 'filled' | 'canceled' | 'expired';
  /** The order was held against every book up to this one. May lag behind: looking again changes nothing. */
  checked_ms: number;
  created_ms: number;
  updated_ms: number;
  /** The last time in which nobody held it against a market without a known past; epoch ms. */
  unwatched_from_ms?: number | null;
  unwatched_until_ms?: number | null;
}

export interface PaperTradeRow {
  trade_id: string;
  client_order_id: string;
  market: string;
  symbol: string;
  side: 'buy' | 'sell';
  price: string;
  amount: string;
  fee: string;
  fee_asset: string;
  liquidity: 'maker' | 'taker';
  at_ms: number;
  /** Level and book whose size was used up. A resting order fills at its own price, so `price` can differ. */
  book_price: string;
  book_ms: number;
}

/** The books of the paper venue: SQL and nothing else. Reads and writes of one order belong into one transaction. */
export interface PaperLedger {
  /** BEGIN IMMEDIATE … COMMIT; rolled back when `work` throws. Not reentrant. */
  transaction<T>(work: () => T): T;
  balances(account: string): PaperBalanceRow[];
  balance(account: string, asset: string): PaperBalanceRow;
  /** Adds signed amounts. Throws when a balance would become negative. */
  move(account: string, asset: string, change: { free?: string; locked?: string }): void;
  order(clientOrderId: string): PaperOrderRow | undefined;
  insertOrder(order: Omit<PaperOrderRow, 'seq'>): PaperOrderRow;
  /** Writes what can change: filled, cost, status and the times. */
  saveOrder(order: PaperOrderRow): void;
  /** Resting orders of every account on this market, oldest first. */
  resting(market: string, symbol: string): PaperOrderRow[];
  /** Symbols with resting orders on this market. */
  restingSymbols(market: string): string[];
  trades(clientOrderId: string): PaperTradeRow[];
  insertTrade(trade: PaperTradeRow): void;
  /** Sizes that were taken from books read after and before these times (both exclusive), by level. */
  taken(market: string, symbol: string, side: 'buy' | 'sell', afterMs: number, beforeMs: number): PaperTaken[];
}

export type PaperTaken = Pick<PaperTradeRow, 'book_price' | 'amount'>;

const ORDER_COLUMNS =
  'client_order_id, account_name, market, symbol, side, type, time_in_force, amount, price, filled, cost, status, checked_ms, created_ms, updated_ms';
/** What is read of an order; the rest of it is written only when it is known. */
const READ_COLUMNS = `seq, ${ORDER_COLUMNS}, unwatched_from_ms, unwatched_until_ms`;
const TRADE_COLUMNS =
  'trade_id, client_order_id, market, symbol, side, price, amount, fee, fee_asset, liquidity, at_ms, book_price, book_ms';
const marks = (columns: string): string => columns.replace(/\w+/g, '?');

export function openPaperLedger(db: Database): PaperLedger {
  const balance = (account: string, asset: string): PaperBalanceRow =>
    db.get<PaperBalanceRow>(
      'SELECT asset, free, locked FROM paper_balances WHERE account_name = ? AND asset = ?',
      account,
      asset,
    ) ?? {
      asset,
      free: '0',
      locked: '0',
    };

  return {
    transaction: (work) => db.transaction(work),
    balances: (account) =>
      db.all<PaperBalanceRow>(
        'SELECT asset, free, locked FROM paper_balances WHERE account_name = ? ORDER BY asset',
        account,
      ),
    balance,
    move: (account, asset, change) => {
      const held = balance(account, asset);
      db.run(
        `INSERT INTO paper_balances (account_name, asset, free, locked) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET free = excluded.free, locked = excluded.locked`,
        account,
        asset,
        add(held.free, change.free ?? '0'),
        add(held.locked, change.locked ?? '0'),
      );
    },
    order: (clientOrderId) =>
      db.get<PaperOrderRow>(`SELECT ${READ_COLUMNS} FROM paper_orders WHERE client_order_id = ?`, clientOrderId),
    insertOrder: (order) => {
      const o = order;
      const head = [o.client_order_id, o.account_name, o.market, o.symbol, o.side, o.type, o.time_in_force, o.amount];
      const state = [o.price, o.filled, o.cost, o.status, o.checked_ms, o.created_ms, o.updated_ms];
      const sql = `INSERT INTO paper_orders (${ORDER_COLUMNS}) VALUES (${marks(ORDER_COLUMNS)})`;
      return { seq: db.run(sql, ...head, ...state).lastInsertRowid, ...order };
    },
    saveOrder: (order) => {
      const state = [order.filled, order.cost, order.status, order.checked_ms, order.updated_ms];
      const unwatched = [order.unwatched_from_ms ?? null, order.unwatched_until_ms ?? null];
      db.run(
        `UPDATE paper_orders SET filled = ?, cost = ?, status = ?, checked_ms = ?, updated_ms = ?, unwatched_from_ms = ?,
           unwatched_until_ms = ? WHERE seq = ?`,
        ...state,
        ...unwatched,
        order.seq,
      );
    },
    resting: (market, symbol) =>
      db.all<PaperOrderRow>(
        `SELECT ${READ_COLUMNS} FROM paper_orders
         WHERE market = ? AND symbol = ? AND status IN ('open', 'partially_filled') ORDER BY seq`,
        market,
        symbol,
      ),
    restingSymbols: (market) =>
      db
        .all<{ symbol: string }>(
          "SELECT DISTINCT symbol FROM paper_orders WHERE market = ? AND status IN ('open', 'partially_filled') ORDER BY symbol",
          market,
        )
        .map((row) => row.symbol),
    trades: (clientOrderId) =>
      db.all<PaperTradeRow>(
        `SELECT ${TRADE_COLUMNS} FROM paper_trades WHERE client_order_id = ? ORDER BY rowid`,
        clientOrderId,
      ),
    insertTrade: (t) => {
      const place = [t.trade_id, t.client_order_id, t.market, t.symbol, t.side];
      const deal = [t.price, t.amount, t.fee, t.fee_asset, t.liquidity, t.at_ms, t.book_price, t.book_ms];
      db.run(`INSERT INTO paper_trades (${TRADE_COLUMNS}) VALUES (${marks(TRADE_COLUMNS)})`, ...place, ...deal);
    },
    taken: (market, symbol, side, afterMs, beforeMs) =>
      db.all<PaperTaken>(
        `SELECT book_price, amount FROM paper_trades
         WHERE market = ? AND symbol = ? AND side = ? AND book_ms > ? AND book_ms < ?`,
        market,
        symbol,
        side,
        afterMs,
        beforeMs,
      ),
  };
}
