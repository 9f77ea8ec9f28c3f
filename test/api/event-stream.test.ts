import { describe, expect, it } from 'vitest';
import { createCaller } from '../../electron/api/router.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import type { EventFrame } from '../../shared/schema/event.ts';

function hub() {
  const listeners = new Set<(frame: EventFrame) => void>();
  let seq = 0;
  const send = () => {
    const frame: EventFrame = { from_seq: seq, seq: ++seq, reset: false, at: '2026-12-01T12:00:00.000Z', events: [] };
    for (const listener of listeners) listener(frame);
  };
  const subscribe: Engine['events']['subscribe'] = (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { listeners, send, engine: { events: { subscribe } } as unknown as Engine };
}

async function open(signal?: AbortSignal) {
  const source = hub();
  const caller = createCaller({ engine: source.engine, door: 'page' }, signal ? { signal } : {});
  const stream = (await caller.events.stream()) as AsyncGenerator<EventFrame>;
  return { ...source, stream };
}

describe('event stream', () => {
  it('carries every frame in order', async () => {
    const { stream, send } = await open();
    const first = stream.next();
    send();
    send();
    expect((await first).value).toMatchObject({ from_seq: 0, seq: 1 });
    expect((await stream.next()).value).toMatchObject({ from_seq: 1, seq: 2 });
    const third = stream.next();
    send();
    expect((await third).value).toMatchObject({ from_seq: 2, seq: 3 });
    await stream.return(undefined);
  });

  it('lets go of the engine when the reader leaves', async () => {
    const { stream, send, listeners } = await open();
    const first = stream.next();
    send();
    await first;
    expect(listeners.size).toBe(1);
    await stream.return(undefined);
    expect(listeners.size).toBe(0);
  });

  it('ends and lets go when the call is aborted, also while it waits', async () => {
    const abort = new AbortController();
    const { stream, listeners } = await open(abort.signal);
    const waiting = stream.next();
    await new Promise(setImmediate);
    expect(listeners.size).toBe(1);
    abort.abort();
    expect((await waiting).done).toBe(true);
    expect(listeners.size).toBe(0);
  });

  it('keeps no unbounded queue for a slow reader: it is told to refetch, and goes on from there', async () => {
    const { stream, send } = await open();
    const first = stream.next();
    send();
    await first;
    for (let i = 0; i < 1_000; i += 1) send();
    const frames: EventFrame[] = [];
    while (frames.at(-1)?.seq !== 1_001) frames.push((await stream.next()).value as EventFrame);
    expect(frames.length).toBeLessThanOrEqual(65);
    expect(frames[0]?.reset).toBe(true);
    expect(frames.slice(1).every((frame, i) => !frame.reset && frame.from_seq === frames[i]?.seq)).toBe(true);
    await stream.return(undefined);
  });
});
