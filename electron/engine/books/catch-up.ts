import type { Clock } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import { sealBooksFile } from './books-file.ts';
import { createFold } from './fold.ts';
import { createIntake } from './intake.ts';
import type { JournalTrades } from './journal-trades.ts';

/** So long a slice may hold up the event loop, which carries orders as well. */
const SLICE_MS = 4;
/** On a clock that stands still a slice ends after so many steps. */
const SLICE_STEPS = 200;

/** So many slices are one commit. */
const COMMIT_SLICES = 50;

export interface CatchUp {
  /** Resolves when all that is in the journal by now is in the books. Rejects with what the storage failed of. */
  run(): Promise<void>;
  /** The order may be filled by more than its trades tell. */
  note(orderId: string): void;
  /** False: these books were made from another journal. */
  fits(): boolean;
  /** Resolves when nothing is written any more: what is not finished is gone on with another time. */
  stop(): Promise<void>;
}

/** Carries the journal into one file of books, in slices that are short. */
export function createCatchUp(
  books: Database,
  journal: JournalTrades,
  deps: {
    clock: Pick<Clock, 'monotonicMs'>;
    /** Runs a task after the events that are ready now. */
    soon: (task: () => void) => void;
    /** Accounts of which something was taken in. */
    onChanged?: (accounts: ReadonlySet<string>) => void;
    /** A book begins anew. */
    onRewound?: (book: number) => void;
  },
): CatchUp {
  const intake = createIntake(books, journal);
  const fold = createFold(books, deps.onRewound);
  let running: Promise<void> | null = null;
  let again: Promise<void> | null = null;
  let stopped = false;

  /** False: everything is done. */
  function slice(touched: Set<string>): boolean {
    const begunMs = deps.clock.monotonicMs();
    for (let step = 0; step < SLICE_STEPS; step += 1) {
      if (!intake.step(touched) && !fold.step()) return false;
      if (deps.clock.monotonicMs() - begunMs >= SLICE_MS) return true;
    }
    return true;
  }

  /** One transaction of several slices: what a commit writes is for the most part the same pages again. */
  async function part(touched: Set<string>): Promise<boolean> {
    books.exec('BEGIN IMMEDIATE');
    try {
      let more = slice(touched);
      for (let slices = 1; more && slices < COMMIT_SLICES && !stopped; slices += 1) {
        await new Promise<void>((resolve) => deps.soon(resolve));
        more = slice(touched);
      }
      books.exec('COMMIT');
      return more;
    } catch (error) {
      fold.forget();
      intake.forget();
      rollBack(books);
      throw error;
    }
  }

  async function all(): Promise<void> {
    const touched = new Set<string>();
    try {
      while (!stopped && (await part(touched))) await new Promise<void>((resolve) => deps.soon(resolve));
      if (!stopped) sealBooksFile(books);
    } finally {
      if (touched.size > 0 && !stopped) deps.onChanged?.(touched);
    }
  }

  const begin = (): Promise<void> => (running = all().finally(() => (running = null)));

  return {
    run() {
      if (running === null) return begin();
      // What was written while this run was under way may be behind where it has looked already.
      again ??= running
        .catch(() => {})
        .then(() => {
          again = null;
          return running ?? begin();
        });
      return again;
    },
    note: intake.note,
    fits: intake.isOfThisJournal,
    async stop() {
      stopped = true;
      await running?.catch(() => {});
    },
  };
}

/** A failure can have ended the transaction already: a full disk does. */
function rollBack(books: Database): void {
  try {
    books.exec('ROLLBACK');
  } catch {
    // There is nothing left to take back.
  }
}
