import type { Clock } from './ports.ts';

/**
 * Keeps a burst of orders, or a slow disk, from shutting out what else has arrived: a kill that came while orders were being
 * journaled is heard before they are sent. A turn of the event loop that is short costs nothing.
 */
export interface TurnWatch {
  /** From now on this turn is timed. */
  begin(): void;
  /**
   * Null in a turn that is young; else resolves in a later one, when the events that are waiting by now have been looked at.
   * To be asked again then, with the time since when, on the monotonic clock: where every turn is long orders leave all the same.
   */
  breath(sinceMs: number): Promise<void> | null;
}

/** Far below the 100 ms within which a kill must be effective, far above what a lone order takes. */
const LONG_MS = 20;
/** An order that waited this long waits no longer: its price is of when it was checked. */
const MOST_WAIT_MS = 500;

/** `soon` runs a task after the events that are ready now. */
export function createTurnWatch(clock: Pick<Clock, 'monotonicMs'>, soon: (task: () => void) => void): TurnWatch {
  let begunMs: number | null = null;
  let next: Promise<void> | null = null;

  function begin(): number {
    if (begunMs === null) {
      begunMs = clock.monotonicMs();
      soon(() => (begunMs = null));
    }
    return begunMs;
  }

  const isLong = (): boolean => clock.monotonicMs() - begin() > LONG_MS;

  function nextTurn(): Promise<void> {
    next ??= new Promise((resolve) => {
      // The first task can still run before new events are asked for; the second cannot.
      soon(() =>
        soon(() => {
          next = null;
          resolve();
        }),
      );
    });
    return next;
  }

  return {
    begin: () => void begin(),
    breath: (sinceMs) => (isLong() && clock.monotonicMs() - sinceMs < MOST_WAIT_MS ? nextTurn() : null),
  };
}
