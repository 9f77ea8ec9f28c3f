import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startBinanceFuturesServer } from './binance-futures-server.ts';
import { raw, signed } from './raw-request.ts';
import type { Fields, RawAnswer } from './raw-request.ts';
import type { VenueHandle } from './venue-server.ts';

const KEYS = { apiKey: 'futures-key', apiSecret: 'futures-secret' };
const NOW = 1_800_000_000_000;
let venue: VenueHandle;

beforeEach(async () => {
  venue = await startBinanceFuturesServer({
    accounts: [{ name: 'main', ...KEYS, balances: { USDT: '10000' } }],
    clock: () => NOW,
  });
});
afterEach(() => venue.close());

function call(method: string, path: string, fields: Fields = {}, keys = KEYS): Promise<RawAnswer> {
  const all = { ...fields, timestamp: NOW };
  return signed(venue.url, keys, method, `/fapi/${path}`, all);
}
const LIMIT = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', quantity: '0.010', price: '50000', timeInForce: 'GTC' };
const ID = '0123456789abcdef0123456789abcdef';
const place = (change: Fields = {}): Promise<RawAnswer> =>
  call('POST', 'v1/order', { ...LIMIT, newOrderRespType: 'RESULT', ...change });

describe('the gate of the futures', () => {
  it('refuses a wrong signature, a wrong key and an old timestamp', async () => {
    const wrong = await call('GET', 'v3/balance', {}, { ...KEYS, apiSecret: 'futures-secreu' });
    expect(wrong.json.code).toBe(-1022);
    expect((await call('GET', 'v3/balance', {}, { ...KEYS, apiKey: 'nobody' })).json.code).toBe(-2015);
    const old = await signed(venue.url, KEYS, 'GET', '/fapi/v3/balance', { timestamp: NOW - 5_001 });
    expect(old.json.code).toBe(-1021);
    expect((await call('GET', 'v3/balance')).json).toMatchObject([
      { asset: 'USDT', availableBalance: '10000.00000000' },
    ]);
  });
});

describe('an order of the futures', () => {
  it('lives: placed, amended, filled in part, queried, canceled; it margins with its leverage', async () => {
    const placed = await place({ newClientOrderId: ID });
    expect(placed.json).toMatchObject({ status: 'NEW', clientOrderId: ID, origQty: '0.010', positionSide: 'BOTH' });
    const { orderId } = placed.json as { orderId: number };
    // 500 USDT at twenty times.
    expect((await call('GET', 'v3/balance')).json[0].availableBalance).toBe('9975.00000000');
    const change = { symbol: 'BTCUSDT', side: 'BUY', origClientOrderId: ID, quantity: '0.020', price: '50100' };
    expect((await call('PUT', 'v1/order', change)).json).toMatchObject({
      orderId,
      origQty: '0.020',
      price: '50100.00',
    });
    expect((await call('PUT', 'v1/order', change)).json.code).toBe(-5027);
    venue.fillResting(orderId, '0.005');
    const query = { symbol: 'BTCUSDT', origClientOrderId: ID };
    expect((await call('GET', 'v1/order', query)).json).toMatchObject({
      status: 'PARTIALLY_FILLED',
      executedQty: '0.005',
    });
    expect((await call('GET', 'v1/userTrades', { symbol: 'BTCUSDT', orderId })).json).toMatchObject([
      { orderId, qty: '0.005', price: '50100.00', maker: true, commissionAsset: 'USDT' },
    ]);
    expect((await call('DELETE', 'v1/order', query)).json).toMatchObject({ status: 'CANCELED', clientOrderId: ID });
    expect((await call('DELETE', 'v1/order', query)).json.code).toBe(-2011);
    expect((await call('GET', 'v3/positionRisk')).json).toMatchObject([{ symbol: 'BTCUSDT', positionAmt: '0.005' }]);
  });

  it.each([
    ['too small', { quantity: '0.0001' }, -4004],
    ['off the step', { quantity: '0.0105' }, -1111],
    ['off the tick', { price: '50000.05' }, -4014],
    ['too small a notional', { quantity: '0.001', price: '40000' }, -4164],
    ['too little margin', { quantity: '10' }, -2019],
    ['post-only that takes', { timeInForce: 'GTX', price: '60020' }, -5022],
    ['nothing to reduce', { reduceOnly: 'true' }, -2022],
    ['a side of hedge mode', { positionSide: 'LONG' }, -4061],
  ])('is refused: %s', async (_, change, code) => {
    expect((await place(change as Fields)).json.code).toBe(code);
    expect(venue.ledger('main').orders).toEqual([]);
  });

  it('of an id that is open already is refused', async () => {
    await place({ newClientOrderId: ID });
    expect((await place({ newClientOrderId: ID })).json.code).toBe(-4116);
  });
});

