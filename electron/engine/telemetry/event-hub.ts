import { HEARTBEAT_MS } from '../../../shared/schema/event.ts';
import type { EngineEvent, EventFrame } from '../../../shared/schema/event.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';

/** About one frame of a 30 Hz screen. */
const FRAME_MS = 33;
/** More changes than this in one frame are not worth sending one by one: readers refetch. */
const MAX_EVENTS = 500;

export interface EventHub {
  publish(event: EngineEvent): void;
  subscribe(listener: (frame: EventFrame) => void): () => void;
  readonly subscribers: number;
  /** Called when the first subscriber comes and when the last one leaves. */
  onAudience(listener: (present: boolean) => void): void;
  close(): void;
}

/**
 * Carries changes to whoever watches: numbered, coalesced to the latest per key, at most 30 frames a second. With nobody
 * watching it does nothing.
 */
export function createEventHub(clock: Clock): EventHub {
  const listeners = new Set<(frame: EventFrame) => void>();
  const audience: ((present: boolean) => void)[] = [];
  let pending = new Map<string, EngineEvent>();
  let published = 0;
  let sent = 0;
  let cancelFrame: (() => void) | null = null;
  let cancelHeartbeat: (() => void) | null = null;

  function deliver(): void {
    cancelFrame?.();
    cancelFrame = null;
    const overflow = pending.size > MAX_EVENTS;
    const frame: EventFrame = {
      from_seq: sent,
      seq: published,
      reset: overflow,
      at: isoTime(clock.nowMs()),
      events: overflow ? [] : [...pending.values()],
    };
    pending = new Map();
    sent = published;
    for (const listener of [...listeners]) listener(frame);
    scheduleHeartbeat();
  }

  function scheduleHeartbeat(): void {
    cancelHeartbeat?.();
    cancelHeartbeat = listeners.size > 0 ? clock.after(HEARTBEAT_MS, deliver) : null;
  }

  return {
    publish(event) {
      if (listeners.size === 0) return;
      published += 1;
      const key = keyOf(event);
      pending.delete(key);
      pending.set(key, event);
      cancelFrame ??= clock.after(FRAME_MS, deliver);
    },
    subscribe(listener) {
      if (listeners.size === 0) for (const hear of audience) hear(true);
      if (pending.size > 0) deliver();
      listeners.add(listener);
      listener({ from_seq: sent, seq: sent, reset: false, at: isoTime(clock.nowMs()), events: [] });
      scheduleHeartbeat();
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        cancelHeartbeat?.();
        cancelFrame?.();
        cancelFrame = null;
        pending = new Map();
        for (const hear of audience) hear(false);
      };
    },
    get subscribers() {
      return listeners.size;
    },
    onAudience: (listener) => void audience.push(listener),
    close() {
      listeners.clear();
      cancelHeartbeat?.();
      cancelFrame?.();
    },
  };
}

function keyOf(event: EngineEvent): string {
  switch (event.topic) {
    case 'signal':
      return `signal ${event.row.signal_id}`;
    case 'order':
      return `order ${event.order.id}`;
    case 'account':
      return `account ${event.status.account.name}`;
    case 'price':
      return `price ${event.ticker.exchange} ${event.ticker.symbol}`;
    case 'health':
      return `health ${event.venue.exchange}`;
    case 'log':
      return `log ${event.record.seq}`;
    case 'books':
      return `books ${event.account_name}`;
    case 'history':
      return `history ${event.history.account_name}`;
    case 'worth':
    case 'arming':
    case 'failover':
    case 'routing':
    case 'groups':
    case 'risk':
    case 'stops':
    case 'approvals':
      return event.topic;
  }
}
