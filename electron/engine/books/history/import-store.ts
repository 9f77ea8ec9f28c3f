import type { ErrorCode, ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { Exchange } from '../../../../shared/schema/exchange.ts';
import type { Database } from '../../store/sqlite.ts';
import type { HistoryFlow, HistoryPage, HistoryTrade } from '../../venues/venue.ts';

/** Whose past it is, and from which seat it is asked for (`seatMark`). */
export interface ImportPlace {
  accountName: string;
  exchange: Exchange;
  testnet: boolean;
  seat: string;
}

export type JobState = 'running' | 'paused' | 'done' | 'failed';

export interface ImportJob {
  seat: string;
  state: JobState;
  error_code: ErrorCode | null;
  error_message: string | null;
  started_ms: number;
  updated_ms: number;
}

export interface ImportPart {
  part: string;
  /** Where to go on from; null: nothing of it was asked for yet. */
  cursor: string | null;
  /** It was asked for to its end once: later there can only be news. */
  done: number;
  /** Those that were not known before. */
  trades: number;
  flows: number;
  oldest_ms: number | null;
  updated_ms: number;
}

export interface ImportTotals {
  trades: number;
  flows: number;
  oldest_ms: number | null;
}

/** The tables of imports. All writes run within the caller's transaction. */
export interface ImportStore {
  job(place: ImportPlace): ImportJob | null;
  /** The one of any seat that this account had at this exchange and was busy last. */
  lastJob(place: ImportPlace): ImportJob | null;
  /** Begins a job, or lets one go on. */
  run(place: ImportPlace, atMs: number): void;
  end(place: ImportPlace, state: Exclude<JobState, 'running'>, error: ErrorDocument | null, atMs: number): void;
  /** In the order in which they were added. */
  parts(place: ImportPlace): ImportPart[];
  addParts(place: ImportPlace, names: readonly string[], atMs: number): void;
  /** Keeps what a page holds that was not known, and where it ended. Tells how much that was. */
  keep(place: ImportPlace, part: string, page: HistoryPage, atMs: number): { trades: number; flows: number };
  /** Of all seats of this account at this exchange. */
  totals(place: ImportPlace): ImportTotals;
}

export function createImportStore(db: Database): ImportStore {
  const ADD_TRADE = `INSERT INTO imported_trades (account_name, exchange, testnet, symbol, trade_id, side, venue_order_id,
      price, amount, fee, fee_asset, liquidity, at_ms, imported_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
  const ADD_FLOW = `INSERT INTO account_flows (account_name, exchange, mode, testnet, kind, flow_id, asset, amount, symbol,
      at_ms, recorded_ms)
    VALUES (?, ?, 'real', ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
  const KEEP_PART = `UPDATE import_parts SET cursor = ?, done = max(done, ?), trades = trades + ?, flows = flows + ?,
      oldest_ms = CASE WHEN ? IS NULL THEN oldest_ms ELSE min(ifnull(oldest_ms, ?), ?) END, updated_ms = ?
    WHERE account_name = ? AND seat = ? AND part = ?`;

  function addTrade({ accountName, exchange, testnet }: ImportPlace, trade: HistoryTrade, atMs: number): number {
    const { symbol, tradeId, side, venueOrderId, price, amount, fee, feeAsset, liquidity } = trade;
    const whose = [accountName, exchange, Number(testnet)] as const;
    const what = [symbol, tradeId, side, venueOrderId, price, amount, fee, feeAsset, liquidity] as const;
    return db.run(ADD_TRADE, ...whose, ...what, trade.atMs, atMs).changes;
  }

  function addFlow({ accountName, exchange, testnet }: ImportPlace, flow: HistoryFlow, atMs: number): number {
    const { kind, id, asset, amount, symbol } = flow;
    const whose = [accountName, exchange, Number(testnet)] as const;
    return db.run(ADD_FLOW, ...whose, kind, id, asset, amount, symbol, flow.atMs, atMs).changes;
  }

  return {
    job: ({ accountName, seat }) =>
      db.get<ImportJob>('SELECT * FROM import_jobs WHERE account_name = ? AND seat = ?', accountName, seat) ?? null,
    lastJob: ({ accountName, exchange, testnet }) =>
      db.get<ImportJob>(
        'SELECT * FROM import_jobs WHERE account_name = ? AND exchange = ? AND testnet = ? ORDER BY updated_ms DESC LIMIT 1',
        accountName,
        exchange,
        Number(testnet),
      ) ?? null,
    run({ accountName, seat, exchange, testnet }, atMs) {
      db.run(
        `INSERT INTO import_jobs (account_name, seat, exchange, testnet, state, started_ms, updated_ms)
         VALUES (?, ?, ?, ?, 'running', ?, ?)
         ON CONFLICT DO UPDATE SET state = 'running', error_code = NULL, error_message = NULL, updated_ms = excluded.updated_ms`,
        ...[accountName, seat, exchange, Number(testnet), atMs, atMs],
      );
    },
    end({ accountName, seat }, state, error, atMs) {
      db.run(
        `UPDATE import_jobs SET state = ?, error_code = ?, error_message = ?, updated_ms = ?
         WHERE account_name = ? AND seat = ?`,
        ...[state, error?.code ?? null, error?.message ?? null, atMs, accountName, seat],
      );
    },
    parts: ({ accountName, seat }) =>
      db.all<ImportPart>(
        'SELECT * FROM import_parts WHERE account_name = ? AND seat = ? ORDER BY rowid',
        accountName,
        seat,
      ),
    addParts({ accountName, seat }, names, atMs) {
      for (const name of names) {
        db.run(
          'INSERT INTO import_parts (account_name, seat, part, updated_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
          ...[accountName, seat, name, atMs],
        );
      }
    },
    keep(place, part, { trades, flows, cursor, more }, atMs) {
      const added = { trades: 0, flows: 0 };
      for (const trade of trades) added.trades += addTrade(place, trade, atMs);
      for (const flow of flows) added.flows += addFlow(place, flow, atMs);
      const times = [...trades, ...flows].map((each) => each.atMs);
      const oldestMs = times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b));
      const { accountName, seat } = place;
      const news = [cursor, Number(!more), added.trades, added.flows, oldestMs, oldestMs, oldestMs, atMs] as const;
      db.run(KEEP_PART, ...news, accountName, seat, part);
      return added;
    },
    totals: ({ accountName, exchange, testnet }) =>
      db.get<ImportTotals>(
        `SELECT ifnull(sum(trades), 0) AS trades, ifnull(sum(flows), 0) AS flows, min(oldest_ms) AS oldest_ms
         FROM import_parts JOIN import_jobs USING (account_name, seat)
         WHERE account_name = ? AND exchange = ? AND testnet = ?`,
        accountName,
        exchange,
        Number(testnet),
      ) as ImportTotals,
  };
}
