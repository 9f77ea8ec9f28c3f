import type { Exchange, Mode } from '../../../../shared/schema/exchange.ts';
import type { Database } from '../../store/sqlite.ts';
import { HOUR_MS, extremesOf, hourOf, valuesOf, writeHour } from './snapshot-store.ts';
import type { Kept } from './snapshot-store.ts';

const DAY_MS = 24 * HOUR_MS;
const EVERY_ONE_MS = 90 * DAY_MS;
const HOURLY_MS = 730 * DAY_MS;

/**
 * Thins snapshots of what accounts were worth: after 90 days the last one of each hour stays, for ever: statements are made
 * of those, and have to stay the same. The first of all stays, and so does where profit was highest and drawdown deepest, by
 * the hour and after two years by the day. A day of an account is one transaction; others get their turn in between.
 */
export async function thinSnapshots(
  db: Database,
  terms: {
    nowMs: number;
    soon: (task: () => void) => void;
    /** The rest is left for another day. */
    isOver: () => boolean;
  },
): Promise<{ removed: number }> {
  const { nowMs } = terms;
  let removed = 0;
  for (const of of keptLedgers(db)) {
    const first = oneAfter(db, of, 0);
    let dayMs = first && dayOf(first.at_ms);
    while (dayMs !== null && dayMs + DAY_MS <= nowMs - EVERY_ONE_MS) {
      const isOld = dayMs + DAY_MS <= nowMs - HOURLY_MS;
      removed += thinDay(db, of, dayMs, first?.seq ?? 0);
      if (isOld) joinHours(db, of, dayMs);
      const next = oneAfter(db, of, dayMs + DAY_MS);
      dayMs = next && dayOf(next.at_ms);
      await new Promise<void>(terms.soon);
      if (terms.isOver()) return { removed };
    }
  }
  return { removed };
}

const dayOf = (atMs: number): number => Math.floor(atMs / DAY_MS) * DAY_MS;

const WHOSE = 'account_name = ? AND exchange = ? AND mode = ? AND testnet = ? AND currency = ?';

function keptLedgers(db: Database): Kept[] {
  return db
    .all<{ account_name: string; exchange: Exchange; mode: Mode; testnet: number; currency: string }>(
      'SELECT DISTINCT account_name, exchange, mode, testnet, currency FROM equity_hours',
    )
    .map(({ account_name: accountName, testnet, ...rest }) => ({ ...rest, accountName, testnet: testnet === 1 }));
}

function oneAfter(db: Database, of: Kept, atMs: number): { seq: number; at_ms: number } | null {
  const sql = `SELECT seq, at_ms FROM equity_snapshots WHERE ${WHOSE} AND at_ms >= ? ORDER BY at_ms, seq LIMIT 1`;
  return db.get<{ seq: number; at_ms: number }>(sql, ...valuesOf(of), atMs) ?? null;
}

function thinDay(db: Database, of: Kept, dayMs: number, keep: number): number {
  const rows = db.all<{ seq: number; at_ms: number }>(
    `SELECT seq, at_ms FROM equity_snapshots WHERE ${WHOSE} AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, seq`,
    ...valuesOf(of),
    ...[dayMs, dayMs + DAY_MS],
  );
  const last = new Map(rows.map(({ seq, at_ms: atMs }) => [Math.floor(atMs / HOUR_MS), seq]));
  const gone = rows.filter(({ seq, at_ms: atMs }) => seq !== last.get(Math.floor(atMs / HOUR_MS)) && seq !== keep);
  if (gone.length === 0) return 0;
  db.transaction(() => {
    for (const { seq } of gone) db.run('DELETE FROM equity_snapshots WHERE seq = ?', seq);
  });
  return gone.length;
}

function joinHours(db: Database, of: Kept, dayMs: number): void {
  const span = [...valuesOf(of), dayMs, dayMs + DAY_MS] as const;
  const hours = db.all<{ high: string; low: string }>(
    `SELECT high, low FROM equity_hours WHERE ${WHOSE} AND hour_ms >= ? AND hour_ms < ? ORDER BY hour_ms`,
    ...span,
  );
  if (hours.length < 2) return;
  db.transaction(() => {
    db.run(`DELETE FROM equity_hours WHERE ${WHOSE} AND hour_ms >= ? AND hour_ms < ?`, ...span);
    writeHour(db, of, dayMs, extremesOf(hours.flatMap(hourOf)));
  });
}
