import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { rebaseUrls } from '../../../../electron/engine/venues/ccxt/rebase-urls.ts';
import { loadExchangeClass } from '../../../../electron/engine/venues/ccxt/load-exchange.ts';
import { openClient } from '../../../../electron/engine/venues/ccxt/open-client.ts';
import { exchangeSettings } from '../../../../electron/engine/venues/ccxt/exchange-settings.ts';
import type { CcxtExchange } from '../../../../electron/engine/venues/ccxt/exchange-settings.ts';
import { openWire } from '../../../../electron/engine/venues/http/wire.ts';
import { openMarketData } from '../../../../electron/engine/venues/open-venue.ts';
import type { MarketType } from '../../../../shared/schema/exchange.ts';
import { depsWith, movableClock } from '../rig.ts';

/** One market of each exchange, as its documentation shows it; ccxt's static tests hold the same shapes. */
const ANSWERS: Record<string, unknown> = {
  'GET /v5/market/instruments-info?category=spot': {
    retCode: 0,
    result: {
      category: 'spot',
      list: [
        {
          symbol: 'BTCUSDT',
          baseCoin: 'BTC',
          quoteCoin: 'USDT',
          status: 'Trading',
          lotSizeFilter: {
            basePrecision: '0.000001',
            quotePrecision: '0.00000001',
            minOrderQty: '0.000048',
            maxOrderQty: '71.73',
            minOrderAmt: '1',
            maxOrderAmt: '4000000',
          },
          priceFilter: { tickSize: '0.01' },
        },
      ],
    },
  },
  'GET /v5/market/instruments-info?category=linear': {
    retCode: 0,
    result: {
      category: 'linear',
      list: [
        {
          symbol: 'BTCUSDT',
          contractType: 'LinearPerpetual',
          status: 'Trading',
          baseCoin: 'BTC',
          quoteCoin: 'USDT',
          settleCoin: 'USDT',
          launchTime: '1585526400000',
          deliveryTime: '0',
          leverageFilter: { minLeverage: '1', maxLeverage: '100.00', leverageStep: '0.01' },
          priceFilter: { minPrice: '0.10', maxPrice: '1999999.80', tickSize: '0.10' },
          lotSizeFilter: { maxOrderQty: '1190.000', minOrderQty: '0.001', qtyStep: '0.001', minNotionalValue: '5' },
        },
      ],
      nextPageCursor: '',
    },
  },
  'GET /api/v5/public/instruments?instType=SPOT': {
    code: '0',
    data: [
      {
        instType: 'SPOT',
        instId: 'BTC-USDT',
        baseCcy: 'BTC',
        quoteCcy: 'USDT',
        settleCcy: '',
        ctVal: '',
        tickSz: '0.1',
        lotSz: '0.00000001',
        minSz: '0.00001',
        maxLmtSz: '9999999999',
        state: 'live',
      },
    ],
  },
  'GET /api/v5/public/instruments?instType=SWAP': {
    code: '0',
    data: [
      {
        instType: 'SWAP',
        instId: 'BTC-USDT-SWAP',
        uly: 'BTC-USDT',
        baseCcy: '',
        quoteCcy: '',
        settleCcy: 'USDT',
        ctVal: '0.01',
        ctMult: '1',
        ctValCcy: 'BTC',
        ctType: 'linear',
        tickSz: '0.1',
        lotSz: '0.01',
        minSz: '0.01',
        lever: '100',
        state: 'live',
      },
      {
        instType: 'SWAP',
        instId: 'BTC-USD-SWAP',
        uly: 'BTC-USD',
        baseCcy: '',
        quoteCcy: '',
        settleCcy: 'BTC',
        ctVal: '100',
        ctMult: '1',
        ctValCcy: 'USD',
        ctType: 'inverse',
        tickSz: '0.1',
        lotSz: '1',
        minSz: '1',
        lever: '100',
        state: 'live',
      },
    ],
  },
  'GET /api/v2/symbols': {
    code: '200000',
    data: [
      {
        symbol: 'BTC-USDT',
        name: 'BTC-USDT',
        baseCurrency: 'BTC',
        quoteCurrency: 'USDT',
        feeCurrency: 'USDT',
        market: 'USDS',
        baseMinSize: '0.00001',
        quoteMinSize: '0.1',
        baseMaxSize: '10000000000',
        quoteMaxSize: '99999999',
        baseIncrement: '0.00000001',
        quoteIncrement: '0.000001',
        priceIncrement: '0.1',
        minFunds: '0.1',
        isMarginEnabled: true,
        enableTrading: true,
      },
    ],
  },
  'GET /0/public/Assets': {
    error: [],
    result: {
      XXBT: { aclass: 'currency', altname: 'XBT', decimals: 10, display_decimals: 5, status: 'enabled' },
      ZUSD: { aclass: 'currency', altname: 'USD', decimals: 4, display_decimals: 2, status: 'enabled' },
    },
  },
  'GET /0/public/AssetPairs': {
    error: [],
    result: {
      XXBTZUSD: {
        altname: 'XBTUSD',
        wsname: 'XBT/USD',
        aclass_base: 'currency',
        base: 'XXBT',
        aclass_quote: 'currency',
        quote: 'ZUSD',
        pair_decimals: 1,
        cost_decimals: 5,
        lot_decimals: 8,
        lot_multiplier: 1,
        leverage_buy: [2],
        leverage_sell: [2],
        fees: [[0, 0.4]],
        fees_maker: [[0, 0.25]],
        ordermin: '0.00005',
        costmin: '0.5',
        tick_size: '0.1',
        status: 'online',
      },
    },
  },
  'GET /0/public/Depth': {
    error: [],
    result: {
      XXBTZUSD: {
        asks: [
          ['60001.0', '0.5', 1],
          ['60010.0', '1', 1],
        ],
        bids: [
          ['9999.9', '2', 1],
          ['60000.0', '0.7', 1],
        ],
      },
    },
  },
};

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(): Promise<{ url: string; seen: string[]; headers: Record<string, unknown>[] }> {
  const seen: string[] = [];
  const headers: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://venue');
    const kind = url.searchParams.get('category') ?? url.searchParams.get('instType');
    const name = url.searchParams.has('category') ? 'category' : 'instType';
    const key = `${request.method} ${url.pathname.replace(/^\/base/, '')}${kind === null ? '' : `?${name}=${kind}`}`;
    seen.push(key);
    headers.push(request.headers);
    const answer = ANSWERS[key];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}/base`, seen, headers };
}

const open = (exchange: CcxtExchange, market: MarketType, apiUrl: string, testnet = false) => {
  const opened = openMarketData({ exchange, market, testnet, apiUrl }, depsWith(movableClock()));
  closing.push(() => opened.close());
  return opened;
};

describe('the other exchanges', () => {
  it.each([
    ['bybit', 'spot', 'BTC/USDT', { tick: '0.01', step: '0.000001', min_amount: '0.000048', min_notional: '1' }, 1],
    ['bybit', 'swap', 'BTC/USDT:USDT', { tick: '0.1', step: '0.001', min_amount: '0.001', max_amount: '1190' }, 2],
    ['okx', 'spot', 'BTC/USDT', { tick: '0.1', step: '0.00000001', min_amount: '0.00001' }, 1],
    // A contract is 0.01 BTC: amounts are given in BTC all the same.
    ['okx', 'swap', 'BTC/USDT:USDT', { tick: '0.1', step: '0.0001', min_amount: '0.0001' }, 1],
    ['kucoin', 'spot', 'BTC/USDT', { tick: '0.1', step: '0.00000001', min_amount: '0.00001', min_notional: '0.1' }, 1],
    [
      'kraken',
      'spot',
      'BTC/USD',
      { tick: '0.1', step: '0.00000001', min_notional: '0.5', maker_fee: '0.0025', taker_fee: '0.004' },
      2,
    ],
  ] as const)('%s %s: one market, in few requests', async (exchange, market, symbol, expected, requests) => {
    const { url, seen } = await serve();
    const instruments = await open(exchange, market, url).instruments();
    expect([...instruments.keys()]).toEqual([symbol]);
    expect(instruments.get(symbol)).toMatchObject({ symbol, active: true, ...expected });
    expect(seen).toHaveLength(requests);
  });

  it('Kraken: a book', async () => {
    const { url } = await serve();
    expect(await open('kraken', 'spot', url).book('BTC/USD')).toMatchObject({
      bids: [
        ['60000', '0.7'],
        ['9999.9', '2'],
      ],
      asks: [
        ['60001', '0.5'],
        ['60010', '1'],
      ],
    });
  });

  it('OKX: asks for the simulated exchange by a header, on the testnet alone', async () => {
    const { url, headers } = await serve();
    await open('okx', 'spot', url, true).instruments();
    await open('okx', 'spot', url, false).instruments();
    expect(headers.map((each) => each['x-simulated-trading'])).toEqual(['1', undefined]);
  });
});

const EXCHANGES = ['binance', 'bybit', 'okx', 'kucoin', 'kraken'] as const;

describe('a client with an address of its own', () => {
  it.each(EXCHANGES)('%s keeps no other, on the testnet either', async (exchange) => {
    const testnets = exchange === 'kucoin' || exchange === 'kraken' ? [false] : [false, true];
    for (const testnet of testnets) {
      const place = { exchange, testnet, market: 'spot', apiUrl: 'http://127.0.0.1:9/x' } as const;
      const clock = movableClock();
      const guard = { bases: [place.apiUrl], access: 'public' as const };
      const wire = openWire({ guard, timeoutMs: 100, maxBodyBytes: 1 }, depsWith(clock));
      const client = await openClient(place, exchangeSettings(exchange, place), wire, { clock });
      const addresses = JSON.stringify(client.urls['api']).match(/"(\w+:\/\/[^"]*|\/[^"]*)"/g) ?? [];
      expect(addresses.length).toBeGreaterThan(0);
      for (const address of addresses) expect(address).toMatch(/^"http:\/\/127\.0\.0\.1:9\/x(\/|"|$)/);
    }
  });

  it.each(EXCHANGES)('%s without one reaches the hosts of its place alone', async (exchange) => {
    const place = { exchange, testnet: false, market: 'spot', apiUrl: null } as const;
    const asked: string[] = [];
    const fetch = (input: unknown): Promise<never> => {
      asked.push(new URL(String(input)).origin);
      return Promise.reject(Object.assign(new Error('no network in tests'), { code: 'ECONNREFUSED' }));
    };
    const market = openMarketData(place, depsWith(movableClock(), fetch));
    await expect(market.instruments()).rejects.toMatchObject({ code: 'MARKET_UNAVAILABLE' });
    expect(asked.length).toBeGreaterThan(0);
    for (const origin of asked) expect(exchangeSettings(exchange, place).live).toContain(origin);
  });

  it('replaces origins and keeps paths, at any depth', () => {
    const urls = {
      public: 'https://api.venue.test/api/v3',
      rest: 'https://{hostname}',
      ws: { spot: 'wss://s.venue.test:9443/ws' },
      no: undefined,
    };
    expect(rebaseUrls(urls, 'http://127.0.0.1:5/p')).toEqual({
      public: 'http://127.0.0.1:5/p/api/v3',
      rest: 'http://127.0.0.1:5/p',
      ws: { spot: 'http://127.0.0.1:5/p/ws' },
      no: undefined,
    });
  });
});

describe('the library', () => {
  it('gives one class at a time, the same as its index gives', async () => {
    const one = await loadExchangeClass('kraken');
    expect(new one({})).toMatchObject({ id: 'kraken' });
    await expect(loadExchangeClass('no-such-exchange')).rejects.toThrow(/no exchange/);
  });
});
