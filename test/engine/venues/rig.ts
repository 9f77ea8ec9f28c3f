import type { RealAccount } from '../../../electron/engine/accounts/account-config.ts';
import { Secret } from '../../../electron/engine/accounts/secret.ts';
import type { Clock } from '../../../electron/engine/ports.ts';
import { systemClock, systemIds } from '../../../electron/engine/seams.ts';
import type { VenueDeps, VenueFetch } from '../../../electron/engine/venues/deps.ts';
import { openKeepAliveFetch } from '../../../electron/engine/venues/http/keep-alive-fetch.ts';
import type { MarketPlace } from '../../../electron/engine/venues/market-place.ts';
import { openMarketData, openRealVenue } from '../../../electron/engine/venues/open-venue.ts';
import { createPlaces } from '../../../electron/engine/venues/places.ts';
import type { OrderRef, Venue, VenueOrder } from '../../../electron/engine/venues/venue.ts';
import { startBinanceFuturesServer } from '../../venues/binance-futures-server.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';
import type { BinanceVenueOptions } from '../../venues/binance-server.ts';
import { startBybitServer } from '../../venues/bybit-server.ts';
import type { BybitVenueOptions } from '../../venues/bybit-server.ts';
import { startFiriServer } from '../../venues/firi-server.ts';
import type { FiriVenueOptions } from '../../venues/firi-server.ts';
import { startKrakenServer } from '../../venues/kraken-server.ts';
import { startKucoinServer } from '../../venues/kucoin-server.ts';
import type { KucoinVenueOptions } from '../../venues/kucoin-server.ts';
import { startOkxServer } from '../../venues/okx-server.ts';
import type { OkxVenueOptions } from '../../venues/okx-server.ts';
import type { VenueHandle, VenueOptions } from '../../venues/venue-server.ts';

/** The system's clock, whose wall time can be moved on; timers stay real. The venue under test reads the same one. */
export interface MovableClock extends Clock {
  moveOn(ms: number): void;
  /** Puts the wall clock forward, as a step of NTP does; nothing else moves. */
  putForward(ms: number): void;
}

export function movableClock(): MovableClock {
  let shiftMs = 0;
  let wallMs = 0;
  return {
    ...systemClock,
    nowMs: () => systemClock.nowMs() + shiftMs + wallMs,
    monotonicMs: () => systemClock.monotonicMs() + shiftMs,
    moveOn: (ms) => void (shiftMs += ms),
    putForward: (ms) => void (wallMs += ms),
  };
}

export const KEYS = {
  apiKey: 'canaryKEY0123456789',
  // Of a form that every exchange takes: Kraken decodes it from base64.
  apiSecret: 'canarySECRET987654321000',
  clientId: 'canaryCLIENT55555',
  passphrase: 'canaryPASS77777',
};

export interface Rig {
  venue: Venue;
  server: VenueHandle;
  clock: MovableClock;
  account: RealAccount;
  deps: VenueDeps;
  /** Requests of one route so far. */
  count(route: string): number;
  /** Takes the venue away, and waits until this side has seen its connections end. */
  stopServer(): Promise<void>;
  close(): Promise<void>;
}

export function realAccount(
  exchange: RealAccount['exchange'],
  apiUrl: string | null,
  change: Partial<RealAccount> = {},
): RealAccount {
  return {
    name: 'main',
    mode: 'real',
    exchange,
    testnet: false,
    market: 'spot',
    owner: 'me',
    description: '',
    apiUrl,
    leverage: null,
    marginMode: null,
    origin: 'environment',
    credentials: {
      apiKey: new Secret(KEYS.apiKey),
      apiSecret: new Secret(KEYS.apiSecret),
      passphrase: new Secret(KEYS.passphrase),
      clientId: new Secret(KEYS.clientId),
    },
    ...change,
  };
}

export function depsWith(clock: Clock, fetch: VenueFetch = globalThis.fetch): VenueDeps {
  return { clock, ids: systemIds, fetch, places: createPlaces(clock) };
}

