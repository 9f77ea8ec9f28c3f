import { once } from 'node:events';
import { connect } from 'node:net';
import os from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawRequest, requestText } from './raw-http.ts';
import { startServer } from './start-server.ts';

describe('requests that no browser sends', () => {
  it('refuses two Host headers, none, and a target that is no path', async () => {
    const { port, token } = await startServer();
    const own: [string, string] = ['Host', `127.0.0.1:${port}`];
    const auth: [string, string] = ['Authorization', `Bearer ${token}`];
    const texts = [
      requestText('GET', '/metrics', [own, own, auth]),
      requestText('GET', '/metrics', [own, ['Host', 'evil.example'], auth]),
      requestText('GET', '/metrics', [auth]),
      requestText('GET', `http://127.0.0.1:${port}/metrics`, [own, auth]),
      requestText('GET', 'http://evil.example/metrics', [own, auth]),
      requestText('OPTIONS', '*', [own, auth]),
      requestText('CONNECT', 'evil.example:443', [own, auth]),
    ];
    const answers = await Promise.all(texts.map((text) => rawRequest(port, text)));
    for (const { status, body } of answers) {
      expect(status === 0 || (status >= 400 && status < 500)).toBe(true);
      expect(body).not.toContain('qt_engine_info');
    }
    expect((await rawRequest(port, requestText('GET', '/metrics', [own, auth]))).status).toBe(200);
  });

  it('says no to near misses of the token, always with 401', async () => {
    const { port, token } = await startServer();
    const flip = (at: number): string => {
      const other = token[at] === 'A' ? 'B' : 'A';
      return token.slice(0, at) + other + token.slice(at + 1);
    };
    const nearMiss = fc.oneof(
      fc.nat(token.length - 1).map(flip),
      fc.nat(token.length - 1).map((at) => token.slice(0, at)),
      fc.constantFrom(`${token}A`, token.toUpperCase(), token.toLowerCase(), token.split('').reverse().join(''), ''),
      fc.base64String({ minLength: 43, maxLength: 64 }),
    );
    await fc.assert(
      fc.asyncProperty(
        nearMiss.filter((text) => text !== token),
        async (text) => {
          const headers: [string, string][] = [
            ['Host', `127.0.0.1:${port}`],
            ['Authorization', `Bearer ${text}`],
          ];
          expect((await rawRequest(port, requestText('GET', '/metrics', headers))).status).toBe(401);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('drops a client that does not finish its request', async () => {
    const { port } = await startServer();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    socket.write(`GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`);
    const startedMs = performance.now();
    await once(socket, 'close');
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });

  it('listens on loopback alone', async () => {
    const { port } = await startServer();
    const outside = Object.values(os.networkInterfaces())
      .flat()
      .filter((address) => address !== undefined && !address.internal && address.family === 'IPv4');
    for (const address of [...outside.map((found) => found?.address ?? ''), '127.0.0.2']) {
      const socket = connect({ port, host: address, timeout: 2_000 });
      const outcome = await Promise.race([
        once(socket, 'connect').then(() => 'connected'),
        once(socket, 'error').then(
          () => 'refused',
          () => 'refused',
        ),
      ]).catch(() => 'refused');
      socket.destroy();
      expect(outcome).toBe('refused');
    }
  });
});
