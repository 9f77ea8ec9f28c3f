import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { openEngine } from '../../../../electron/engine/engine.ts';
import type { EngineOptions } from '../../../../electron/engine/engine.ts';
import type { Engine } from '../../../../electron/engine/engine-interface.ts';
import type { Clock } from '../../../../electron/engine/ports.ts';
import { systemClock } from '../../../../electron/engine/seams.ts';
import { openDatabase } from '../../../../electron/engine/store/sqlite.ts';
import type { Database } from '../../../../electron/engine/store/sqlite.ts';
import type { ImportDocument } from '../../../../shared/schema/history.ts';
import { startKrakenServer } from '../../../venues/kraken-server.ts';
import { startOkxServer } from '../../../venues/okx-server.ts';
import type { SeededTrade, VenueHandle } from '../../../venues/venue-server.ts';

/* Accounts with a past, at exchanges of ours: `ann` at Kraken, `ole` at OKX. */

export const KEYS = {
  apiKey: 'canary-history-key',
  apiSecret: 'Y2FuYXJ5LWhpc3Rvcnktc2VjcmV0',
  passphrase: 'canary-history-pass',
};
const DAY_MS = 86_400_000;

/** Waiting goes by twenty times as fast. */
export const HASTY: Clock = { ...systemClock, after: (ms, task) => systemClock.after(ms / 20, task) };

/** Another account, at the same exchange as the first. */
export const OTHER_KEYS = { apiKey: 'canary-other-key', apiSecret: 'Y2FuYXJ5LW90aGVyLXNlY3JldA==', passphrase: '' };

export async function startKraken(): Promise<VenueHandle> {
  const balances = { USD: '100000', BTC: '10' };
  const accounts = [
    { name: 'ann', ...KEYS, balances },
    { name: 'bob', ...OTHER_KEYS, balances },
  ];
  const venue = await startKrakenServer({ accounts });
  onTestFinished(() => venue.close());
  return venue;
}

export async function startOkx(): Promise<VenueHandle> {
  const venue = await startOkxServer({ accounts: [{ name: 'ole', ...KEYS, balances: { USDT: '100000', BTC: '10' } }] });
  onTestFinished(() => venue.close());
  return venue;
}

export function accountEnv(name: string, exchange: string, { url }: VenueHandle, keys = KEYS): Record<string, string> {
  const fields = {
    EXCHANGE: exchange,
    MODE: 'real',
    API_URL: url,
    API_KEY: keys.apiKey,
    API_SECRET: keys.apiSecret,
    PASSPHRASE: keys.passphrase,
  };
  const used = Object.entries(fields).filter(
    ([field]) => field !== 'PASSPHRASE' || exchange === 'okx' || exchange === 'kucoin',
  );
  return Object.fromEntries(used.map(([field, value]) => [`QT_ACCOUNT_${name.toUpperCase()}_${field}`, value]));
}

/** Bought and sold in turns, over the last days, several in each millisecond. Returns their ids. */
export function seedTrades(venue: VenueHandle, name: string, market: string, count: number, days = 60): number[] {
  const fromMs = Date.now() - days * DAY_MS;
  return venue.history(name).trades(
    Array.from({ length: count }, (_, index): SeededTrade => ({
      market,
      side: index % 2 === 0 ? 'buy' : 'sell',
      price: `${40_000 + (index % 700)}.5`,
      amount: index % 2 === 0 ? '0.02' : '0.01',
      fee: '0.000003',
      feeAsset: market.startsWith('X') ? 'USD' : 'BTC',
      at: fromMs + Math.floor(index / 3) * 60_000,
    })),
  );
}

export async function open(
  dataDir: string,
  env: Record<string, string>,
  options: Pick<EngineOptions, 'attended' | 'clock'> = {},
): Promise<Engine> {
  const engine = await openEngine({ dataDir, env, ...options });
  onTestFinished(() => engine.close());
  return engine;
}

export function importOf(engine: Engine, name: string): ImportDocument {
  const found = engine.history.list().find(({ account_name }) => account_name === name);
  if (!found) throw new Error(`no import of ${name}`);
  return found;
}

export const until = (engine: Engine, name: string, wanted: Partial<ImportDocument>): Promise<ImportDocument> =>
  vi.waitFor(
    () => {
      const found = importOf(engine, name);
      for (const [field, value] of Object.entries(wanted)) {
        if (found[field as keyof ImportDocument] !== value) throw new Error(JSON.stringify(found));
      }
      return found;
    },
    { timeout: 20_000, interval: 20 },
  );

/** The journal of an engine that is closed. */
export function journalOf<T>(dataDir: string, read: (db: Database) => T): T {
  const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'FULL' });
  try {
    return read(db);
  } finally {
    db.close();
  }
}