describe('the terms of a symbol', () => {
  it('are set, read, and need no second change', async () => {
    const config = { symbol: 'BTCUSDT' };
    expect((await call('GET', 'v1/symbolConfig', config)).json).toMatchObject([
      { leverage: 20, marginType: 'CROSSED' },
    ]);
    expect((await call('POST', 'v1/marginType', { ...config, marginType: 'ISOLATED' })).json.code).toBe(200);
    expect((await call('POST', 'v1/marginType', { ...config, marginType: 'ISOLATED' })).json.code).toBe(-4046);
    expect((await call('POST', 'v1/leverage', { ...config, leverage: 5 })).json).toMatchObject({ leverage: 5 });
    expect((await call('POST', 'v1/leverage', { ...config, leverage: 200 })).json.code).toBe(-4028);
    expect((await call('GET', 'v1/symbolConfig', config)).json).toMatchObject([
      { leverage: 5, marginType: 'ISOLATED' },
    ]);
    await place({ type: 'MARKET', price: '', timeInForce: '' });
    expect((await call('POST', 'v1/marginType', { ...config, marginType: 'CROSSED' })).json.code).toBe(-4048);
  });
});

describe('the private stream of the futures', () => {
  const heard = async (path: string): Promise<Record<string, unknown>[]> => {
    const socket = new WebSocket(`${venue.url.replace('http', 'ws')}${path}`);
    const messages: Record<string, unknown>[] = [];
    socket.on('message', (data) => messages.push(JSON.parse((data as Buffer).toString('utf8'))));
    await once(socket, 'open');
    await place({ price: '60010', quantity: '0.100' });
    socket.send(JSON.stringify({ method: 'LIST_SUBSCRIPTIONS', id: 7 }));
    await expect.poll(() => messages.some(({ id }) => id === 7)).toBe(true);
    socket.terminate();
    return messages;
  };
  const listenKey = async (): Promise<string> => {
    const answer = await raw(`${venue.url}/fapi/v1/listenKey`, {
      method: 'POST',
      headers: { 'x-mbx-apikey': KEYS.apiKey },
    });
    return (answer.json as { listenKey: string }).listenKey;
  };

  it('tells orders and balances to whoever has the key', async () => {
    const kinds = (await heard(`/private/ws?listenKey=${await listenKey()}`)).map(({ e, o }) => [
      e,
      (o as { x?: string } | undefined)?.x,
    ]);
    expect(kinds).toEqual([
      ['ORDER_TRADE_UPDATE', 'NEW'],
      ['ORDER_TRADE_UPDATE', 'TRADE'],
      ['ACCOUNT_UPDATE', undefined],
      [undefined, undefined],
    ]);
  });

  it('tells nothing with a wrong key, or at the old address', async () => {
    expect((await heard('/private/ws?listenKey=nonsense')).filter(({ e }) => e)).toEqual([]);
    expect((await heard(`/ws/${await listenKey()}`)).filter(({ e }) => e)).toEqual([]);
  });
});

it('tells what changed the wallet, a week at once, of three months', async () => {
  const DAY = 86_400_000;
  const seeds = venue.history('main');
  seeds.fund({ asset: 'USDT', amount: '-1.5', market: 'BTCUSDT', at: NOW - 100 * DAY });
  seeds.fund({ asset: 'USDT', amount: '-2.5', market: 'BTCUSDT', at: NOW - DAY });
  const within = (from: number, days: number): Fields => ({
    startTime: NOW - from * DAY,
    endTime: NOW - (from - days) * DAY,
  });
  expect((await call('GET', 'v1/income', within(7, 7))).json).toMatchObject([
    { incomeType: 'FUNDING_FEE', income: '-2.50000000' },
  ]);
  expect((await call('GET', 'v1/income', within(101, 7))).json).toEqual([]);
  expect((await call('GET', 'v1/income', within(8, 8))).json.code).toBe(-4165);
});
