import { QtError } from '../../../shared/schema/error-code.ts';
import type { RealAccount } from '../accounts/account-config.ts';
import { BINANCE_SPOT } from './binance/spot-facts.ts';
import { BINANCE_SWAP } from './binance/swap-facts.ts';
import { BYBIT_SPOT } from './bybit/spot-facts.ts';
import { BYBIT_SWAP } from './bybit/swap-facts.ts';
import { openCcxtMarketData } from './ccxt/ccxt-market-data.ts';
import type { VenueDeps } from './deps.ts';
import type { ExchangeFacts } from './exchange/exchange-facts.ts';
import { openExchangeVenue } from './exchange/exchange-venue.ts';
import { openFiriMarketData } from './firi/firi-market-data.ts';
import { openFiriVenue } from './firi/firi-venue.ts';
import { watchAddresses } from './http/reached-addresses.ts';
import { KRAKEN_SPOT } from './kraken/spot-facts.ts';
import { KUCOIN_SPOT } from './kucoin/spot-facts.ts';
import type { MarketPlace } from './market-place.ts';
import { OKX_SPOT } from './okx/spot-facts.ts';
import { OKX_SWAP } from './okx/swap-facts.ts';
import type { MarketData, Venue } from './venue.ts';

export type { MarketPlace } from './market-place.ts';

/**
 * Public data of any exchange but the built-in `sim`. Asks nothing yet. Throws `QtError` `TESTNET_UNAVAILABLE` or
 * `INVALID_MARKET` where the exchange has no such place.
 */
export function openMarketData(place: MarketPlace, deps: VenueDeps): MarketData {
  const { exchange } = place;
  if (exchange === 'sim') throw new Error('the sim market is opened by the engine itself');
  return exchange === 'firi' ? openFiriMarketData(place, deps) : openCcxtMarketData(exchange, place, deps);
}

/**
 * The seat of a real account: the one way to a client that signs. `market` is the public data of the account's own place.
 * Throws `QtError('VENUE_NOT_SUPPORTED')` where this version can place no real orders.
 */
export function openRealVenue(account: RealAccount, market: MarketData, deps: VenueDeps): Venue {
  const addresses = watchAddresses(deps.fetch);
  const venue = openSeat(account, market, { ...deps, fetch: addresses.fetch });
  return { ...venue, reached: addresses.reached };
}

function openSeat(account: RealAccount, market: MarketData, deps: VenueDeps): Venue {
  const { exchange } = account;
  if (exchange === 'firi' && account.market === 'spot') return openFiriVenue(account, market, deps);
  const facts = EXCHANGES.find((each) => each.exchange === exchange && each.market === account.market);
  if (facts) return openExchangeVenue(account, facts, market, deps);
  throw new QtError(
    'VENUE_NOT_SUPPORTED',
    `real orders on ${exchange} ${account.market} are not supported by this version`,
  );
}

/** Each passes the acceptance list of `test/engine/venues/acceptance`. */
const EXCHANGES: readonly ExchangeFacts[] = [
  BINANCE_SPOT,
  BINANCE_SWAP,
  BYBIT_SPOT,
  BYBIT_SWAP,
  KRAKEN_SPOT,
  KUCOIN_SPOT,
  OKX_SPOT,
  OKX_SWAP,
];
