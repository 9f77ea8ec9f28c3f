import type { Clock } from '../ports.ts';
import { storageFailure } from '../store/storage-failure.ts';
import type { Log } from '../telemetry/log.ts';

/** Answers of venues that the journal could not take. They are kept in memory and written as soon as it can be. */
export interface UnrecordedAnswers {
  /** `write` throws while the journal cannot be written; it is called until it does not. */
  keep(orderId: string, write: () => void): void;
  has(orderId: string): boolean;
  /** Tries all of them now. */
  flush(): void;
  /** Tries once more; what cannot be written is lost with the process, and recovered as unknown. */
  close(): void;
}

const RETRY_MS = 1_000;

export function createUnrecordedAnswers(clock: Clock, log: Log): UnrecordedAnswers {
  const kept = new Map<string, () => void>();
  let cancelRetry: (() => void) | null = null;
  let closed = false;

  function flush(): void {
    cancelRetry?.();
    cancelRetry = null;
    for (const [orderId, write] of kept) {
      try {
        write();
      } catch (error) {
        // The first failure was logged; those that follow say nothing new. One that is not the journal's keeps no other back.
        if (storageFailure(error) !== null) break;
        continue;
      }
      kept.delete(orderId);
      log.warn('An answer that could not be recorded is recorded now', { order_id: orderId });
    }
    if (kept.size > 0 && !closed) cancelRetry = clock.after(RETRY_MS, flush);
  }

  return {
    keep(orderId, write) {
      kept.set(orderId, write);
      cancelRetry ??= clock.after(RETRY_MS, flush);
    },
    has: (orderId) => kept.has(orderId),
    flush,
    close() {
      closed = true;
      flush();
      for (const orderId of kept.keys()) log.error('An answer is lost, and its order unknown', { order_id: orderId });
    },
  };
}
