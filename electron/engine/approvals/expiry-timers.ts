import type { Clock } from '../ports.ts';
import type { Approval } from './approval-store.ts';

/** What is due and could not be written is tried again after so long. */
const RETRY_MS = 2_000;

type Times = Pick<Approval, 'id' | 'receivedMs' | 'expiresMs'>;

export interface ExpiryTimers {
  watch(approval: Times): void;
  /** By the wall clock, or by one that never goes back: a clock that is set back gives nobody more time. */
  isDue(approval: Times): boolean;
  forget(id: string): void;
  retry(ids: readonly string[]): void;
  close(): void;
}

/** Calls `onDue` when the time of what is watched is over. */
export function createExpiryTimers(clock: Clock, onDue: (ids: readonly string[]) => void): ExpiryTimers {
  const watched = new Map<string, { dueMs: number; cancel: () => void }>();

  function forget(id: string): void {
    watched.get(id)?.cancel();
    watched.delete(id);
  }

  function set(id: string, dueMs: number, delayMs: number): void {
    forget(id);
    watched.set(id, { dueMs, cancel: clock.after(delayMs, () => onDue([id])) });
  }

  return {
    watch({ id, receivedMs, expiresMs }) {
      // Never more than it was given, also where the wall clock was set back since.
      const leftMs = Math.max(0, Math.min(expiresMs - clock.nowMs(), expiresMs - receivedMs));
      set(id, clock.monotonicMs() + leftMs, leftMs);
    },
    isDue({ id, expiresMs }) {
      const dueMs = watched.get(id)?.dueMs;
      return clock.nowMs() >= expiresMs || (dueMs !== undefined && clock.monotonicMs() >= dueMs);
    },
    forget,
    retry(ids) {
      for (const id of ids) set(id, watched.get(id)?.dueMs ?? clock.monotonicMs(), RETRY_MS);
    },
    close() {
      for (const { cancel } of watched.values()) cancel();
      watched.clear();
    },
  };
}
