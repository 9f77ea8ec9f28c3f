import type { Clock } from '../../electron/engine/ports.ts';
import type { Exchange } from '../../shared/schema/exchange.ts';
import { BINANCE_SWAP_RIG } from '../engine/venues/acceptance/rigs/binance-swap.ts';
import { BINANCE_SPOT_RIG } from '../engine/venues/acceptance/rigs/binance.ts';
import { BYBIT_SPOT_RIG, BYBIT_SWAP_RIG } from '../engine/venues/acceptance/rigs/bybit.ts';
import { FIRI_RIG } from '../engine/venues/acceptance/rigs/firi.ts';
import { KRAKEN_SPOT_RIG } from '../engine/venues/acceptance/rigs/kraken.ts';
import { KUCOIN_SPOT_RIG } from '../engine/venues/acceptance/rigs/kucoin.ts';
import { OKX_SPOT_RIG, OKX_SWAP_RIG } from '../engine/venues/acceptance/rigs/okx.ts';
import type { VenueRig } from '../engine/venues/acceptance/venue-rig.ts';
import type { VenueAccountOptions, VenueHandle } from '../venues/venue-server.ts';
import { BTC_NOK, ETH_NOK, onUsdt, pairs, swapsOnUsdt } from './traded-markets.ts';
import type { TradedMarket } from './traded-markets.ts';

/** Accounts of one kind at a venue. What is documented of it there is told by its rig. */
interface Seats {
  count: number;
  rig: VenueRig;
  markets: readonly TradedMarket[];
}

/** A server that the campaign can trade at. */
export interface VenueUnderFault {
  name: string;
  exchange: Exchange;
  /** All at one server, so that they share an address. */
  seats: readonly Seats[];
}

/** What every account begins with. */
export const RICH = { BTC: '100', ETH: '1000', USDT: '10000000', USD: '10000000', NOK: '100000000' };

export const VENUES: readonly VenueUnderFault[] = [
  {
    name: 'binance',
    exchange: 'binance',
    seats: [{ count: 3, rig: BINANCE_SPOT_RIG, markets: onUsdt('BTCUSDT', 'ETHUSDT') }],
  },
  {
    name: 'bybit',
    exchange: 'bybit',
    seats: [
      { count: 2, rig: BYBIT_SPOT_RIG, markets: onUsdt('BTCUSDT', 'ETHUSDT') },
      { count: 1, rig: BYBIT_SWAP_RIG, markets: swapsOnUsdt('BTCUSDT.P', 'ETHUSDT.P') },
    ],
  },
  {
    name: 'okx',
    exchange: 'okx',
    seats: [
      { count: 2, rig: OKX_SPOT_RIG, markets: onUsdt('BTC-USDT', 'ETH-USDT') },
      { count: 1, rig: OKX_SWAP_RIG, markets: swapsOnUsdt('BTC-USDT-SWAP', 'ETH-USDT-SWAP') },
    ],
  },
  {
    name: 'kucoin',
    exchange: 'kucoin',
    seats: [{ count: 3, rig: KUCOIN_SPOT_RIG, markets: onUsdt('BTC-USDT', 'ETH-USDT') }],
  },
  {
    name: 'kraken',
    exchange: 'kraken',
    seats: [
      {
        count: 3,
        rig: KRAKEN_SPOT_RIG,
        markets: pairs({ symbol: 'BTC/USD', market: 'XXBTZUSD' }, { symbol: 'ETH/USD', market: 'XETHZUSD' }),
      },
    ],
  },
  {
    name: 'binance-swap',
    exchange: 'binance',
    seats: [{ count: 2, rig: BINANCE_SWAP_RIG, markets: swapsOnUsdt('BTCUSDT', 'ETHUSDT') }],
  },
  {
    name: 'firi',
    exchange: 'firi',
    seats: [
      {
        count: 2,
        rig: FIRI_RIG,
        markets: pairs({ symbol: 'BTC/NOK', market: 'BTCNOK' }, { symbol: 'ETH/NOK', market: 'ETHNOK' }, [
          BTC_NOK,
          ETH_NOK,
        ]),
      },
    ],
  },
];

export interface TradingAccount {
  name: string;
  rig: VenueRig;
  markets: readonly TradedMarket[];
}

/** One venue with its accounts, running, and the environment that a trader needs to trade there. */
export interface OpenVenue {
  spec: VenueUnderFault;
  server: VenueHandle;
  accounts: TradingAccount[];
  env: Record<string, string>;
}

export async function openVenue(spec: VenueUnderFault, clock: Pick<Clock, 'nowMs'>): Promise<OpenVenue> {
  const prefix = spec.name.replaceAll('-', '_');
  const accounts = spec.seats
    .flatMap(({ count, rig, markets }) => Array.from({ length: count }, () => ({ rig, markets })))
    .map((seat, index): TradingAccount => ({ ...seat, name: `${prefix}_${index + 1}` }));
  const keys = accounts.map(({ name }): VenueAccountOptions => credentials(name, spec.exchange));
  const start = spec.seats[0]?.rig.start;
  if (!start) throw new Error(`${spec.name} has no accounts`);
  const server = await start({ accounts: keys, clock: () => clock.nowMs() });
  const env = Object.assign({}, ...keys.map((key, i) => variables(key, accounts[i]?.rig, server.url))) as Record<
    string,
    string
  >;
  return { spec, server, accounts, env };
}

function credentials(name: string, exchange: Exchange): VenueAccountOptions {
  return {
    name,
    apiKey: `key-of-${name}-0123456789`,
    // Kraken's secrets are base64; for the others it is text like any other.
    apiSecret: Buffer.from(`secret-of-${name}-0123456789`).toString('base64'),
    ...(exchange === 'okx' || exchange === 'kucoin' ? { passphrase: `passphrase-of-${name}` } : {}),
    ...(exchange === 'firi' ? { clientId: `client-of-${name}-0123456789` } : {}),
    balances: RICH,
  };
}

function variables(key: VenueAccountOptions, rig: VenueRig | undefined, url: string): Record<string, string> {
  const fields: Record<string, string | undefined> = {
    EXCHANGE: rig?.exchange,
    MODE: 'real',
    API_KEY: key.apiKey,
    API_SECRET: key.apiSecret,
    PASSPHRASE: key.passphrase,
    CLIENT_ID: key.clientId,
    API_URL: url,
    MARKET: rig?.market,
    LEVERAGE: rig?.swap?.leverage,
    MARGIN_MODE: rig?.swap?.marginMode,
  };
  const set = Object.entries(fields).filter((each): each is [string, string] => each[1] !== undefined);
  return Object.fromEntries(set.map(([field, value]) => [`QT_ACCOUNT_${key.name.toUpperCase()}_${field}`, value]));
}
