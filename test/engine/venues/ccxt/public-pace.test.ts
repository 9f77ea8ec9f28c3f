import { afterEach, describe, expect, it } from 'vitest';
import { openMarketData } from '../../../../electron/engine/venues/open-venue.ts';
import { createPlaces } from '../../../../electron/engine/venues/places.ts';
import type { MarketData } from '../../../../electron/engine/venues/venue.ts';
import { startKrakenServer } from '../../../venues/kraken-server.ts';
import { startKucoinServer } from '../../../venues/kucoin-server.ts';
import type { VenueHandle } from '../../../venues/venue-server.ts';
import { KEYS, depsWith, movableClock } from '../rig.ts';
import type { MovableClock } from '../rig.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Paced {
  server: VenueHandle;
  market: MarketData;
  clock: MovableClock;
  /** When each request left, in monotonic ms. */
  leftAtMs: number[];
}

/** Held to the documented limits, which on this machine nothing is by default. */
async function open(exchange: 'kraken' | 'kucoin'): Promise<Paced> {
  const start = exchange === 'kraken' ? startKrakenServer : startKucoinServer;
  const server = await start({ accounts: [{ name: 'main', ...KEYS }] });
  const clock = movableClock();
  const leftAtMs: number[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    leftAtMs.push(clock.monotonicMs());
    return globalThis.fetch(input, init);
  };
  const deps = { ...depsWith(clock, fetch), places: createPlaces(clock, { alwaysGovern: true }) };
  const place = { exchange, testnet: false, market: 'spot', apiUrl: server.url } as const;
  const market = openMarketData(place, deps);
  closing.push(
    () => server.close(),
    () => market.close(),
  );
  return { server, market, clock, leftAtMs };
}

describe('the pace of public data', () => {
  it('is one request a second for Kraken, and no slower than that', async () => {
    const { market, leftAtMs } = await open('kraken');
    await market.instruments();
    const [symbol = ''] = (await market.instruments()).keys();
    await Promise.all([market.ticker(symbol), market.book(symbol)]);
    const gaps = leftAtMs.slice(1).map((atMs, index) => atMs - leftAtMs[index]!);
    expect(gaps).toHaveLength(3);
    for (const gap of gaps) {
      expect(gap).toBeGreaterThan(990);
      expect(gap).toBeLessThan(1_500);
    }
  });

  it('lets through at once what there is room for, unlike the library’s own', async () => {
    const { market, leftAtMs } = await open('kucoin');
    await market.instruments();
    const from = leftAtMs.length;
    await Promise.all(Array.from({ length: 30 }, () => market.ticker('BTC/USDT')));
    expect(leftAtMs.length - from).toBe(30);
    expect(leftAtMs.at(-1)! - leftAtMs[from]!).toBeLessThan(1_000);
  });

  it('is silence where the venue says "too many" with status 200', async () => {
    const { server, market, clock } = await open('kucoin');
    await market.instruments();
    server.faults.next('*', { kind: 'error', status: 200, body: { code: '429000', msg: 'Too many requests' } });
    await expect(market.ticker('BTC/USDT')).rejects.toMatchObject({ code: 'MARKET_UNAVAILABLE' });
    const asked = server.requests.length;
    await expect(market.ticker('BTC/USDT')).rejects.toMatchObject({ code: 'MARKET_UNAVAILABLE' });
    expect(server.requests).toHaveLength(asked);
    clock.moveOn(5_001);
    expect(await market.ticker('BTC/USDT')).toMatchObject({ symbol: 'BTC/USDT' });
  });
});
