import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { Environment } from '../../accounts/environment.ts';
import type { RateSource } from '../../risk/risk-ports.ts';
import type { Database } from '../../store/sqlite.ts';
import type { VenueFetch } from '../../venues/deps.ts';
import type { VenuePool } from '../../venues/venue-pool.ts';
import type { BookReader, RateBook } from '../books-ports.ts';
import { readBankAddress } from './bank-address.ts';
import { createBankRates } from './bank-rates.ts';
import type { BankRates } from './bank-rates.ts';
import { createPerformance } from './performance-service.ts';
import type { Performance } from './performance-service.ts';
import { createRateBook } from './rate-book.ts';
import { createRateNotes } from './rate-notes.ts';
import { createRateTable } from './rate-table.ts';
import { thinSnapshots } from './thin-snapshots.ts';
import { createTradePrices } from './trade-prices.ts';
import { createTradedAssets } from './traded-assets.ts';
import { createWorthService } from './worth-service.ts';
import type { WorthService, WorthServiceDeps } from './worth-service.ts';

/** Rates that are written down as they are read. */
export interface Rates {
  /** What it tells is written down. */
  market: RateSource;
  book: RateBook;
  /** Asks the bank for the days of a time that are not written down yet. Never throws. */
  ensureBankDays: BankRates['ensure'];
  /** Resolves when nothing is asked or written any more. */
  close(): Promise<void>;
}

export function createRateBooks(
  deps: Pick<WorthServiceDeps, 'registry' | 'batch' | 'clock' | 'log' | 'attended'> & {
    pool: Pick<VenuePool, 'venue'>;
    db: Database;
    fetch: VenueFetch;
    env: Environment;
    problems: ErrorDocument[];
    rates: RateSource;
  },
): Rates {
  const table = createRateTable(deps.db);
  const notes = createRateNotes({ ...deps, table });
  const market = notes.noted(deps.rates);
  const address = readBankAddress(deps.env['QT_NOK_RATES_URL'], deps.problems);
  const bank = createBankRates({ ...deps, table, address });
  const trades = createTradePrices(deps.db);
  return {
    market,
    book: createRateBook({ ...deps, table, notes, trades, bank, rates: market }),
    ensureBankDays: bank.ensure,
    async close() {
      await bank.close();
      await notes.close();
    },
  };
}

/** What accounts are worth, and how they did. */
export type Worths = WorthService &
  Performance & {
    /** Lets go of snapshots that nobody needs any more: see `thinSnapshots`. */
    thin(): void;
  };

export function createWorths(
  deps: Omit<WorthServiceDeps, 'rates' | 'traded'> & {
    db: Database;
    rates: Rates;
    /** The books, which are put together later. */
    reader: () => BookReader;
    soon: (task: () => void) => void;
  },
): Worths {
  const { db, clock, rates } = deps;
  const worth = createWorthService({ ...deps, rates: rates.book, traded: createTradedAssets(db, clock) });
  let thinning: Promise<unknown> = Promise.resolve();
  let closed = false;
  return {
    ...worth,
    ...createPerformance({ ...deps, rates }),
    thin() {
      const terms = { nowMs: clock.nowMs(), soon: deps.soon, isOver: () => closed };
      thinning = thinSnapshots(db, terms).catch((error: unknown) => {
        deps.log.warn('Snapshots of what accounts are worth could not be thinned', { detail: String(error) });
      });
    },
    async close() {
      closed = true;
      await thinning;
      await worth.close();
    },
  };
}
