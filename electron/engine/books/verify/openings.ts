import { add, neg } from '../../../../shared/money/decimal.ts';
import type { AccountStatusDocument, BalanceDocument } from '../../../../shared/schema/account.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import { UNSETTLED } from '../../orders/order-finder.ts';
import type { PositionReadings } from '../../risk/position-readings.ts';
import type { CommitBatch } from '../../store/commit-batch.ts';
import type { Database } from '../../store/sqlite.ts';
import type { Log } from '../../telemetry/log.ts';
import type { VenuePosition } from '../../venues/venue.ts';
import type { Ledger } from '../books-ports.ts';

/** What an account held when it was first read. From there on the books have to explain what it holds. */
export interface Opening {
  atMs: number;
  /** Fills up to this one were booked before. */
  fillsSeq: number;
  /** Orders up to this one were journaled before. */
  ordersRow: number;
  /** By asset; positions of swaps by symbol, below zero where short. */
  totals: Map<string, string>;
}

export interface OpeningDeps {
  db: Database;
  registry: Pick<AccountRegistry, 'config'>;
  positions: PositionReadings;
  batch: Pick<CommitBatch, 'gather'>;
  log: Log;
  isAttended: () => boolean;
}

/** A trade this close to a reading may be in it or not. */
export const SAME_MOMENT_MS = 5_000;
const POSITIONS_MAX_AGE_MS = 60_000;
/** The row that says that there was a reading, also where nothing was held. */
const READ = '';

/** Writes down once what each account held first. */
export function createOpenings(deps: OpeningDeps) {
  const { db, registry } = deps;
  const done = new Set<string>();
  const writes = new Set<Promise<unknown>>();

  const keyOf = ({ accountName, exchange, mode, testnet }: Ledger): [string, string, string, number] => [
    accountName,
    exchange,
    mode,
    testnet ? 1 : 0,
  ];

  function read(ledger: Ledger): Opening | null {
    const rows = db.all<{ asset: string; total: string; at_ms: number; fills_seq: number; orders_row: number }>(
      `SELECT asset, total, at_ms, fills_seq, orders_row FROM opening_balances
       WHERE account_name = ? AND exchange = ? AND mode = ? AND testnet = ?`,
      ...keyOf(ledger),
    );
    const [first] = rows;
    if (!first) return null;
    const totals = rows
      .filter(({ asset }) => asset !== READ)
      .map(({ asset, total }): [string, string] => [asset, total]);
    const { at_ms: atMs, fills_seq: fillsSeq, orders_row: ordersRow } = first;
    return { atMs, fillsSeq, ordersRow, totals: new Map(totals) };
  }

  /** Nothing traded so shortly before that it may not be in the reading, and nothing is on its way. */
  function isQuiet(name: string, atMs: number): boolean {
    const sql = 'SELECT 1 FROM fills WHERE account_name = ? AND at_ms > ? LIMIT 1';
    if (db.get(sql, name, atMs - SAME_MOMENT_MS)) return false;
    return !db.get(
      `SELECT 1 FROM orders INDEXED BY orders_unsettled
       WHERE account_name = ? AND ${UNSETTLED} AND status IN ('journaled', 'sent', 'unknown') LIMIT 1`,
      name,
    );
  }

  async function write(ledger: Ledger, totals: ReadonlyMap<string, string>, atMs: number): Promise<Opening> {
    const fillsSeq = db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM fills')?.seq ?? 0;
    const ordersRow = db.get<{ row: number | null }>('SELECT max(rowid) AS row FROM orders')?.row ?? 0;
    await deps.batch.gather(() => {
      for (const [asset, total] of [[READ, '0'] as const, ...totals]) {
        db.run(
          `INSERT OR IGNORE INTO opening_balances (account_name, exchange, mode, testnet, asset, total, at_ms, fills_seq,
             orders_row) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          ...keyOf(ledger),
          ...[asset, total, atMs, fillsSeq, ordersRow],
        );
      }
    });
    return { atMs, fillsSeq, ordersRow, totals: new Map(totals) };
  }

  async function noteFirst(ledger: Ledger, status: AccountStatusDocument): Promise<void> {
    const { balances, balances_at: at, account } = status;
    const key = keyOf(ledger).join(' ');
    if (balances === null || at === null || done.has(key)) return;
    done.add(key);
    if (read(ledger)) return;
    const atMs = Date.parse(at);
    const isSwap = account.market === 'swap';
    let written = false;
    // Positions are a question of their own to the exchange: not asked for by a command that wants something else.
    if (isQuiet(account.name, atMs) && (!isSwap || deps.isAttended())) {
      const positions = isSwap ? (await deps.positions.read(account.name, POSITIONS_MAX_AGE_MS)).positions : [];
      if (isQuiet(account.name, atMs)) {
        await write(ledger, totalsOf(balances, positions), atMs);
        written = true;
      }
    }
    if (!written) done.delete(key);
  }

  return {
    read,
    isQuiet,
    write,
    /** An account's balances were read. Whatever fails is tried again with the next reading. */
    noteStatus(status: AccountStatusDocument): void {
      const config = registry.config(status.account.name);
      if (!config) return;
      const { name: accountName, exchange, mode, testnet } = config;
      const ledger = { accountName, exchange, mode, testnet };
      const noting: Promise<unknown> = noteFirst(ledger, status)
        .catch((error: unknown) => {
          done.delete(keyOf(ledger).join(' '));
          deps.log.debug('The first balances were not written down', {
            account_name: accountName,
            detail: String(error),
          });
        })
        .finally(() => writes.delete(noting));
      writes.add(noting);
    },
    async close(): Promise<void> {
      await Promise.allSettled(writes);
    },
  };
}

export type Openings = ReturnType<typeof createOpenings>;

/** What a reading shows, by asset and symbol. An account can hold both sides of one symbol. */
export function totalsOf(
  balances: readonly BalanceDocument[],
  positions: readonly VenuePosition[],
): Map<string, string> {
  const totals = new Map(balances.map(({ asset, total }) => [asset, total]));
  for (const { symbol, side, amount } of positions) {
    totals.set(symbol, add(totals.get(symbol) ?? '0', side === 'long' ? amount : neg(amount)));
  }
  return totals;
}
