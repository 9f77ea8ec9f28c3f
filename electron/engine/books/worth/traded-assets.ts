import { pairOf } from '../../../../shared/risk/position-spans.ts';
import type { Clock } from '../../ports.ts';
import type { Database } from '../../store/sqlite.ts';

/** What an account's newest trades were paid in, fees included. */
export interface TradedAssets {
  /** Of the last two minutes. */
  recent(accountName: string): string[];
}

const RECENT_MS = 120_000;

export function createTradedAssets(db: Pick<Database, 'all'>, clock: Pick<Clock, 'nowMs'>): TradedAssets {
  return {
    recent(accountName) {
      const rows = db.all<{ symbol: string; fee_asset: string | null }>(
        'SELECT DISTINCT symbol, fee_asset FROM fills WHERE account_name = ? AND at_ms >= ?',
        accountName,
        clock.nowMs() - RECENT_MS,
      );
      const assets = rows.flatMap(({ symbol, fee_asset: fee }) => [pairOf(symbol)?.quote, fee]);
      return [...new Set(assets.filter((asset) => typeof asset === 'string'))];
    },
  };
}
