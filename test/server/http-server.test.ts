import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConsoleFiles } from '../../electron/server/console-files.ts';
import { CONTENT_SECURITY_POLICY } from '../../shared/csp.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import type { FireDocument } from '../../shared/schema/order.ts';
import { fakeEngine, fired, order } from './fake-engine.ts';
import { signIn, startServer } from './start-server.ts';
import type { RunningServer } from './start-server.ts';
import { tempDir } from './temp-dir.ts';

const SIGNAL = { symbol: 'BTC/USDT', side: 'long', amount: '1' };

function post(server: RunningServer, target: string, body: unknown): Promise<Response> {
  return fetch(`${server.url}${target}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('POST /signals', () => {
  const refusal = { code: 'ACCOUNT_DISARMED', message: 'disarmed' } as const;
  const venueRefusal = { code: 'INSUFFICIENT_FUNDS', message: 'too little' } as const;
  const outcomes: [title: string, document: () => FireDocument, status: number, code: string | undefined][] = [
    ['placed', () => fired([order('filled')]), 200, undefined],
    ['resting', () => fired([order('open')]), 200, undefined],
    ['refused here', () => fired([], refusal), 409, 'ACCOUNT_DISARMED'],
    ['refused by the venue', () => fired([order('rejected', venueRefusal)]), 409, 'INSUFFICIENT_FUNDS'],
    [
      'never sent',
      () => fired([order('not_placed', { code: 'VENUE_UNREACHABLE', message: '' })]),
      409,
      'VENUE_UNREACHABLE',
    ],
    ['unknown', () => fired([order('unknown')]), 202, undefined],
    ['still awaited', () => fired([order('sent')]), 202, undefined],
  ];
  it.each(outcomes)('%s', async (_title, document, status, code) => {
    const server = await startServer({ engine: fakeEngine({ fire: document }) });
    const response = await post(server, '/signals', SIGNAL);
    const body = (await response.json()) as FireDocument;
    expect(response.status).toBe(status);
    expect(body.error?.code).toBe(code);
    expect(body).toMatchObject({ signal_id: 'sig_1', decision: { account_name: 'main_sim' } });
  });

  it('parses the signal by the schema of every door', async () => {
    const engine = fakeEngine();
    const server = await startServer({ engine });
    await post(server, '/signals', { ...SIGNAL, symbol: ' btc/usdt ', account_name: 'Main_SIM', id: 'a-1' });
    expect(engine.fires).toEqual([
      { door: 'http', signal: { ...SIGNAL, type: 'market', account_name: 'main_sim', id: 'a-1' } },
    ]);
  });

  it.each([
    ['no JSON', '{"symbol":'],
    ['a list', '[]'],
    ['nothing', ''],
    ['no amount', { symbol: 'BTC/USDT', side: 'long' }],
    ['an unknown field', { ...SIGNAL, leverage: 3 }],
    ['an inexact number', { ...SIGNAL, amount: 0.1234567890123456 }],
  ])('answers 422 to %s', async (_title, body) => {
    const engine = fakeEngine();
    const server = await startServer({ engine });
    const response = await post(server, '/signals', body);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { code: 'INVALID_SIGNAL' } });
    expect(engine.fires).toEqual([]);
  });

  it('answers 409 to a known id with another body', async () => {
    const fire = (): never => {
      throw new QtError('DUPLICATE_SIGNAL');
    };
    const server = await startServer({ engine: fakeEngine({ fire }) });
    const response = await post(server, '/signals', SIGNAL);
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ error: { code: 'DUPLICATE_SIGNAL' } });
  });

  it('says nothing of a fault, and reports it inside', async () => {
    const fire = (): never => {
      throw new Error('https://venue/?signature=abc');
    };
    const server = await startServer({ engine: fakeEngine({ fire }) });
    const response = await post(server, '/signals', SIGNAL);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('signature');
    expect(server.faults).toHaveLength(1);
  });

  it('asks for the token before it looks at anything else', async () => {
    const server = await startServer();
    const response = await fetch(`${server.url}/signals`, { method: 'POST', body: 'x' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'UNAUTHORIZED' } });
  });

  it('takes no more than 64 KiB', async () => {
    const server = await startServer();
    expect((await post(server, '/signals', JSON.stringify({ ...SIGNAL, id: 'x'.repeat(70_000) }))).status).toBe(413);
  });
});

describe('the other addresses', () => {
  it('/healthz says ok, to anybody, and no more', async () => {
    const server = await startServer();
    const response = await fetch(`${server.url}/healthz`);
    expect([response.status, await response.text()]).toEqual([200, '{"ok":true}']);
  });

  it('/metrics is Prometheus text, for the token only', async () => {
    const server = await startServer();
    expect((await fetch(`${server.url}/metrics`)).status).toBe(401);
    const response = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${server.token}` } });
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(await response.text()).toContain(
      'account_orders_total{account_name="main_sim",exchange="sim",mode="paper",status="filled"} 3\n',
    );
  });

  it('carries the router for a signed-in page only', async () => {
    const server = await startServer();
    const { page, surface } = await signIn(server);
    const listed = (token?: string): Promise<Response> =>
      fetch(`${server.url}/trpc/accounts.list`, token ? { headers: { authorization: `Bearer ${token}` } } : {});
    expect(await (await listed(page)).json()).toMatchObject({ result: { data: [{ name: 'main_sim' }] } });
    for (const other of [undefined, server.token, surface]) expect((await listed(other)).status).toBe(401);
  });

  it('takes no page for another program', async () => {
    const engine = fakeEngine();
    const server = await startServer({ engine });
    const { page, surface } = await signIn(server);
    for (const token of [page, surface]) {
      for (const target of ['/signals', '/kill']) {
        expect((await post({ ...server, token }, target, SIGNAL)).status).toBe(401);
      }
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(`${server.url}/metrics`, { headers })).status).toBe(401);
    }
    expect([engine.fires, engine.kills]).toEqual([[], []]);
  });

  it('turns a code of the surface into a session, once, and takes no login link by itself', async () => {
    const server = await startServer();
    const code = new URL(server.mintLoginUrl()).hash.slice('#login='.length);
    // The page never sees this code: it is for the surface.
    expect((await post(server, '/session', { code })).status).toBe(401);
    expect((await post(server, '/session', { code: 'x' })).status).toBe(401);
    expect((await post(server, '/session', { code: 1 })).status).toBe(422);
    const first = await fetch(`${server.confirmUrl}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    const { continue_url } = (await first.json()) as { continue_url: string };
    expect(continue_url.startsWith(`${server.url}/#login=`)).toBe(true);
    const handed = new URL(continue_url).hash.slice('#login='.length);
    expect((await post(server, '/session', { code: handed })).status).toBe(200);
    expect((await post(server, '/session', { code: handed })).status).toBe(401);
  });

  it('serves the page with its policy, and nothing beside it', async () => {
    const root = tempDir();
    writeFileSync(path.join(root, 'index.html'), '<!doctype html>');
    const server = await startServer({ files: openConsoleFiles(root) });
    const page = await fetch(`${server.url}/`);
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy');
    expect(policy?.replace(`frame-src ${server.confirmUrl}; `, '')).toBe(CONTENT_SECURITY_POLICY);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
    expect((await fetch(`${server.url}/http-token`)).status).toBe(404);
    expect((await fetch(`${server.url}/..%2fhttp-token`)).status).toBe(404);
  });

  it('refuses a port that is taken, and finds another when none was asked for', async () => {
    const first = await startServer();
    await expect(startServer({ port: first.port })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const usual = await startServer({ port: null });
    const beside = await startServer({ port: null });
    expect(beside.port).not.toBe(usual.port);
  });
});
