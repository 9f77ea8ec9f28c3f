import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openBooksKeeper } from '../../../electron/engine/books/books-keeper.ts';
import type { BooksKeeper } from '../../../electron/engine/books/books-keeper.ts';
import { createBookReader } from '../../../electron/engine/books/book-reader.ts';
import type { BookReader, Ledger } from '../../../electron/engine/books/books-ports.ts';
import { systemSoon } from '../../../electron/engine/seams.ts';
import type { Database } from '../../../electron/engine/store/sqlite.ts';
import type { OrderStatus } from '../../../shared/schema/order.ts';
import { NO_POLICY } from '../../../shared/schema/risk-policy.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createMemoryLog } from '../../support/memory-log.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { tempJournal } from '../../support/temp-journal.ts';

export const LEDGER: Ledger = { accountName: 'main', exchange: 'binance', mode: 'real', testnet: false };

interface GivenOrder {
  id: string;
  symbol?: string;
  side?: 'buy' | 'sell';
  strategy?: string | null;
  venueOrderId?: string | null;
  status?: OrderStatus;
  amount?: string;
  filled?: string;
  average?: string | null;
  price?: string | null;
  account?: string;
  mode?: 'paper' | 'real';
  testnet?: boolean;
  endedMs?: number;
}

interface GivenFill {
  order: string;
  tradeId: string;
  price: string;
  amount: string;
  fee?: string | null;
  feeAsset?: string | null;
  atMs: number;
}

/** Writes what an engine would have written: rows of orders, steps, fills and imported trades. */
export function journalWriter(db: Database) {
  const writer = {
    order(given: GivenOrder): void {
      const { id, symbol = 'BTC/USDT', side = 'buy', status = 'open', amount = '1', filled = '0' } = given;
      const { account = 'main', mode = 'real', testnet = false, strategy = null } = given;
      db.run(
        `INSERT OR IGNORE INTO signals (id, body_hash, body, door, source, decision, received_ms) VALUES (?, '', '{}', 'cli', 'explicit', '{}', 0)`,
        `s${id}`,
      );
      db.run(
        `INSERT INTO orders (id, signal_id, client_order_id, venue_order_id, account_name, exchange, mode, testnet, strategy_id,
           symbol, side, type, amount, price, filled, average, status, created_ms, updated_ms)
         VALUES (?, ?, ?, ?, ?, 'binance', ?, ?, ?, ?, ?, 'limit', ?, ?, ?, ?, ?, 0, 0)`,
        ...[id, `s${id}`, `c${id}`, given.venueOrderId ?? null, account, mode, testnet ? 1 : 0, strategy],
        ...[symbol, side, amount, given.price ?? null, filled, given.average ?? null, status],
      );
      if (status !== 'open')
        writer.end(id, { status, filled, average: given.average ?? null, atMs: given.endedMs ?? 0 });
    },
    end(id: string, to: { status: OrderStatus; filled: string; average?: string | null; atMs: number }): void {
      const { status, filled, average = null, atMs } = to;
      db.run('UPDATE orders SET status = ?, filled = ?, average = ? WHERE id = ?', status, filled, average, id);
      db.run(
        `INSERT INTO order_transitions (order_id, from_status, to_status, cause, at_ms, detail) VALUES (?, 'open', ?, 'poll', ?, '')`,
        ...[id, status, atMs],
      );
    },
    fill({ order, tradeId, price, amount, fee = '0', feeAsset = 'USDT', atMs }: GivenFill): void {
      const row = db.get<{ account_name: string; symbol: string }>(
        'SELECT account_name, symbol FROM orders WHERE id = ?',
        order,
      );
      db.run(
        `INSERT INTO fills (order_id, account_name, symbol, trade_id, price, amount, fee, fee_asset, liquidity, at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'taker', ?)`,
        ...[order, row?.account_name ?? '', row?.symbol ?? '', tradeId, price, amount, fee, feeAsset, atMs],
      );
    },
    imported(
      given: Omit<GivenFill, 'order'> & { side?: 'buy' | 'sell'; symbol?: string; venueOrderId?: string | null },
    ): void {
      const { tradeId, price, amount, fee = '0', feeAsset = 'USDT', atMs, side = 'buy', symbol = 'BTC/USDT' } = given;
      db.run(
        `INSERT INTO imported_trades (account_name, exchange, testnet, symbol, trade_id, side, venue_order_id, price, amount, fee,
           fee_asset, liquidity, at_ms, imported_ms) VALUES ('main', 'binance', 0, ?, ?, ?, ?, ?, ?, ?, ?, 'taker', ?, 0)`,
        ...[symbol, tradeId, side, given.venueOrderId ?? null, price, amount, fee, feeAsset, atMs],
      );
    },
  };
  return writer;
}

export interface JournalWorld extends ReturnType<typeof journalWriter> {
  journal: Database;
  dataDir: string;
  keeper: BooksKeeper;
  reader: BookReader;
  /** Brings the books up to the journal, and tells them. */
  state(symbol?: string): Promise<Record<string, unknown> | null>;
  log: ReturnType<typeof createMemoryLog>;
  /** As after a restart. */
  reopen(): Promise<void>;
}

export function openJournalWorld(dataDir = tempDir()): JournalWorld {
  const journal = tempJournal(path.join(dataDir, 'journal.db'));
  const log = createMemoryLog();
  const clock = createFakeClock();
  const open = () =>
    openBooksKeeper({ dataDir, journal, clock, log, soon: systemSoon, onChanged: () => {}, onRewound: () => {} });
  const world = {
    ...journalWriter(journal),
    ...{ journal, dataDir, log, keeper: open() },
    async state(symbol = 'BTC/USDT') {
      await world.keeper.caughtUp();
      const row = world.keeper.db().get<{ state: string | null }>('SELECT state FROM books WHERE symbol = ?', symbol);
      return row?.state ? (JSON.parse(row.state) as Record<string, unknown>) : null;
    },
    async reopen() {
      await world.keeper.close();
      world.keeper = open();
    },
  } as JournalWorld;
  world.reader = createBookReader({
    db: () => world.keeper.db(),
    caughtUp: () => world.keeper.caughtUp(),
    registry: { config: () => null },
    policy: () => NO_POLICY,
  });
  onTestFinished(() => world.keeper.close());
  return world;
}
