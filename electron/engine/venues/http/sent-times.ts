import type { Clock } from '../../ports.ts';
import type { OrderRef } from '../venue.ts';
import type { VenueClock } from './venue-clock.ts';

/**
 * How long ago orders were sent. A wall clock can be put forward while an order is on its way, which would make "no such
 * order" count too early; so for those of this run the venue's own clock decides. For older ones it is not known how right
 * our clock was when they were sent: they count as sent when this run began, at the latest.
 */
export interface SentTimes {
  /** Remembers when the order was sent, for as long as its outcome is unknown. */
  during<T extends { kind: string }>(clientOrderId: string, send: () => Promise<T>): Promise<T>;
  /** Whether more than `ms` went by. False where the venue does not tell its time. */
  isPast(ref: OrderRef, ms: number): Promise<boolean>;
}

export function createSentTimes(time: VenueClock, clock: Clock): SentTimes {
  const sentAt = new Map<string, number>();
  const beganMs = clock.monotonicMs();
  return {
    during: async (clientOrderId, send) => {
      sentAt.set(clientOrderId, time.nowMs());
      const outcome = await send();
      if (outcome.kind !== 'unknown') sentAt.delete(clientOrderId);
      return outcome;
    },
    isPast: async (ref, ms) => {
      if (clock.nowMs() - ref.sentAtMs <= ms) return false;
      const venueMs = sentAt.get(ref.clientOrderId);
      if (venueMs === undefined) return clock.monotonicMs() - beganMs > ms;
      return (await time.measure()) !== null && time.nowMs() - venueMs > ms;
    },
  };
}
