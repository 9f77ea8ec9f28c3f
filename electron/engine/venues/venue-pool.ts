import { QtError } from '../../../shared/schema/error-code.ts';
import type { Exchange, Mode } from '../../../shared/schema/exchange.ts';
import type { AccountConfig } from '../accounts/account-config.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import { seatMark } from '../accounts/seat-mark.ts';
import type { NoteKeyUse } from '../audit/key-use.ts';
import type { Database } from '../store/sqlite.ts';
import type { Log } from '../telemetry/log.ts';
import type { VenueDeps } from './deps.ts';
import type { ExchangeHealth } from './health/exchange-health.ts';
import { watchMarket, watchVenue } from './health/watched-venue.ts';
import type { VenueAnswer } from './health/watched-venue.ts';
import { openMarketData, openRealVenue } from './open-venue.ts';
import type { MarketPlace } from './open-venue.ts';
import { openPaperVenue } from './paper/paper-venue.ts';
import { createPlaces } from './places.ts';
import { openSimMarket } from './sim/sim-market.ts';
import type { MarketData, Venue } from './venue.ts';

export interface VenuePool {
  /** The account's seat at its venue, opened on first use; one client an account. Throws ACCOUNT_INVALID. */
  venue(accountName: string): Venue;
  /**
   * The seat that an order was placed from. Throws ACCOUNT_INVALID where the account of this name is another one by now:
   * asked elsewhere, the order would be "not found", and taken for never placed.
   */
  seatOf(order: PlacedFrom): Venue;
  /** Whether `seatOf` has an answer. */
  hasSeatOf(order: PlacedFrom): boolean;
  /** What orders of this account remember of the seat that they are placed from; null on paper. */
  seatMark(accountName: string): string | null;
  /**
   * Whether the seat is the very one that the order was placed from, not only one of the same kind. A new key of the same
   * account still finds it, so it is asked; but where it finds nothing, that is no proof.
   */
  isSameSeat(order: PlacedFrom & { seat: string | null }): boolean;
  /** Public data as the accounts of this exchange see it; shared by all that look at the same place. */
  market(exchange: Exchange): MarketData;
  /** Time went on without us: every venue's clock is measured again. */
  doubtClocks(): void;
  close(): Promise<void>;
}

/** What an order remembers of its account. */
export interface PlacedFrom {
  account_name: string;
  exchange: Exchange;
  mode: Mode;
  testnet: number;
  symbol: string;
}

/** Names the demo market; every installation sees the same prices at the same time. */
const SIM_SEED = 'quantum-trader-console';

export function createVenuePool(
  outside: VenueDeps & {
    registry: AccountRegistry;
    db: Database;
    log: Log;
    health: ExchangeHealth;
    /** See `createPlaces`. */
    onSkew?: (place: MarketPlace, skewMs: number) => boolean;
    /** A client that signs is opened. Must not throw. */
    onKeyUse?: NoteKeyUse;
    /** Every answer of an exchange, for measuring. Must not throw. */
    onAnswer?: (exchange: Exchange, answer: VenueAnswer) => void;
  },
): VenuePool {
  const { onSkew } = outside;
  const deps = { places: createPlaces(outside.clock, onSkew && { onSkew }), gated: true as const, ...outside };
  const markets = new Map<string, MarketData>();
  const venues = new Map<string, Venue>();

  const answeredBy =
    ({ exchange }: MarketPlace) =>
    (answer: VenueAnswer) =>
      outside.onAnswer?.(exchange, answer);

  function marketAt(place: MarketPlace): MarketData {
    const key = JSON.stringify([place.exchange, place.testnet, place.market, place.apiUrl]);
    let market = markets.get(key);
    if (!market) {
      market = place.exchange === 'sim' ? openSimMarket({ seed: SIM_SEED }, deps) : openMarketData(place, deps);
      // Unwatched: what it says of itself is no evidence of how well it reads.
      if (market.systemStatus) deps.health.attend(place, market.systemStatus);
      const note = (aspect: VenueAnswer['aspect'], reason: string | null) => deps.health.note(place, aspect, reason);
      market = watchMarket(market, note, deps.clock, place.exchange === 'sim' ? undefined : answeredBy(place));
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
    deps.onKeyUse?.(config, 'client_opened');
    const market = marketAt(config);
    const venue = config.mode === 'real' ? openRealVenue(config, market, deps) : openPaperVenue(config, market, deps);
    // A paper venue's orders say nothing of the exchange; its market data, watched above, does.
    if (config.mode === 'paper') return venue;
    const note = (aspect: VenueAnswer['aspect'], reason: string | null) => deps.health.note(config, aspect, reason);
    return watchVenue(venue, note, deps.clock, answeredBy(config));
  }

  function venueOf(name: string): Venue {
    const config = deps.registry.config(name);
    if (!config) throw new QtError('ACCOUNT_INVALID', `${name} has no usable configuration.`);
    let venue = venues.get(name);
    if (!venue) venues.set(name, (venue = open(config)));
    return venue;
  }

  function hasSeatOf(order: PlacedFrom): boolean {
    const config = deps.registry.config(order.account_name);
    if (!config) return false;
    const { exchange, mode, testnet, market } = config;
    // An account that trades swaps by now is another one than the spot account of that name, and the reverse.
    const traded = order.symbol.includes(':') ? 'swap' : 'spot';
    return exchange === order.exchange && mode === order.mode && testnet === (order.testnet === 1) && market === traded;
  }

  function markOf(accountName: string): string | null {
    const config = deps.registry.config(accountName);
    return config ? seatMark(config) : null;
  }

  return {
    venue: venueOf,
    hasSeatOf,
    seatMark: markOf,
    isSameSeat: (order) => order.seat === null || order.seat === markOf(order.account_name),
    seatOf(order) {
      if (hasSeatOf(order)) return venueOf(order.account_name);
      const then = [order.mode, order.testnet === 1 && 'testnet', order.exchange].filter(Boolean).join(' ');
      throw new QtError(
        'ACCOUNT_INVALID',
        `The order was placed by a ${then} account ${order.account_name}, which is not configured now.`,
      );
    },
    market(exchange) {
      const sound = deps.registry.list().filter((candidate) => candidate.exchange === exchange && !candidate.error);
      // Test networks have prices of their own.
      const account = sound.find((candidate) => !candidate.testnet) ?? sound[0];
      const config = account ? deps.registry.config(account.name) : null;
      return marketAt(config ?? { exchange, testnet: false, market: 'spot', apiUrl: null });
    },
    doubtClocks() {
      for (const venue of venues.values()) venue.doubtClock?.();
    },
    async close() {
      await Promise.allSettled([...venues.values(), ...markets.values()].map((opened) => opened.close()));
      await deps.markets?.close();
    },
  };
}
