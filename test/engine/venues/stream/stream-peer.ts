import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Desk } from '../../../../electron/engine/venues/exchange/exchange-facts.ts';
import type { StreamFacts, StreamReading, StreamTalk } from '../../../../electron/engine/venues/stream/stream-facts.ts';
import type { VenueEvent } from '../../../../electron/engine/venues/venue.ts';
import { realAccount } from '../rig.ts';

/** A WebSocket server of the simplest kind: it logs `login` in, and says what a test has it say. */
export interface StreamPeer {
  url: string;
  /** Everything that clients said, oldest first. */
  said: string[];
  /** Connections that are open now, and all that there ever were. */
  open(): number;
  ever(): number;
  say(text: string): void;
  /** Cuts every connection. */
  cut(): void;
  /** While off, logins get no answer. */
  answersLogins(on: boolean): void;
  /** While on, connections are refused. */
  refuses(on: boolean): void;
  /** Stops answering pings, as a dead network does. */
  deaf(on: boolean): void;
  close(): Promise<void>;
}

export async function startStreamPeer(): Promise<StreamPeer> {
  const server: Server = createServer((_, response) => void response.writeHead(404).end());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const sockets = new WebSocketServer({ noServer: true, autoPong: false });
  const live = new Set<WebSocket>();
  const said: string[] = [];
  let answering = true;
  let refusing = false;
  let deaf = false;
  let ever = 0;
  server.on('upgrade', (request, socket, head) => {
    ever += 1;
    if (refusing) return void socket.end('HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (opened) => {
      live.add(opened);
      opened.on('ping', () => {
        if (!deaf) opened.pong();
      });
      opened.on('message', (data) => {
        const text = (data as Buffer).toString('utf8');
        said.push(text);
        if (text === 'login' && answering) opened.send('welcome');
      });
      opened.on('error', () => undefined);
      opened.on('close', () => live.delete(opened));
    });
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    said,
    open: () => live.size,
    ever: () => ever,
    say: (text) => {
      for (const socket of live) socket.send(text);
    },
    cut: () => {
      for (const socket of live) socket.terminate();
    },
    answersLogins: (on) => void (answering = on),
    refuses: (on) => void (refusing = on),
    deaf: (on) => void (deaf = on),
    close: () =>
      new Promise((resolve) => {
        for (const socket of live) socket.terminate();
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What this peer's messages mean: `welcome` is live, `gap`, `bye`, `reply:…`, `slow`, `nonsense`, anything else nothing. */
export function peerFacts(change: Partial<StreamTalk> = {}, address = 'wss://venue.example/stream'): StreamFacts {
  return {
    address: () => Promise.resolve(address),
    hosts: ['venue.example'],
    talk: () => Promise.resolve({ hello: ['login'], read, ping: null, ...change }),
  };
}

async function read(text: string): Promise<StreamReading> {
  if (text === 'welcome') return { events: [], live: true };
  if (text === 'gap') return { events: [{ kind: 'gap', detail: 'a number was skipped' }] };
  if (text === 'bye') return { events: [], failed: 'the venue ends the stream' };
  if (text.startsWith('reply:')) return { events: [], reply: [text.slice(6)] };
  if (text === 'nonsense') throw new Error('canarySECRET wss://venue.example');
  if (text.startsWith('slow')) await new Promise((resolve) => setTimeout(resolve, 30));
  return { events: [{ kind: 'gap', detail: text }] };
}

/** As much of a desk as a stream needs. */
export function deskAt(apiUrl: string | null): Desk {
  return { account: realAccount('binance', apiUrl) } as unknown as Desk;
}

export const kindsOf = (events: readonly VenueEvent[]): string[] => events.map(({ kind }) => kind);
