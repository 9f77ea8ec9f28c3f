import type { Clock } from '../../electron/engine/ports.ts';

/** A clock whose wall time can be set while it runs, as an operator or a time service does. */
export interface FastClock extends Clock {
  /** Puts the wall clock forward, or back, against what went by. */
  jump(byMs: number): void;
}

/**
 * Time that runs `speed` times as fast, the same in every process that is given the same `startedAtMs`. A venue and a trader
 * that share it see fifteen seconds go by in less than one, so that "no such order" becomes conclusive within a round.
 */
export function createFastClock(speed: number, startedAtMs: number, offsetMs = 0): FastClock {
  const origin = performance.now();
  let wrongByMs = offsetMs;
  return {
    nowMs: () => Math.floor(startedAtMs + (Date.now() - startedAtMs) * speed) + wrongByMs,
    monotonicMs: () => (performance.now() - origin) * speed,
    after: (delayMs, task) => {
      const timer = setTimeout(task, delayMs / speed);
      return () => clearTimeout(timer);
    },
    jump: (byMs) => void (wrongByMs += byMs),
  };
}
