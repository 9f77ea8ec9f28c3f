import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBinanceServer } from './binance-server.ts';
import { raw, signed } from './raw-request.ts';
import type { Fields, RawAnswer } from './raw-request.ts';
import type { VenueHandle } from './venue-server.ts';

const KEYS = { apiKey: 'alice-key', apiSecret: 'alice-secret' };
const OTHER = { apiKey: 'bob-key', apiSecret: 'bob-secret' };
const NOW = 1_750_000_000_000;

let venue: VenueHandle;

beforeEach(async () => {
  venue = await startBinanceServer({
    accounts: [
      { name: 'alice', ...KEYS, balances: { BTC: '1', USDT: '100000' } },
      { name: 'bob', ...OTHER, balances: { USDT: '100' } },
    ],
    clock: () => NOW,
  });
  venue.setBook('BTCUSDT', {
    bids: [
      ['49990', '1'],
      ['49980', '1'],
    ],
    asks: [
      ['50000', '0.1'],
      ['50010', '0.2'],
      ['50100', '1'],
    ],
  });
});
afterEach(() => venue.close());

const call = (method: string, path: string, fields: Fields = {}, keys = KEYS): Promise<RawAnswer> =>
  signed(venue.url, keys, method, `/api/v3/${path}`, { ...fields, timestamp: NOW });
const place = (fields: Fields, keys = KEYS): Promise<RawAnswer> =>
  call('POST', 'order', { symbol: 'BTCUSDT', ...fields }, keys);
const limit = (side: string, quantity: string, price: string, more: Fields = {}): Promise<RawAnswer> =>
  place({ side, type: 'LIMIT', timeInForce: 'GTC', quantity, price, ...more });

describe('market orders', () => {
  it('walks the book and answers FULL, every number a string', async () => {
    const { status, json, headers } = await place({
      side: 'BUY',
      type: 'MARKET',
      quantity: '0.25',
      newClientOrderId: 'mine-1',
    });
    expect(status).toBe(200);
    expect(json).toEqual({
      symbol: 'BTCUSDT',
      orderId: json.orderId,
      orderListId: -1,
      clientOrderId: 'mine-1',
      transactTime: NOW,
      price: '0.00000000',
      origQty: '0.25000000',
      executedQty: '0.25000000',
      origQuoteOrderQty: '0.00000000',
      cummulativeQuoteQty: '12501.50000000',
      status: 'FILLED',
      timeInForce: 'GTC',
      type: 'MARKET',
      side: 'BUY',
      workingTime: NOW,
      selfTradePreventionMode: 'EXPIRE_MAKER',
      fills: [
        {
          price: '50000.00000000',
          qty: '0.10000000',
          commission: '0.00010000',
          commissionAsset: 'BTC',
          tradeId: json.fills[0].tradeId,
        },
        {
          price: '50010.00000000',
          qty: '0.15000000',
          commission: '0.00015000',
          commissionAsset: 'BTC',
          tradeId: json.fills[1].tradeId,
        },
      ],
    });
    expect(typeof json.orderId).toBe('number');
    expect(headers.get('x-mbx-used-weight-1m')).toBe('1');
    expect(headers.get('x-mbx-order-count-10s')).toBe('1');
    expect(venue.ledger('alice').balances).toMatchObject({
      BTC: { free: '1.24975', locked: '0' },
      USDT: { free: '87498.5', locked: '0' },
    });
    const depth = await raw(`${venue.url}/api/v3/depth?symbol=BTCUSDT&limit=1`);
    expect(depth.json).toMatchObject({
      bids: [['49990.00000000', '1.00000000']],
      asks: [['50010.00000000', '0.05000000']],
    });
  });

  it('spends a quote amount in whole steps', async () => {
    const { json } = await place({ side: 'BUY', type: 'MARKET', quoteOrderQty: '1000.01' });
    expect(json).toMatchObject({
      status: 'FILLED',
      executedQty: '0.02000000',
      cummulativeQuoteQty: '1000.00000000',
      origQuoteOrderQty: '1000.01000000',
    });
    expect(venue.ledger('alice').balances['USDT']).toEqual({ free: '99000', locked: '0' });
  });

  it('expires what the book cannot fill', async () => {
    venue.setBook('BTCUSDT', { bids: [['49990', '0.4']], asks: [] });
    const { json } = await place({ side: 'SELL', type: 'MARKET', quantity: '1' });
    expect(json).toMatchObject({ status: 'EXPIRED', origQty: '1.00000000', executedQty: '0.40000000' });
    expect(venue.ledger('alice').balances).toMatchObject({
      BTC: { free: '0.6', locked: '0' },
      USDT: { free: '119976.004' },
    });
  });
});

