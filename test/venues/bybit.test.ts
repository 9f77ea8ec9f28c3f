import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startBybitServer } from './bybit-server.ts';
import { bybitSignature } from './bybit/auth.ts';
import { raw } from './raw-request.ts';
import type { Fields, RawAnswer } from './raw-request.ts';
import type { VenueHandle } from './venue-server.ts';

const KEYS = { apiKey: 'bybit-key', apiSecret: 'bybit-secret' };
const NOW = 1_790_000_000_000;

let venue: VenueHandle;
beforeEach(async () => {
  venue = await startBybitServer({
    accounts: [{ name: 'alice', ...KEYS, balances: { BTC: '1', USDT: '100000' } }],
    clock: () => NOW,
    limits: { ordersPerSecond: 5 },
  });
});
afterEach(() => venue.close());

interface Signing {
  secret?: string;
  key?: string;
  stamp?: number;
  window?: string;
  /** Sent in place of what was signed. */
  sent?: string;
}

/** Signs as the documentation tells: timestamp, key, window, then the query or the body. */
function call(
  method: string,
  path: string,
  fields: Record<string, unknown> = {},
  how: Signing = {},
): Promise<RawAnswer> {
  const { secret = KEYS.apiSecret, key = KEYS.apiKey, stamp = NOW, window = '5000' } = how;
  const text =
    method === 'GET' ? new URLSearchParams(fields as Record<string, string>).toString() : JSON.stringify(fields);
  const signature = createHmac('sha256', secret).update(`${stamp}${key}${window}${text}`).digest('hex');
  const headers = {
    'X-BAPI-API-KEY': key,
    'X-BAPI-TIMESTAMP': String(stamp),
    'X-BAPI-RECV-WINDOW': window,
    'X-BAPI-SIGN': signature,
    'Content-Type': 'application/json',
  };
  const sent = how.sent ?? text;
  if (method === 'GET') return raw(`${venue.url}${path}?${sent}`, { headers });
  return raw(`${venue.url}${path}`, { method, headers, body: sent });
}

const wallet = (how?: Signing): Promise<RawAnswer> =>
  call('GET', '/v5/account/wallet-balance', { accountType: 'UNIFIED' }, how);
