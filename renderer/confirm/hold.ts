import { CONFIRM_UNSEEN_MS, HOLD_MS } from '../../shared/confirm-times.ts';

export interface HoldOptions {
  /** Milliseconds, monotonic. */
  now: () => number;
  requestFrame: (run: () => void) => number;
  cancelFrame: (id: number) => void;
  /** 0 to 1 while something is held; null when it ends. */
  onProgress: (progress: number | null) => void;
  onHeld: () => void;
}

export interface Hold {
  /** From now on the button can be seen and used. */
  show(): void;
  hide(): void;
  begin(): void;
  cancel(): void;
}

/** Counts holds: each has to last `HOLD_MS` without a break, and begins only once the button was in sight for a while. */
export function createHold({ now, requestFrame, cancelFrame, onProgress, onHeld }: HoldOptions): Hold {
  let shownAt = Number.POSITIVE_INFINITY;
  let frame: number | null = null;

  const cancel = (): void => {
    if (frame === null) return;
    cancelFrame(frame);
    frame = null;
    onProgress(null);
  };
  const begin = (): void => {
    if (frame !== null || now() - shownAt < CONFIRM_UNSEEN_MS) return;
    const startedAt = now();
    const tick = (): void => {
      const elapsed = now() - startedAt;
      if (elapsed >= HOLD_MS) {
        cancel();
        onHeld();
        return;
      }
      onProgress(elapsed / HOLD_MS);
      frame = requestFrame(tick);
    };
    onProgress(0);
    frame = requestFrame(tick);
  };
  return {
    show: () => {
      shownAt = now();
    },
    hide: () => {
      cancel();
      shownAt = Number.POSITIVE_INFINITY;
    },
    begin,
    cancel,
  };
}
