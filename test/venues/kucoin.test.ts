import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startKucoinServer } from './kucoin-server.ts';
import type { KucoinVenueOptions } from './kucoin-server.ts';
import { raw } from './raw-request.ts';
import type { RawAnswer } from './raw-request.ts';
import type { VenueHandle } from './venue-server.ts';

const KEYS = { apiKey: 'key', apiSecret: 'secret', passphrase: 'pass' };
const NOW = 1_790_000_000_000;

const open: (VenueHandle | WebSocket)[] = [];
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close();
});
async function start(options: Partial<KucoinVenueOptions> = {}): Promise<VenueHandle> {
  const accounts = [
    { name: 'main', ...KEYS, balances: { BTC: '1', USDT: '100000' } },
    { name: 'other', apiKey: 'key2', apiSecret: 'secret2', passphrase: 'pass2', balances: { USDT: '5' } },
  ];
  const venue = await startKucoinServer({ accounts, clock: () => NOW, ...options });
  open.push(venue);
  return venue;
}

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64');

interface Change {
  at?: number;
  sign?: (sign: string) => string;
  headers?: Record<string, string>;
}

/** As docs-new, "Authentication", tells: timestamp, method, path with query, body. */
function call(
  venue: VenueHandle,
  method: string,
  path: string,
  body?: object,
  { at = NOW, sign = (text) => text, headers }: Change = {},
): Promise<RawAnswer> {
  const text = body === undefined ? '' : JSON.stringify(body);
  return raw(`${venue.url}${path}`, {
    method,
    headers: {
      'kc-api-key': KEYS.apiKey,
      'kc-api-timestamp': String(at),
      'kc-api-key-version': '3',
      'kc-api-passphrase': hmac(KEYS.apiSecret, KEYS.passphrase),
      'kc-api-sign': sign(hmac(KEYS.apiSecret, `${at}${method}${path}${text}`)),
      'content-type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: text }),
  });
}

const ORDER = { clientOid: 'mine', symbol: 'BTC-USDT', side: 'buy', type: 'limit', price: '50000', size: '0.01' };
const data = <T>(answer: RawAnswer): T => {
  expect(answer.json).toMatchObject({ code: '200000' });
  return (answer.json as { data: T }).data;
};

describe('authentication at KuCoin', () => {
  it.each<[string, Change, string]>([
    ['a signature with one byte off', { sign: (text) => `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}` }, '400005'],
    ['an old timestamp', { at: NOW - 5_001 }, '400002'],
    ['a timestamp from the future', { at: NOW + 5_001 }, '400002'],
    ['an unknown key', { headers: { 'kc-api-key': 'nobody' } }, '400003'],
    ['a passphrase as it is', { headers: { 'kc-api-passphrase': KEYS.passphrase } }, '400004'],
    ['a key of version 1', { headers: { 'kc-api-key-version': '1' } }, '400009'],
    ['another account’s passphrase', { headers: { 'kc-api-passphrase': hmac('secret2', 'pass2') } }, '400004'],
  ])('refuses %s', async (_, change, code) => {
    const venue = await start();
    const answer = await call(venue, 'POST', '/api/v1/hf/orders', ORDER, change);
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ code });
    expect(venue.ledger('main').orders).toEqual([]);
  });

  it('refuses a request without headers, and one whose body or query was changed on the way', async () => {
    const venue = await start();
    expect((await raw(`${venue.url}/api/v1/accounts`)).json).toMatchObject({ code: '400001' });
    const { rawBody, headers } = await call(venue, 'POST', '/api/v1/hf/orders', ORDER).then(() => venue.requests[1]!);
    const changed = { method: 'POST', headers: { ...headers }, body: rawBody.replace('0.01', '0.02') };
    delete (changed.headers as Record<string, string>)['content-length'];
    expect((await raw(`${venue.url}/api/v1/hf/orders`, changed)).json).toMatchObject({ code: '400005' });
    expect(venue.ledger('main').orders).toHaveLength(1);
  });

  it('takes both versions of signed passphrases, and the edge of the window', async () => {
    const venue = await start();
    for (const change of [{ headers: { 'kc-api-key-version': '2' } }, { at: NOW - 5_000 }, { at: NOW + 5_000 }]) {
      expect((await call(venue, 'GET', '/api/v1/accounts', undefined, change)).status).toBe(200);
    }
  });
});

