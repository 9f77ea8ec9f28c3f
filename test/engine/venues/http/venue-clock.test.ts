import { describe, expect, it } from 'vitest';
import { createVenueClock } from '../../../../electron/engine/venues/http/venue-clock.ts';
import { fakeClock } from '../stream/fake-clock.ts';

/** A venue that is half a minute ahead, and answers `queueMs` after it was asked. */
function venueAhead(queueMs: number) {
  const clock = fakeClock();
  const ask = async (): Promise<number> => {
    await new Promise<void>((resolve) => void clock.after(queueMs, resolve));
    return clock.nowMs() + 30_000;
  };
  return { clock, time: createVenueClock(ask, clock) };
}

describe('the clock of a venue', () => {
  it('is known to half of what the question took', async () => {
    const { clock, time } = venueAhead(1_000);
    const measured = time.measure();
    await clock.advance(1_000);
    expect(await measured).toBe(30_500);
    expect(time.isKnown()).toBe(true);
  });

  it('is not put wrong by a question that waited long before it was asked', async () => {
    const { clock, time } = venueAhead(40_000);
    const measured = time.measure();
    await clock.advance(40_000);
    expect(await measured).toBeNull();
    expect([time.skewMs(), time.isKnown()]).toEqual([0, false]);
  });
});
