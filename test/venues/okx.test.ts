import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startOkxServer } from './okx-server.ts';
import type { OkxVenueOptions } from './okx-server.ts';
import { okxSignature } from './okx/auth.ts';
import { raw } from './raw-request.ts';
import type { RawAnswer } from './raw-request.ts';
import type { VenueHandle } from './venue-server.ts';

const MAIN = { apiKey: 'okx-key', apiSecret: '22582BD0CFF14C41EDBF1AB98506286D', passphrase: 'okx-pass' };
const READER = { apiKey: 'reader-key', apiSecret: 'r', passphrase: 'p' };
const TIME = Date.parse('2026-11-22T09:08:57.715Z');
const ID = 'a'.repeat(32);
const ORDER = {
  instId: 'BTC-USDT',
  tdMode: 'cash',
  clOrdId: ID,
  side: 'buy',
  ordType: 'limit',
  sz: '0.01',
  px: '50000',
};

let venue: VenueHandle;
let now: number;
const sockets: WebSocket[] = [];

async function open(more: Partial<OkxVenueOptions> = {}): Promise<void> {
  venue = await startOkxServer({
    accounts: [
      { name: 'main', ...MAIN, balances: { BTC: '1', USDT: '100000' } },
      { name: 'reader', ...READER, permissions: { trade: false } },
    ],
    clock: () => now,
    ...more,
  });
}
beforeEach(async () => {
  now = TIME;
  await open();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await venue.close();
});

interface Change {
  keys?: typeof MAIN;
  at?: number;
  headers?: Record<string, string>;
  /** The body that goes out, where it is not the one that was signed. */
  sent?: string;
}

