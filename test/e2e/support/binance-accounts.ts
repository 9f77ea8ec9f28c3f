import type { BinanceVenueOptions } from '../../venues/binance-server.ts';
import type { LoggedRequest, VenueHandle } from '../../venues/venue-server.ts';

/** Credentials that no real exchange ever gave out; a test looks for them where they must not be. */
export interface Keys {
  apiKey: string;
  apiSecret: string;
}

export const ONE: Keys = { apiKey: 'canaryKEYone0123456789abcdef', apiSecret: 'canarySECRETone0123456789abcdef' };
export const TWO: Keys = { apiKey: 'canaryKEYtwo0123456789abcdef', apiSecret: 'canarySECRETtwo0123456789abcdef' };

const balances = { BTC: '1', USDT: '100000' };
/** A venue with two accounts, `one` and `two`. */
export const TWO_ACCOUNTS: BinanceVenueOptions = {
  accounts: [
    { name: 'one', ...ONE, balances },
    { name: 'two', ...TWO, balances },
  ],
};

/** The variables that register an account of Binance at a local venue. */
export function binanceAccount(
  name: string,
  mode: 'paper' | 'real',
  venue: VenueHandle,
  keys: Keys,
  more: Record<string, string> = {},
): Record<string, string> {
  const fields = {
    EXCHANGE: 'binance',
    MODE: mode,
    API_KEY: keys.apiKey,
    API_SECRET: keys.apiSecret,
    API_URL: venue.url,
    ...more,
  };
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_${name.toUpperCase()}_${field}`, value]),
  );
}

export const placements = (venue: VenueHandle): LoggedRequest[] =>
  venue.requests.filter(({ route }) => route === 'order.place');