describe.each([
  ['high-frequency', '/api/v1/hf/orders', '/api/v1/hf/orders/client-order', '?symbol=BTC-USDT'],
  ['classic', '/api/v1/orders', '/api/v1/order/client-order', ''],
])('an order of the %s family', (_, orders, byClientId, query) => {
  it('lives: placed, asked for, filled in part, canceled, listed', async () => {
    const venue = await start();
    const { orderId } = data<{ orderId: string }>(await call(venue, 'POST', orders, ORDER));
    const ask = async (): Promise<Record<string, unknown>> =>
      data(await call(venue, 'GET', `${byClientId}/mine${query}`));
    expect(await ask()).toMatchObject({ id: orderId, clientOid: 'mine', dealSize: '0', symbol: 'BTC-USDT' });
    venue.fillResting(orderId, '0.004');
    expect(await ask()).toMatchObject({ dealSize: '0.004', dealFunds: '200' });
    expect((await call(venue, 'POST', orders, ORDER)).json).toMatchObject({ code: '102426' });
    data(await call(venue, 'DELETE', `${byClientId}/mine${query}`));
    const after = await ask();
    expect(after).toMatchObject({ cancelExist: true, dealSize: '0.004' });
    expect(after['active'] ?? after['isActive']).toBe(false);
    const again = await call(venue, 'DELETE', `${byClientId}/mine${query}`);
    expect(again.json).toMatchObject({ code: '400100', msg: 'order_not_exist_or_not_allow_to_cancel' });
    expect(venue.ledger('main').orders).toMatchObject([{ status: 'canceled', filled: '0.004' }]);
    // An id is free again once its order is done.
    data(await call(venue, 'POST', orders, ORDER));
  });

  it('is refused in KuCoin’s own words', async () => {
    const venue = await start();
    for (const [change, code] of [
      [{ size: '100' }, '200004'],
      [{ price: '50000.05' }, '400100'],
      [{ size: '0.0000000001' }, '600100'],
      [{ size: '0.000001' }, '400100'],
      [{ symbol: 'NO-SUCH' }, '900001'],
      [{ side: 'BUY' }, '400100'],
      [{ size: 0.01 }, '400100'],
      [{ type: 'market', price: undefined, size: undefined }, '400100'],
    ] as const) {
      const answer = await call(venue, 'POST', orders, { ...ORDER, ...change });
      expect(answer.json, JSON.stringify(change)).toMatchObject({ code });
    }
    expect(venue.ledger('main').orders).toEqual([]);
  });
});

it('pages lists in the way of each family', async () => {
  const venue = await start();
  const { orderId } = data<{ orderId: string }>(
    await call(venue, 'POST', '/api/v1/hf/orders', { ...ORDER, size: '1' }),
  );
  for (let part = 0; part < 7; part += 1) venue.fillResting(orderId, '0.001');
  const first = data<{ items: { tradeId: number }[]; lastId: number }>(
    await call(venue, 'GET', '/api/v1/hf/fills?symbol=BTC-USDT&limit=5'),
  );
  expect(first.items).toHaveLength(5);
  const rest = data<{ items: { tradeId: number }[] }>(
    await call(venue, 'GET', `/api/v1/hf/fills?symbol=BTC-USDT&limit=5&lastId=${first.lastId}`),
  );
  expect(rest.items).toHaveLength(2);
  expect(rest.items[0]!.tradeId).toBeLessThan(first.items.at(-1)!.tradeId);
  expect(data(await call(venue, 'GET', '/api/v1/fills?pageSize=5&currentPage=2'))).toMatchObject({
    currentPage: 2,
    totalNum: 7,
    totalPage: 2,
    items: [{}, {}],
  });
  expect((await call(venue, 'GET', '/api/v1/hf/fills')).json).toMatchObject({ code: '400100' });
});

