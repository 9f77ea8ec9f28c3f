import { div, gt, isPositive, isZero, lt, mul, sub } from '../../../../shared/money/decimal.ts';
import type { Database } from '../../store/sqlite.ts';
import type { Ledger } from '../books-ports.ts';

/** What an account was worth at a moment. `profit`: over all runs of measuring; `peak…`: where it was highest until then. */
export interface Snapshot {
  atMs: number;
  equity: string;
  profit: string;
  peakProfit: string;
  peakEquity: string;
  /** From the peak, in percent of equity there: zero, or below. */
  drawdown: string;
}

/** Snapshots of one ledger in one currency. */
export type Kept = Ledger & { currency: string };

export interface NewSnapshot {
  atMs: number;
  cause: 'steady' | 'fill';
  equity: string;
  profit: string;
  /** Another one where measuring began anew. */
  run: string;
}

export interface SnapshotStore {
  /** Within the caller's transaction. */
  add(of: Kept, snapshot: NewSnapshot): void;
  /** The last one at or before a moment. */
  before(of: Kept, atMs: number): Snapshot | null;
  last(of: Kept): Snapshot | null;
  /** The first one at or after a moment. */
  after(of: Kept, atMs: number): Snapshot | null;
  /** Every one from a moment until before another. */
  between(of: Kept, fromMs: number, untilMs: number): Snapshot[];
  /** Of each hour from a moment on, where profit was highest and drawdown deepest. Older ones can be of a day. */
  extremes(of: Kept, fromMs: number): Snapshot[];
}

export const HOUR_MS = 3_600_000;
const PERCENT_PLACES = 4;

type Row = { at_ms: number; equity: string; profit: string; peak_profit: string; peak_equity: string };
const WHOSE = 'account_name = ? AND exchange = ? AND mode = ? AND testnet = ? AND currency = ?';
const SELECT = `SELECT at_ms, equity, profit, peak_profit, peak_equity FROM equity_snapshots WHERE ${WHOSE}`;

export const valuesOf = ({ accountName, exchange, mode, testnet, currency }: Kept) =>
  [accountName, exchange, mode, testnet ? 1 : 0, currency] as const;

export function createSnapshotStore(db: Database): SnapshotStore {
  function one(of: Kept, rest: string, atMs: number): Snapshot | null {
    const row = db.get<Row>(`${SELECT} ${rest} LIMIT 1`, ...valuesOf(of), atMs);
    return row ? snapshotOf(row) : null;
  }
  const before = (of: Kept, atMs: number) => one(of, 'AND at_ms <= ? ORDER BY at_ms DESC, seq DESC', atMs);

  /** Where nothing is higher or deeper, the earlier one stays. */
  function noteHour(of: Kept, snapshot: Snapshot): void {
    const hourMs = Math.floor(snapshot.atMs / HOUR_MS) * HOUR_MS;
    const known = db.get<{ high: string; low: string }>(
      `SELECT high, low FROM equity_hours WHERE ${WHOSE} AND hour_ms = ?`,
      ...valuesOf(of),
      hourMs,
    );
    const { high, low } = known ? extremesOf([...hourOf(known), snapshot]) : { high: snapshot, low: snapshot };
    writeHour(db, of, hourMs, { high, low });
  }

  const last = (of: Kept) => before(of, Number.MAX_SAFE_INTEGER);

  return {
    before,
    last,
    after: (of, atMs) => one(of, 'AND at_ms >= ? ORDER BY at_ms, seq', atMs),
    add(of, { atMs, cause, equity, profit, run }) {
      const known = last(of);
      const isPeak = known === null || gt(profit, known.peakProfit);
      const [peakProfit, peakEquity] = isPeak ? [profit, equity] : [known.peakProfit, known.peakEquity];
      db.run(
        `INSERT INTO equity_snapshots (account_name, exchange, mode, testnet, currency, at_ms, cause, equity, profit,
         peak_profit, peak_equity, run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...valuesOf(of),
        ...[atMs, cause, equity, profit, peakProfit, peakEquity, run],
      );
      noteHour(of, withDrawdown({ atMs, equity, profit, peakProfit, peakEquity }));
    },
    between: (of, fromMs, untilMs) =>
      db
        .all<Row>(`${SELECT} AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, seq`, ...valuesOf(of), fromMs, untilMs)
        .map(snapshotOf),
    extremes: (of, fromMs) =>
      db
        .all<{ high: string; low: string }>(
          `SELECT high, low FROM equity_hours WHERE ${WHOSE} AND hour_ms >= ? ORDER BY hour_ms`,
          ...valuesOf(of),
          fromMs,
        )
        .flatMap(hourOf),
  };
}

function withDrawdown(snapshot: Omit<Snapshot, 'drawdown'>): Snapshot {
  const { profit, peakProfit, peakEquity } = snapshot;
  const lost = sub(profit, peakProfit);
  // What was lost of nothing is all there was.
  if (!isPositive(peakEquity)) return { ...snapshot, drawdown: isZero(lost) ? '0' : '-100' };
  const drawdown = div(mul(lost, '100'), peakEquity, { places: PERCENT_PLACES, rounding: 'half_even' });
  return { ...snapshot, drawdown };
}

export function extremesOf(snapshots: readonly Snapshot[]): { high: Snapshot; low: Snapshot } {
  const [first] = snapshots;
  if (!first) throw new Error('extremes of nothing');
  return snapshots.reduce(
    ({ high, low }, next) => ({
      high: gt(next.profit, high.profit) ? next : high,
      low: lt(next.drawdown, low.drawdown) ? next : low,
    }),
    { high: first, low: first },
  );
}

export function writeHour(db: Database, of: Kept, hourMs: number, hour: { high: Snapshot; low: Snapshot }): void {
  db.run(
    `INSERT OR REPLACE INTO equity_hours (account_name, exchange, mode, testnet, currency, hour_ms, high, low)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...valuesOf(of),
    ...[hourMs, JSON.stringify(hour.high), JSON.stringify(hour.low)],
  );
}

export function hourOf({ high, low }: { high: string; low: string }): Snapshot[] {
  return [JSON.parse(high) as Snapshot, JSON.parse(low) as Snapshot];
}

function snapshotOf({ at_ms, equity, profit, peak_profit, peak_equity }: Row): Snapshot {
  return withDrawdown({ atMs: at_ms, equity, profit, peakProfit: peak_profit, peakEquity: peak_equity });
}
