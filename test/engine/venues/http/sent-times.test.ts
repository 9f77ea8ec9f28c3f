import { describe, expect, it } from 'vitest';
import { createSentTimes } from '../../../../electron/engine/venues/http/sent-times.ts';
import { createVenueClock } from '../../../../electron/engine/venues/http/venue-clock.ts';
import type { OrderRef } from '../../../../electron/engine/venues/venue.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { limitBuy, refOf } from '../rig.ts';

const BOUND_MS = 15_000;

function desk() {
  const clock = createFakeClock();
  const venue = { skewMs: 0 };
  const startMs = clock.nowMs();
  // The venue's clock goes on by itself, whatever is done to ours.
  const time = createVenueClock(async () => startMs + clock.monotonicMs() + venue.skewMs, clock);
  const sentTimes = createSentTimes(time, clock);
  const ref: OrderRef = refOf(limitBuy(), clock);
  return { clock, sentTimes, ref, past: () => sentTimes.isPast(ref, BOUND_MS) };
}

describe('how long ago an order was sent', () => {
  it('is told by the venue where it was sent in this run, whatever is done to our clock', async () => {
    const { clock, sentTimes, ref, past } = desk();
    await sentTimes.during(ref.clientOrderId, async () => ({ kind: 'unknown' }));
    clock.jumpWallTo(clock.nowMs() + 3_600_000);
    expect(await past()).toBe(false);
    clock.advance(BOUND_MS + 1);
    expect(await past()).toBe(true);
  });

  it('is at most the age of this run for an order of a former one: our clock may have been wrong then', async () => {
    const { clock, ref, past } = desk();
    clock.jumpWallTo(clock.nowMs() + 3_600_000);
    expect(clock.nowMs() - ref.sentAtMs).toBeGreaterThan(BOUND_MS);
    expect(await past()).toBe(false);
    clock.advance(BOUND_MS + 1);
    expect(await past()).toBe(true);
  });

  it('is never past by the age of this run alone', async () => {
    const { clock, past } = desk();
    clock.advance(BOUND_MS + 1);
    clock.jumpWallTo(clock.nowMs() - 3_600_000);
    expect(await past()).toBe(false);
  });
});
