import type { LogLevel, LogPage, LogRecord } from '../../../shared/schema/log-record.ts';
import { LOG_LEVELS } from '../../../shared/schema/log-record.ts';
import type { LogQuery } from '../engine-interface.ts';
import type { Database, SqlValue } from '../store/sqlite.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS log_records (
  seq          INTEGER PRIMARY KEY,
  time_ms      INTEGER NOT NULL,
  level        INTEGER NOT NULL,
  account_name TEXT,
  strategy_id  TEXT,
  source       TEXT,
  record       TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS log_by_time ON log_records (time_ms);
CREATE INDEX IF NOT EXISTS log_by_account ON log_records (account_name, seq, time_ms, level) WHERE account_name IS NOT NULL;
CREATE INDEX IF NOT EXISTS log_by_strategy ON log_records (strategy_id, seq, time_ms, level) WHERE strategy_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS log_by_source ON log_records (source, seq, time_ms, level) WHERE source IS NOT NULL;
`;
// Pages are read by number, newest first: by it an index yields them in order, and time and level are tested inside it.

export interface LogStore {
  add(record: LogRecord, timeMs: number): LogRecord & { seq: number };
  query(query: LogQuery): LogPage;
  flush(): void;
}

/**
 * The queryable copy of the log. It lives in a database of its own, so that a burst of log records never stands before an
 * order's commit, and is written in batches: the JSON lines on disk are the durable record.
 */
export function openLogStore(db: Database): LogStore {
  db.exec(SCHEMA);
  let nextSeq = (db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM log_records')?.seq ?? 0) + 1;
  let waiting: { record: LogRecord & { seq: number }; timeMs: number }[] = [];

  function flush(): void {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    db.transaction(() => {
      for (const { record, timeMs } of batch) {
        db.run(
          'INSERT INTO log_records (seq, time_ms, level, account_name, strategy_id, source, record) VALUES (?, ?, ?, ?, ?, ?, ?)',
          record.seq,
          timeMs,
          LOG_LEVELS.indexOf(record.level),
          record.account_name ?? null,
          record.strategy_id ?? null,
          record.source ?? null,
          JSON.stringify(record),
        );
      }
    });
  }

  function query(q: LogQuery): LogPage {
    flush();
    const { where, values } = conditions(q);
    const order = q.after_seq === null ? 'DESC' : 'ASC';
    const rows = db.all<{ record: string }>(
      `SELECT record FROM log_records ${where} ORDER BY seq ${order} LIMIT ?`,
      ...values,
      q.limit,
    );
    const records = rows.map((row) => JSON.parse(row.record) as LogRecord & { seq: number });
    const full = q.after_seq === null && records.length === q.limit;
    return { records, next_before_seq: full ? (records.at(-1)?.seq ?? null) : null };
  }

  return {
    add(record, timeMs) {
      const numbered = { ...record, seq: nextSeq++ };
      waiting.push({ record: numbered, timeMs });
      if (waiting.length >= 200) flush();
      return numbered;
    },
    query,
    flush,
  };
}

function conditions(q: LogQuery): { where: string; values: SqlValue[] } {
  const parts: [sql: string, value: SqlValue | null][] = [
    ['account_name = ?', q.account_name],
    ['strategy_id = ?', q.strategy_id],
    ['source = ?', q.source],
    ['level >= ?', q.level === null ? null : LOG_LEVELS.indexOf(q.level satisfies LogLevel)],
    ['time_ms >= ?', q.since === null ? null : Date.parse(q.since)],
    ['seq < ?', q.before_seq],
    ['seq > ?', q.after_seq],
  ];
  const used = parts.filter(([, value]) => value !== null);
  return {
    where: used.length > 0 ? `WHERE ${used.map(([sql]) => sql).join(' AND ')}` : '',
    values: used.map(([, value]) => value),
  };
}
