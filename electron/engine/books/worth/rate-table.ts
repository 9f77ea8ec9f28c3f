import type { Database } from '../../store/sqlite.ts';

/** One rate as it was told. `place`: where it holds, an exchange or a bank. */
export interface RateRow {
  asset: string;
  currency: string;
  place: string;
  rate: string;
  source: string;
  atMs: number;
}

type Told = Pick<RateRow, 'rate' | 'source' | 'atMs'>;

/** Rates that were written down, never to change. */
export interface RateTable {
  /** The last one until a moment, and the first one after it. */
  around(
    pair: Pick<RateRow, 'asset' | 'currency' | 'place'>,
    atMs: number,
  ): { before: Told | null; after: Told | null };
  /** Within the caller's transaction. One that is there already stays as it is. */
  write(rows: readonly RateRow[]): void;
}

const PAIR = 'SELECT rate, source, at_ms AS atMs FROM rates WHERE asset = ? AND currency = ? AND place = ?';

export function createRateTable(db: Database): RateTable {
  return {
    around({ asset, currency, place }, atMs) {
      const before = db.get<Told>(`${PAIR} AND at_ms <= ? ORDER BY at_ms DESC LIMIT 1`, asset, currency, place, atMs);
      const after = db.get<Told>(`${PAIR} AND at_ms > ? ORDER BY at_ms LIMIT 1`, asset, currency, place, atMs);
      return { before: before ?? null, after: after ?? null };
    },
    write(rows) {
      for (const { asset, currency, place, atMs, rate, source } of rows) {
        db.run(
          'INSERT OR IGNORE INTO rates (asset, currency, place, at_ms, rate, source) VALUES (?, ?, ?, ?, ?, ?)',
          ...[asset, currency, place, atMs, rate, source],
        );
      }
    },
  };
}
