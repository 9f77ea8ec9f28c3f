import { afterEach, describe, expect, it } from 'vitest';
import { openMarketData } from '../../../../electron/engine/venues/open-venue.ts';
import type { MarketPlace } from '../../../../electron/engine/venues/open-venue.ts';
import { startBinanceServer } from '../../../venues/binance-server.ts';
import type { VenueHandle } from '../../../venues/venue-server.ts';
import { KEYS, depsWith, movableClock } from '../rig.ts';
import type { MovableClock } from '../rig.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function openBinance(): Promise<{
  server: VenueHandle;
  clock: MovableClock;
  market: ReturnType<typeof openMarketData>;
  fetched: string[];
}> {
  const server = await startBinanceServer({ accounts: [{ name: 'main', ...KEYS }] });
  closing.push(() => server.close());
  const clock = movableClock();
  const fetched: string[] = [];
  const deps = depsWith(clock, (input, init) => {
    fetched.push(String(input));
    return fetch(input, init);
  });
  const market = openMarketData({ exchange: 'binance', testnet: false, market: 'spot', apiUrl: server.url }, deps);
  closing.push(() => market.close());
  return { server, clock, market, fetched };
}

describe('public data of Binance', () => {
  it('is read without a credential and without a request too many', async () => {
    const { server, market } = await openBinance();
    const instruments = await market.instruments();
    expect(instruments.get('BTC/USDT')).toEqual({
      symbol: 'BTC/USDT',
      venue_symbol: 'BTCUSDT',
      base: 'BTC',
      quote: 'USDT',
      active: true,
      contract_size: '1',
      tick: '0.01',
      step: '0.00001',
      min_amount: '0.00001',
      max_amount: '9000',
      min_price: '0.01',
      max_price: '1000000',
      min_notional: '5',
      maker_fee: '0.001',
      taker_fee: '0.001',
    });
    expect(await market.ticker('BTC/USDT')).toMatchObject({
      exchange: 'binance',
      symbol: 'BTC/USDT',
      bid: '59990',
      ask: '60010',
    });
    const book = await market.book('BTC/USDT');
    expect(book.bids[0]).toEqual(['59990', '0.5']);
    expect(book.asks.map(([price]) => price)).toEqual(['60010', '60020', '60100']);
    expect(server.requests.map(({ route }) => route)).toEqual(['exchangeInfo', 'ticker.24hr', 'depth']);
    expect(server.signedRequests()).toHaveLength(0);
  });

  it('has its book in the order of numbers, not of words', async () => {
    const { server, market } = await openBinance();
    server.setBook('BTCUSDT', {
      bids: [
        ['9.50', '1'],
        ['10.25', '2'],
        ['100.00', '3'],
      ],
      asks: [
        ['1000.00', '1'],
        ['200.00', '2'],
      ],
    });
    const book = await market.book('BTC/USDT');
    expect(book.bids.map(([price]) => price)).toEqual(['100', '10.25', '9.5']);
    expect(book.asks.map(([price]) => price)).toEqual(['200', '1000']);
  });

  it('loads its rules once for all, and once more after an hour, behind', async () => {
    const { server, clock, market } = await openBinance();
    const count = (): number => server.requests.filter(({ route }) => route === 'exchangeInfo').length;
    await Promise.all([market.instruments(), market.instruments(), market.ticker('BTC/USDT')]);
    expect(count()).toBe(1);
    clock.moveOn(3_600_001);
    server.faults.next('exchangeInfo', { kind: 'status', status: 502 });
    const known = await market.instruments();
    expect(known.size).toBeGreaterThan(0);
    await expect.poll(count).toBe(2);
    // The failure behind changed nothing, and the next question tries again.
    await expect.poll(async () => (await market.instruments(), count())).toBeGreaterThanOrEqual(3);
  });

  it('recovers after a failed load', async () => {
    const { server, market } = await openBinance();
    server.faults.next('exchangeInfo', { kind: 'status', status: 503 });
    await expect(market.instruments()).rejects.toMatchObject({ name: 'QtError', code: 'MARKET_UNAVAILABLE' });
    server.faults.next('exchangeInfo', { kind: 'garbage_200' });
    await expect(market.book('BTC/USDT')).rejects.toMatchObject({ code: 'MARKET_UNAVAILABLE' });
    expect((await market.instruments()).has('BTC/USDT')).toBe(true);
  });

  it('fails with a code, and without an address', async () => {
    const { server, market } = await openBinance();
    await market.instruments();
    for (const fault of [{ kind: 'status', status: 502 }, { kind: 'drop_before' }, { kind: 'garbage_200' }] as const) {
      server.faults.next('ticker.24hr', fault);
      const error: unknown = await market.ticker('BTC/USDT').catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'QtError', code: 'MARKET_UNAVAILABLE' });
      expect(String(error)).not.toContain('http');
    }
    await expect(market.ticker('NO/SUCH')).rejects.toMatchObject({ code: 'UNKNOWN_SYMBOL' });
  });

  it('takes the best of the book where there is no ticker', async () => {
    const { server, market } = await openBinance();
    server.faults.always('ticker.24hr', { kind: 'status', status: 404 });
    const { bids, asks } = await market.book('BTC/USDT');
    expect(await market.ticker('BTC/USDT')).toMatchObject({ bid: bids[0]?.[0], ask: asks[0]?.[0], last: null });
    server.faults.always('depth', { kind: 'status', status: 404 });
    await expect(market.ticker('BTC/USDT')).rejects.toMatchObject({ code: 'MARKET_UNAVAILABLE' });
  });

  it('leaves no address of the exchange reachable', async () => {
    const { server, market, fetched } = await openBinance();
    await market.instruments();
    await market.ticker('BTC/USDT');
    await market.book('BTC/USDT');
    expect(fetched.length).toBeGreaterThan(0);
    for (const url of fetched) expect(new URL(url).origin).toBe(server.url);
  });

  it('asks nothing after it was closed', async () => {
    const { server, market } = await openBinance();
    await market.close();
    await expect(market.instruments()).rejects.toMatchObject({ code: 'MARKET_UNAVAILABLE' });
    expect(server.requests).toHaveLength(0);
  });
});

describe('a place that does not exist', () => {
  const at = (change: Partial<MarketPlace>) => () =>
    openMarketData(
      { exchange: 'binance', testnet: false, market: 'spot', apiUrl: null, ...change },
      depsWith(movableClock()),
    );

  it.each(['kucoin', 'kraken', 'firi'] as const)('the testnet of %s', (exchange) => {
    expect(at({ exchange, testnet: true })).toThrow(expect.objectContaining({ code: 'TESTNET_UNAVAILABLE' }));
  });

  it.each(['kucoin', 'kraken', 'firi'] as const)('swaps at %s', (exchange) => {
    expect(at({ exchange, market: 'swap' })).toThrow(expect.objectContaining({ code: 'INVALID_MARKET' }));
  });
});
