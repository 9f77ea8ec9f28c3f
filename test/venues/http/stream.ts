import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Exchange, ExchangeEvent } from '../core/exchange.ts';

/** One client of a venue's stream, as a protocol sees it. */
export interface StreamConnection {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** Answers a request of the client. Never subject to a fault. */
  reply(message: unknown): void;
  /** Tells of something that happened. What the faults do, they do to these. */
  push(message: unknown): void;
  close(code?: number): void;
}

/** What a protocol makes of one connection. */
export interface StreamSession {
  onText(text: string): void;
  /** After every change of any order of any account: the session picks its own. */
  onEvent(event: ExchangeEvent): void;
  onClose?(): void;
}

/** Null: there is no stream at this path, and the connection is refused. */
export type OpenSession = (connection: StreamConnection) => StreamSession | null;

/** A test's hold on the streams of a venue. */
export interface StreamScript {
  /** Connections that are open now. */
  count(): number;
  /** While on, new connections are refused with 503. */
  refuse(on: boolean): void;
  /** Cuts every connection. */
  dropAll(): void;
  /** The next `count` pushes are lost: a gap in the numbers, where the venue numbers them. */
  swallow(count: number): void;
  /** Pushes wait (and with them their order) until `release`: what arrives then is stale. */
  hold(): void;
  release(): void;
  /** Sends the last `count` pushes of every connection once more: duplicates. Returns how many were sent. */
  repeat(count: number): number;
  /** Sends this to every connection as it is. */
  inject(text: string): void;
}

export interface Streams {
  script: StreamScript;
  close(): void;
}

/** Serves a venue's streams on the port of its HTTP server. */
export function serveStreams(server: Server, exchange: Exchange, open: OpenSession): Streams {
  const sockets = new WebSocketServer({ noServer: true });
  const live = new Map<WebSocket, { session: StreamSession; sent: string[]; waiting: string[] }>();
  let refusing = false;
  let holding = false;
  let swallowing = 0;

  const send = (socket: WebSocket, text: string): void => {
    if (socket.readyState === socket.OPEN) socket.send(text);
  };
  const accept = (socket: WebSocket, request: IncomingMessage): void => {
    const url = new URL(request.url ?? '/', 'http://venue');
    const state = { session: null as StreamSession | null, sent: [] as string[], waiting: [] as string[] };
    const text = (message: unknown): string => (typeof message === 'string' ? message : JSON.stringify(message));
    state.session = open({
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      reply: (message) => send(socket, text(message)),
      push: (message) => {
        if (swallowing > 0) {
          swallowing -= 1;
        } else if (holding) {
          state.waiting.push(text(message));
        } else {
          state.sent.push(text(message));
          send(socket, text(message));
        }
      },
      close: (code) => socket.close(code),
    });
    const { session } = state;
    if (!session) return socket.close(1008);
    live.set(socket, { ...state, session });
    socket.on('message', (data) => session.onText((data as Buffer).toString('utf8')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      live.delete(socket);
      session.onClose?.();
    });
  };

  server.on('upgrade', (request, socket, head) => {
    // A client that is killed in the middle of it is part of the tests.
    socket.on('error', () => undefined);
    if (refusing) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => accept(opened, request));
  });
  const stopListening = exchange.onEvent((event) => {
    for (const { session } of [...live.values()]) session.onEvent(event);
  });

  return {
    script: {
      count: () => live.size,
      refuse: (on) => void (refusing = on),
      dropAll: () => {
        for (const socket of live.keys()) socket.terminate();
      },
      swallow: (count) => void (swallowing = count),
      hold: () => void (holding = true),
      release: () => {
        holding = false;
        for (const [socket, state] of live) {
          for (const message of state.waiting.splice(0)) {
            state.sent.push(message);
            send(socket, message);
          }
        }
      },
      repeat: (count) => {
        let repeated = 0;
        for (const [socket, { sent }] of live) {
          for (const message of sent.slice(-count)) send(socket, message);
          repeated += Math.min(count, sent.length);
        }
        return repeated;
      },
      inject: (message) => {
        for (const socket of live.keys()) send(socket, message);
      },
    },
    close: () => {
      stopListening();
      for (const socket of live.keys()) socket.terminate();
      sockets.close();
    },
  };
}
