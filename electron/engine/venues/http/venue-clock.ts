import type { Clock } from '../../ports.ts';

/** A venue's clock against ours. Requests are stamped with the venue's time, which is what it checks them by. */
export interface VenueClock {
  /** The venue's time, as well as it is known; ours until it was measured. Epoch ms. */
  nowMs(): number;
  /** Venue minus local, in ms; 0 until it was measured. */
  skewMs(): number;
  /** Whether it was measured, and is not in doubt. */
  isKnown(): boolean;
  /** Measures unless that was done and is not in doubt. Goes on without an answer: then the venue judges the timestamp. */
  ensure(): Promise<void>;
  /** Measures afresh. Null where the venue did not tell its time. */
  measure(): Promise<number | null>;
  /** The venue refused a timestamp: measure again before the next request that can wait. */
  doubt(): void;
}

/** What was measured of one place's clock. All accounts there share it, so that it is measured once for all of them. */
export interface Skew {
  skewMs: number;
  trusted: boolean;
  measuring: Promise<number | null> | null;
}

export function createSkew(): Skew {
  return { skewMs: 0, trusted: false, measuring: null };
}

/** `ask` reads the venue's time in epoch ms, or null. The answer is taken to be made half-way through the exchange. */
export function createVenueClock(
  ask: () => Promise<number | null>,
  clock: Clock,
  skew: Skew = createSkew(),
): VenueClock {
  const measureOnce = async (): Promise<number | null> => {
    const startedAtMs = clock.monotonicMs();
    const venueMs = await ask();
    if (venueMs === null) return null;
    const tookMs = clock.monotonicMs() - startedAtMs;
    skew.skewMs = Math.round(venueMs - (clock.nowMs() - tookMs / 2));
    skew.trusted = true;
    return skew.skewMs;
  };
  const measure = (): Promise<number | null> => {
    skew.measuring ??= measureOnce().finally(() => {
      skew.measuring = null;
    });
    return skew.measuring;
  };

  return {
    nowMs: () => clock.nowMs() + skew.skewMs,
    skewMs: () => skew.skewMs,
    isKnown: () => skew.trusted,
    ensure: async () => {
      if (!skew.trusted) await measure();
    },
    measure,
    doubt: () => {
      skew.trusted = false;
    },
  };
}