function call(method: string, target: string, body?: object, change: Change = {}): Promise<RawAnswer> {
  const { keys = MAIN, at = now, headers = {} } = change;
  const text = body === undefined ? '' : JSON.stringify(body);
  const timestamp = new Date(at).toISOString();
  return raw(venue.url + target, {
    method,
    headers: {
      'ok-access-key': keys.apiKey,
      'ok-access-passphrase': keys.passphrase,
      'ok-access-timestamp': timestamp,
      'ok-access-sign': okxSignature(keys.apiSecret, timestamp, method, target, text),
      ...(text !== '' && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(text !== '' && { body: change.sent ?? text }),
  });
}
const place = (change: object = {}): Promise<RawAnswer> => call('POST', '/api/v5/trade/order', { ...ORDER, ...change });
const row = (answer: RawAnswer): Record<string, string> => answer.json.data[0];
const BALANCE = '/api/v5/account/balance';

describe('a signed request', () => {
  it('has the signature of the documentation: time, method, path with query, body', async () => {
    // The documentation's own example of time and path; the value is openssl's.
    const documented = okxSignature(MAIN.apiSecret, '2020-12-08T09:08:57.715Z', 'GET', `${BALANCE}?ccy=BTC`);
    expect(documented).toBe('HiZhvSfMtWJA3uUIVXV3a/bSXNPCWvYFXoGCVS8V4zY=');
    expect((await call('GET', `${BALANCE}?ccy=BTC`)).json).toMatchObject({ code: '0' });
  });

  it('is refused when one byte is off', async () => {
    const body = JSON.stringify(ORDER);
    const changed = body.replace('0.01', '0.02');
    const answer = await call('POST', '/api/v5/trade/order', ORDER, { sent: changed });
    expect([answer.status, answer.json.code]).toEqual([401, '50113']);
    expect(venue.ledger('main').orders).toEqual([]);
    expect((await call('GET', BALANCE, undefined, { keys: { ...MAIN, apiSecret: 'x' } })).json.code).toBe('50113');
  });

  it.each([
    ['no key', { 'ok-access-key': '' }, '50103'],
    ['no passphrase', { 'ok-access-passphrase': '' }, '50104'],
    ['a wrong passphrase', { 'ok-access-passphrase': 'no' }, '50105'],
    ['no signature', { 'ok-access-sign': '' }, '50106'],
    ['no time', { 'ok-access-timestamp': '' }, '50107'],
    ['a key that nobody has', { 'ok-access-key': 'nobody' }, '50111'],
    ['a time in seconds', { 'ok-access-timestamp': '1700000000' }, '50112'],
    ['a key of the other environment', { 'x-simulated-trading': '1' }, '50101'],
  ])('%s: %o %s', async (_, headers, code) => {
    const answer = await call('GET', BALANCE, undefined, { headers });
    expect([answer.status, answer.json.code]).toEqual([401, code]);
  });

  it('lives for thirty seconds, to either side', async () => {
    expect((await call('GET', BALANCE, undefined, { at: now - 30_000 })).json.code).toBe('0');
    expect((await call('GET', BALANCE, undefined, { at: now - 30_001 })).json.code).toBe('50102');
    expect((await call('GET', BALANCE, undefined, { at: now + 30_001 })).json.code).toBe('50102');
  });

  it('changes nothing with a key that may only read', async () => {
    expect((await call('GET', BALANCE, undefined, { keys: READER })).json.code).toBe('0');
    const answer = await call('POST', '/api/v5/trade/order', ORDER, { keys: READER });
    expect([answer.status, answer.json.code]).toEqual([401, '50120']);
  });

  it('to simulated trading has its header', async () => {
    await venue.close();
    await open({ simulated: true });
    expect((await call('GET', BALANCE)).json.code).toBe('50101');
    expect((await call('GET', BALANCE, undefined, { headers: { 'x-simulated-trading': '1' } })).json.code).toBe('0');
  });
});

describe('an order', () => {
  it('is confirmed by its ids, queried, and canceled, each by either id', async () => {
    const placed = await place();
    const { ordId } = row(placed);
    expect(placed.json).toMatchObject({ code: '0', data: [{ clOrdId: ID, sCode: '0', sMsg: '' }] });
    expect(Object.keys(row(placed)).toSorted()).toEqual(['clOrdId', 'ordId', 'sCode', 'sMsg', 'tag', 'ts']);
    for (const id of [`ordId=${ordId}`, `clOrdId=${ID}`]) {
      expect(row(await call('GET', `/api/v5/trade/order?instId=BTC-USDT&${id}`))).toMatchObject({
        instType: 'SPOT',
        ordId,
        clOrdId: ID,
        state: 'live',
        sz: '0.01',
        px: '50000',
        accFillSz: '0',
        avgPx: '',
      });
    }
    expect((await call('GET', '/api/v5/trade/orders-pending?instType=SPOT')).json.data).toHaveLength(1);
    expect((await call('GET', '/api/v5/trade/orders-pending?instType=SWAP')).json.data).toEqual([]);
    const cancel = { instId: 'BTC-USDT', clOrdId: ID };
    expect(row(await call('POST', '/api/v5/trade/cancel-order', cancel))).toMatchObject({ ordId, sCode: '0' });
    const again = await call('POST', '/api/v5/trade/cancel-order', cancel);
    expect([again.status, again.json.code, row(again)['sCode']]).toEqual([200, '1', '51400']);
  });

  it('that was canceled without a fill is forgotten after two hours, and no other', async () => {
    await place();
    await call('POST', '/api/v5/trade/cancel-order', { instId: 'BTC-USDT', clOrdId: ID });
    const bought = 'b'.repeat(32);
    await place({ clOrdId: bought, ordType: 'market', px: '', tgtCcy: 'base_ccy' });
    const query = (id: string) => call('GET', `/api/v5/trade/order?instId=BTC-USDT&clOrdId=${id}`);
    const listed = async (list: string): Promise<string[]> => {
      const { json } = await call('GET', `/api/v5/trade/${list}?instType=SPOT&instId=BTC-USDT`);
      return (json.data as { clOrdId: string }[]).map(({ clOrdId }) => clOrdId);
    };
    expect(await listed('orders-history')).toEqual([bought, ID]);
    expect(await listed('orders-history-archive')).toEqual([bought]);
    now += 2 * 3_600_000 + 1;
    expect((await query(ID)).json).toMatchObject({ code: '51603', data: [] });
    expect((await query(bought)).json.code).toBe('0');
    expect(await listed('orders-history')).toEqual([bought]);
  });

  it('sized in quote, when a market buy does not say otherwise', async () => {
    await place({ ordType: 'market', px: '', sz: '600' });
    expect(venue.ledger('main').orders).toMatchObject([{ quoteAmount: '600' }]);
    expect(Number(venue.ledger('main').orders[0]!.filled)).toBeLessThan(0.01);
  });

  it.each([
    [{ instId: 'NO-SUCH' }, '51001'],
    [{ sz: '0.000001' }, '51020'],
    [{ sz: '0.123456789' }, '51121'],
    [{ sz: '5' }, '51008'],
    [{ px: '50000.05' }, '51000'],
    [{ px: '200000' }, '51137'],
    [{ clOrdId: 'not-alphanumeric' }, '51000'],
    [{ tdMode: 'cross' }, '51000'],
    [{ reduceOnly: true }, '51205'],
    [{ sz: 0.01 }, '51000'],
  ])('is refused in its row, with 200: %o %s', async (change, code) => {
    const answer = await place(change);
    expect([answer.status, answer.json.code, row(answer)['sCode']]).toEqual([200, '1', code]);
    expect(venue.ledger('main').orders).toEqual([]);
  });

  it('with an id that is taken is refused', async () => {
    await place();
    expect(row(await place())).toMatchObject({ sCode: '51016', ordId: '' });
    expect(venue.ledger('main').orders).toHaveLength(1);
  });

  it('that is post-only and would take is accepted, and canceled at once', async () => {
    expect(row(await place({ ordType: 'post_only', px: '60020' }))).toMatchObject({ sCode: '0' });
    expect(venue.ledger('main').orders).toMatchObject([{ status: 'canceled', filled: '0' }]);
    expect(venue.ledger('main').trades).toEqual([]);
  });

  it('of a swap counts contracts, in its fills too, and makes a net position', async () => {
    const swap = { instId: 'BTC-USDT-SWAP', tdMode: 'isolated', ordType: 'market', px: '', sz: '2.5', tgtCcy: '' };
    expect(row(await place(swap))).toMatchObject({ sCode: '0' });
    expect(venue.ledger('main').orders).toMatchObject([{ amount: '0.025', filled: '0.025' }]);
    const fills = await call('GET', '/api/v5/trade/fills?instType=SWAP');
    expect(row(fills)).toMatchObject({ fillSz: '2.5', execType: 'T', fee: '-1.50025', feeCcy: 'USDT' });
    expect(row(await call('GET', '/api/v5/account/positions'))).toMatchObject({ pos: '2.5', mgnMode: 'isolated' });
  });
});

describe('the private stream', () => {
  interface Client {
    say(message: unknown): void;
    next(): Promise<string>;
  }

  async function connect(): Promise<Client> {
    const socket = new WebSocket(`${venue.url.replace('http', 'ws')}/ws/v5/private`);
    sockets.push(socket);
    const heard: string[] = [];
    const waiting: ((text: string) => void)[] = [];
    socket.on('message', (data) => {
      const text = (data as Buffer).toString('utf8');
      const next = waiting.shift();
      if (next) next(text);
      else heard.push(text);
    });
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
    return {
      say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
      next: () => {
        const text = heard.shift();
        return text === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(text);
      },
    };
  }
  const login = (change: Record<string, string> = {}): object => {
    const timestamp = change['timestamp'] ?? String(Math.floor(now / 1_000));
    const sign = okxSignature(MAIN.apiSecret, timestamp, 'GET', '/users/self/verify');
    return { op: 'login', args: [{ apiKey: MAIN.apiKey, passphrase: MAIN.passphrase, timestamp, sign, ...change }] };
  };
  const SUBSCRIBE = { op: 'subscribe', args: [{ channel: 'orders', instType: 'SPOT' }] };

  it.each([
    [
      'a signature of one other byte',
      { sign: okxSignature(MAIN.apiSecret, '1', 'GET', '/users/self/verify') },
      '60007',
    ],
    ['an old time', { timestamp: String(Math.floor(TIME / 1_000) - 31) }, '60006'],
    ['a time in ms', { timestamp: String(TIME) }, '60004'],
    ['a key that nobody has', { apiKey: 'nobody' }, '60005'],
    ['a wrong passphrase', { passphrase: 'no' }, '60024'],
  ])('refuses %s, and tells nothing', async (_, change, code) => {
    const client = await connect();
    client.say(login(change));
    expect(JSON.parse(await client.next())).toMatchObject({ event: 'error', code });
    client.say(SUBSCRIBE);
    expect(JSON.parse(await client.next())).toMatchObject({ event: 'error', code: '60011' });
  });

  it('answers a ping, and tells orders of the kind that was asked for', async () => {
    const client = await connect();
    client.say('ping');
    expect(await client.next()).toBe('pong');
    client.say(login());
    expect(JSON.parse(await client.next())).toMatchObject({ event: 'login', code: '0' });
    client.say(SUBSCRIBE);
    expect(JSON.parse(await client.next())).toMatchObject({ event: 'subscribe', arg: { channel: 'orders' } });
    expect(JSON.parse(await client.next())).toMatchObject({ event: 'channel-conn-count' });
    await place({ instId: 'BTC-USDT-SWAP', tdMode: 'cross', sz: '1', clOrdId: 'swap1' });
    await place();
    const arg = { channel: 'orders', instType: 'SPOT' };
    expect(JSON.parse(await client.next())).toMatchObject({ arg, data: [{ clOrdId: ID, state: 'live', tradeId: '' }] });
    venue.fillResting(venue.ledger('main').orders[1]!.id, '0.004');
    expect(JSON.parse(await client.next())).toMatchObject({
      data: [{ state: 'partially_filled', accFillSz: '0.004', fillSz: '0.004', execType: 'M', fillFee: '-0.000004' }],
    });
  });
});
