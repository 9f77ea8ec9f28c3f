import type { Clock } from '../../ports.ts';

/** A venue's clock against ours. Requests are stamped with the venue's time, which is what it checks them by. */
export interface VenueClock {
  /** The venue's time, as well as it is known; ours until it was measured. Epoch ms. */
  nowMs(): number;
  /** Venue minus local, in ms; 0 until it was measured. */
  skewMs(): number;
  /** Measures unless that was done and is not in doubt. Goes on without an answer: then the venue judges the timestamp. */
  ensure(): Promise<void>;
  /** Measures afresh. Null where the venue did not tell its time. */
  measure(): Promise<number | null>;
  /** The venue refused a timestamp: measure again before the next request that can wait. */
  doubt(): void;
}

/** `ask` reads the venue's time in epoch ms, or null. The answer is taken to be made half-way through the exchange. */
export function createVenueClock(ask: () => Promise<number | null>, clock: Clock): VenueClock {
  let skewMs = 0;
  let trusted = false;
  let measuring: Promise<number | null> | null = null;

  const measureOnce = async (): Promise<number | null> => {
    const startedAtMs = clock.monotonicMs();
    const venueMs = await ask();
    if (venueMs === null) return null;
    const tookMs = clock.monotonicMs() - startedAtMs;
    skewMs = Math.round(venueMs - (clock.nowMs() - tookMs / 2));
    trusted = true;
    return skewMs;
  };
  const measure = (): Promise<number | null> => {
    measuring ??= measureOnce().finally(() => {
      measuring = null;
    });
    return measuring;
  };

  return {
    nowMs: () => clock.nowMs() + skewMs,
    skewMs: () => skewMs,
    ensure: async () => {
      if (!trusted) await measure();
    },
    measure,
    doubt: () => {
      trusted = false;
    },
  };
}