describe('limit orders', () => {
  it('rests, fills from outside, and shows it everywhere', async () => {
    const placed = (await limit('BUY', '0.5', '40000', { newClientOrderId: 'rest' })).json;
    expect(placed).toMatchObject({ status: 'NEW', executedQty: '0.00000000', fills: [] });
    expect(venue.ledger('alice-key').balances['USDT']).toEqual({ free: '80000', locked: '20000' });
    venue.fillResting(placed.orderId, '0.2');
    const order = (await call('GET', 'order', { symbol: 'BTCUSDT', origClientOrderId: 'rest' })).json;
    expect(order).toMatchObject({
      orderId: placed.orderId,
      status: 'PARTIALLY_FILLED',
      executedQty: '0.20000000',
      cummulativeQuoteQty: '8000.00000000',
      isWorking: true,
    });
    expect((await call('GET', 'openOrders', { symbol: 'BTCUSDT' })).json).toEqual([order]);
    venue.fillResting(placed.orderId);
    expect((await call('GET', 'openOrders')).json).toEqual([]);
    expect((await call('GET', 'allOrders', { symbol: 'BTCUSDT' })).json).toMatchObject([{ status: 'FILLED' }]);
    const trades = (await call('GET', 'myTrades', { symbol: 'BTCUSDT', orderId: placed.orderId })).json;
    expect(trades).toMatchObject([
      {
        qty: '0.20000000',
        quoteQty: '8000.00000000',
        commission: '0.00020000',
        commissionAsset: 'BTC',
        isBuyer: true,
        isMaker: true,
      },
      { qty: '0.30000000' },
    ]);
    expect((await call('GET', 'account')).json.balances).toContainEqual({
      asset: 'BTC',
      free: '1.49950000',
      locked: '0.00000000',
    });
  });

  it('takes what crosses at the better price and rests the remainder', async () => {
    const { json } = await limit('BUY', '0.15', '50005');
    expect(json).toMatchObject({
      status: 'PARTIALLY_FILLED',
      executedQty: '0.10000000',
      cummulativeQuoteQty: '5000.00000000',
    });
    expect(venue.ledger('alice').balances['USDT']).toEqual({ free: '92499.75', locked: '2500.25' });
  });

  it('fills when the book comes to it', async () => {
    const { json } = await limit('SELL', '0.3', '51000');
    venue.setBook('BTCUSDT', { bids: [['51500', '0.1']], asks: [['51600', '1']] });
    expect(venue.ledger('alice').orders.at(-1)).toMatchObject({
      id: String(json.orderId),
      status: 'partially_filled',
      filled: '0.1',
      quoteFilled: '5100',
    });
  });

  it.each([
    ['IOC', 'EXPIRED', '0.10000000'],
    ['FOK', 'EXPIRED', '0.00000000'],
  ])('%s never rests', async (timeInForce, status, executedQty) => {
    expect((await limit('BUY', '0.15', '50005', { timeInForce })).json).toMatchObject({ status, executedQty });
    expect(venue.ledger('alice').balances['USDT']?.locked).toBe('0');
  });

  it('LIMIT_MAKER rests or is refused, and answers ACK', async () => {
    const maker = (price: string): Promise<RawAnswer> =>
      place({ side: 'BUY', type: 'LIMIT_MAKER', quantity: '0.1', price });
    expect((await maker('50000')).json).toEqual({ code: -2010, msg: 'Order would immediately match and take.' });
    expect(Object.keys((await maker('49999')).json)).toEqual([
      'symbol',
      'orderId',
      'orderListId',
      'clientOrderId',
      'transactTime',
    ]);
  });

  it('cancels once; the answer names both ids', async () => {
    const { json } = await limit('SELL', '0.4', '60000', { newClientOrderId: 'a' });
    const cancel = (): Promise<RawAnswer> =>
      call('DELETE', 'order', { symbol: 'BTCUSDT', orderId: json.orderId, newClientOrderId: 'cancel-a' });
    expect((await cancel()).json).toMatchObject({
      origClientOrderId: 'a',
      clientOrderId: 'cancel-a',
      status: 'CANCELED',
      executedQty: '0.00000000',
    });
    expect(venue.ledger('alice').balances['BTC']).toEqual({ free: '1', locked: '0' });
    expect((await cancel()).json).toEqual({ code: -2011, msg: 'Unknown order sent.' });
  });

  it('cancels all of a symbol, marked as dangerous', async () => {
    await limit('SELL', '0.1', '60000');
    await limit('SELL', '0.1', '61000');
    expect((await call('DELETE', 'openOrders', { symbol: 'BTCUSDT' })).json).toHaveLength(2);
    expect((await call('DELETE', 'openOrders', { symbol: 'BTCUSDT' })).json.code).toBe(-2011);
    expect(venue.requests.filter(({ dangerous }) => dangerous)).toHaveLength(2);
  });

  it('keeps accounts apart', async () => {
    const { json } = await limit('SELL', '0.1', '60000', { newClientOrderId: 'hers' });
    for (const by of [{ orderId: json.orderId }, { origClientOrderId: 'hers' }] as Fields[]) {
      expect((await call('GET', 'order', { symbol: 'BTCUSDT', ...by }, OTHER)).json).toEqual({
        code: -2013,
        msg: 'Order does not exist.',
      });
    }
    expect(venue.ledger('bob').orders).toEqual([]);
  });
});

