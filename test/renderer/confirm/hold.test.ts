import { beforeEach, describe, expect, it } from 'vitest';
import { CONFIRM_UNSEEN_MS, HOLD_MS } from '../../../shared/confirm-times.ts';
import { createHold } from '../../../renderer/confirm/hold.ts';
import type { Hold } from '../../../renderer/confirm/hold.ts';

const FRAME_MS = 16;

describe('hold to fire', () => {
  let nowMs: number;
  let frame: (() => void) | null;
  let fired: number;
  let progress: number | null;
  let hold: Hold;

  beforeEach(() => {
    nowMs = 1_000;
    frame = null;
    fired = 0;
    progress = null;
    hold = createHold({
      now: () => nowMs,
      requestFrame: (run) => {
        frame = run;
        return 1;
      },
      cancelFrame: () => (frame = null),
      onProgress: (value) => (progress = value),
      onHeld: () => (fired += 1),
    });
  });

  /** Lets time pass in frames, as a page does. */
  function pass(ms: number): void {
    for (const end = nowMs + ms; nowMs < end;) {
      nowMs = Math.min(end, nowMs + FRAME_MS);
      const run = frame;
      frame = null;
      run?.();
    }
  }
  const shown = (): void => {
    hold.show();
    pass(CONFIRM_UNSEEN_MS);
  };

  it('fires once after 1.2 s, and not again while the key stays down', () => {
    shown();
    hold.begin();
    pass(HOLD_MS - 1);
    expect(fired).toBe(0);
    expect(progress).toBeGreaterThan(0.9);
    pass(FRAME_MS);
    expect(fired).toBe(1);
    pass(5_000);
    expect(fired).toBe(1);
    expect(progress).toBeNull();
  });

  it('counts no time of a hold that was broken off', () => {
    shown();
    hold.begin();
    pass(HOLD_MS - 100);
    hold.cancel();
    expect(progress).toBeNull();
    hold.begin();
    pass(200);
    expect(fired).toBe(0);
    pass(HOLD_MS);
    expect(fired).toBe(1);
  });

  it('does not begin on a button that just came, nor on one that is not shown', () => {
    hold.begin();
    pass(5_000);
    hold.show();
    hold.begin();
    pass(5_000);
    expect(fired).toBe(0);
    hold.begin();
    pass(HOLD_MS + FRAME_MS);
    expect(fired).toBe(1);
  });

  it('is off when the button goes, or shows something else', () => {
    shown();
    hold.begin();
    pass(600);
    hold.hide();
    hold.show();
    pass(5_000);
    expect(fired).toBe(0);
  });

  it('a second press during a hold does not restart or double it', () => {
    shown();
    hold.begin();
    pass(600);
    hold.begin();
    pass(HOLD_MS - 600 + FRAME_MS);
    expect(fired).toBe(1);
    pass(HOLD_MS);
    expect(fired).toBe(1);
  });
});
