import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VenueFetch } from '../../../../electron/engine/venues/deps.ts';
import { openKeepAliveFetch } from '../../../../electron/engine/venues/http/keep-alive-fetch.ts';
import { openWire } from '../../../../electron/engine/venues/http/wire.ts';
import type { Wire } from '../../../../electron/engine/venues/http/wire.ts';
import { depsWith, movableClock } from '../rig.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(answer: RequestListener): Promise<{ url: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, seen };
}

const clock = movableClock();
const ours = openKeepAliveFetch();
afterAll(() => ours.close());
let send: VenueFetch;
const wireTo = (base: string, change: Partial<Parameters<typeof openWire>[0]> = {}, fetch = send): Wire =>
  openWire(
    { guard: { bases: [base], access: 'public' }, timeoutMs: 400, maxBodyBytes: 1_000, ...change },
    depsWith(clock, fetch),
  );
const get = (url: string) => ({ url, method: 'GET', headers: {} });

const FETCHES: [string, VenueFetch][] = [
  ['the built-in fetch', globalThis.fetch],
  ['our own fetch', ours.fetch],
];

describe.each(FETCHES)('one request on the wire, by %s', (_, fetch) => {
  beforeEach(() => {
    send = fetch;
  });

  it('is answered', async () => {
    const { url } = await serve((_, response) => response.writeHead(418, { 'retry-after': '7' }).end('{"a":"é"}'));
    expect(await wireTo(url).send(get(`${url}/x`))).toEqual({
      phase: 'answered',
      status: 418,
      bodyText: '{"a":"é"}',
      retryAfterMs: 7_000,
      dateMs: expect.any(Number),
    });
  });

  it('carries its body and its headers', async () => {
    const { url } = await serve((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () =>
        response.end(JSON.stringify([request.method, request.url, request.headers['x-a'], text])),
      );
    });
    const access = [{ method: 'POST', path: /^\/x$/ }] as const;
    const request = { url: `${url}/x?q=1`, method: 'POST', headers: { 'x-a': 'b' }, body: 'é=1' };
    expect(await wireTo(url, { guard: { bases: [url], access } }).send(request)).toMatchObject({
      status: 200,
      bodyText: JSON.stringify(['POST', '/x?q=1', 'b', 'é=1']),
    });
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('is read when packed with %s', async (encoding, pack) => {
    const { url } = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(pack('{"packed":true}')),
    );
    expect(await wireTo(url).send(get(`${url}/x`))).toMatchObject({ phase: 'answered', bodyText: '{"packed":true}' });
    const broken = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end('no such form'),
    );
    expect(await wireTo(broken.url).send(get(`${broken.url}/x`))).toMatchObject({ phase: 'sent' });
  });

  it('follows no redirect', async () => {
    const other = await serve((_, response) => response.end('{}'));
    const { url } = await serve((_, response) => response.writeHead(307, { location: `${other.url}/x` }).end());
    expect(await wireTo(url).send(get(`${url}/x`))).toMatchObject({ phase: 'answered', status: 307 });
    expect(other.seen).toHaveLength(0);
  });

  it('is refused before fetch is even called', async () => {
    let calls = 0;
    const wire = wireTo('http://127.0.0.1:1', {}, () => {
      calls += 1;
      return Promise.reject(new Error('called'));
    });
    expect(await wire.send(get('http://127.0.0.1:2/x'))).toMatchObject({ phase: 'not_sent', code: 'INTERNAL' });
    const bad = { ...get('http://127.0.0.1:1/x'), headers: { 'x-thing': 'canary\nvalue' } };
    const evidence = await wire.send(bad);
    expect(evidence).toMatchObject({ phase: 'not_sent', code: 'VENUE_AUTH' });
    expect(JSON.stringify(evidence)).not.toContain('canary');
    expect(calls).toBe(0);
  });

  it('counts as sent when it is not answered in time, and when the answer breaks off', async () => {
    const silent = await serve(() => undefined);
    expect(await wireTo(silent.url).send(get(`${silent.url}/x`))).toMatchObject({ phase: 'sent' });
    const breaking = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"half":', () => response.socket?.destroy());
    });
    expect(await wireTo(breaking.url).send(get(`${breaking.url}/x`))).toMatchObject({ phase: 'sent' });
    const dribbling = await serve((_, response) => void response.writeHead(200).write('{'));
    expect(await wireTo(dribbling.url).send(get(`${dribbling.url}/x`))).toMatchObject({ phase: 'sent' });
  });

  it('counts as sent when the answer is too long, told before or not', async () => {
    const told = await serve((_, response) => response.end('x'.repeat(2_000)));
    const chunked = await serve((_, response) => {
      response.write('x'.repeat(900));
      response.end('x'.repeat(900));
    });
    for (const { url } of [told, chunked])
      expect(await wireTo(url).send(get(`${url}/x`))).toMatchObject({ phase: 'sent' });
  });

  it('waits for as long as the venue asked, but always tries a cancel', async () => {
    let status = 429;
    const { url, seen } = await serve((_, response) => response.writeHead(status, { 'retry-after': '30' }).end('{}'));
    const access = [
      { method: 'GET', path: /./ },
      { method: 'DELETE', path: /./ },
    ] as const;
    const wire = wireTo(url, { guard: { bases: [url], access } });
    await wire.send(get(`${url}/x`));
    status = 200;
    expect(await wire.send(get(`${url}/x`))).toMatchObject({ phase: 'not_sent', code: 'VENUE_RATE_LIMIT' });
    expect(seen).toHaveLength(1);
    expect(await wire.send({ ...get(`${url}/x`), method: 'DELETE' })).toMatchObject({ phase: 'answered', status: 200 });
    clock.moveOn(30_001);
    expect(await wire.send(get(`${url}/x`))).toMatchObject({ phase: 'answered', status: 200 });
  });

  it('sends nothing once closed', async () => {
    const { url, seen } = await serve((_, response) => response.end('{}'));
    const wire = wireTo(url);
    wire.close();
    expect(await wire.send(get(`${url}/x`))).toMatchObject({ phase: 'not_sent' });
    expect(seen).toHaveLength(0);
  });
});