describe('the private stream', () => {
  const connect = async (venue: VenueHandle, token: string) => {
    const socket = new WebSocket(`${venue.url.replace('http', 'ws')}/endpoint?token=${encodeURIComponent(token)}`);
    open.push(socket);
    const heard: Record<string, unknown>[] = [];
    let closed = false;
    socket.on('message', (text) =>
      heard.push(JSON.parse((text as Buffer).toString('utf8')) as Record<string, unknown>),
    );
    socket.on('close', () => (closed = true));
    socket.on('error', () => undefined);
    const until = async (ready: () => boolean): Promise<void> => {
      for (let turns = 0; turns < 200 && !ready(); turns += 1) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(ready()).toBe(true);
    };
    const send = (message: object): void => socket.send(JSON.stringify(message));
    return { heard, until, send, isClosed: () => closed };
  };

  it('opens with a token of the account alone, and tells it only of its own orders', async () => {
    const venue = await start();
    expect((await raw(`${venue.url}/api/v1/bullet-private`, { method: 'POST' })).json).toMatchObject({
      code: '400001',
    });
    const stranger = await connect(venue, 'made-up');
    await stranger.until(() => stranger.isClosed());
    expect(stranger.heard).toEqual([]);

    const granted = data<{ token: string; instanceServers: { endpoint: string; pingInterval: number }[] }>(
      await call(venue, 'POST', '/api/v1/bullet-private'),
    );
    expect(granted.instanceServers[0]).toMatchObject({ endpoint: `${venue.url.replace('http', 'ws')}/endpoint` });
    const { heard, until, send } = await connect(venue, granted.token);
    await until(() => heard.length === 1);
    expect(heard[0]).toMatchObject({ type: 'welcome', pingInterval: 18_000 });
    send({ id: '1', type: 'ping' });
    send({ id: '2', type: 'subscribe', topic: '/spotMarket/tradeOrdersV2', response: true });
    send({ id: '3', type: 'subscribe', topic: '/no/such', privateChannel: true, response: true });
    send({ id: '4', type: 'subscribe', topic: '/spotMarket/tradeOrdersV2', privateChannel: true, response: true });
    await until(() => heard.length === 5);
    expect(heard.slice(1)).toMatchObject([
      { id: '1', type: 'pong' },
      { id: '2', type: 'error', code: 403 },
      { id: '3', type: 'error', code: 404 },
      { id: '4', type: 'ack' },
    ]);
    venue.placeOutside('other', { market: 'BTC-USDT', side: 'buy', price: '100', amount: '0.01' });
    const id = venue.placeOutside('main', { market: 'BTC-USDT', side: 'buy', price: '100', amount: '0.02' });
    await until(() => heard.length === 7);
    venue.fillResting(id);
    await until(() => heard.length === 9);
    const told = heard.slice(5).map((message) => message['data'] as Record<string, unknown>);
    expect(told.map(({ type, status, orderId }) => [type, status, orderId])).toEqual([
      ['received', 'new', id],
      ['open', 'open', id],
      ['match', 'open', id],
      ['filled', 'done', id],
    ]);
  });
});

it('tells ledgers a day at once, and of what it has forgotten what it knows', async () => {
  const DAY = 86_400_000;
  const venue = await start();
  const seeds = venue.history('main');
  seeds.transfer({ asset: 'USDT', amount: '5', at: NOW - 200 * DAY });
  seeds.transfer({ asset: 'USDT', amount: '-6', at: NOW - 2 * DAY });
  const ask = (path: string, from: number, days: number): Promise<RawAnswer> =>
    call(venue, 'GET', `/api/v1/${path}?startAt=${NOW - from * DAY}&endAt=${NOW - (from - days) * DAY}`);
  expect((await ask('accounts/ledgers', 200, 1)).json).toMatchObject({
    data: { items: [{ amount: '5', direction: 'in' }] },
  });
  expect((await ask('hf/accounts/ledgers', 200, 1)).json).toMatchObject({ data: [{ amount: '6', direction: 'out' }] });
  for (const path of ['accounts/ledgers', 'hf/accounts/ledgers'])
    expect((await ask(path, 2, 1.1)).json).toMatchObject({ code: '400100' });
  const week = `/api/v1/hf/fills?symbol=BTC-USDT&startAt=${NOW - 8 * DAY}&endAt=${NOW}`;
  expect((await call(venue, 'GET', week)).json).toMatchObject({ code: '400100' });
});
