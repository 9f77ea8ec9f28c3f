import type { VenueDeps } from '../deps.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { VenueEvent } from '../venue.ts';
import { connectSocket } from './socket.ts';
import type { Socket } from './socket.ts';
import { streamUrl } from './stream-url.ts';
import type { StreamFacts, StreamReading, StreamTalk } from './stream-facts.ts';

export interface Stream {
  /** Connects with the first listener and stays connected while there is one. */
  subscribe(listener: (event: VenueEvent) => void): () => void;
  close(): void;
}

/** From the connection to the confirmed subscription. */
const LOGIN_MS = 15_000;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;
/** A connection that was live for less has not shown that the next one may come at once: exchanges count connections. */
const STEADY_MS = 60_000;
/** More than this unread and it is faster than it can be read: what is asked for afresh is sooner known. */
const MAX_UNREAD = 1_000;
/** Nothing at all for so long, pongs included: the connection is dead, whatever TCP says. */
const SILENT_MS = 45_000;
const PROBE_MS = 15_000;

/**
 * One account's stream of one exchange. It connects, logs in, and connects again with growing pauses whatever happens; it
 * tells `live` once the venue confirmed the subscriptions, and `down` when they are lost. A connection after the first one
 * begins with a `gap`: what happened in between was told to nobody. Nothing that is sent or received is ever logged.
 */
export function openStream(facts: StreamFacts, desk: Desk, deps: VenueDeps): Stream {
  const listeners = new Set<(event: VenueEvent) => void>();
  let run: (() => void) | null = null;

  const tell = (event: VenueEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      run ??= keepConnected(facts, desk, deps, tell);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        run?.();
        run = null;
      };
    },
    close() {
      listeners.clear();
      run?.();
      run = null;
    },
  };
}

/** Runs until the returned function is called. */
function keepConnected(facts: StreamFacts, desk: Desk, deps: VenueDeps, tell: (event: VenueEvent) => void): () => void {
  let stopped = false;
  let wasLive = false;
  let liveSinceMs: number | null = null;
  let failures = 0;
  let hangUp: (() => void) | null = null;
  let cancelRetry: (() => void) | null = null;

  const onLive = (): void => {
    liveSinceMs = deps.clock.monotonicMs();
    // First the gap, so that whoever hears it asks about the time before this stream began.
    if (wasLive) tell({ kind: 'gap', detail: 'the connection was replaced' });
    wasLive = true;
    tell({ kind: 'live' });
  };
  const onEnd = (detail: string): void => {
    hangUp = null;
    if (stopped) return;
    tell({ kind: 'down', detail });
    if (liveSinceMs !== null && deps.clock.monotonicMs() - liveSinceMs >= STEADY_MS) failures = 0;
    liveSinceMs = null;
    const pauseMs = Math.min(FIRST_RETRY_MS * 2 ** failures, MAX_RETRY_MS);
    failures += 1;
    cancelRetry = deps.clock.after(pauseMs, connect);
  };
  const connect = (): void => {
    cancelRetry = null;
    hangUp = converse(facts, desk, deps, { tell, onLive, onEnd });
  };
  connect();

  return () => {
    stopped = true;
    cancelRetry?.();
    hangUp?.();
  };
}

interface Watch {
  tell(event: VenueEvent): void;
  onLive(): void;
  /** Called once, whatever ended the conversation. Not called after the returned function was. */
  onEnd(detail: string): void;
}

/** One connection, from its address to its end. Returns what ends it early. */
function converse(facts: StreamFacts, desk: Desk, deps: VenueDeps, watch: Watch): () => void {
  const { clock } = deps;
  const timers = new Set<() => void>();
  let socket: Socket | null = null;
  let talk: StreamTalk | null = null;
  let live = false;
  let over = false;
  let heardAtMs = clock.monotonicMs();
  /** Messages are read one after the other, also where reading one has to wait for something. */
  let reading: Promise<void> = Promise.resolve();
  let unread = 0;

  const after = (ms: number, task: () => void): void => {
    const cancel = clock.after(ms, () => {
      timers.delete(cancel);
      if (!over) task();
    });
    timers.add(cancel);
  };
  const hangUp = (): void => {
    if (over) return;
    over = true;
    for (const cancel of timers) cancel();
    socket?.close();
    talk?.end?.();
  };
  const end = (detail: string): void => {
    if (over) return;
    hangUp();
    watch.onEnd(detail);
  };

  const obey = (told: StreamReading): void => {
    for (const text of told.reply ?? []) socket?.send(text);
    if (told.failed !== undefined) return end(told.failed);
    if (told.live && !live) {
      live = true;
      watch.onLive();
    }
    for (const event of told.events) watch.tell(event);
  };
  const onText = (text: string): void => {
    heardAtMs = clock.monotonicMs();
    if (over) return;
    unread += 1;
    if (unread > MAX_UNREAD) return end('the stream came faster than it could be read');
    reading = reading
      .then(async () => {
        unread -= 1;
        if (over || !talk) return;
        const told = await talk.read(text);
        if (!over) obey(told);
      })
      .catch(() => end('the venue sent something that cannot be read'));
  };
  const probe = (): void => {
    if (clock.monotonicMs() - heardAtMs > SILENT_MS) return end('the stream went silent');
    socket?.probe();
    after(PROBE_MS, probe);
  };
  const keepAlive = (ping: NonNullable<StreamTalk['ping']>): void =>
    after(ping.everyMs, () => {
      socket?.send(ping.text());
      keepAlive(ping);
    });

  const begin = async (): Promise<void> => {
    const url = streamUrl(await facts.address(desk), facts.hosts, desk.account.apiUrl);
    const started = await facts.talk(desk);
    if (over) return started.end?.();
    talk = started;
    socket = connectSocket(url, {
      onOpen: () => {
        heardAtMs = clock.monotonicMs();
        for (const text of started.hello) socket?.send(text);
        if (started.ping) keepAlive(started.ping);
        after(PROBE_MS, probe);
      },
      onText,
      onAlive: () => (heardAtMs = clock.monotonicMs()),
      onClose: () => end('the connection was closed'),
    });
  };
  after(LOGIN_MS, () => {
    if (!live) end('the venue did not confirm the stream');
  });
  // The reason may name an address; that there is no stream is all that anybody needs to know.
  begin().catch(() => end('the venue gave no stream'));
  return hangUp;
}
