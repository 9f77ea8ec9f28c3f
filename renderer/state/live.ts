import { HEARTBEAT_MS } from '../../shared/schema/event.ts';
import type { WaitingConfirmation } from '../../shared/schema/confirmation.ts';
import type { EngineEvent, EventFrame } from '../../shared/schema/event.ts';
import type { Link } from './link.ts';

export const STALE_AFTER_MS = 3 * HEARTBEAT_MS;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

export interface StreamHandlers {
  /** The engine took the subscription; the first frame may be a heartbeat away. */
  onStarted(): void;
  onData(frame: EventFrame): void;
  onError(): void;
  onComplete(): void;
}

export interface LiveOptions {
  subscribe(handlers: StreamHandlers): { unsubscribe(): void };
  /** Deltas, in order, each exactly once. */
  onEvents(events: EngineEvent[]): void;
  /** Deltas were lost, or the stream began anew: everything has to be fetched again. */
  onResync(): void;
  setLink(link: Partial<Link>): void;
  /** What waits for the operator's yes; null also where the stream is lost, because nothing is known then. */
  onConfirmation(waiting: WaitingConfirmation | null): void;
}

export interface Live {
  retryNow(): void;
  stop(): void;
}

/** Follows the engine's event stream: checks its numbering, notices silence, and reconnects with growing pauses. */
export function startLive(options: LiveOptions): Live {
  let subscription: { unsubscribe(): void } | null = null;
  let seq: number | null = null;
  let attempt = 0;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let generation = 0;

  const watchSilence = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => options.setLink({ state: 'stale' }), STALE_AFTER_MS);
  };

  const onFrame = (frame: EventFrame): void => {
    attempt = 0;
    watchSilence();
    options.setLink({ state: 'live', lastFrameAtMs: Date.now(), retryAtMs: null, attempt: 0 });
    const first = seq === null;
    const gap = frame.reset || (seq !== null && frame.from_seq !== seq);
    seq = frame.seq;
    if (gap || first) options.onResync();
    if (!gap) options.onEvents(frame.events);
    if (frame.confirmation !== undefined) options.onConfirmation(frame.confirmation);
  };

  const drop = (): void => {
    generation += 1;
    clearTimeout(silence);
    clearTimeout(retry);
    subscription?.unsubscribe();
    subscription = null;
    seq = null;
    options.onConfirmation(null);
  };

  const onLost = (): void => {
    drop();
    attempt += 1;
    const pauseMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1));
    options.setLink({ state: 'disconnected', retryAtMs: Date.now() + pauseMs, attempt });
    retry = setTimeout(connect, pauseMs);
  };

  const connect = (): void => {
    drop();
    const mine = generation;
    // A stream that opens but never speaks is as good as none.
    watchSilence();
    const guarded =
      <A extends unknown[]>(run: (...args: A) => void) =>
      (...args: A): void => {
        if (mine === generation) run(...args);
      };
    const opened = options.subscribe({
      onStarted: guarded(() => options.setLink({ state: 'live', retryAtMs: null })),
      onData: guarded(onFrame),
      onError: guarded(onLost),
      onComplete: guarded(onLost),
    });
    if (mine === generation) subscription = opened;
    else opened.unsubscribe();
  };

  connect();
  return {
    retryNow: () => {
      options.setLink({ state: 'connecting', retryAtMs: null });
      connect();
    },
    stop: drop,
  };
}
