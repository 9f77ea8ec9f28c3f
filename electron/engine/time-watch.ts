import type { Clock } from './ports.ts';

/** A difference like this is no slewing of a clock: the machine slept, or its time was set. */
const JUMP_MS = 5_000;
const EVERY_MS = 2_000;

/**
 * Notices that time went on without us: the wall clock moved against the monotonic one (a clock that was set, or a sleep in
 * which the monotonic clock stood still), or both moved while nothing ran (a sleep in which it did not). `onJump` gets the
 * wall clock's jump in ms, negative where it went back. Returns what ends it.
 */
export function watchTime(clock: Clock, onJump: (jumpMs: number) => void): () => void {
  let wallMs = clock.nowMs();
  let steadyMs = clock.monotonicMs();
  let cancel = clock.after(EVERY_MS, look);

  function look(): void {
    const wallWentMs = clock.nowMs() - wallMs;
    const steadyWentMs = clock.monotonicMs() - steadyMs;
    wallMs += wallWentMs;
    steadyMs += steadyWentMs;
    cancel = clock.after(EVERY_MS, look);
    const jumpMs = wallWentMs - steadyWentMs;
    const sleptMs = steadyWentMs - EVERY_MS;
    if (Math.abs(jumpMs) > JUMP_MS) onJump(Math.round(jumpMs));
    else if (sleptMs > JUMP_MS) onJump(Math.round(sleptMs));
  }

  return () => cancel();
}
