import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFiriServer } from './firi-server.ts';
import type { FiriVenueOptions } from './firi-server.ts';
import { firiSignature } from './firi/auth.ts';
import { raw } from './raw-request.ts';
import type { RawAnswer } from './raw-request.ts';
import type { VenueHandle } from './venue-server.ts';

const KEY = { 'firi-access-key': 'firi-key' };
const SECRET = 'test-secret';
const TIME = 1_700_000_000;
const ORDER = { market: 'BTCNOK', type: 'bid', price: '1000.00', amount: '0.001' };
const WINDOW = { timestamp: String(TIME), validity: '2000' };

let venue: VenueHandle;
let now: number;

async function open(more: Partial<FiriVenueOptions> = {}): Promise<void> {
  venue = await startFiriServer({
    accounts: [
      {
        name: 'main',
        apiKey: 'firi-key',
        apiSecret: SECRET,
        clientId: 'client-1',
        balances: { BTC: '1', NOK: '100000' },
      },
      { name: 'reader', apiKey: 'reader-key', apiSecret: 'r', clientId: 'client-2', permissions: { trade: false } },
    ],
    clock: () => now,
    ...more,
  });
}
beforeEach(async () => {
  now = TIME * 1000 + 400;
  await open();
});
afterEach(() => venue.close());

const get = (path: string, headers: Record<string, string> = KEY): Promise<RawAnswer> =>
  raw(venue.url + path, { headers });
