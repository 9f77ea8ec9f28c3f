import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startKrakenServer } from './kraken-server.ts';
import { krakenSignature } from './kraken/auth.ts';
import { raw } from './raw-request.ts';
import type { RawAnswer } from './raw-request.ts';
import type { VenueHandle } from './venue-server.ts';

const KEYS = { apiKey: 'key', apiSecret: 'c2VjcmV0LXNlY3JldA==' };
const NOW = 1_800_000_000_000;
let venue: VenueHandle;
let nonce = 1;

beforeEach(async () => {
  nonce = 1;
  venue = await startKrakenServer({
    accounts: [{ name: 'main', ...KEYS, balances: { BTC: '1', USD: '100000' } }],
    clock: () => NOW,
  });
});
afterEach(() => venue.close());

function call(method: string, fields: Record<string, string> = {}, tamper: (sign: string) => string = (s) => s) {
  const body = new URLSearchParams({ nonce: String(nonce++), ...fields });
  const path = `/0/private/${method}`;
  const sign = krakenSignature(KEYS.apiSecret, path, body.get('nonce') ?? '', body.toString());
  return raw(`${venue.url}${path}`, {
    method: 'POST',
    headers: {
      'api-key': KEYS.apiKey,
      'api-sign': tamper(sign),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: body.toString(),
  });
}
const LIMIT = { pair: 'XBTUSD', type: 'buy', ordertype: 'limit', volume: '0.01', price: '50000' };
const ID = '0123456789abcdef0123456789abcdef';
const errorOf = ({ status, json }: RawAnswer): unknown => [status, json.error];

describe('the gate of Kraken', () => {
  it('checks the signature that Kraken’s documentation shows', () => {
    const secret = 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==';
    const body = 'nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25';
    expect(krakenSignature(secret, '/0/private/AddOrder', '1616492376594', body)).toBe(
      '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==',
    );
  });

  it('refuses a signature with one character changed, an unknown key, and a nonce that does not rise', async () => {
    const flip = (sign: string): string => (sign.startsWith('A') ? 'B' : 'A') + sign.slice(1);
    expect(errorOf(await call('BalanceEx', {}, flip))).toEqual([200, ['EAPI:Invalid signature']]);
    expect(errorOf(await call('BalanceEx', { nonce: '50' }))).toEqual([200, []]);
    expect(errorOf(await call('BalanceEx', { nonce: '50' }))).toEqual([200, ['EAPI:Invalid nonce']]);
    expect(errorOf(await call('BalanceEx', { nonce: '49' }))).toEqual([200, ['EAPI:Invalid nonce']]);
    expect(errorOf(await call('BalanceEx', { nonce: '51' }))).toEqual([200, []]);
    const headers = { 'api-key': 'nobody', 'api-sign': 'x' };
    const answer = await raw(`${venue.url}/0/private/BalanceEx`, { method: 'POST', headers, body: 'nonce=1' });
    expect(errorOf(answer)).toEqual([200, ['EAPI:Invalid key']]);
  });
});

describe('an order at Kraken', () => {
  it('lives: placed, listed, amended, filled in part, canceled', async () => {
    const placed = await call('AddOrder', { ...LIMIT, cl_ord_id: ID });
    expect(placed.json).toEqual({
      error: [],
      result: { descr: { order: 'buy 0.01000000 XBTUSD @ limit 50000' }, txid: [expect.stringMatching(/^O/)] },
    });
    const [txid] = placed.json.result.txid;
    expect((await call('OpenOrders', { cl_ord_id: ID })).json.result.open[txid]).toMatchObject({
      status: 'open',
      cl_ord_id: ID,
      vol: '0.01000000',
      vol_exec: '0.00000000',
    });
    expect((await call('OpenOrders', { cl_ord_id: 'f'.repeat(32) })).json.result.open).toEqual({});
    expect((await call('AmendOrder', { cl_ord_id: ID, order_qty: '0.02', limit_price: '50100' })).json.error).toEqual(
      [],
    );
    venue.fillResting(txid, '0.005');
    const queried = (await call('QueryOrders', { txid, trades: 'true' })).json.result[txid];
    expect(queried).toMatchObject({ vol: '0.02000000', vol_exec: '0.00500000', trades: [expect.stringMatching(/^T/)] });
    const [trade] = queried.trades;
    expect((await call('QueryTrades', { txid: trade })).json.result[trade]).toMatchObject({
      ordertxid: txid,
      pair: 'XXBTZUSD',
      price: '50100',
      vol: '0.00500000',
      // 0.4 % of 250.5, in quote.
      fee: '1.002',
      maker: true,
    });
    expect((await call('CancelOrder', { cl_ord_id: ID })).json.result).toEqual({ count: 1 });
    expect(errorOf(await call('CancelOrder', { cl_ord_id: ID }))).toEqual([200, ['EOrder:Unknown order']]);
    expect((await call('ClosedOrders', { cl_ord_id: ID })).json.result).toMatchObject({
      count: 1,
      closed: { [txid]: { status: 'canceled', vol_exec: '0.00500000' } },
    });
  });

  it.each([
    ['a deadline that is over', { deadline: new Date(NOW).toISOString() }, 'EService:Deadline elapsed'],
    ['one second ahead', { deadline: new Date(NOW + 1_000).toISOString() }, 'EGeneral:Invalid arguments:deadline'],
    ['two minutes ahead', { deadline: new Date(NOW + 120_000).toISOString() }, 'EGeneral:Invalid arguments:deadline'],
    ['a client id of no known form', { cl_ord_id: 'x'.repeat(19) }, 'EGeneral:Invalid arguments:cl_ord_id'],
    ['too small', { volume: '0.00001' }, 'EOrder:Order minimum not met'],
    ['off the tick', { price: '50000.05' }, 'EOrder:Tick size check failed'],
    ['too little money', { volume: '50' }, 'EOrder:Insufficient funds'],
    ['post-only that takes', { price: '60020', oflags: 'post' }, 'EOrder:Post only order'],
    ['an unknown pair', { pair: 'NOPE' }, 'EQuery:Unknown asset pair'],
  ])('is refused: %s', async (_, change, words) => {
    expect(errorOf(await call('AddOrder', { ...LIMIT, ...change }))).toEqual([200, [words]]);
    expect(venue.ledger('main').orders).toEqual([]);
  });

  it('of an id that is open already is refused; after it ended the id is free, as at Kraken', async () => {
    const order = { ...LIMIT, cl_ord_id: ID, deadline: new Date(NOW + 5_000).toISOString() };
    expect(errorOf(await call('AddOrder', order))).toEqual([200, []]);
    expect(errorOf(await call('AddOrder', order))).toEqual([200, ['EOrder:Duplicate order']]);
    await call('CancelOrder', { cl_ord_id: ID });
    expect(errorOf(await call('AddOrder', order))).toEqual([200, []]);
  });
});

describe('the stream of Kraken', () => {
  const messages = async (token: string, act: () => unknown): Promise<Record<string, unknown>[]> => {
    const socket = new WebSocket(`${venue.url.replace('http', 'ws')}/v2`);
    const heard: Record<string, unknown>[] = [];
    socket.on('message', (data) => heard.push(JSON.parse((data as Buffer).toString('utf8'))));
    await once(socket, 'open');
    socket.send(JSON.stringify({ method: 'subscribe', params: { channel: 'executions', token } }));
    await expect.poll(() => heard.some(({ method }) => method === 'subscribe')).toBe(true);
    await act();
    socket.send(JSON.stringify({ method: 'ping' }));
    await expect.poll(() => heard.some(({ method }) => method === 'pong')).toBe(true);
    socket.terminate();
    return heard;
  };

  it('refuses a token that was not issued', async () => {
    const heard = await messages('nonsense', () => call('AddOrder', LIMIT));
    expect(heard).toContainEqual(expect.objectContaining({ method: 'subscribe', success: false }));
    expect(heard.some(({ channel }) => channel === 'executions')).toBe(false);
  });

  it('numbers what it tells', async () => {
    const { token } = (await call('GetWebSocketsToken')).json.result as { token: string };
    const heard = await messages(token, () =>
      call('AddOrder', { ...LIMIT, price: '60010', volume: '0.1', cl_ord_id: ID }),
    );
    const told = heard.filter(({ channel }) => channel === 'executions') as {
      sequence: number;
      data: { exec_type: string }[];
    }[];
    expect(told.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(told.slice(1).map(({ data }) => data[0]?.exec_type)).toEqual(['pending_new', 'new', 'trade', 'filled']);
    expect(told[3]?.data[0]).toMatchObject({ cl_ord_id: ID, last_qty: 0.1, last_price: 60010, cum_qty: 0.1 });
  });
});
