import { QtError } from '../../../shared/schema/error-code.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { AccountConfig } from '../accounts/account-config.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { Database } from '../store/sqlite.ts';
import type { Log } from '../telemetry/log.ts';
import type { VenueDeps } from './deps.ts';
import { openMarketData, openRealVenue } from './open-venue.ts';
import type { MarketPlace } from './open-venue.ts';
import { openPaperVenue } from './paper/paper-venue.ts';
import { openSimMarket } from './sim/sim-market.ts';
import type { MarketData, Venue } from './venue.ts';

export interface VenuePool {
  /** The account's seat at its venue, opened on first use. By name or by configuration; one client an account. */
  venue(account: string | AccountConfig): Venue;
  /** Public data as the accounts of this exchange see it; shared by all that look at the same place. */
  market(exchange: Exchange): MarketData;
  close(): Promise<void>;
}

/** Names the demo market; every installation sees the same prices at the same time. */
const SIM_SEED = 'quantum-trader-console';

export function createVenuePool(deps: VenueDeps & { registry: AccountRegistry; db: Database; log: Log }): VenuePool {
  const markets = new Map<string, MarketData>();
  const venues = new Map<string, Venue>();

  function marketAt(place: MarketPlace): MarketData {
    const key = JSON.stringify([place.exchange, place.testnet, place.market, place.apiUrl]);
    let market = markets.get(key);
    if (!market) {
      market = place.exchange === 'sim' ? openSimMarket({ seed: SIM_SEED }, deps) : openMarketData(place, deps);
      markets.set(key, market);
    }
    return market;
  }

  function open(config: AccountConfig): Venue {
    deps.log.info('Creating exchange client for account', {
      account_name: config.name,
      exchange: config.exchange,
      testnet: config.testnet,
      mode: config.mode,
    });
    const market = marketAt(config);
    return config.mode === 'real' ? openRealVenue(config, market, deps) : openPaperVenue(config, market, deps);
  }

  return {
    venue(account) {
      const config = typeof account === 'string' ? deps.registry.config(account) : account;
      if (!config) throw new QtError('ACCOUNT_INVALID', `${String(account)} has no usable configuration.`);
      let venue = venues.get(config.name);
      if (!venue) venues.set(config.name, (venue = open(config)));
      return venue;
    },
    market(exchange) {
      const account = deps.registry.list().find((candidate) => candidate.exchange === exchange && !candidate.error);
      const config = account ? deps.registry.config(account.name) : null;
      return marketAt(config ?? { exchange, testnet: false, market: 'spot', apiUrl: null });
    },
    async close() {
      await Promise.allSettled([...venues.values(), ...markets.values()].map((opened) => opened.close()));
    },
  };
}
