import type { Clock } from '../../ports.ts';

/** A venue's clock against ours. Requests are stamped with the venue's time, which is what it checks them by. */
export interface VenueClock {
  /** The venue's time, as well as it is known; ours until it was measured. Epoch ms. */
  nowMs(): number;
  /** Venue minus local, in ms; 0 until it was measured. */
  skewMs(): number;
  /** Whether it was measured, and is not in doubt. */
  isKnown(): boolean;
  /** Whether it was ever measured: if not, its time is our wall clock's, wrong or right. */
  wasMeasured(): boolean;
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
  /** Both of our clocks when they were last looked at; null until it was measured. */
  seen: { wallMs: number; steadyMs: number } | null;
  /** Told of each measurement; answers whether it is to be relied on without another one. */
  onMeasured(skewMs: number): boolean;
}

export function createSkew(onMeasured: Skew['onMeasured'] = () => true): Skew {
  return { skewMs: 0, trusted: false, measuring: null, seen: null, onMeasured };
}

/** A difference like this is no slewing of a clock: its time was set, or the machine slept. */
const JUMP_MS = 1_000;

/**
 * What took longer, waiting for a turn included, is thrown away: the venue's time can be of any moment of it, and half of it
 * is how wrong the clock could be. Deadlines, and how long an order can still arrive, are counted by that clock.
 */
const MAX_TOOK_MS = 4_000;

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
    if (tookMs > MAX_TOOK_MS) return null;
    skew.seen = { wallMs: clock.nowMs(), steadyMs: clock.monotonicMs() };
    skew.skewMs = Math.round(venueMs - (skew.seen.wallMs - tookMs / 2));
    skew.trusted = skew.onMeasured(skew.skewMs);
    return skew.skewMs;
  };
  /**
   * Where our wall clock was set, the venue's was not: what went by is then told by the steady one. After a sleep, in which
   * that one may have stood still, the time is too early, which at worst is refused. One that is ahead would do harm: a venue
   * whose requests are numbered by it takes none with a lower number any more.
   */
  const look = (): void => {
    if (!skew.seen) return;
    const seen = { wallMs: clock.nowMs(), steadyMs: clock.monotonicMs() };
    const jumpMs = seen.wallMs - skew.seen.wallMs - (seen.steadyMs - skew.seen.steadyMs);
    skew.seen = seen;
    if (Math.abs(jumpMs) <= JUMP_MS) return;
    skew.skewMs -= Math.round(jumpMs);
    skew.trusted = false;
  };
  const looked = <T>(value: () => T): T => {
    look();
    return value();
  };
  const measure = (): Promise<number | null> => {
    skew.measuring ??= measureOnce().finally(() => {
      skew.measuring = null;
    });
    return skew.measuring;
  };

  return {
    nowMs: () => looked(() => clock.nowMs() + skew.skewMs),
    skewMs: () => looked(() => skew.skewMs),
    isKnown: () => looked(() => skew.trusted),
    wasMeasured: () => skew.seen !== null,
    ensure: async () => {
      look();
      if (!skew.trusted) await measure();
    },
    measure,
    doubt: () => {
      skew.trusted = false;
    },
  };
}
