import type { EventFrame } from '../../shared/schema/event.ts';
import { procedure, router } from './trpc.ts';

/** Frames kept for a reader that is behind; past that it gets one `reset` frame and refetches. */
const MAX_WAITING_FRAMES = 64;

export const eventsRouter = router({
  /** Every engine event from now on, as frames; with them, what this client's operator is asked to confirm. */
  stream: procedure.subscription(async function* ({ ctx, signal }): AsyncGenerator<EventFrame> {
    let waiting: EventFrame[] = [];
    let last: EventFrame | null = null;
    let asked = ctx.confirm !== undefined;
    let wake: () => void = () => {};
    const unsubscribe = ctx.engine.events.subscribe((frame) => {
      waiting.push(frame);
      if (waiting.length > MAX_WAITING_FRAMES) waiting = [{ ...frame, events: [], reset: true }];
      wake();
    });
    const stopAsking = ctx.confirm?.onChange(() => {
      asked = true;
      // Before the first frame its number is not known; then it goes with that frame.
      if (last && waiting.length === 0) waiting.push(emptyAfter(last));
      wake();
    });
    signal?.addEventListener('abort', () => wake());
    try {
      while (!signal?.aborted) {
        const next = waiting.shift();
        if (next) {
          const frame: EventFrame = asked ? { ...next, confirmation: ctx.confirm?.waiting() ?? null } : next;
          last = next;
          asked = false;
          yield frame;
        } else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      unsubscribe();
      stopAsking?.();
    }
  }),
});

/** Brings nothing new of the engine, and breaks no numbering. */
function emptyAfter({ seq, at }: EventFrame): EventFrame {
  return { from_seq: seq, seq, reset: false, at, events: [] };
}