const create = (fields: Record<string, unknown>, how?: Signing): Promise<RawAnswer> =>
  call(
    'POST',
    '/v5/order/create',
    { category: 'spot', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', ...fields },
    how,
  );
const query = (path: string, fields: Fields): Promise<RawAnswer> =>
  call('GET', `/v5/${path}`, { category: 'spot', ...fields });

describe('what a request needs', () => {
  it('a signature over the very bytes that were sent', async () => {
    expect((await wallet()).json).toMatchObject({ retCode: 0, retMsg: 'OK' });
    const wrong = await wallet({ secret: 'another' });
    expect([wrong.status, wrong.json.retCode]).toEqual([200, 10004]);
    expect((await wallet({ sent: 'accountType=UNIFIED&' })).json.retCode).toBe(10004);
    const fields = { qty: '0.01', price: '50000' };
    const body = { category: 'spot', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', ...fields };
    const changed = JSON.stringify(body).replace('0.01', '0.02');
    expect((await create(fields, { sent: changed })).json.retCode).toBe(10004);
    expect(venue.ledger('alice').orders).toEqual([]);
  });

  it('computes the signature as another hand does', () => {
    const payload = `${NOW}XXXXXXXXXX5000category=option&symbol=BTC-29JUL22-25000-C`;
    expect(bybitSignature('s', payload)).toBe(createHmac('sha256', 's').update(payload).digest('hex'));
  });

  it('a key that is known, with the headers that go with it', async () => {
    expect((await wallet({ key: 'nobody' })).json.retCode).toBe(10003);
    const bare = await raw(`${venue.url}/v5/account/wallet-balance?accountType=UNIFIED`);
    expect(bare.json).toMatchObject({ retCode: 10001, retMsg: expect.stringContaining('sign params') as string });
  });

  it.each([
    [-5_000, 0],
    [-5_001, 10002],
    [999, 0],
    [1_000, 10002],
  ])('a timestamp within the window: %i ms off gives %i', async (offset, expected) => {
    expect((await wallet({ stamp: NOW + offset })).json.retCode).toBe(expected);
  });

  it('a permission, for whatever changes something', async () => {
    await venue.close();
    const reader = { name: 'alice', ...KEYS, permissions: { trade: false } };
    venue = await startBybitServer({ accounts: [reader], clock: () => NOW });
    expect((await wallet()).json.retCode).toBe(0);
    expect((await create({ qty: '0.01', price: '50000' })).json.retCode).toBe(10005);
  });

  it('patience', async () => {
    const codes = [];
    for (let each = 0; each < 6; each += 1) codes.push((await create({ qty: '0.01', price: '50000' })).json.retCode);
    expect(codes).toEqual([0, 0, 0, 0, 0, 10006]);
  });
});

describe('an order’s life', () => {
  it('is answered with ids, and told by the lists', async () => {
    const placed = await create({ qty: '0.02', price: '50000', timeInForce: 'GTC', orderLinkId: 'mine' });
    const { orderId } = placed.json.result;
    expect(placed.json.result).toEqual({ orderId, orderLinkId: 'mine' });
    venue.fillResting(orderId, '0.01');
    const open = await query('order/realtime', { symbol: 'BTCUSDT' });
    expect(open.json.result.list).toMatchObject([
      {
        orderId,
        orderLinkId: 'mine',
        orderStatus: 'PartiallyFilled',
        cumExecQty: '0.01',
        leavesQty: '0.01',
        avgPrice: '50000',
      },
    ]);
    expect((await query('execution/list', { orderId })).json.result.list).toMatchObject([
      { execQty: '0.01', leavesQty: '0.01', isMaker: true, feeCurrency: 'BTC', execType: 'Trade' },
    ]);
    const ids = { category: 'spot', symbol: 'BTCUSDT', orderLinkId: 'mine' };
    expect((await call('POST', '/v5/order/amend', { ...ids, qty: '0.05' })).json.retCode).toBe(0);
    expect((await call('POST', '/v5/order/amend', { ...ids, qty: '0.05' })).json.retCode).toBe(10001);
    expect((await call('POST', '/v5/order/cancel', ids)).json.result).toEqual({ orderId, orderLinkId: 'mine' });
    expect((await call('POST', '/v5/order/cancel', ids)).json.retCode).toBe(170213);
    expect((await query('order/realtime', { symbol: 'BTCUSDT' })).json.result.list).toEqual([]);
    const ended = {
      orderStatus: 'PartiallyFilledCanceled',
      qty: '0.05',
      cumExecQty: '0.01',
      cancelType: 'CancelByUser',
    };
    for (const path of ['order/realtime', 'order/history']) {
      expect((await query(path, { symbol: 'BTCUSDT', orderLinkId: 'mine' })).json.result.list).toMatchObject([ended]);
    }
  });

  it('is refused in the words of its category', async () => {
    const linear = { category: 'linear', qty: '0.01', price: '50000', orderLinkId: 'twin' };
    expect((await create(linear)).json.retCode).toBe(0);
    expect((await create(linear)).json.retCode).toBe(110072);
    expect((await create({ ...linear, orderLinkId: 'b', positionIdx: 1 })).json.retCode).toBe(10001);
    expect((await create({ ...linear, orderLinkId: 'c', reduceOnly: true, side: 'Sell' })).json.retCode).toBe(110017);
  });

  it('sizes a spot market buy in quote unless it is told otherwise', async () => {
    await create({ orderType: 'Market', qty: '600.1' });
    expect(venue.ledger('alice').orders).toMatchObject([{ quoteAmount: '600.1', filled: '0.01' }]);
  });

  it('takes a post-only order in that would take, and cancels it at once', async () => {
    const { json } = await create({ qty: '0.01', price: '60020', timeInForce: 'PostOnly' });
    expect(json.retCode).toBe(0);
    const shown = await query('order/realtime', { symbol: 'BTCUSDT', orderId: json.result.orderId as string });
    expect(shown.json.result.list).toMatchObject([
      { orderStatus: 'Cancelled', rejectReason: 'EC_PostOnlyWillTakeLiquidity', cumExecQty: '0' },
    ]);
  });

  it('pages with a cursor that comes with its percent signs', async () => {
    for (let each = 0; each < 3; each += 1) await create({ qty: '0.01', price: '50000' });
    const first = (await query('order/realtime', { symbol: 'BTCUSDT', limit: 2 })).json.result;
    expect([first.list.length, first.nextPageCursor]).toEqual([2, 'page_token%3D2%26']);
    const text = `category=spot&symbol=BTCUSDT&limit=2&cursor=${first.nextPageCursor as string}`;
    const signature = createHmac('sha256', KEYS.apiSecret).update(`${NOW}${KEYS.apiKey}5000${text}`).digest('hex');
    const headers = { 'x-bapi-api-key': KEYS.apiKey, 'x-bapi-timestamp': String(NOW), 'x-bapi-sign': signature };
    const second = await raw(`${venue.url}/v5/order/realtime?${text}`, { headers });
    expect(second.json.result.list).toHaveLength(1);
  });
});

describe('the private stream', () => {
  const login = (secret: string, expires: number): string =>
    JSON.stringify({ op: 'auth', args: [KEYS.apiKey, expires, bybitSignature(secret, `GET/realtime${expires}`)] });

  async function connect(path = '/v5/private'): Promise<{ ask(text: string): Promise<unknown>; socket: WebSocket }> {
    const socket = new WebSocket(`${venue.url.replace('http', 'ws')}${path}`);
    await once(socket, 'open');
    const next = async (): Promise<unknown> => {
      const [data] = (await once(socket, 'message')) as [Buffer];
      return JSON.parse(data.toString('utf8')) as unknown;
    };
    return {
      socket,
      ask: (text) => {
        const answer = next();
        socket.send(text);
        return answer;
      },
    };
  }

  it('lets in who signs, tells the subscriber of his orders, and answers pings', async () => {
    const { ask, socket } = await connect();
    expect(await ask('{"op":"subscribe","args":["order"]}')).toMatchObject({ success: false });
    expect(await ask(login(KEYS.apiSecret, NOW + 1_000))).toMatchObject({ success: true, op: 'auth' });
    expect(await ask('{"op":"subscribe","args":["order","execution"]}')).toMatchObject({ success: true });
    expect(await ask('{"op":"ping"}')).toMatchObject({ op: 'pong' });
    const told = once(socket, 'message') as Promise<[Buffer]>;
    await create({ qty: '0.01', price: '50000', orderLinkId: 'mine' });
    const [data] = await told;
    expect(JSON.parse(data.toString('utf8'))).toMatchObject({
      topic: 'order',
      data: [{ category: 'spot', orderLinkId: 'mine', orderStatus: 'New' }],
    });
    socket.terminate();
  });

  it.each([
    ['with another secret', login('another', NOW + 1_000)],
    ['that is over', login(KEYS.apiSecret, NOW)],
  ])('refuses a login %s, and closes', async (_, text) => {
    const { ask, socket } = await connect();
    const closed = once(socket, 'close');
    expect(await ask(text)).toMatchObject({ success: false, op: 'auth' });
    await closed;
  });

  it('does not exist at other paths', async () => {
    const { socket } = await connect('/v5/public/spot');
    await once(socket, 'close');
    expect(venue.streams.count()).toBe(0);
  });
});

it('tells the log of the balance and old executions, a week at once, of two years', async () => {
  const DAY = 86_400_000;
  const seeds = venue.history('alice');
  seeds.trades([{ market: 'BTCUSDT', side: 'buy', price: '60000', amount: '0.1', at: NOW - 20 * DAY }]);
  seeds.deposit({ asset: 'USDT', amount: '5', at: NOW - 20 * DAY });
  const within = (from: number, days: number): Fields => ({
    startTime: String(NOW - from * DAY),
    endTime: String(NOW - (from - days) * DAY),
  });
  const log = await query('account/transaction-log', within(21, 7));
  const types = (log.json.result as { list: { type: string }[] }).list.map(({ type }) => type);
  expect(types).toEqual(['TRANSFER_IN', 'TRADE', 'TRADE']);
  const told = await query('execution/list', within(21, 7));
  expect(told.json.result).toMatchObject({ list: [{ execType: 'Trade', execQty: '0.1' }] });
  for (const path of ['account/transaction-log', 'execution/list']) {
    expect((await query(path, within(21, 8))).json.retCode).toBe(10001);
    expect((await query(path, within(732, 7))).json.retCode).toBe(10001);
  }
});
