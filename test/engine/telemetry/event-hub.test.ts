import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTime } from '../../../electron/engine/ports.ts';
import { createEventHub } from '../../../electron/engine/telemetry/event-hub.ts';
import { HEARTBEAT_MS } from '../../../shared/schema/event.ts';
import type { EngineEvent, EventFrame } from '../../../shared/schema/event.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const price = (symbol: string, last: string): EngineEvent => ({
  topic: 'price',
  ticker: { exchange: 'sim', symbol, bid: null, ask: null, last, at: isoTime(0) },
});
const logged = (seq: number): EngineEvent => ({
  topic: 'log',
  record: { level: 'INFO', message: 'm', time: isoTime(0), seq },
});

function watch(hub: ReturnType<typeof createEventHub>): { frames: EventFrame[]; leave: () => void } {
  const frames: EventFrame[] = [];
  return { frames, leave: hub.subscribe((frame) => frames.push(frame)) };
}

describe('event hub', () => {
  it('numbers its events without a gap, and keeps the latest of each key', () => {
    const clock = createFakeClock();
    const hub = createEventHub(clock);
    const { frames, leave } = watch(hub);
    expect(frames.splice(0)).toEqual([{ from_seq: 0, seq: 0, reset: false, at: isoTime(clock.nowMs()), events: [] }]);
    hub.publish(price('BTC/USDT', '1'));
    hub.publish(price('ETH/USDT', '2'));
    hub.publish(price('BTC/USDT', '3'));
    clock.advance(33);
    hub.publish(price('BTC/USDT', '4'));
    clock.advance(33);
    expect(frames.map(({ from_seq, seq, reset }) => [from_seq, seq, reset])).toEqual([
      [0, 3, false],
      [3, 4, false],
    ]);
    expect(frames[0]?.events).toEqual([price('ETH/USDT', '2'), price('BTC/USDT', '3')]);
    leave();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('sends at most 30 frames a second, and each change within one of them', () => {
    const clock = createFakeClock();
    const hub = createEventHub(clock);
    const { frames, leave } = watch(hub);
    for (let ms = 0; ms < 1_000; ms += 1) {
      hub.publish(price('BTC/USDT', String(ms)));
      clock.advance(1);
    }
    expect(frames.length).toBeLessThanOrEqual(32);
    expect(frames.length).toBeGreaterThan(25);
    leave();
  });

  it('asks its readers to refetch instead of sending more than a screen can take', () => {
    const clock = createFakeClock();
    const hub = createEventHub(clock);
    const { frames, leave } = watch(hub);
    for (let i = 0; i < 501; i += 1) hub.publish(logged(i));
    clock.advance(33);
    expect(frames.at(-1)).toMatchObject({ from_seq: 0, seq: 501, reset: true, events: [] });
    hub.publish(logged(501));
    clock.advance(33);
    expect(frames.at(-1)).toMatchObject({ from_seq: 501, seq: 502, reset: false, events: [logged(501)] });
    leave();
  });

  it('beats while nothing happens, and not sooner than needed', () => {
    const clock = createFakeClock();
    const hub = createEventHub(clock);
    const { frames, leave } = watch(hub);
    clock.advance(HEARTBEAT_MS - 1);
    expect(frames).toHaveLength(1);
    clock.advance(1);
    expect(frames.at(-1)).toMatchObject({ from_seq: 0, seq: 0, reset: false, events: [] });
    clock.advance(3 * HEARTBEAT_MS);
    expect(frames).toHaveLength(5);
    leave();
  });

  it('keeps nothing and runs no timer with nobody watching', () => {
    const clock = createFakeClock();
    const hub = createEventHub(clock);
    hub.publish(price('BTC/USDT', '1'));
    expect([hub.subscribers, clock.pendingTimers()]).toEqual([0, 0]);
    const { frames, leave } = watch(hub);
    hub.publish(price('BTC/USDT', '2'));
    leave();
    leave();
    expect([hub.subscribers, clock.pendingTimers()]).toEqual([0, 0]);
    const next = watch(hub);
    clock.advance(100);
    expect(frames).toHaveLength(1);
    expect(next.frames).toHaveLength(1);
    expect(next.frames[0]?.events).toEqual([]);
    next.leave();
  });

  it('tells when the first reader comes and the last one goes', () => {
    const hub = createEventHub(createFakeClock());
    const told: boolean[] = [];
    hub.onAudience((present) => told.push(present));
    const one = watch(hub);
    const two = watch(hub);
    one.leave();
    expect(told).toEqual([true]);
    two.leave();
    watch(hub).leave();
    expect(told).toEqual([true, false, true, false]);
  });

  it('gives every reader an unbroken sequence whenever it joins, with the latest of every key in it', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('publish' as const), symbol: fc.constantFrom('A/B', 'C/D', 'E/F') }),
      fc.record({ do: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: 5_000 }) }),
      fc.record({ do: fc.constant('join' as const) }),
      fc.record({ do: fc.constant('leave' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const clock = createFakeClock();
        const hub = createEventHub(clock);
        const readers: { frames: EventFrame[]; leave: () => void; expected: Map<string, string> }[] = [];
        let value = 0;
        for (const one of steps) {
          if (one.do === 'publish') {
            value += 1;
            hub.publish(price(one.symbol, String(value)));
            for (const reader of readers) reader.expected.set(one.symbol, String(value));
          }
          if (one.do === 'advance') clock.advance(one.ms);
          if (one.do === 'join') readers.push({ ...watch(hub), expected: new Map() });
          if (one.do === 'leave') readers.pop()?.leave();
        }
        clock.advance(33);
        for (const { frames, leave, expected } of readers) {
          for (const [i, frame] of frames.entries()) if (i > 0) expect(frame.from_seq).toBe(frames[i - 1]?.seq);
          const seen = new Map<string, string>();
          for (const event of frames.flatMap((frame) => frame.events)) {
            if (event.topic === 'price') seen.set(event.ticker.symbol, event.ticker.last ?? '');
          }
          for (const [symbol, last] of expected) expect(seen.get(symbol)).toBe(last);
          leave();
        }
        expect(clock.pendingTimers()).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
