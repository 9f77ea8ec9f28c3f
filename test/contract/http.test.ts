import { statSync } from 'node:fs';
import { createConnection } from 'node:net';
import os from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectFireDocument, expectRefusal } from './document-shapes.ts';
import type { HttpAnswer, Served } from './serve-process.ts';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

const SIGNAL = { symbol: 'BTC/USDT', side: 'long', amount: '0.01' };

describe('qt serve over HTTP', () => {
  let desk: Workspace;
  let served: Served;
  beforeAll(async () => {
    desk = await openWorkspace();
    served = await desk.serve();
  });
  afterAll(() => desk.close());

  const post = (headers: Record<string, string>, body: string): Promise<HttpAnswer> =>
    served.http('/signals', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const bearer = (): Record<string, string> => ({ authorization: `Bearer ${served.token}` });
  const orderSamples = async (): Promise<string[]> =>
    (await served.get('/metrics')).text.split('\n').filter((line) => line.startsWith('account_orders_total{'));
  const ordersNow = async (): Promise<number> =>
    (await orderSamples()).reduce((sum, sample) => sum + Number(sample.split(' ').at(-1)), 0);

  it('prints its address and its token file as the first line, and the token is private', () => {
    expect(served.firstLine).toMatchObject({
      url: expect.stringMatching(/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+$/),
    });
    expect(served.token.length).toBeGreaterThan(30);
    expect(statSync(served.tokenFile).mode & 0o777).toBe(0o600);
    expect(served.stdout().trim().split('\n')).toHaveLength(1);
    expect(served.stdout()).not.toContain(served.token);
  });

  it('listens on loopback and nowhere else', async () => {
    const addresses = Object.values(os.networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address);
    // On Linux all of 127/8 is this machine: a server that listened on every address would answer on 127.0.0.2, too.
    for (const address of [...addresses, ...(process.platform === 'linux' ? ['127.0.0.2'] : [])]) {
      const outcome = await new Promise<string>((resolve) => {
        const socket = createConnection({ host: address, port: served.port, timeout: 2_000 });
        socket.once('connect', () => resolve('connected'));
        socket.once('timeout', () => resolve('no answer'));
        socket.once('error', () => resolve('refused'));
        socket.unref();
      });
      expect(outcome, address).not.toBe('connected');
    }
  });

  it('GET /healthz is {"ok":true} and no more, without a token', async () => {
    const { status, text } = await served.http('/healthz');
    expect(status).toBe(200);
    expect(text).toBe('{"ok":true}');
  });

  it('a good signal: 200 with the document of the contract', async () => {
    const { status, json } = await served.signal({
      ...SIGNAL,
      strategy_id: 'demo_swing',
      score: 0.9,
      confidence: 0.5,
      details: { a: [1] },
    });
    expect(status).toBe(200);
    expectFireDocument(json);
    expect(json.orders).toHaveLength(1);
    expect(json.decision).toMatchObject({ account_name: 'swing_sim', account_source: 'strategy_policy' });
    expect(json).not.toHaveProperty('error');
  });

  it('the same id again: the first answer, and nothing is sent twice; another body: 409', async () => {
    const before = await ordersNow();
    const signal = { ...SIGNAL, id: 'http-1' };
    const first = await served.signal(signal);
    const again = await served.signal(signal);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.json).toEqual(first.json);
    const atOnce = await Promise.all([1, 2, 3, 4].map(() => served.signal({ ...SIGNAL, id: 'http-2' })));
    expect(new Set(atOnce.map(({ json }) => json.orders[0].id)).size).toBe(1);
    const other = await served.signal({ ...signal, amount: '0.02' });
    expect(other.status).toBe(409);
    expect(other.json.error.code).toBe('DUPLICATE_SIGNAL');
    expect(await ordersNow()).toBe(before + 2);
  });

  it('a refused signal: 409 with the error, and the same answer for its id', async () => {
    const signal = { symbol: 'BTC/USDT', side: 'long', amount: '1000', id: 'http-refused' };
    const refused = await served.signal(signal);
    expect(refused.status).toBe(409);
    expectRefusal(refused.json, 'INSUFFICIENT_FUNDS');
    const again = await served.signal(signal);
    expect(again.status).toBe(409);
    expect(again.json).toEqual(refused.json);
  });

  it.each([
    ['no JSON', 'symbol=BTC/USDT'],
    ['cut off', '{"symbol":"BTC/USDT"'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', `[${JSON.stringify(SIGNAL)}]`],
    ['without a symbol', '{"side":"long","amount":"1"}'],
    ['without an amount', '{"symbol":"BTC/USDT","side":"long"}'],
    ['with both amounts', JSON.stringify({ ...SIGNAL, quote_amount: '1' })],
    ['a negative amount', JSON.stringify({ ...SIGNAL, amount: '-1' })],
    ['an amount of too many digits as a number', '{"symbol":"BTC/USDT","side":"long","amount":0.12345678901234567890}'],
    ['an amount that is no number', JSON.stringify({ ...SIGNAL, amount: '0x10' })],
    ['a wrong side', JSON.stringify({ ...SIGNAL, side: 'buy' })],
    ['a limit without a price', JSON.stringify({ ...SIGNAL, type: 'limit' })],
    ['an unknown exchange', JSON.stringify({ ...SIGNAL, exchange: 'mtgox' })],
    ['an unknown field', JSON.stringify({ ...SIGNAL, ammount: '2' })],
    ['a bad id', JSON.stringify({ ...SIGNAL, id: 'a b' })],
  ])('a bad body (%s): 422 and no order', async (_, body) => {
    const before = await ordersNow();
    const { status, json } = await post(bearer(), body);
    expect(status).toBe(422);
    expect(json.error.code).toBe('INVALID_SIGNAL');
    expect(await ordersNow()).toBe(before);
  });

  it('takes plain JSON numbers as amounts, and answers with decimal strings', async () => {
    const { status, json } = await served.signal({ ...SIGNAL, amount: 0.01 });
    expect(status).toBe(200);
    expect(json.orders[0].amount).toBe('0.01');
  });

  it.each(['/signals', '/metrics'])('%s without the right token: 401', async (path) => {
    const body = JSON.stringify(SIGNAL);
    const method = path === '/signals' ? 'POST' : 'GET';
    const before = await ordersNow();
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      'Bearer wrong',
      `Basic ${served.token}`,
      `Bearer ${served.token}x`,
      served.token,
    ]) {
      const headers = { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) };
      const { status, json } = await served.http(path, { method, headers, ...(method === 'POST' ? { body } : {}) });
      expect(status, authorization).toBe(401);
      expect(json.error.code).toBe('UNAUTHORIZED');
    }
    const inAddress = await served.http(`${path}?token=${served.token}`, {
      method,
      headers: { 'content-type': 'application/json' },
    });
    expect(inAddress.status).toBe(401);
    expect(await ordersNow()).toBe(before);
  });

  it.each([
    ['a foreign host', { host: 'evil.example' }],
    ['a foreign host with our port', { host: 'evil.example:PORT' }],
    ['a name that only begins like ours', { host: 'localhost.evil.example:PORT' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['the origin of another local page', { origin: 'http://127.0.0.1:1' }],
    ['a hidden origin', { origin: 'null' }],
  ] as [string, Record<string, string>][])('%s: 403, whatever the token', async (_, given) => {
    const before = await ordersNow();
    const headers = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, value.replace('PORT', String(served.port))]),
    );
    const { status } = await post({ ...bearer(), ...headers }, JSON.stringify(SIGNAL));
    expect(status).toBe(403);
    expect((await served.http('/metrics', { headers: { ...bearer(), ...headers } })).status).toBe(403);
    expect((await served.http('/healthz', { headers })).status).toBe(403);
    expect(await ordersNow()).toBe(before);
  });

  it('no answer lets a foreign page read it', async () => {
    const { headers } = await served.signal(SIGNAL);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    const asked = await served.http('/signals', { method: 'OPTIONS', headers: { origin: 'https://evil.example' } });
    expect(asked.status).toBe(403);
  });

  it('GET /metrics: Prometheus text with the orders of each account', async () => {
    const { status, text, headers } = await served.get('/metrics');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(text).toMatch(/^# TYPE account_orders_total counter$/m);
    const samples = await orderSamples();
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) {
      expect(sample).toMatch(/account_name="[a-z0-9_]+"/);
      expect(sample).toMatch(/exchange="sim"/);
      expect(sample).toMatch(/} \d+$/);
    }
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? -?[\d.e+-]+)$/);
    expect(await ordersNow()).toBe((await desk.json('orders', 'list')).document.orders.length);
  });

  it('keeps its token over a restart, and takes signals again', async () => {
    const { token } = served;
    expect(await served.stop()).toBe(0);
    served = await desk.serve();
    expect(served.token).toBe(token);
    const again = await served.signal({ ...SIGNAL, id: 'http-1' });
    expect(again.status).toBe(200);
    expect(again.json.signal_id).toBe('http-1');
  });
});
