import type { Clock } from '../../electron/engine/ports.ts';

export interface FakeClock extends Clock {
  /** Moves time on and runs the timers that fall due, in order of their time, each at its own time. */
  advance(ms: number): void;
  /** As `advance`, but lets promises and I/O callbacks run before the start and after each timer. */
  advanceAsync(ms: number): Promise<void>;
  /** Sets the wall clock without moving the monotonic one: an NTP step, or a laptop that slept. */
  jumpWallTo(epochMs: number): void;
  /** Timers that were set and neither ran nor were cancelled. Zero at the end of a clean test. */
  pendingTimers(): number;
}

interface Timer {
  dueMs: number;
  task: () => void;
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that stands still until it is told to move. */
export function createFakeClock(startMs: number = Date.UTC(2026, 11, 1, 12)): FakeClock {
  let elapsedMs = 0;
  let wallOffsetMs = startMs;
  const timers = new Set<Timer>();

  // A Set keeps insertion order, so of two timers due together the one set first runs first.
  const nextDue = (untilMs: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) if (timer.dueMs <= untilMs && (!first || timer.dueMs < first.dueMs)) first = timer;
    return first;
  };
  const run = (timer: Timer): void => {
    timers.delete(timer);
    elapsedMs = Math.max(elapsedMs, timer.dueMs);
    timer.task();
  };

  return {
    nowMs: () => wallOffsetMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    after: (delayMs, task) => {
      const timer = { dueMs: elapsedMs + Math.max(0, delayMs), task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: (ms) => {
      const untilMs = elapsedMs + ms;
      for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) run(timer);
      elapsedMs = untilMs;
    },
    advanceAsync: async (ms) => {
      const untilMs = elapsedMs + ms;
      await settle();
      for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) {
        run(timer);
        await settle();
      }
      elapsedMs = untilMs;
    },
    jumpWallTo: (epochMs) => {
      wallOffsetMs = epochMs - elapsedMs;
    },
    pendingTimers: () => timers.size,
  };
}
