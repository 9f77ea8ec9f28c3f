import type { Clock } from '../ports.ts';

/**
 * Keeps a burst of orders, or a slow disk, from shutting out what else has arrived: a kill that came while orders were being
 * journaled is heard before they are sent. A turn of the event loop that is short costs nothing.
 */
export interface TurnWatch {
  /** From now on this turn is timed. */
  begin(): void;
  /** Null in a turn that is young; else resolves when the events that are waiting by now have been looked at. */
  breath(): Promise<void> | null;
}

/** Far below the 100 ms within which a kill must be effective, far above what a lone order takes. */
const LONG_MS = 20;

/** `soon` runs a task after the events that are ready now. */
export function createTurnWatch(clock: Pick<Clock, 'monotonicMs'>, soon: (task: () => void) => void): TurnWatch {
  let begunMs: number | null = null;
  let breathing: Promise<void> | null = null;

  function begin(): number {
    if (begunMs === null) {
      begunMs = clock.monotonicMs();
      soon(() => (begunMs = null));
    }
    return begunMs;
  }

  return {
    begin: () => void begin(),
    breath() {
      if (clock.monotonicMs() - begin() <= LONG_MS) return null;
      breathing ??= new Promise((resolve) => {
        // The first task can still run before new events are asked for; the second cannot.
        soon(() =>
          soon(() => {
            breathing = null;
            resolve();
          }),
        );
      });
      return breathing;
    },
  };
}
