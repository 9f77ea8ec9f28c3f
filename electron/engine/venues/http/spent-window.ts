/** Weight spent within the last `perMs`: what a venue that counts by any stretch of that length has counted. */
export interface SpentWindow {
  /** Until `weight` more fits below `limit`; 0 when it does now. */
  waitMs(nowMs: number, weight: number, limit: number): number;
  spend(nowMs: number, weight: number): void;
}

/**
 * Spending this close together is kept as one, at its latest time. Counted from the first of it: spending that never pauses
 * would otherwise be one for ever, and never be forgotten.
 */
const GRAIN_MS = 20;

export function createSpentWindow(perMs: number): SpentWindow {
  const spent: { fromMs: number; atMs: number; weight: number }[] = [];
  let total = 0;

  const forget = (nowMs: number): void => {
    const first = spent.findIndex(({ atMs }) => atMs > nowMs - perMs);
    const old = first === -1 ? spent.splice(0) : spent.splice(0, first);
    for (const { weight } of old) total -= weight;
  };

  return {
    waitMs: (nowMs, weight, limit) => {
      forget(nowMs);
      // What is heavier than all there is goes when nothing else counts: it would never go otherwise.
      const room = Math.max(limit - weight, 0);
      let left = total;
      if (left <= room) return 0;
      for (const one of spent) {
        left -= one.weight;
        if (left <= room) return one.atMs + perMs - nowMs;
      }
      return 0;
    },
    spend: (nowMs, weight) => {
      const last = spent.at(-1);
      total += weight;
      if (last && nowMs - last.fromMs < GRAIN_MS) {
        last.atMs = nowMs;
        last.weight += weight;
      } else {
        spent.push({ fromMs: nowMs, atMs: nowMs, weight });
      }
    },
  };
}
