import type { Clock } from '../../electron/engine/ports.ts';

/**
 * Time that runs `speed` times as fast, the same in every process that is given the same `startedAtMs`. A venue and a trader
 * that share it see fifteen seconds go by in less than one, so that "no such order" becomes conclusive within a round.
 */
export function createFastClock(speed: number, startedAtMs: number): Clock {
  const origin = performance.now();
  return {
    nowMs: () => Math.floor(startedAtMs + (Date.now() - startedAtMs) * speed),
    monotonicMs: () => (performance.now() - origin) * speed,
    after: (delayMs, task) => {
      const timer = setTimeout(task, delayMs / speed);
      return () => clearTimeout(timer);
    },
  };
}
