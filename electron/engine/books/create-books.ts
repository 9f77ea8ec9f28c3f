import type { Engine } from '../engine-interface.ts';
import type { OrderRow } from '../orders/order-row.ts';
import type { Clock } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import type { EventHub } from '../telemetry/event-hub.ts';
import type { Log } from '../telemetry/log.ts';
import { createBookReader } from './book-reader.ts';
import type { BookReader, RateBook } from './books-ports.ts';
import { openBooksKeeper } from './books-keeper.ts';
import { readFlows } from './flows.ts';
import { createFeeWorth } from './pnl/fee-worth.ts';
import { readPnl } from './pnl/pnl.ts';
import type { PnlDeps } from './pnl/pnl.ts';
import { createTradePages } from './trade-pages.ts';
import { createOpenings } from './verify/openings.ts';
import type { OpeningDeps } from './verify/openings.ts';
import { createVerify } from './verify/verify.ts';
import type { VerifyDeps } from './verify/verify.ts';

export interface Books {
  api: Engine['books'];
  reader: BookReader;
  /** An order changed: what it traded is booked soon. */
  noteOrder(order: Pick<OrderRow, 'id' | 'filled'>): void;
  /** Trades of this account were written down in another way: its past was imported. */
  noteTrades(accountName: string): void;
  /** The account's balances were read. */
  noteStatus: ReturnType<typeof createOpenings>['noteStatus'];
  /** Somebody relies on this engine: the books are kept up from now on. Otherwise that is done when they are asked for. */
  attend(): void;
  /** Resolves when nothing is written any more. */
  close(): Promise<void>;
}

/** At a start, after what is more urgent; and after trades, so that several are booked together. */
const FIRST_MS = 1_500;
const AFTER_TRADE_MS = 250;
/** A page of trades waits for the books so long, and no longer: of a long history it shows what is booked. */
const WAIT_MS = 500;

/** The books of all accounts. Nothing is read or computed before they are asked for, or `attend`. */
export function createBooks(
  deps: Omit<PnlDeps, 'db' | 'journal' | 'reader' | 'feeWorth' | 'registry' | 'clock' | 'rates'> &
    Omit<OpeningDeps, 'isAttended'> &
    Omit<VerifyDeps, 'db' | 'reader' | 'openings' | 'recompute'> & {
      dataDir: string;
      db: Database;
      rates: RateBook;
      hub: Pick<EventHub, 'publish'>;
      clock: Clock;
      log: Log;
      soon: (task: () => void) => void;
    },
): Books {
  const { db: journal, hub, clock, log } = deps;
  let attended = false;
  let closed = false;
  let cancelNext: (() => void) | null = null;

  const keeper = openBooksKeeper({
    ...{ dataDir: deps.dataDir, journal, clock, log, soon: deps.soon },
    onRewound: (book) => feeWorth.forget(book),
    onChanged(accounts) {
      pages.changed();
      for (const name of accounts) hub.publish({ topic: 'books', account_name: name });
    },
  });
  const { db } = keeper;
  const reader = createBookReader({ ...deps, db, caughtUp: keeper.caughtUp });
  const feeWorth = createFeeWorth({ ...deps, db });
  const pages = createTradePages({ db, journal, method: reader.method });
  const openings = createOpenings({ ...deps, isAttended: () => attended });
  const verify = createVerify({ ...deps, reader, openings, recompute: keeper.recompute });

  function schedule(delayMs: number): void {
    if (!attended || closed) return;
    cancelNext ??= clock.after(delayMs, () => {
      cancelNext = null;
      keeper.caughtUp().catch((error: unknown) => {
        if (!closed) log.error('The books could not be kept up', { detail: String(error) });
      });
    });
  }

  /** As long as it takes where nobody else keeps the books up; else not long. */
  async function caughtUpSoon(): Promise<void> {
    const done = keeper.caughtUp();
    if (!attended) return done;
    let cancel = (): void => {};
    const waited = new Promise<void>((resolve) => (cancel = clock.after(WAIT_MS, resolve)));
    await Promise.race([done, waited]).finally(() => cancel());
  }

  return {
    api: {
      async trades(query) {
        await caughtUpSoon();
        return pages.page(query);
      },
      pnl: (name) => readPnl(name, { ...deps, db, journal, reader, feeWorth }),
      verify,
      flows: (name) => readFlows(name, { journal, reader, registry: deps.registry }),
    },
    reader,
    noteOrder({ id, filled }) {
      if (filled === '0') return;
      keeper.note(id);
      schedule(AFTER_TRADE_MS);
    },
    noteTrades: () => schedule(AFTER_TRADE_MS),
    noteStatus: openings.noteStatus,
    attend() {
      attended = true;
      schedule(FIRST_MS);
    },
    async close() {
      closed = true;
      cancelNext?.();
      await openings.close();
      await keeper.close();
    },
  };
}
