import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaperAccount } from '../../../../electron/engine/accounts/account-config.ts';
import { migrate } from '../../../../electron/engine/store/migrate.ts';
import { openDatabase } from '../../../../electron/engine/store/sqlite.ts';
import type { Database, Row } from '../../../../electron/engine/store/sqlite.ts';
import { openPaperVenue } from '../../../../electron/engine/venues/paper/paper-venue.ts';
import { openSimMarket } from '../../../../electron/engine/venues/sim/sim-market.ts';
import type { MarketData, OrderRef, Venue, VenueOrder } from '../../../../electron/engine/venues/venue.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';

export const START_MS = Date.UTC(2026, 11, 1, 12);

export function paperAccount(name: string, exchange: PaperAccount['exchange'] = 'sim'): PaperAccount {
  return {
    mode: 'paper',
    name,
    exchange,
    testnet: false,
    market: 'spot',
    owner: 'me',
    description: '',
    apiUrl: null,
    leverage: null,
    marginMode: null,
    origin: 'demo',
  };
}

/** Paper venues on a real SQLite file that can be closed and opened again, on one clock. */
export interface PaperDesk {
  clock: FakeClock;
  db(): Database;
  venue(account?: string): Venue;
  /** Closes everything and opens the file again, as a new process would. */
  restart(): Promise<void>;
  /** The ledger as it is, without the mark that only says how far was looked. */
  dump(): Record<string, Row[]>;
  close(): Promise<void>;
}

export function openDesk(
  options: {
    seed?: string;
    market?: (clock: FakeClock) => MarketData;
    exchange?: PaperAccount['exchange'];
    seedBalances?: Record<string, string>;
  } = {},
): PaperDesk {
  const dir = mkdtempSync(join(tmpdir(), 'qt-paper-'));
  const file = join(dir, 'journal.sqlite');
  const clock = createFakeClock(START_MS);
  const openMarket = options.market ?? ((at) => openSimMarket({ seed: options.seed ?? 'desk' }, { clock: at }));
  // NORMAL: these tests crash no power supply, and a full sync an order would make them slow.
  let db = openDatabase(file, { synchronous: 'NORMAL' });
  migrate(db);
  let market = openMarket(clock);
  let venues = new Map<string, Venue>();

  const shut = async (): Promise<void> => {
    for (const venue of venues.values()) await venue.close();
    await market.close();
    venues = new Map();
    db.close();
  };

  return {
    clock,
    db: () => db,
    venue: (account = 'main_sim') => {
      const known = venues.get(account);
      if (known) return known;
      const { seedBalances } = options;
      const deps = { clock, db, ...(seedBalances ? { seedBalances } : {}) };
      const venue = openPaperVenue(paperAccount(account, options.exchange), market, deps);
      venues.set(account, venue);
      return venue;
    },
    restart: async () => {
      await shut();
      db = openDatabase(file, { synchronous: 'NORMAL' });
      market = openMarket(clock);
    },
    dump: () => ({
      balances: db.all('SELECT * FROM paper_balances ORDER BY account_name, asset'),
      orders: db
        .all('SELECT * FROM paper_orders ORDER BY seq')
        .map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'checked_ms'))),
      trades: db.all('SELECT * FROM paper_trades ORDER BY trade_id'),
    }),
    close: async () => {
      await shut();
      rmSync(dir, { recursive: true });
    },
  };
}

let made = 0;

/** A market order to buy 0.1 BTC for dollars, but for what is said otherwise. */
export function order(change: Partial<VenueOrder> = {}): VenueOrder {
  return {
    clientOrderId: `c${++made}`,
    symbol: 'BTC/USDT',
    side: 'buy',
    type: change.price ? 'limit' : 'market',
    timeInForce: change.price ? 'gtc' : null,
    postOnly: false,
    reduceOnly: false,
    amount: '0.1',
    price: null,
    ...change,
  };
}

export function refOf(placed: VenueOrder): OrderRef {
  return { ...placed, venueOrderId: null, sentAtMs: START_MS };
}
