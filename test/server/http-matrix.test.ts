import { expect, it } from 'vitest';
import { fakeEngine } from './fake-engine.ts';
import { rawRequest, requestText } from './raw-http.ts';
import { startServer } from './start-server.ts';

const BODY = JSON.stringify({ symbol: 'BTC/USDT', side: 'long', amount: '1' });

interface Cell {
  value: string | null;
  /** What the request fails with for this cell alone; null where the cell is good. */
  fails: number | null;
}

/** Every combination of Host, page, token, method and content type: one class of them fires a signal, all others do not. */
it('lets exactly one class of requests fire a signal', async () => {
  const engine = fakeEngine();
  const { port, token } = await startServer({ engine });
  const hosts: Cell[] = [
    { value: `127.0.0.1:${port}`, fails: null },
    { value: `localhost:${port}`, fails: null },
    { value: `[::1]:${port}`, fails: null },
    { value: 'evil.example', fails: 403 },
    { value: `evil.example:${port}`, fails: 403 },
    { value: `127.0.0.1:${port + 1}`, fails: 403 },
    { value: '127.0.0.1', fails: 403 },
    { value: `127.0.0.1.evil.example:${port}`, fails: 403 },
  ];
  const pages: [origin: string | null, site: string | null, fails: number | null][] = [
    [null, null, null],
    [null, 'none', null],
    [null, 'cross-site', 403],
    [null, 'same-site', 403],
    ['own', 'same-origin', null],
    ['https://evil.example', null, 403],
    ['null', null, 403],
    ['own', 'cross-site', 403],
  ];
  const tokens: Cell[] = [
    { value: `Bearer ${token}`, fails: null },
    { value: null, fails: 401 },
    { value: `Bearer ${token.slice(0, -1)}`, fails: 401 },
    { value: `Basic ${token}`, fails: 401 },
  ];
  const methods: Cell[] = [
    { value: 'POST', fails: null },
    { value: 'GET', fails: 404 },
    { value: 'PUT', fails: 404 },
    { value: 'OPTIONS', fails: 403 },
  ];
  const types: Cell[] = [
    { value: 'application/json', fails: null },
    { value: 'application/json; charset=utf-8', fails: null },
    { value: 'text/plain', fails: 415 },
    { value: 'application/x-www-form-urlencoded', fails: 415 },
    { value: null, fails: 415 },
  ];
  const wrong: string[] = [];
  let sent = 0;
  let shouldFire = 0;
  for (const host of hosts)
    for (const [origin, site, pageFails] of pages)
      for (const auth of tokens)
        for (const method of methods)
          for (const type of types) {
            const headers: [string, string][] = [['Host', host.value ?? '']];
            if (origin) headers.push(['Origin', origin === 'own' ? `http://${host.value}` : origin]);
            if (site) headers.push(['Sec-Fetch-Site', site]);
            if (auth.value) headers.push(['Authorization', auth.value]);
            if (type.value) headers.push(['Content-Type', type.value]);
            const fails = [host.fails, pageFails, auth.fails, method.fails, type.fails].filter(
              (status) => status !== null,
            );
            const { status } = await rawRequest(port, requestText(method.value ?? '', '/signals', headers, BODY));
            // Which wall stops a request with several faults may differ; that it is stopped may not.
            const expected =
              fails.length === 0 ? status === 200 : fails.length === 1 ? status === fails[0] : status >= 400;
            if (!expected) wrong.push(`${status} for ${method.value} ${JSON.stringify(headers)}`);
            sent += 1;
            if (fails.length === 0) shouldFire += 1;
          }
  expect(wrong).toEqual([]);
  expect(sent).toBe(8 * 8 * 4 * 4 * 5);
  expect(engine.fires).toHaveLength(shouldFire);
  expect(shouldFire).toBeGreaterThan(0);
}, 120_000);
