import type { Clock } from '../ports.ts';
import type { Database } from './sqlite.ts';

/** Makes one durable commit of everything that is ready to be written in the same turn of the event loop. */
export interface CommitBatch {
  /**
   * Runs `work` inside the next commit and resolves with its answer once that is durable; rejects with what `work` threw, or
   * with why the commit failed, and then nothing of it was written. `work` runs synchronously, in the order of the calls, and
   * may open transactions, which are parts of this one.
   */
  commit<T>(work: () => T): Promise<T>;
  /** As `commit`, for what nobody has to wait for: it lets other events that are ready join first. */
  gather<T>(work: () => T): Promise<T>;
}

interface Entry {
  work: () => unknown;
  done: (answer: unknown) => void;
  failed: (error: unknown) => void;
}

type Outcome = { ok: true; answer: unknown } | { ok: false; error: unknown };

/**
 * An fsync costs far more than what is written before it, so orders that are ready together share one. A lone one waits for
 * nobody: the commit is made when the promises of the current turn have run, before any other event is looked at.
 */
export function createCommitBatch(
  db: Database,
  clock: Pick<Clock, 'monotonicMs'>,
  /** Told of every commit that somebody waits for, and how long it took. */
  onCommit: (tookMs: number) => void,
  /** Runs a task after the events that are ready now. */
  soon: (task: () => void) => void,
): CommitBatch {
  let waiting: Entry[] = [];
  /** How the waiting ones are to be flushed; the sooner one takes all. */
  let due: 'never' | 'soon' | 'now' = 'never';

  function flush(): void {
    const batch = waiting;
    const awaited = due === 'now';
    waiting = [];
    due = 'never';
    if (batch.length === 0) return;
    const started = clock.monotonicMs();
    let outcomes: Outcome[];
    try {
      outcomes = db.transaction(() => (batch.length === 1 ? [alone(batch[0] as Entry)] : batch.map(apart)));
    } catch (error) {
      for (const { failed } of batch) failed(error);
      return;
    }
    if (awaited) onCommit(clock.monotonicMs() - started);
    batch.forEach((entry, i) => {
      const outcome = outcomes[i] as Outcome;
      if (outcome.ok) entry.done(outcome.answer);
      else entry.failed(outcome.error);
    });
  }

  /** Its failure is that of the transaction, so it needs no savepoint. */
  function alone({ work }: Entry): Outcome {
    return { ok: true, answer: work() };
  }

  /** One that fails takes back its own writes and no others'. */
  function apart({ work }: Entry): Outcome {
    db.run('SAVEPOINT batched');
    try {
      const answer = work();
      db.run('RELEASE batched');
      return { ok: true, answer };
    } catch (error) {
      // Where the failure ended the whole transaction (a full disk does) there is no savepoint left: this throws, for all.
      db.run('ROLLBACK TO batched');
      db.run('RELEASE batched');
      return { ok: false, error };
    }
  }

  function enter<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.push({ work, done: resolve as (answer: unknown) => void, failed: reject });
    });
  }

  return {
    commit(work) {
      // Ticks run after the promises of this turn: by then everything that is ready has come.
      if (due !== 'now') process.nextTick(flush);
      due = 'now';
      return enter(work);
    },
    gather(work) {
      if (due === 'never') {
        due = 'soon';
        soon(flush);
      }
      return enter(work);
    },
  };
}