const remove = (path: string): Promise<RawAnswer> => raw(venue.url + path, { method: 'DELETE', headers: KEY });
const post = (body: unknown, headers: Record<string, string> = KEY, query = ''): Promise<RawAnswer> =>
  raw(`${venue.url}/v2/orders${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const hmac = (payload: string, secret = SECRET): Record<string, string> => ({
  'firi-user-clientid': 'client-1',
  'firi-user-signature': createHmac('sha256', secret).update(payload).digest('hex'),
});
const QUERY = `?timestamp=${TIME}&validity=2000`;

describe('public data', () => {
  it('has its shapes, all numbers strings', async () => {
    expect((await get('/time', {})).json).toEqual({ time: TIME });
    const [market] = (await get('/v2/markets', {})).json;
    expect(market).toEqual({
      id: 'BTCNOK',
      last: '650000.0000000000000000',
      high: '650000.0000000000000000',
      low: '650000.0000000000000000',
      change: '0.0000',
      volume: '0.0000000000000000',
    });
    expect((await get('/v2/markets/BTCNOK', {})).json).toEqual(market);
    const ticker = { bid: '649000.0000000000000000', ask: '651000.0000000000000000', spread: '2000.0000000000000000' };
    expect((await get('/v2/markets/BTCNOK/ticker', {})).json).toEqual(ticker);
    expect((await get('/v2/markets/tickers', {})).json[0]).toEqual({ market: 'BTCNOK', ...ticker });
    const depth = (await get('/v2/markets/BTCNOK/depth?bids=1&asks=2', {})).json;
    expect(depth.bids).toEqual([['649000.0000000000000000', '0.5000000000000000']]);
    expect(depth.asks).toHaveLength(2);
    expect((await get('/v2/markets/NOPE/ticker', {})).json.name).toBe('MarketNotFound');
    expect(venue.signedRequests()).toEqual([]);
  });
});

describe('signatures', () => {
  it('are those of the two known vectors', () => {
    expect(firiSignature(SECRET, JSON.stringify(WINDOW))).toBe(
      'd9a9f7d3b906f99b97cf12a24b5972ad1b024bb449f640f78911fdecee771ee6',
    );
    const body = JSON.stringify({ ...WINDOW, ...ORDER });
    expect(firiSignature(SECRET, body)).toBe('6d7433e0cd03a680b377bdccb5e803c688039dde86af95fd7c3624807dd164da');
  });

  it('open a GET and a DELETE', async () => {
    const headers = hmac(JSON.stringify(WINDOW));
    expect((await get(`/v2/balances${QUERY}`, headers)).status).toBe(200);
    expect((await get(`/v2/orders/BTCNOK${QUERY}&count=5`, headers)).json).toEqual([]);
    const gone = await raw(`${venue.url}/v2/orders/1/detailed${QUERY}`, { method: 'DELETE', headers });
    expect(gone.json.name).toBe('OrderNotFound');
    expect(venue.signedRequests().map(({ account, signed }) => [account, signed])).toEqual(
      Array(3).fill(['main', true]),
    );
  });

  const robust = JSON.stringify({ ...WINDOW, ...ORDER });
  const plain = JSON.stringify(ORDER);
  const suffixed = JSON.stringify({ ...ORDER, ...WINDOW });
  it.each([
    ['any', robust, robust, 200],
    ['raw', robust, robust, 200],
    ['prefix', robust, robust, 200],
    ['suffix', robust, robust, 200],
    ['any', plain, robust, 200],
    ['any', plain, suffixed, 200],
    ['any', suffixed, suffixed, 200],
    ['prefix', plain, suffixed, 401],
    ['suffix', plain, robust, 401],
    ['any', plain, plain, 401],
  ] as const)('of a POST, venue %s: body %s signed as %s is %d', async (postSignature, body, payload, status) => {
    await venue.close();
    await open({ postSignature });
    expect((await post(body, hmac(payload), QUERY)).status).toBe(status);
    expect(venue.ledger('main').orders).toHaveLength(status === 200 ? 1 : 0);
  });

  it('with a strict body schema refuse the signing fields in it', async () => {
    await venue.close();
    await open({ strictBody: true });
    expect((await post(robust, hmac(robust), QUERY)).json).toEqual({
      name: 'BadRequest',
      message: 'Unknown field timestamp',
    });
    expect((await post(plain, hmac(robust), QUERY)).status).toBe(200);
  });

  it('must be right, in time, and of a known client', async () => {
    const refusals: [Promise<RawAnswer>, string][] = [
      [get(`/v2/balances${QUERY}`, hmac(JSON.stringify(WINDOW), 'wrong')), 'Invalid Signature'],
      [get(`/v2/balances?timestamp=${TIME}&validity=3000`, hmac(JSON.stringify(WINDOW))), 'Invalid Signature'],
      [get('/v2/balances', hmac(JSON.stringify(WINDOW))), 'Invalid Signature'],
      [post(plain.replace('1000', '2000'), hmac(robust), QUERY), 'Invalid Signature'],
      [
        get(`/v2/balances${QUERY}`, { ...hmac(JSON.stringify(WINDOW)), 'firi-user-clientid': 'client-9' }),
        'ApiKeyNotFound',
      ],
      [
        get(`/v2/balances${QUERY}`, { ...hmac(JSON.stringify(WINDOW)), 'firi-access-key': 'reader-key' }),
        'ApiKeyNotFound',
      ],
      [get('/v2/balances', { 'firi-access-key': 'nobody' }), 'ApiKeyNotFound'],
      [get('/v2/balances', {}), 'ApiKeyNotFound'],
    ];
    for (const [answer, name] of refusals)
      expect([(await answer).status, (await answer).json.name]).toEqual([401, name]);
    now += 1601;
    const late = await get(`/v2/balances${QUERY}`, hmac(JSON.stringify(WINDOW)));
    expect([late.status, late.json.name]).toEqual([401, 'Expired Signature']);
    now = TIME * 1000 - 1001;
    expect((await get(`/v2/balances${QUERY}`, hmac(JSON.stringify(WINDOW)))).json.name).toBe('Expired Signature');
  });

  it('wants a security level for orders', async () => {
    const reader = { 'firi-access-key': 'reader-key' };
    expect((await get('/v2/balances', reader)).status).toBe(200);
    const refused = await post(ORDER, reader);
    expect([refused.status, refused.json.name]).toEqual([403, 'SecurityLevelTooLow']);
  });
});

describe('orders', () => {
  it('rest, fill, and move from the active list to the history', async () => {
    const { json } = await post({ ...ORDER, price: '500000', amount: '0.1' });
    expect(Object.keys(json)).toEqual(['id']);
    venue.fillResting(json.id, '0.04');
    const order = (await get(`/v2/order/${json.id}`)).json;
    expect(order).toEqual({
      id: json.id,
      market: 'BTCNOK',
      type: 'bid',
      price: '500000.0000000000000000',
      amount: '0.1000000000000000',
      remaining: '0.0600000000000000',
      matched: '0.0400000000000000',
      cancelled: '0.0000000000000000',
      created_at: '2023-11-14T22:13:20.400Z',
    });
    expect((await get('/v2/orders')).json).toEqual([order]);
    expect((await get('/v2/orders/BTCNOK?count=10')).json).toEqual([order]);
    expect((await get('/v2/orders/ETHNOK')).json).toEqual([]);
    const nok = (await get('/v2/balances')).json.find(({ currency }: { currency: string }) => currency === 'NOK');
    expect(nok).toEqual({
      currency: 'NOK',
      balance: '80000.0000000000000000',
      hold: '30000.0000000000000000',
      available: '50000.0000000000000000',
    });
    venue.fillResting(json.id);
    expect((await get('/v2/orders')).json).toEqual([]);
    const closed = {
      id: json.id,
      remaining: '0.0000000000000000',
      matched: '0.1000000000000000',
      price_currency: 'NOK',
      amount_currency: 'BTC',
    };
    expect((await get('/v2/orders/history')).json).toMatchObject([closed]);
    expect((await get('/v2/orders/BTCNOK/history?count=1')).json).toMatchObject([closed]);
    expect((await get('/v2/markets/BTCNOK/history?count=1', {})).json).toMatchObject([
      { type: 'bid', amount: '0.0600000000000000' },
    ]);
  });

  it('cross the book at the better price', async () => {
    await post({ ...ORDER, price: '655000', amount: '0.1' });
    expect(venue.ledger('main').orders).toMatchObject([{ status: 'filled', quoteFilled: '65100' }]);
    expect(venue.ledger('main').balances).toMatchObject({
      BTC: { free: '1.0995' },
      NOK: { free: '34900', locked: '0' },
    });
  });

  it('cancel one by id, with and without its market', async () => {
    for (const path of [
      (id: number) => `/v2/orders/${id}/detailed`,
      (id: number) => `/v2/orders/${id}/BTCNOK/detailed`,
    ]) {
      const { id } = (await post({ ...ORDER, type: 'ask', price: '900000', amount: '0.5' })).json;
      venue.fillResting(id, '0.2');
      expect((await remove(`/v2/orders/${id}/ETHNOK/detailed`)).status).toBe(404);
      expect((await remove(path(id))).json).toEqual({ matched: '0.2000000000000000' });
      expect((await get(`/v2/order/${id}`)).json).toMatchObject({
        remaining: '0.0000000000000000',
        cancelled: '0.3000000000000000',
      });
      expect((await remove(path(id))).status).toBe(400);
    }
    expect(venue.requests.some(({ dangerous }) => dangerous)).toBe(false);
  });

  it('cancel all, which the log calls dangerous', async () => {
    await post(ORDER);
    await post({ ...ORDER, market: 'ETHNOK' });
    expect((await remove('/v2/orders/BTCNOK')).status).toBe(200);
    expect((await get('/v2/orders')).json).toHaveLength(1);
    expect((await remove('/v2/orders')).status).toBe(200);
    expect((await remove('/v2/orders/1000001')).status).toBe(404);
    expect((await get('/v2/orders')).json).toEqual([]);
    expect(venue.requests.filter(({ dangerous }) => dangerous).map(({ path }) => path)).toEqual([
      '/v2/orders/BTCNOK',
      '/v2/orders',
      '/v2/orders/1000001',
    ]);
  });

  it.each([
    ['no price', { price: undefined }, 'Invalid price'],
    ['a number for a price', { price: 1000 }, 'Invalid price'],
    ['too many decimals', { price: '1000.001' }, 'Invalid price'],
    ['amount of nothing', { amount: '0' }, 'Invalid amount'],
    ['amount too small', { amount: '0.00009' }, 'Invalid amount'],
    ['amount too fine', { amount: '0.000100001' }, 'Invalid amount'],
    ['capital type', { type: 'Bid' }, 'Invalid type'],
    ['unknown market', { market: 'NOKBTC' }, 'Invalid market'],
    ['a client order id', { client_order_id: 'x' }, 'Unknown field client_order_id'],
    ['no money', { price: '100000', amount: '2' }, 'Insufficient balance'],
  ])('with %s are refused', async (_, change, message) => {
    const { status, json } = await post({ ...ORDER, ...change });
    expect([status, json.message]).toEqual([400, message]);
    expect(venue.ledger('main').orders).toEqual([]);
  });

  it('belong to one account', async () => {
    const { id } = (await post(ORDER)).json;
    const seen = await get(`/v2/order/${id}`, { 'firi-access-key': 'reader-key' });
    expect([seen.status, seen.json.name]).toEqual([404, 'OrderNotFound']);
  });

  it('obey the fault script', async () => {
    venue.faults.next('order.place', { kind: 'rate_limit', retryAfter: 2 });
    const limited = await post(ORDER);
    expect([limited.status, limited.headers.get('retry-after'), limited.json.name]).toEqual([
      429,
      '2',
      'TooManyRequests',
    ]);
    venue.faults.next('order.place', { kind: 'drop_after' });
    await expect(post(ORDER)).rejects.toThrow();
    expect(venue.ledger('main').orders).toHaveLength(1);
  });
});
