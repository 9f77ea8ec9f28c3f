import { renameSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import type { Log } from '../telemetry/log.ts';
import { isDamage, openBooksFile, removeBooksFile } from './books-file.ts';
import { createCatchUp } from './catch-up.ts';
import type { CatchUp } from './catch-up.ts';
import { readJournalTrades } from './journal-trades.ts';
import { compareFiles } from './verify/compare-files.ts';
import type { Compared } from './verify/compare-files.ts';

export interface BooksKeeper {
  /** The books as they are kept. Another connection after they were made anew. */
  db(): Database;
  /** Resolves when all that is in the journal by now is in the books. */
  caughtUp(): Promise<void>;
  note(orderId: string): void;
  /** Makes the books anew beside those that are kept, compares the two, and keeps the new ones where they differ. */
  recompute(): Promise<Map<string, Compared>>;
  close(): Promise<void>;
}

interface Kept {
  db: Database;
  catchUp: CatchUp;
  /** The books were held against the journal, so that they are its. */
  checked: boolean;
}

/** How often the two are brought to the same place of the journal, while orders go on trading. */
const ATTEMPTS = 20;

/** Keeps the file of the books: opens it, goes on with it, and makes it anew where it is damaged, foreign or wrong. */
export function openBooksKeeper(deps: {
  dataDir: string;
  journal: Pick<Database, 'all' | 'get'>;
  clock: Clock;
  log: Log;
  soon: (task: () => void) => void;
  onChanged: (accounts: ReadonlySet<string>) => void;
  /** A book began anew; all of them where none is named. */
  onRewound: (book?: number) => void;
}): BooksKeeper {
  const { log } = deps;
  const file = path.join(deps.dataDir, 'books.db');
  const journal = readJournalTrades(deps.journal);
  /** Opened when it is first needed: most commands have nothing to do with it. */
  let opened: Kept | null = null;
  let beside: CatchUp | null = null;
  /** While books are compared nothing is written to them. */
  let comparing: Promise<unknown> | null = null;
  let closed = false;

  function kept(): Kept {
    if (opened) return opened;
    if (closed) throw new Error('the books are closed');
    const db = openBooksFile(file);
    return (opened = { db, catchUp: createCatchUp(db, journal, deps), checked: false });
  }

  async function shut(): Promise<void> {
    await opened?.catchUp.stop();
    opened?.db.close();
    opened = null;
  }

  async function renew(why: string): Promise<void> {
    log.warn('The books are made anew from the journal', { detail: why });
    await shut();
    removeBooksFile(file);
    deps.onRewound();
  }

  async function goOn(): Promise<void> {
    if (closed) return;
    try {
      if (!kept().checked && !kept().catchUp.fits()) await renew('those that were kept are of another journal');
      kept().checked = true;
      await kept().catchUp.run();
    } catch (error) {
      if (closed || !isDamage(error)) throw error;
      await renew(`those that were kept cannot be read: ${String(error)}`);
      kept().checked = true;
      await kept().catchUp.run();
    }
  }

  async function compared(): Promise<Map<string, Compared>> {
    const newFile = path.join(deps.dataDir, 'books.new.db');
    removeBooksFile(newFile);
    const db = openBooksFile(newFile);
    beside = createCatchUp(db, journal, { clock: deps.clock, soon: deps.soon });
    const breathe = () => new Promise<void>((resolve) => deps.soon(resolve));
    let isBetter = false;
    try {
      for (let attempt = 1; ; attempt += 1) {
        await beside.run();
        await goOn();
        if (closed) throw new Error('the books are closed');
        if (marksOf(db) === marksOf(kept().db)) break;
        if (attempt === ATTEMPTS) throw new Error('orders trade faster than their books can be recomputed');
      }
      const told = await compareFiles(kept().db, db, breathe);
      isBetter = !closed && [...told.values()].some(({ differences }) => differences.length > 0);
      if (isBetter) tell(told);
      return told;
    } finally {
      await beside.stop();
      beside = null;
      if (isBetter) await replace(db, newFile);
      else {
        db.close();
        removeBooksFile(newFile);
      }
    }
  }

  function tell(told: ReadonlyMap<string, Compared>): void {
    for (const [name, { differences }] of told) {
      if (differences.length === 0) continue;
      const detail = differences.join('; ');
      log.error('The books that were kept were wrong; those of the journal are kept now', {
        account_name: name,
        detail,
      });
    }
  }

  async function replace(db: Database, newFile: string): Promise<void> {
    await shut();
    // With its log written back the file stands for itself.
    db.exec('PRAGMA journal_mode=DELETE');
    db.close();
    removeBooksFile(file);
    renameSync(newFile, file);
    deps.onRewound();
  }

  return {
    db: () => kept().db,
    // A file that is not open finds it by the journal's own steps.
    note: (orderId) => opened?.catchUp.note(orderId),
    async caughtUp() {
      await comparing?.catch(() => {});
      await goOn();
    },
    async recompute() {
      await comparing?.catch(() => {});
      const run = compared();
      comparing = run;
      try {
        return await run;
      } finally {
        comparing = null;
      }
    },
    async close() {
      closed = true;
      await beside?.stop();
      await opened?.catchUp.stop();
      await comparing?.catch(() => {});
      await shut();
    },
  };
}

function marksOf(db: Database): string {
  return JSON.stringify(db.all('SELECT source, seq, witness FROM watermarks ORDER BY source'));
}
