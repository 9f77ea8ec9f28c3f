import type { EventFrame } from '../../shared/schema/event.ts';
import { procedure, router } from './trpc.ts';

/** Frames kept for a reader that is behind; past that it gets one `reset` frame and refetches. */
const MAX_WAITING_FRAMES = 64;

export const eventsRouter = router({
  /** Every engine event from now on, as frames. */
  stream: procedure.subscription(async function* ({ ctx, signal }): AsyncGenerator<EventFrame> {
    let waiting: EventFrame[] = [];
    let wake: () => void = () => {};
    const unsubscribe = ctx.engine.events.subscribe((frame) => {
      waiting.push(frame);
      if (waiting.length > MAX_WAITING_FRAMES) waiting = [{ ...frame, events: [], reset: true }];
      wake();
    });
    signal?.addEventListener('abort', () => wake());
    try {
      while (!signal?.aborted) {
        const next = waiting.shift();
        if (next) yield next;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      unsubscribe();
    }
  }),
});
