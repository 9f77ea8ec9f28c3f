import { afterEach, describe, expect, it } from 'vitest';
import { openMarketData } from '../../../../electron/engine/venues/open-venue.ts';
import type { MarketData } from '../../../../electron/engine/venues/venue.ts';
import { startBinanceFuturesServer } from '../../../venues/binance-futures-server.ts';
import { startBinanceServer } from '../../../venues/binance-server.ts';
import { startBybitServer } from '../../../venues/bybit-server.ts';
import { startKrakenServer } from '../../../venues/kraken-server.ts';
import { startKucoinServer } from '../../../venues/kucoin-server.ts';
import { startOkxServer } from '../../../venues/okx-server.ts';
import type { VenueHandle } from '../../../venues/venue-server.ts';
import { KEYS, depsWith, movableClock } from '../rig.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const SERVERS = {
  binance: startBinanceServer,
  'binance swap': startBinanceFuturesServer,
  bybit: startBybitServer,
  kraken: startKrakenServer,
  kucoin: startKucoinServer,
  okx: startOkxServer,
};

async function open(
  name: keyof typeof SERVERS,
  testnet = false,
): Promise<{ server: VenueHandle; market: MarketData; ask: () => Promise<unknown> }> {
  const server = await SERVERS[name]({ accounts: [{ name: 'main', ...KEYS }] });
  const [exchange, kind] = name.split(' ') as ['binance' | 'bybit' | 'kraken' | 'kucoin' | 'okx', 'swap' | undefined];
  const place = { exchange, testnet, market: kind ?? 'spot', apiUrl: server.url } as const;
  const market = openMarketData(place, depsWith(movableClock()));
  closing.push(
    () => server.close(),
    () => market.close(),
  );
  return { server, market, ask: async () => market.systemStatus?.() };
}

const okxRow = (change: object = {}): object => ({
  begin: '1672823400000',
  end: '1672825980000',
  state: 'ongoing',
  serviceType: '5',
  system: 'unified',
  maintType: '1',
  env: '1',
  ...change,
});
const okx = (...data: object[]): object => ({ code: '0', msg: '', data });
const kraken = (status: string): object => ({ error: [], result: { status, timestamp: '2026-11-22T00:00:00Z' } });
const kucoin = (status: string): object => ({ code: '200000', data: { status, msg: '' } });

describe('what an exchange says of itself', () => {
  it.each(['binance', 'binance swap', 'kraken', 'kucoin', 'okx'] as const)(
    '%s: is asked for in public, with one request, and is fine by default',
    async (name) => {
      const { server, ask } = await open(name);
      expect(await ask()).toBe('ok');
      expect(server.requests).toHaveLength(1);
      expect(server.signedRequests()).toEqual([]);
    },
  );

  it.each<[keyof typeof SERVERS, object, unknown]>([
    ['binance', { status: 1, msg: 'system_maintenance' }, 'maintenance'],
    ['binance swap', { status: 1, msg: 'system_maintenance' }, 'maintenance'],
    ['binance', { status: 7, msg: 'what is this' }, null],
    ['kraken', kraken('maintenance'), 'maintenance'],
    ['kraken', kraken('cancel_only'), 'maintenance'],
    ['kraken', kraken('limit_only'), null],
    ['kraken', { error: ['EService:Unavailable'] }, null],
    ['kucoin', kucoin('close'), 'maintenance'],
    ['kucoin', kucoin('cancelonly'), 'maintenance'],
    ['kucoin', { code: '500000', msg: 'Internal Server Error' }, null],
    ['okx', okx(okxRow()), 'maintenance'],
    // ccxt takes the last row for the state of everything.
    ['okx', okx(okxRow(), okxRow({ state: 'scheduled' })), 'maintenance'],
    ['okx', okx(okxRow({ state: 'scheduled' })), 'ok'],
    ['okx', okx(okxRow({ serviceType: '7' }), okxRow({ serviceType: '8' })), 'ok'],
    ['okx', okx(okxRow({ env: '2' })), 'ok'],
    ['okx', { code: '50001', msg: 'Service temporarily unavailable', data: [] }, null],
  ])('%s %j means %s', async (name, body, status) => {
    const { server, ask } = await open(name);
    server.faults.always('*', { kind: 'error', status: 200, body });
    expect(await ask()).toBe(status);
  });

  it('is the simulated exchange’s own on a testnet, where it has one', async () => {
    const { server, ask } = await open('okx', true);
    server.faults.always('*', { kind: 'error', status: 200, body: okx(okxRow({ env: '2' })) });
    expect(await ask()).toBe('maintenance');
    expect((await open('binance', true)).market.systemStatus).toBeUndefined();
  });

  it.each(['binance', 'kraken', 'kucoin', 'okx'] as const)('%s: is nothing where it is not told', async (name) => {
    const { server, market, ask } = await open(name);
    for (const fault of [{ kind: 'drop_before' }, { kind: 'status', status: 503 }, { kind: 'garbage_200' }] as const) {
      server.faults.next('*', fault);
      expect(await ask()).toBeNull();
    }
    await market.close();
    expect(await ask()).toBeNull();
  });

  it('is not asked of Bybit, which does not say it for certain', async () => {
    expect((await open('bybit')).market.systemStatus).toBeUndefined();
  });
});
