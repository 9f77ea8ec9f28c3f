import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { migrate } from '../../electron/engine/store/migrate.ts';
import { openDatabase } from '../../electron/engine/store/sqlite.ts';
import type { Database } from '../../electron/engine/store/sqlite.ts';

const ACCOUNTS = 4;
const SYMBOLS = [
  { symbol: 'BTC/USDT', price: 20_000 },
  { symbol: 'ETH/USDT', price: 2_000 },
  { symbol: 'SOL/USDT', price: 100 },
];
const FILLS_AN_ORDER = 2;
const FIRST_MS = Date.UTC(2024, 0, 1);

/** Writes a journal with so many fills, two an order, bought and sold at random over four accounts and three markets. */
export function writeFills(dataDir: string, fills: number): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
  migrate(db);
  db.run(
    `INSERT INTO signals (id, body_hash, body, door, source, decision, received_ms)
     VALUES ('sig', '', '{}', 'cli', 'explicit', '{}', 0)`,
  );
  let state = 12_345;
  const chance = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
  db.transaction(() => {
    for (let i = 0; i * FILLS_AN_ORDER < fills; i += 1) writeOrder(db, i, chance);
  });
  db.close();
}

function writeOrder(db: Database, i: number, chance: () => number): void {
  const id = `ord_${String(i).padStart(26, '0')}`;
  const account = `bench_${i % ACCOUNTS}`;
  const { symbol, price } = SYMBOLS[i % SYMBOLS.length] as (typeof SYMBOLS)[number];
  const atMs = FIRST_MS + i * 1_000;
  db.run(
    `INSERT INTO orders (id, signal_id, client_order_id, venue_order_id, account_name, exchange, mode, testnet, strategy_id,
       symbol, side, type, amount, filled, average, status, created_ms, updated_ms)
     VALUES (?, 'sig', ?, ?, ?, 'binance', 'real', 0, ?, ?, ?, 'limit', '0.02', '0.02', ?, 'filled', ?, ?)`,
    ...[id, id, `v${i}`, account, i % 5 === 0 ? null : `strategy_${i % 5}`, symbol, chance() < 0.5 ? 'buy' : 'sell'],
    ...[String(price), atMs, atMs],
  );
  for (const [from, to] of [
    [null, 'journaled'],
    ['journaled', 'sent'],
    ['sent', 'filled'],
  ]) {
    db.run(
      `INSERT INTO order_transitions (order_id, from_status, to_status, cause, at_ms, detail) VALUES (?, ?, ?, 'reply', ?, '')`,
      ...[id, from ?? null, to ?? '', atMs],
    );
  }
  for (let part = 0; part < FILLS_AN_ORDER; part += 1) {
    db.run(
      `INSERT INTO fills (order_id, account_name, symbol, trade_id, price, amount, fee, fee_asset, liquidity, at_ms)
       VALUES (?, ?, ?, ?, ?, '0.01', '0.00012345', ?, 'taker', ?)`,
      ...[id, account, symbol, String(100_000 + i * FILLS_AN_ORDER + part), (price * (0.9 + chance() / 5)).toFixed(2)],
      ...[part === 0 ? 'USDT' : 'BNB', atMs + part * 10],
    );
  }
}