describe('our own fetch', () => {
  it('keeps its connection for the next', async () => {
    send = ours.fetch;
    const { url, seen } = await serve((_, response) => response.end('{}'));
    const wire = wireTo(url);
    for (let i = 0; i < 3; i++) await wire.send(get(`${url}/x`));
    expect(new Set(seen.map(({ socket }) => socket.remotePort)).size).toBe(1);
  });

  it('knows that a request without a connection was not sent, whatever ended it', async () => {
    let sockets = 0;
    // Takes the connection, and never a word of TLS.
    const server = createSocketServer((socket) => {
      sockets += 1;
      socket.on('error', () => undefined).resume();
      if (sockets > 1) socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    send = ours.fetch;
    const url = `https://127.0.0.1:${(server.address() as { port: number }).port}`;
    const silent = await wireTo(url).send(get(`${url}/x`));
    expect(silent).toMatchObject({ phase: 'not_sent', code: 'VENUE_UNREACHABLE' });
    const reset = await wireTo(url).send(get(`${url}/x`));
    expect(reset).toMatchObject({ phase: 'not_sent', code: 'VENUE_UNREACHABLE' });
    expect(sockets).toBe(2);
  });

  it('closes its connections', async () => {
    const { url, seen } = await serve((_, response) => response.end('{}'));
    const short = openKeepAliveFetch();
    send = short.fetch;
    await wireTo(url).send(get(`${url}/x`));
    const [{ socket } = { socket: null }] = seen;
    expect(socket?.destroyed).toBe(false);
    short.close();
    await expect.poll(() => socket?.destroyed).toBe(true);
  });
});
