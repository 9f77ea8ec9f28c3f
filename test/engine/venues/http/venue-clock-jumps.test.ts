import { expect, it } from 'vitest';
import { createVenueClock } from '../../../../electron/engine/venues/http/venue-clock.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const HOUR_MS = 3_600_000;

/** A venue whose clock runs as ours did when it was measured, whatever is done to ours. */
async function measured() {
  const clock = createFakeClock();
  const aheadMs = clock.nowMs() + 30_000 - clock.monotonicMs();
  const venueMs = (): number => clock.monotonicMs() + aheadMs;
  const time = createVenueClock(async () => venueMs(), clock);
  const before = time.wasMeasured();
  await time.measure();
  return { clock, time, venueMs, before };
}

it('is our own until it was measured', async () => {
  const { before, time } = await measured();
  expect([before, time.wasMeasured(), time.isKnown(), time.skewMs()]).toEqual([false, true, true, 30_000]);
});

it.each([HOUR_MS, -HOUR_MS, 1_500])(
  'stays what it is where ours is put by %i ms, and is measured again',
  async (byMs) => {
    const { clock, time, venueMs } = await measured();
    await clock.advanceAsync(10_000);
    clock.jumpWallTo(clock.nowMs() + byMs);
    expect([time.nowMs(), time.skewMs(), time.isKnown()]).toEqual([venueMs(), 30_000 - byMs, false]);
    await time.ensure();
    expect([time.nowMs(), time.isKnown()]).toEqual([venueMs(), true]);
  },
);

it('follows ours where that is only slewed', async () => {
  const { clock, time } = await measured();
  clock.jumpWallTo(clock.nowMs() + 900);
  expect([time.skewMs(), time.isKnown()]).toEqual([30_000, true]);
});