describe('client order ids are unique among open orders only', () => {
  it('refuses the twin of an open order and accepts it after the fill', async () => {
    const { json } = await limit('BUY', '0.1', '40000', { newClientOrderId: 'twin' });
    expect((await limit('BUY', '0.1', '40000', { newClientOrderId: 'twin' })).json).toEqual({
      code: -2010,
      msg: 'Duplicate order sent.',
    });
    venue.fillResting(json.orderId);
    const second = await limit('BUY', '0.1', '40000', { newClientOrderId: 'twin' });
    expect(second.status).toBe(200);
    const found = await call('GET', 'order', { symbol: 'BTCUSDT', origClientOrderId: 'twin' });
    expect(found.json.orderId).toBe(second.json.orderId);
  });
});

describe('documented refusals', () => {
  const LIMIT = { side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.1', price: '40000' };
  const MARKET = { side: 'BUY', type: 'MARKET', quantity: '0.1' };
  it.each<[string, Fields, number, RegExp]>([
    ['unknown symbol', { ...LIMIT, symbol: 'NOPE' }, -1121, /Invalid symbol/],
    ['no side', { ...LIMIT, side: '' }, -1102, /'side'/],
    ['wrong side', { ...LIMIT, side: 'LONG' }, -1117, /Invalid side/],
    ['lower case type', { ...LIMIT, type: 'limit' }, -1116, /orderType/],
    ['no timeInForce', { ...LIMIT, timeInForce: '' }, -1102, /'timeInForce'/],
    ['wrong timeInForce', { ...LIMIT, timeInForce: 'DAY' }, -1115, /timeInForce/],
    ['no price', { ...LIMIT, price: '' }, -1102, /'price'/],
    ['no quantity', { ...LIMIT, quantity: '' }, -1102, /'quantity'/],
    ['market with price', { ...MARKET, price: '1' }, -1106, /'price' sent when not required/],
    ['market with timeInForce', { ...MARKET, timeInForce: 'GTC' }, -1106, /'timeInForce'/],
    ['market with both amounts', { ...MARKET, quoteOrderQty: '10' }, -1128, /optional parameters/],
    ['nine decimals', { ...LIMIT, quantity: '0.100000001' }, -1111, /'quantity' has too much precision/],
    ['exponent', { ...LIMIT, quantity: '1e-5' }, -1100, /Illegal characters/],
    ['negative', { ...LIMIT, price: '-1' }, -1100, /Illegal characters/],
    ['long client id', { ...LIMIT, newClientOrderId: 'x'.repeat(37) }, -1100, /newClientOrderId/],
    ['off the tick', { ...LIMIT, price: '40000.001' }, -1013, /PRICE_FILTER/],
    ['price too high', { ...LIMIT, price: '1000001' }, -1013, /PRICE_FILTER/],
    ['off the step', { ...LIMIT, quantity: '0.000011' }, -1013, /LOT_SIZE/],
    ['below the minimum', { ...LIMIT, quantity: '0.000001' }, -1013, /LOT_SIZE/],
    ['too small a sum', { ...LIMIT, quantity: '0.0001' }, -1013, /NOTIONAL/],
    ['too small a market sum', { ...MARKET, quantity: '0.00005' }, -1013, /NOTIONAL/],
    ['more than there is', { ...LIMIT, quantity: '3' }, -2010, /insufficient balance/],
    [
      'more quote than there is',
      { side: 'BUY', type: 'MARKET', quoteOrderQty: '100001' },
      -2010,
      /insufficient balance/,
    ],
    ['selling more than held', { side: 'SELL', type: 'MARKET', quantity: '1.5' }, -2010, /insufficient balance/],
  ])('%s', async (_, fields, code, message) => {
    const { status, json } = await place(fields);
    expect([status, json.code]).toEqual([400, code]);
    expect(json.msg).toMatch(message);
    expect(venue.ledger('alice').orders).toEqual([]);
    expect(venue.ledger('alice').balances['USDT']).toEqual({ free: '100000', locked: '0' });
  });

  it('knows only its own orders', async () => {
    expect((await call('GET', 'order', { symbol: 'BTCUSDT', orderId: 5 })).json.code).toBe(-2013);
    expect((await call('DELETE', 'order', { symbol: 'BTCUSDT', orderId: 5 })).json.code).toBe(-2011);
    expect((await call('GET', 'order', { symbol: 'BTCUSDT' })).json.code).toBe(-1102);
  });

  it('tests an order without placing it', async () => {
    expect((await call('POST', 'order/test', { symbol: 'BTCUSDT', ...LIMIT })).json).toEqual({});
    expect((await call('POST', 'order/test', { symbol: 'BTCUSDT', ...LIMIT, price: '1.234' })).json.code).toBe(-1013);
    expect(venue.ledger('alice').orders).toEqual([]);
  });

  it('closes a market', async () => {
    const market = {
      id: 'XUSDT',
      base: 'X',
      quote: 'USDT',
      tickSize: '0.1',
      stepSize: '1',
      minAmount: '1',
      maxAmount: '9',
      minNotional: '1',
      trading: false,
    };
    await venue.close();
    venue = await startBinanceServer({ accounts: [{ name: 'alice', ...KEYS }], markets: [market], clock: () => NOW });
    expect((await place({ ...LIMIT, symbol: 'XUSDT', quantity: '1', price: '10' })).json).toEqual({
      code: -2010,
      msg: 'Market is closed.',
    });
  });
});

describe('the past', () => {
  const DAY = 86_400_000;
  const ask = (path: string, fields: Fields): Promise<RawAnswer> =>
    signed(venue.url, KEYS, 'GET', `/sapi/v1/${path}`, { ...fields, timestamp: NOW });

  it('is told in stretches that are not too long, and not to somebody else', async () => {
    const seeds = venue.history('alice');
    seeds.deposit({ asset: 'BTC', amount: '1', at: NOW - 80 * DAY });
    seeds.deposit({ asset: 'BTC', amount: '2', at: NOW - 100 * DAY });
    const within = (days: number): Fields => ({ startTime: NOW - days * DAY, endTime: NOW });
    const told = await ask('capital/deposit/hisrec', within(89));
    expect(told.json).toMatchObject([{ amount: '1.00000000', coin: 'BTC', status: expect.any(Number) as number }]);
    expect((await ask('capital/deposit/hisrec', within(90))).json.code).toBe(-1127);
    expect((await ask('capital/withdraw/history', within(90))).json.code).toBe(-1127);
    expect((await ask('convert/tradeFlow', within(31))).json.code).toBe(-1127);
    expect((await ask('convert/tradeFlow', {})).json.code).toBe(-1102);
    expect((await ask('asset/transfer', within(20))).json.code).toBe(-1102);
    const old = { type: 'MAIN_UMFUTURE', startTime: NOW - 190 * DAY, endTime: NOW - 185 * DAY };
    expect((await ask('asset/transfer', old)).json.code).toBe(-1128);
    const bob = { startTime: NOW - DAY, endTime: NOW, timestamp: NOW };
    expect((await signed(venue.url, OTHER, 'GET', '/sapi/v1/capital/deposit/hisrec', bob)).json).toEqual([]);
  });
});
