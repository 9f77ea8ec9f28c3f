import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeepAliveFetch } from '../../../electron/engine/venues/http/keep-alive-fetch.ts';
import type { MarketPlace } from '../../../electron/engine/venues/market-place.ts';
import { openMarketStore } from '../../../electron/engine/venues/market-store.ts';
import type { MarketStore } from '../../../electron/engine/venues/market-store.ts';
import { openMarketData, openRealVenue } from '../../../electron/engine/venues/open-venue.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';
import { KEYS, depsWith, limitBuy, movableClock, realAccount } from './rig.ts';

const BTC: Instrument = {
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
  min_price: null,
  max_price: null,
  min_notional: '5',
  maker_fee: '-0.0001',
  taker_fee: '0.001',
};
const LIST = new Map([[BTC.symbol, BTC]]);
const SPOT: MarketPlace = { exchange: 'binance', testnet: false, market: 'spot', apiUrl: null };
const DAY_MS = 86_400_000;

const clock = movableClock();
let dataDir: string;
let store: MarketStore;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'markets-'));
  store = openMarketStore(dataDir, clock);
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

const files = (): string[] => readdirSync(path.join(dataDir, 'markets'));
const fileOf = (): string => path.join(dataDir, 'markets', files()[0]!);

describe('market lists on disk', () => {
  it('come back as they were, from files that are their owner’s alone', async () => {
    expect(await store.read(SPOT)).toBeNull();
    await store.write(SPOT, LIST);
    expect(await openMarketStore(dataDir, clock).read(SPOT)).toEqual(LIST);
    expect(files()).toEqual(['binance-spot.json']);
    expect(statSync(fileOf()).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(dataDir, 'markets')).mode & 0o777).toBe(0o700);
  });

  it('are each of one place', async () => {
    await store.write(SPOT, LIST);
    for (const other of [
      { ...SPOT, testnet: true },
      { ...SPOT, market: 'swap' as const },
      { ...SPOT, exchange: 'okx' as const },
      { ...SPOT, apiUrl: 'http://127.0.0.1:1' },
    ]) {
      expect(await store.read(other)).toBeNull();
      await store.write(other, new Map([['ETH/USDT', { ...BTC, symbol: 'ETH/USDT' }]]));
    }
    expect(files()).toHaveLength(5);
    expect(await store.read(SPOT)).toEqual(LIST);
    expect(files().join()).not.toMatch(/127|http/);
  });

  it('are not read from a file of another place under this name', async () => {
    await store.write({ ...SPOT, testnet: true }, LIST);
    const text = readFileSync(fileOf(), 'utf8');
    writeFileSync(path.join(dataDir, 'markets', 'binance-spot.json'), text, { mode: 0o600 });
    expect(await store.read(SPOT)).toBeNull();
  });

  it.each<[string, (text: string) => string]>([
    ['nothing', () => ''],
    ['half of it', (text) => text.slice(0, text.length / 2)],
    ['no JSON', () => 'markets'],
    ['another version', (text) => text.replace('"version":1', '"version":2')],
    ['no markets', (text) => text.replace(/"instruments":\[.*\]/, '"instruments":[]')],
    ['a contract of no size', (text) => text.replace('"contract_size":"1"', '"contract_size":"0"')],
    ['a tick that is no figure', (text) => text.replace('"tick":"0.01"', '"tick":"1e-2"')],
    ['a float', (text) => text.replace('"tick":"0.01"', '"tick":0.01')],
    ['a field too many', (text) => text.replace('"active":true', '"active":true,"more":1')],
    ['a field too few', (text) => text.replace('"active":true,', '')],
  ])('that are broken are as if there were none: %s', async (_, broken) => {
    await store.write(SPOT, LIST);
    const text = readFileSync(fileOf(), 'utf8');
    expect(broken(text)).not.toBe(text);
    writeFileSync(fileOf(), broken(text));
    expect(await store.read(SPOT)).toBeNull();
    await store.write(SPOT, LIST);
    expect(await store.read(SPOT)).toEqual(LIST);
  });

  it('that others could have written are not believed', async () => {
    await store.write(SPOT, LIST);
    chmodSync(fileOf(), 0o666);
    expect(await store.read(SPOT)).toBeNull();
  });

  it('grow too old: in a week on spot, in a day on swaps; and are never from the future', async () => {
    const swap = { ...SPOT, market: 'swap' as const };
    await store.write(SPOT, LIST);
    await store.write(swap, LIST);
    clock.putForward(DAY_MS + 1_000);
    expect(await store.read(SPOT)).toEqual(LIST);
    expect(await store.read(swap)).toBeNull();
    clock.putForward(6 * DAY_MS);
    expect(await store.read(SPOT)).toBeNull();
    clock.putForward(-30 * DAY_MS);
    expect(await store.read(SPOT)).toBeNull();
  });

  it('cannot be written on a disk that refuses: the former one stays', async () => {
    await store.write(SPOT, LIST);
    chmodSync(path.join(dataDir, 'markets'), 0o500);
    await store.write(SPOT, new Map([['X/Y', { ...BTC, symbol: 'X/Y' }]]));
    chmodSync(path.join(dataDir, 'markets'), 0o700);
    // As root nothing refuses; then the new one is there, and whole.
    const symbols = [...((await store.read(SPOT)) ?? new Map<string, Instrument>()).keys()];
    expect(symbols).toEqual(process.getuid?.() === 0 ? ['X/Y'] : ['BTC/USDT']);
    expect(files()).toEqual(['binance-spot.json']);
  });
});

describe('a start with a list on disk', () => {
  it('trades while the venue gives no markets, refreshes behind, and prices wait for the fresh list', async () => {
    const server = await startBinanceServer({
      accounts: [{ name: 'main', ...KEYS, balances: { USDT: '1000000' } }],
      clock: () => Math.floor(clock.nowMs()),
    });
    const connections = openKeepAliveFetch();
    const deps = { ...depsWith(clock, connections.fetch), markets: store };
    const account = realAccount('binance', server.url);
    const asked = (): number => server.requests.filter(({ route }) => route === 'exchangeInfo').length;
    try {
      const first = openMarketData(account, deps);
      await first.instruments();
      await first.close();
      await expect.poll(() => store.read(account)).not.toBeNull();
      expect(asked()).toBe(1);

      server.faults.always('exchangeInfo', { kind: 'status', status: 502 });
      const market = openMarketData(account, deps);
      const venue = openRealVenue(account, market, deps);
      await venue.prepare(limitBuy());
      expect(await venue.place(limitBuy())).toMatchObject({ kind: 'accepted' });
      await expect.poll(asked).toBeGreaterThan(1);
      await expect(market.ticker('BTC/USDT')).rejects.toMatchObject({ code: 'MARKET_UNAVAILABLE' });
      server.faults.clear();
      expect(await market.ticker('BTC/USDT')).toMatchObject({ bid: '59990' });
      const fresh = asked();
      await market.instruments();
      await market.book('BTC/USDT');
      expect(asked()).toBe(fresh);
      await venue.close();
      await market.close();
    } finally {
      connections.close();
      await server.close();
    }
  });
});
