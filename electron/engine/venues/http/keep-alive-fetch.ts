import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import zlib from 'node:zlib';
import type { FetchInit, FetchedAnswer, VenueFetch } from '../deps.ts';

/** Longer than between two polls of an account: an order then finds a connection that is open, with its TLS done. */
const IDLE_MS = 60_000;

/** Connections of one engine to its venues. */
export interface KeepAliveFetch {
  fetch: VenueFetch;
  /** Closes every connection, also those in use. */
  close(): void;
}

/**
 * `fetch` over Node's own HTTP client. The built-in one closes an idle connection after 4 s, cannot be closed, takes twice
 * the time for a small exchange, and does not tell whether a failed request ever had a connection, which is what decides
 * between "not sent" and "unknown". Follows no redirect, and takes no proxy from the environment.
 */
export function openKeepAliveFetch(): KeepAliveFetch {
  const options = { keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo' } as const;
  const plain = new http.Agent(options);
  const secure = new https.Agent(options);
  return {
    fetch: (url, init) => {
      const target = new URL(url);
      return target.protocol === 'https:'
        ? exchange((settings) => https.request(target, { ...settings, agent: secure }), init, 'secureConnect')
        : exchange((settings) => http.request(target, { ...settings, agent: plain }), init, 'connect');
    },
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
}

function exchange(
  open: (settings: http.RequestOptions) => http.ClientRequest,
  { method, headers, body, signal, mayLeave }: FetchInit,
  connectEvent: 'connect' | 'secureConnect',
): Promise<FetchedAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = open({
      method,
      headers: { 'accept-encoding': 'gzip, deflate, br', ...headers, ...length },
      signal,
    });
    let connected = false;
    request.on('socket', (socket: Socket) => {
      // A kept connection is past its handshake; on a new one nothing of the request is written before this event.
      if (request.reusedSocket || !socket.connecting) connected = true;
      else {
        socket.once(connectEvent, () => {
          connected = mayLeave?.() ?? true;
          if (!connected) request.destroy(new Error('held back'));
        });
      }
    });
    request.on('error', (cause) => {
      reject(new TypeError('fetch failed', { cause: Object.assign(cause, { neverConnected: !connected }) }));
    });
    request.on('response', (answer) => {
      resolve({
        status: answer.statusCode ?? 0,
        headers: { get: (name) => answer.headers[name.toLowerCase()]?.toString() ?? null },
        body: decoded(answer),
      });
    });
    request.end(body);
  });
}

function decoded(answer: http.IncomingMessage): Readable {
  const decoder = decoderOf(answer.headers['content-encoding']);
  // A broken connection ends the decoder with an error too, which whoever reads it gets.
  return decoder ? pipeline(answer, decoder, () => undefined) : answer;
}

function decoderOf(encoding: string | undefined) {
  switch (encoding) {
    case 'gzip':
      return zlib.createGunzip();
    case 'deflate':
      return zlib.createInflate();
    case 'br':
      return zlib.createBrotliDecompress();
    default:
      return null;
  }
}
