import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Clock } from '../ports.ts';
import type { Database } from './sqlite.ts';
import { isLasting, storageFailure } from './storage-failure.ts';

/**
 * Halts trading while the journal cannot be written: whatever reason there is (disk full, read-only, damaged, closed), what
 * cannot be journaled is not sent. The halt ends by itself once a write reaches the disk again.
 */
export interface JournalHalt {
  /** The journal; a failure of its storage, whoever met it, halts. */
  readonly db: Database;
  /** Why nothing is sent, or null. */
  current(): ErrorDocument | null;
  /** As `current`, but where it is halted a write is tried first. To be asked before anything is fired. */
  recheck(): ErrorDocument | null;
  /** Halts until the engine is opened anew: what is in the journal cannot be relied on. */
  condemn(reason: string): void;
  close(): void;
}

const RETRY_MS = 2_000;

export function createJournalHalt(
  journal: Database,
  deps: {
    file: string;
    clock: Clock;
    /** Called when the journal fails, with the reason, and with null when it can be written again. */
    onChange: (halted: ErrorDocument | null) => void;
  },
): JournalHalt {
  let halted: ErrorDocument | null = null;
  let cancelRetry: (() => void) | null = null;
  let closed = false;
  let condemned = false;

  function note(error: unknown): void {
    const reason = storageFailure(error);
    if (reason === null || halted || closed) return;
    if (isLasting(error)) return condemn(reason);
    halt(`${reason}. Nothing is sent until it can be written.`);
    cancelRetry = deps.clock.after(RETRY_MS, retry);
  }

  function halt(why: string): void {
    halted = { code: 'JOURNAL_UNAVAILABLE', message: `The journal ${deps.file} cannot be used: ${why}` };
    deps.onChange(halted);
  }

  function condemn(reason: string): void {
    condemned = true;
    cancelRetry?.();
    halt(`${reason}. Nothing is sent. Close the console, and put the journal back from a backup.`);
  }

  function retry(): void {
    cancelRetry?.();
    cancelRetry = null;
    if (!halted || condemned || closed) return;
    try {
      write();
    } catch {
      cancelRetry = deps.clock.after(RETRY_MS, retry);
      return;
    }
    halted = null;
    deps.onChange(null);
  }

  /** Changes a page and synchronises it, and nothing that anybody reads. */
  function write(): void {
    const version = journal.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
    journal.transaction(() => journal.exec(`PRAGMA user_version=${version}`));
  }

  const guarded = <Args extends unknown[], Result>(act: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      try {
        return act(...args);
      } catch (error) {
        note(error);
        throw error;
      }
    };
  };

  return {
    db: {
      all: guarded(journal.all) as Database['all'],
      get: guarded(journal.get) as Database['get'],
      run: guarded(journal.run),
      exec: guarded(journal.exec),
      transaction: guarded(journal.transaction),
      close: journal.close,
    },
    current: () => halted,
    recheck() {
      retry();
      return halted;
    },
    condemn,
    close() {
      closed = true;
      cancelRetry?.();
    },
  };
}
