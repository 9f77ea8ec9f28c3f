/** For venues that accept a key's requests only while a number in them rises (Kraken). */
export interface NonceFacts {
  /** Whether an endpoint carries the number at all. */
  isSigned(call: string): boolean;
  /** Orders, amends and cancels: they do not wait behind reads. */
  isUrgent(call: string): boolean;
}

/**
 * Microseconds of the venue's clock, and always more than the last one: two requests of one millisecond differ, and a clock
 * that is put back makes no number fall. Below 2^53 until the year 2255.
 */
export function createRisingNonce(venueNowMs: () => number): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(venueNowMs() * 1_000));
    return last;
  };
}
