import { binanceFault, startBinanceServer } from '../venues/binance-server.ts';
import { startBinanceFuturesServer } from '../venues/binance-futures-server.ts';
import { bybitFault, startBybitServer } from '../venues/bybit-server.ts';
import { firiFault, startFiriServer } from '../venues/firi-server.ts';
import { krakenFault, startKrakenServer } from '../venues/kraken-server.ts';
import { kucoinFault, startKucoinServer } from '../venues/kucoin-server.ts';
import { okxFault, startOkxServer } from '../venues/okx-server.ts';
import type { Fault, VenueHandle, VenueOptions } from '../venues/venue-server.ts';

/** A place at an exchange where the tests trade: the account's name is the seat's own. */
export interface Seat {
  exchange: string;
  swap: boolean;
  open(options: VenueOptions): Promise<VenueHandle>;
  symbol: string;
  /** The venue's own id of that market. */
  market: string;
  quote: string;
  /** Well above the smallest order, and in whole steps. */
  amount: string;
  /** A limit far below the book, which rests. */
  low: string;
  /** Routes of the test venue. */
  routes: { place: string; query: string; cancel: string; balances: string };
  /** The venue's word that there is not enough money. */
  broke: Fault;
  secret: string;
  passphrase: boolean;
  clientId: boolean;
  /** Market orders are sent as such; Firi's go out as a limit inside the price band. */
  marketType: 'market' | 'limit';
}

const plain = { swap: false, symbol: 'BTC/USDT', quote: 'USDT', amount: '0.01', low: '50000' } as const;
const keys = { secret: 'secret-of-one-0123456789', passphrase: false, clientId: false, marketType: 'market' } as const;
const swap = { ...plain, ...keys, swap: true, symbol: 'BTC/USDT:USDT' } as const;

const binanceRoutes = { place: 'order.place', query: 'order.query', cancel: 'order.cancel' };
const bybitRoutes = { place: 'order.create', query: 'order.realtime', cancel: 'order.cancel', balances: 'wallet' };
const okxRoutes = { ...binanceRoutes, balances: 'account.balance' };

const binance: Seat = {
  ...plain,
  ...keys,
  exchange: 'binance',
  open: startBinanceServer,
  market: 'BTCUSDT',
  routes: { ...binanceRoutes, balances: 'account' },
  broke: binanceFault(-2010),
};
const bybit: Seat = {
  ...plain,
  ...keys,
  exchange: 'bybit',
  open: startBybitServer,
  market: 'BTCUSDT',
  routes: bybitRoutes,
  broke: bybitFault(170131),
};
const okx: Seat = {
  ...plain,
  ...keys,
  exchange: 'okx',
  open: startOkxServer,
  market: 'BTC-USDT',
  routes: okxRoutes,
  passphrase: true,
  broke: okxFault('51008'),
};

export const SEATS = {
  binance,
  bybit,
  okx,
  kucoin: {
    ...plain,
    ...keys,
    exchange: 'kucoin',
    open: startKucoinServer,
    market: 'BTC-USDT',
    routes: { place: 'hf.order.place', query: 'hf.order.query', cancel: 'hf.order.cancel', balances: 'balances' },
    passphrase: true,
    broke: kucoinFault('200004'),
  },
  kraken: {
    ...plain,
    ...keys,
    exchange: 'kraken',
    open: startKrakenServer,
    symbol: 'BTC/USD',
    market: 'XXBTZUSD',
    quote: 'USD',
    routes: { ...binanceRoutes, balances: 'balances' },
    // Its secrets are base64.
    secret: Buffer.from('secret-of-one-0123456789').toString('base64'),
    broke: krakenFault('EOrder:Insufficient funds'),
  },
  firi: {
    ...plain,
    ...keys,
    exchange: 'firi',
    open: startFiriServer,
    symbol: 'BTC/NOK',
    market: 'BTCNOK',
    quote: 'NOK',
    low: '500000',
    routes: { ...binanceRoutes, balances: 'balances' },
    clientId: true,
    marketType: 'limit',
    broke: firiFault('InsufficientBalance'),
  },
  binance_swap: {
    ...swap,
    exchange: 'binance',
    open: startBinanceFuturesServer,
    market: 'BTCUSDT',
    routes: { ...binanceRoutes, balances: 'balances' },
    broke: binanceFault(-2019),
  },
  bybit_swap: {
    ...swap,
    exchange: 'bybit',
    open: startBybitServer,
    market: 'BTCUSDT.P',
    routes: bybitRoutes,
    broke: bybitFault(110007),
  },
  okx_swap: {
    ...swap,
    exchange: 'okx',
    open: startOkxServer,
    market: 'BTC-USDT-SWAP',
    routes: okxRoutes,
    passphrase: true,
    broke: okxFault('51008'),
  },
} satisfies Record<string, Seat>;

export type SeatName = keyof typeof SEATS;
export const SEAT_NAMES = Object.keys(SEATS) as SeatName[];
export const SPOT_NAMES = SEAT_NAMES.filter((name) => !SEATS[name].swap);
export const SWAP_NAMES = SEAT_NAMES.filter((name) => SEATS[name].swap);

export interface SeatKeys {
  apiKey: string;
  apiSecret: string;
  passphrase: string;
  clientId: string;
}

export const keysOf = (name: SeatName): SeatKeys => ({
  apiKey: `key-of-${name.replace('_', '-')}-0123456789`,
  apiSecret: SEATS[name].secret,
  passphrase: 'passphrase-of-one-0123456789',
  clientId: 'client-of-one-0123456789',
});

const QUOTES: Readonly<Record<string, string>> = { USDT: '1000000', USD: '1000000', NOK: '10000000' };

/** The venue of a seat, with one account `one` that has money. */
export function openVenue(name: SeatName, seatKeys: SeatKeys = keysOf(name)): Promise<VenueHandle> {
  const { open, quote, swap: isSwap }: Seat = SEATS[name];
  const held: Record<string, string> = isSwap ? {} : { BTC: '10', ETH: '100' };
  return open({ accounts: [{ name: 'one', ...seatKeys, balances: { ...held, [quote]: QUOTES[quote] ?? '0' } }] });
}

/** The variables of a real account, named as the seat, at the venue of the seat. */
export function seatEnv(name: SeatName, url: string, seatKeys: SeatKeys = keysOf(name)): Record<string, string> {
  const seat: Seat = SEATS[name];
  const fields: Record<string, string> = {
    EXCHANGE: seat.exchange,
    MODE: 'real',
    API_KEY: seatKeys.apiKey,
    API_SECRET: seatKeys.apiSecret,
    API_URL: url,
    ...(seat.passphrase && { PASSPHRASE: seatKeys.passphrase }),
    ...(seat.clientId && { CLIENT_ID: seatKeys.clientId }),
    ...(seat.swap && { MARKET: 'swap', LEVERAGE: '2', MARGIN_MODE: 'isolated' }),
  };
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_${name.toUpperCase()}_${field}`, value]),
  );
}
