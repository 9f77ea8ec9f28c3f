import type { Clock } from '../../electron/engine/ports.ts';
import type { Exchange } from '../../shared/schema/exchange.ts';
import { startBinanceServer } from '../venues/binance-server.ts';
import { startBybitServer } from '../venues/bybit-server.ts';
import { startKrakenServer } from '../venues/kraken-server.ts';
import { startKucoinServer } from '../venues/kucoin-server.ts';
import { startOkxServer } from '../venues/okx-server.ts';
import type { BookLevel, VenueAccountOptions, VenueHandle, VenueOptions } from '../venues/venue-server.ts';

export interface TradedMarket {
  symbol: string;
  /** The venue's own id. */
  market: string;
  bids: readonly BookLevel[];
  asks: readonly BookLevel[];
  /** Sizes to choose from, in base units; the largest eats through the book. */
  amounts: readonly string[];
  /** Limit prices that rest for a buy, and for a sell. */
  resting: { buy: string; sell: string };
}

/** An exchange that the campaign can trade at. */
export interface VenueUnderFault {
  exchange: Exchange;
  open(options: VenueOptions): Promise<VenueHandle>;
  /** Accounts at one server, so that they share an address. */
  accounts: number;
  balances: Readonly<Record<string, string>>;
  passphrase?: string;
  markets: readonly TradedMarket[];
}

const BTC: Omit<TradedMarket, 'market'> = {
  symbol: 'BTC/USDT',
  bids: [
    ['59990.00', '0.50000'],
    ['59980.00', '1.00000'],
  ],
  asks: [
    ['60010.00', '0.50000'],
    ['60020.00', '1.00000'],
  ],
  amounts: ['0.001', '0.02', '0.4', '2'],
  resting: { buy: '59000.00', sell: '61000.00' },
};
const ETH: Omit<TradedMarket, 'market'> = {
  symbol: 'ETH/USDT',
  bids: [['2999.50', '40.0000']],
  asks: [['3000.50', '40.0000']],
  amounts: ['0.01', '0.5', '60'],
  resting: { buy: '2900.00', sell: '3100.00' },
};
const RICH = { BTC: '100', ETH: '1000', USDT: '10000000' };

const onUsdt = (btc: string, eth: string): TradedMarket[] => [
  { ...BTC, market: btc },
  { ...ETH, market: eth },
];

/** Three accounts at one server each. Firi is not here: without client order ids an order can need a person's word. */
export const VENUES: readonly VenueUnderFault[] = [
  { exchange: 'binance', open: startBinanceServer, accounts: 3, balances: RICH, markets: onUsdt('BTCUSDT', 'ETHUSDT') },
  { exchange: 'bybit', open: startBybitServer, accounts: 3, balances: RICH, markets: onUsdt('BTCUSDT', 'ETHUSDT') },
  {
    exchange: 'okx',
    open: startOkxServer,
    accounts: 3,
    balances: RICH,
    passphrase: 'passphrase-of-the-campaign',
    markets: onUsdt('BTC-USDT', 'ETH-USDT'),
  },
  {
    exchange: 'kucoin',
    open: startKucoinServer,
    accounts: 3,
    balances: RICH,
    passphrase: 'passphrase-of-the-campaign',
    markets: onUsdt('BTC-USDT', 'ETH-USDT'),
  },
  {
    exchange: 'kraken',
    open: startKrakenServer,
    accounts: 3,
    balances: { ...RICH, USD: '10000000' },
    markets: [
      { ...BTC, symbol: 'BTC/USD', market: 'XXBTZUSD' },
      { ...ETH, symbol: 'ETH/USD', market: 'XETHZUSD' },
    ],
  },
];

/** One venue with its accounts, running, and the environment that a trader needs to trade there. */
export interface OpenVenue {
  spec: VenueUnderFault;
  server: VenueHandle;
  accountNames: string[];
  env: Record<string, string>;
}

export async function openVenue(spec: VenueUnderFault, clock: Clock): Promise<OpenVenue> {
  const accounts = Array.from({ length: spec.accounts }, (_, index): VenueAccountOptions => {
    const name = `${spec.exchange}_${index + 1}`;
    return {
      name,
      apiKey: `key-of-${name}-0123456789`,
      // Kraken's secrets are base64; for the others it is text like any other.
      apiSecret: Buffer.from(`secret-of-${name}-0123456789`).toString('base64'),
      ...(spec.passphrase === undefined ? {} : { passphrase: spec.passphrase }),
      balances: spec.balances,
    };
  });
  const server = await spec.open({ accounts, clock: () => clock.nowMs() });
  const env: Record<string, string> = {};
  for (const { name, apiKey, apiSecret, passphrase } of accounts) {
    const prefix = `QT_ACCOUNT_${name.toUpperCase()}_`;
    env[`${prefix}EXCHANGE`] = spec.exchange;
    env[`${prefix}MODE`] = 'real';
    env[`${prefix}API_KEY`] = apiKey;
    env[`${prefix}API_SECRET`] = apiSecret;
    if (passphrase !== undefined) env[`${prefix}PASSPHRASE`] = passphrase;
    env[`${prefix}API_URL`] = server.url;
  }
  return { spec, server, accountNames: accounts.map(({ name }) => name), env };
}
