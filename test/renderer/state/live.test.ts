import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { STALE_AFTER_MS, startLive } from '../../../renderer/state/live.ts';
import type { Live, StreamHandlers } from '../../../renderer/state/live.ts';
import type { Link } from '../../../renderer/state/link.ts';
import type { WaitingConfirmation } from '../../../shared/schema/confirmation.ts';
import type { EngineEvent, EventFrame } from '../../../shared/schema/event.ts';

const HEALTH: EngineEvent = {
  topic: 'health',
  venue: { exchange: 'sim', state: 'simulated', latency_ms: null, last_ok_at: null, detail: '' },
};

function frame(from_seq: number, seq: number, reset = false): EventFrame {
  return {
    from_seq,
    seq,
    reset,
    at: '2026-01-01T00:00:00.000Z',
    events: Array.from({ length: seq - from_seq }, () => HEALTH),
  };
}

describe('the event stream', () => {
  let handlers: StreamHandlers[];
  let closed: number;
  let link: Partial<Link>;
  let deltas: number;
  let resyncs: number;
  let confirmations: (WaitingConfirmation | null)[];
  let live: Live;

  beforeEach(() => {
    vi.useFakeTimers();
    handlers = [];
    closed = 0;
    link = {};
    deltas = 0;
    resyncs = 0;
    confirmations = [];
    live = startLive({
      subscribe: (given) => {
        handlers.push(given);
        return { unsubscribe: () => (closed += 1) };
      },
      onEvents: (events) => (deltas += events.length),
      onResync: () => (resyncs += 1),
      setLink: (change) => (link = { ...link, ...change }),
      onConfirmation: (waiting) => confirmations.push(waiting),
    });
  });
  afterEach(() => {
    live.stop();
    vi.useRealTimers();
  });
  const current = (): StreamHandlers => handlers.at(-1)!;

  it('applies frames that follow each other, after one resync for what came before the first', () => {
    current().onData(frame(4, 6));
    current().onData(frame(6, 6));
    current().onData(frame(6, 7));
    expect({ deltas, resyncs, state: link.state }).toEqual({ deltas: 3, resyncs: 1, state: 'live' });
  });

  it('tells what waits for a yes, and nothing of it once the stream is lost', () => {
    const waiting = { id: 'q', action: 'fire', title: 'Fire a REAL order', url: null } as const;
    confirmations = [];
    current().onData({ ...frame(4, 6), confirmation: waiting });
    current().onData(frame(6, 6));
    expect(confirmations).toEqual([waiting]);
    current().onError();
    expect(confirmations.at(-1)).toBeNull();
  });

  it('refetches on a gap and on a reset, applies nothing of that frame, and goes on from it', () => {
    current().onData(frame(0, 1));
    current().onData(frame(3, 4));
    expect({ deltas, resyncs }).toEqual({ deltas: 1, resyncs: 2 });
    current().onData(frame(4, 5));
    expect({ deltas, resyncs }).toEqual({ deltas: 2, resyncs: 2 });
    current().onData(frame(5, 9, true));
    current().onData(frame(9, 10));
    expect({ deltas, resyncs }).toEqual({ deltas: 3, resyncs: 3 });
  });

  it('is stale after three heartbeats of silence, and live again with the next frame', () => {
    current().onData(frame(0, 0));
    vi.advanceTimersByTime(STALE_AFTER_MS - 1);
    expect(link.state).toBe('live');
    vi.advanceTimersByTime(1);
    expect(link.state).toBe('stale');
    current().onData(frame(0, 0));
    expect(link.state).toBe('live');
  });

  it('retries a lost stream with growing pauses and says when', () => {
    const pauses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      current().onError();
      expect(link.state).toBe('disconnected');
      pauses.push(link.retryAtMs! - Date.now());
      vi.advanceTimersByTime(pauses.at(-1)!);
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    expect(handlers).toHaveLength(7);
    expect(closed).toBe(6);
  });

  it('starts over with short pauses once a frame came', () => {
    current().onError();
    vi.advanceTimersByTime(1_000);
    current().onData(frame(0, 0));
    current().onError();
    expect(link.retryAtMs! - Date.now()).toBe(1_000);
  });

  it('resyncs after a reconnect, and hears nothing of a stream that it gave up', () => {
    const first = current();
    first.onData(frame(0, 1));
    first.onError();
    live.retryNow();
    first.onData(frame(1, 2));
    first.onError();
    expect({ deltas, resyncs, streams: handlers.length }).toEqual({ deltas: 1, resyncs: 1, streams: 2 });
    current().onData(frame(50, 50));
    expect(resyncs).toBe(2);
  });

  it('leaves no timer behind', () => {
    current().onData(frame(0, 0));
    live.stop();
    expect(vi.getTimerCount()).toBe(0);
    current().onError();
    expect(vi.getTimerCount()).toBe(0);
  });
});
