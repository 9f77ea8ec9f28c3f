import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBinanceServer } from './binance-server.ts';
import { raw } from './raw-request.ts';
import type { RawAnswer } from './raw-request.ts';
import type { VenueHandle } from './venue-server.ts';

const NOW = 1_750_000_000_000;
let venue: VenueHandle;
beforeEach(async () => {
  venue = await startBinanceServer({
    accounts: [{ name: 'a', apiKey: 'k', apiSecret: 's' }],
    clock: () => NOW,
    limits: { weightPerMinute: 60 },
  });
});
afterEach(() => venue.close());
const get = (path: string): Promise<RawAnswer> => raw(`${venue.url}${path}`);

describe('public data', () => {
  it('tells its time in ms and needs no key', async () => {
    expect((await get('/api/v3/ping')).json).toEqual({});
    expect((await get('/api/v3/time')).json).toEqual({ serverTime: NOW });
    expect((await get('/sapi/v1/system/status')).json.status).toBe(0);
    expect(venue.signedRequests()).toEqual([]);
  });

  it('publishes the filters that it enforces', async () => {
    const { json } = await get('/api/v3/exchangeInfo?symbol=BTCUSDT');
    expect(json.symbols).toHaveLength(1);
    expect(json.symbols[0]).toMatchObject({
      symbol: 'BTCUSDT',
      status: 'TRADING',
      baseAsset: 'BTC',
      quoteAsset: 'USDT',
      orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET'],
    });
    expect(json.symbols[0].filters.map(({ filterType }: { filterType: string }) => filterType)).toEqual([
      'PRICE_FILTER',
      'LOT_SIZE',
      'NOTIONAL',
    ]);
    expect((await get('/fapi/v1/exchangeInfo')).json.symbols).toEqual([]);
    expect((await get('/dapi/v1/exchangeInfo')).json.symbols).toEqual([]);
    expect(venue.requests.map(({ route }) => route)).toEqual([
      'exchangeInfo',
      'fapi.exchangeInfo',
      'dapi.exchangeInfo',
    ]);
  });

  it('answers one symbol with an object and several with a list', async () => {
    const symbols = encodeURIComponent('["BTCUSDT","ETHUSDT"]');
    for (const path of ['ticker/24hr', 'ticker/price', 'ticker/bookTicker']) {
      expect((await get(`/api/v3/${path}?symbol=BTCUSDT`)).json.symbol).toBe('BTCUSDT');
      const list = (await get(`/api/v3/${path}?symbols=${symbols}`)).json;
      expect(list.map(({ symbol }: { symbol: string }) => symbol)).toEqual(['BTCUSDT', 'ETHUSDT']);
    }
    expect((await get('/api/v3/ticker/24hr?symbol=BTCUSDT')).json).toMatchObject({
      lastPrice: '60000.00000000',
      bidPrice: '59990.00000000',
      askPrice: '60010.00000000',
    });
    expect((await get('/api/v3/ticker/price?symbol=NOPE')).json.code).toBe(-1121);
  });

  it('serves depth, candles and trades', async () => {
    expect((await get('/api/v3/depth?symbol=BTCUSDT&limit=2')).json.bids).toHaveLength(2);
    expect((await get('/api/v3/depth')).json.code).toBe(-1102);
    const candles = (await get('/api/v3/klines?symbol=BTCUSDT&interval=1h&limit=3')).json;
    expect(candles).toHaveLength(3);
    expect(candles[2][6] - candles[2][0]).toBe(3_599_999);
    expect((await get('/api/v3/aggTrades?symbol=BTCUSDT')).json).toEqual([]);
  });

  it('is not there elsewhere', async () => {
    const { status, json } = await get('/api/v3/nothing');
    expect([status, json]).toEqual([404, undefined]);
  });

  it('counts weight and refuses above the limit', async () => {
    for (const used of ['20', '40', '60']) {
      expect((await get('/api/v3/exchangeInfo')).headers.get('x-mbx-used-weight-1m')).toBe(used);
    }
    const { status, json, headers } = await get('/api/v3/ping');
    expect([status, json.code]).toEqual([429, -1003]);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
