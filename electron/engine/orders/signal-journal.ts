import type { DecisionDocument } from '../../../shared/schema/decision.ts';
import type { ErrorCode, ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { Door, OrderDocument, RouteSource, SignalRowDocument } from '../../../shared/schema/order.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import { decidedHash } from '../audit/order-check.ts';
import type { SignalQuery } from '../engine-interface.ts';
import { isoTime } from '../ports.ts';
import type { Database, SqlValue } from '../store/sqlite.ts';
import { orderDocument } from './order-row.ts';
import type { OrderRow } from './order-row.ts';

export interface SignalEntry {
  id: string;
  bodyHash: string;
  signal: Signal;
  door: Door;
  source: RouteSource;
  decision: DecisionDocument;
  error: ErrorDocument | null;
  receivedMs: number;
  answeredMs: number | null;
  /** The signal to a group that this one is a leg of. */
  groupSignal: string | null;
}

interface SignalRow {
  rowid: number;
  id: string;
  body_hash: string;
  body: string;
  door: Door;
  source: RouteSource;
  decision: string;
  error_code: ErrorCode | null;
  error_message: string | null;
  received_ms: number;
  answered_ms: number | null;
  group_signal: string | null;
}

export interface SignalJournal {
  /** Within the caller's transaction. Gives what binds the signal and its decision into the audit chain. */
  insert(entry: SignalEntry): string;
  /** Notes when the venue's answer came; the first note stays. */
  answered(id: string, atMs: number): void;
  find(id: string): { bodyHash: string; row: SignalRowDocument } | null;
  list(query: SignalQuery): { rows: SignalRowDocument[]; next_before: string | null };
  /** Signals with a time at or after `sinceMs`, newest first, at most `limit`. */
  since(sinceMs: number, limit: number): { id: string; receivedMs: number; signal: Signal }[];
  strategiesSince(sinceMs: number): { strategy_id: string; count: number }[];
  /** Whether any signal ever named it: one look, however many signals there are. */
  hasStrategy(strategyId: string): boolean;
}

/** `documentOf`: the order as every door shows it. */
export function createSignalJournal(
  db: Database,
  documentOf: (row: OrderRow) => OrderDocument = orderDocument,
): SignalJournal {
  const newestOrder = 'SELECT rowid, * FROM orders WHERE signal_id = ? ORDER BY rowid DESC LIMIT 1';

  function document(row: SignalRow): SignalRowDocument {
    const signal = JSON.parse(row.body) as Signal;
    const decision = JSON.parse(row.decision) as DecisionDocument;
    const order = db.get<OrderRow>(newestOrder, row.id);
    return {
      signal_id: row.id,
      received_at: isoTime(row.received_ms),
      door: row.door,
      symbol: signal.symbol,
      side: signal.side,
      strategy_id: signal.strategy_id ?? null,
      exchange: decision.exchange,
      account_name: decision.account_name,
      mode: decision.mode,
      testnet: decision.testnet,
      source: row.source,
      decision,
      order: order ? documentOf(order) : null,
      error: row.error_code ? { code: row.error_code, message: row.error_message ?? '' } : null,
      ...(row.group_signal === null ? {} : { group: { name: signal.group ?? '', signal_id: row.group_signal } }),
      total_ms: row.answered_ms === null ? null : row.answered_ms - row.received_ms,
    };
  }

  return {
    insert(entry) {
      const body = JSON.stringify(entry.signal);
      const decision = JSON.stringify(entry.decision);
      db.run(
        `INSERT INTO signals (id, body_hash, body, door, strategy_id, account_name, exchange, source, decision, error_code,
           error_message, received_ms, answered_ms, group_signal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        entry.id,
        entry.bodyHash,
        body,
        entry.door,
        entry.signal.strategy_id ?? null,
        entry.decision.account_name,
        entry.decision.exchange satisfies Exchange | null,
        entry.source,
        decision,
        entry.error?.code ?? null,
        entry.error?.message ?? null,
        entry.receivedMs,
        entry.answeredMs,
        entry.groupSignal,
      );
      return decidedHash(body, decision);
    },
    answered(id, atMs) {
      db.run('UPDATE signals SET answered_ms = ? WHERE id = ? AND answered_ms IS NULL', atMs, id);
    },
    find(id) {
      const row = db.get<SignalRow>('SELECT rowid, * FROM signals WHERE id = ?', id);
      return row ? { bodyHash: row.body_hash, row: document(row) } : null;
    },
    list(query) {
      const parts: [string, SqlValue | null][] = [
        ['source = ?', query.source],
        ['account_name = ?', query.account_name],
        ['rowid < ?', query.before === null ? null : Number(query.before)],
      ];
      const used = parts.filter(([, value]) => value !== null);
      const where = used.length > 0 ? `WHERE ${used.map(([sql]) => sql).join(' AND ')}` : '';
      const rows = db.all<SignalRow>(
        `SELECT rowid, * FROM signals ${where} ORDER BY rowid DESC LIMIT ?`,
        ...used.map(([, value]) => value),
        query.limit,
      );
      return {
        rows: rows.map(document),
        next_before: rows.length === query.limit ? String(rows.at(-1)?.rowid) : null,
      };
    },
    since: (sinceMs, limit) =>
      db
        .all<{ id: string; body: string; received_ms: number }>(
          'SELECT id, body, received_ms FROM signals WHERE received_ms >= ? ORDER BY received_ms DESC LIMIT ?',
          sinceMs,
          limit,
        )
        .map((row) => ({ id: row.id, receivedMs: row.received_ms, signal: JSON.parse(row.body) as Signal })),
    strategiesSince: (sinceMs) =>
      db.all<{ strategy_id: string; count: number }>(
        'SELECT strategy_id, count(*) AS count FROM signals WHERE strategy_id IS NOT NULL AND received_ms >= ? GROUP BY strategy_id',
        sinceMs,
      ),
    hasStrategy: (strategyId) =>
      db.get('SELECT 1 FROM signals WHERE strategy_id = ? LIMIT 1', strategyId) !== undefined,
  };
}
