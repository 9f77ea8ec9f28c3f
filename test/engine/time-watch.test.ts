import { expect, it } from 'vitest';
import type { Clock } from '../../electron/engine/ports.ts';
import { watchTime } from '../../electron/engine/time-watch.ts';
import { createFakeClock } from '../support/fake-clock.ts';

it('notices a clock that was set, both ways, and a sleep, and nothing smaller', () => {
  const clock = createFakeClock();
  const jumps: number[] = [];
  const stop = watchTime(clock, (ms) => jumps.push(ms));
  clock.advance(60_000);
  clock.jumpWallTo(clock.nowMs() + 4_000);
  clock.advance(10_000);
  expect(jumps).toEqual([]);
  clock.jumpWallTo(clock.nowMs() + 3_600_000);
  clock.advance(10_000);
  clock.jumpWallTo(clock.nowMs() - 60_000);
  clock.advance(10_000);
  expect(jumps).toEqual([3_600_000, -60_000]);
  stop();
  expect(clock.pendingTimers()).toBe(0);
});

it('notices a sleep in which both clocks went on and no timer ran', () => {
  let nowMs = 1_000_000;
  let due: () => void = () => {};
  const clock: Clock = {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
    after: (_ms, task) => {
      due = task;
      return () => {};
    },
  };
  const jumps: number[] = [];
  watchTime(clock, (ms) => jumps.push(ms));
  nowMs += 2_000;
  due();
  nowMs += 3_600_000;
  due();
  nowMs += 2_100;
  due();
  expect(jumps).toEqual([3_598_000]);
});