async function rigFor(
  exchange: RealAccount['exchange'],
  server: VenueHandle,
  clock: MovableClock,
  change: Partial<RealAccount>,
): Promise<Rig> {
  const account = realAccount(exchange, server.url, change);
  const connections = openKeepAliveFetch();
  const deps = depsWith(clock, connections.fetch);
  const place: MarketPlace = account;
  const market = openMarketData(place, deps);
  const venue = openRealVenue(account, market, deps);
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopped ??= server.close());
  return {
    venue,
    server,
    clock,
    account,
    deps,
    count: (route) => server.requests.filter((request) => request.route === route).length,
    stopServer: async () => {
      await stop();
      await new Promise<void>((resolve) => void clock.after(50, resolve));
    },
    close: async () => {
      await venue.close();
      await market.close();
      connections.close();
      await stop();
    },
  };
}

export async function openBinanceRig(
  options: Partial<BinanceVenueOptions> = {},
  change: Partial<RealAccount> = {},
): Promise<Rig> {
  const clock = movableClock();
  const accounts = [{ name: 'main', ...KEYS, balances: { BTC: '10', USDT: '1000000' } }];
  const server = await startBinanceServer({ accounts, clock: () => Math.floor(clock.nowMs()), ...options });
  return rigFor('binance', server, clock, change);
}

export async function openFiriRig(
  options: Partial<FiriVenueOptions> = {},
  change: Partial<RealAccount> = {},
): Promise<Rig> {
  const clock = movableClock();
  const accounts = [{ name: 'main', ...KEYS, balances: { BTC: '10', NOK: '10000000' } }];
  const server = await startFiriServer({ accounts, clock: () => Math.floor(clock.nowMs()), ...options });
  return rigFor('firi', server, clock, change);
}

export async function openBybitRig(
  options: Partial<BybitVenueOptions> = {},
  change: Partial<RealAccount> = {},
): Promise<Rig> {
  const clock = movableClock();
  const accounts = [{ name: 'main', ...KEYS, balances: { BTC: '10', USDT: '1000000' } }];
  const server = await startBybitServer({ accounts, clock: () => Math.floor(clock.nowMs()), ...options });
  return rigFor('bybit', server, clock, change);
}

export async function openOkxRig(
  options: Partial<OkxVenueOptions> = {},
  change: Partial<RealAccount> = {},
): Promise<Rig> {
  const clock = movableClock();
  const accounts = [{ name: 'main', ...KEYS, balances: { BTC: '10', USDT: '1000000' } }];
  const server = await startOkxServer({ accounts, clock: () => Math.floor(clock.nowMs()), ...options });
  return rigFor('okx', server, clock, change);
}

export async function openKucoinRig(
  options: Partial<KucoinVenueOptions> = {},
  change: Partial<RealAccount> = {},
): Promise<Rig> {
  const clock = movableClock();
  const accounts = [{ name: 'main', ...KEYS, balances: { BTC: '10', USDT: '1000000' } }];
  const server = await startKucoinServer({ accounts, clock: () => Math.floor(clock.nowMs()), ...options });
  return rigFor('kucoin', server, clock, change);
}

export async function openKrakenRig(
  options: Partial<VenueOptions> = {},
  change: Partial<RealAccount> = {},
): Promise<Rig> {
  const clock = movableClock();
  const accounts = [{ name: 'main', ...KEYS, balances: { BTC: '10', USD: '1000000' } }];
  const server = await startKrakenServer({ accounts, clock: () => Math.floor(clock.nowMs()), ...options });
  return rigFor('kraken', server, clock, change);
}

export async function openBinanceSwapRig(
  options: Partial<VenueOptions> = {},
  change: Partial<RealAccount> = {},
): Promise<Rig> {
  const clock = movableClock();
  const accounts = [{ name: 'main', ...KEYS, balances: { USDT: '1000000' } }];
  const server = await startBinanceFuturesServer({ accounts, clock: () => Math.floor(clock.nowMs()), ...options });
  return rigFor('binance', server, clock, { market: 'swap', leverage: '3', marginMode: 'isolated', ...change });
}

export function limitBuy(change: Partial<VenueOrder> = {}): VenueOrder {
  return {
    clientOrderId: systemIds.clientOrderId(),
    symbol: 'BTC/USDT',
    side: 'buy',
    type: 'limit',
    timeInForce: 'gtc',
    postOnly: false,
    reduceOnly: false,
    amount: '0.01',
    price: '50000',
    ...change,
  };
}

export function refOf(order: VenueOrder, clock: Clock, venueOrderId: string | null = null): OrderRef {
  return { ...order, venueOrderId, sentAtMs: clock.nowMs() };
}
