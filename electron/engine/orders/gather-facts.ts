import { add, mul } from '../../../shared/money/decimal.ts';
import { sizeOrder } from '../../../shared/orders/sizing.ts';
import type { Sizing } from '../../../shared/orders/sizing.ts';
import type { Route } from '../../../shared/routing/decide.ts';
import type { PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import type { AccountMonitor, BalanceReading } from '../accounts/account-monitor.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { Venue } from '../venues/venue.ts';
import type { PriceFeed } from '../venues/price-feed.ts';
import { marketableLimit } from './marketable-limit.ts';

export type AcceptedRoute = Extract<Route, { ok: true }>;

/** What had to be asked of the venue before the checks can run. Nothing in here changes any state. */
export interface GatheredFacts {
  venue: Venue | null;
  venueError: ErrorDocument | null;
  marketError: ErrorDocument | null;
  priceError: ErrorDocument | null;
  instrument: Instrument | null;
  sizing: Sizing | null;
  order: PlannedOrderDocument | null;
  balance: BalanceReading | null;
  balanceError: string | null;
  /** What the order takes from the account at most, in units of `asset`. */
  cost: { asset: string; needed: string } | null;
}

/** A reading this old is still good for a check, because reservations cover what happened since. */
const BALANCE_MAX_AGE_MS = 30_000;

export interface FactSources {
  pool: VenuePool;
  monitor: AccountMonitor;
  prices: PriceFeed;
  redact: Redact;
  /** Fraction by which a marketable limit may pass the best price, e.g. `0.005`. */
  marketBand: string;
}

export async function gatherFacts(signal: Signal, route: AcceptedRoute, sources: FactSources): Promise<GatheredFacts> {
  const facts: GatheredFacts = {
    venue: null,
    venueError: null,
    marketError: null,
    priceError: null,
    instrument: null,
    sizing: null,
    order: null,
    balance: null,
    balanceError: null,
    cost: null,
  };
  const caught = (error: unknown) => errorDocument(error, sources.redact);
  let venue: Venue;
  try {
    venue = facts.venue = sources.pool.venue(route.account.name);
  } catch (error) {
    facts.venueError = caught(error);
    return facts;
  }
  sources.monitor.keepWarm(route.account.name);
  const maxAgeMs = route.account.mode === 'paper' ? 0 : BALANCE_MAX_AGE_MS;
  const [instruments, balance] = await Promise.allSettled([
    venue.market.instruments(),
    sources.monitor.balances(route.account.name, maxAgeMs),
  ]);
  if (balance.status === 'fulfilled') facts.balance = balance.value;
  else facts.balanceError = caught(balance.reason).message;
  if (instruments.status === 'rejected') {
    facts.marketError = caught(instruments.reason);
    return facts;
  }
  facts.instrument = instruments.value.get(signal.symbol) ?? null;
  if (facts.instrument) await planInto(facts, facts.instrument, venue, signal, route, sources, caught);
  return facts;
}

async function planInto(
  facts: GatheredFacts,
  instrument: Instrument,
  venue: Venue,
  signal: Signal,
  route: AcceptedRoute,
  sources: FactSources,
  caught: (error: unknown) => ErrorDocument,
): Promise<void> {
  const side = signal.side === 'long' ? 'buy' : 'sell';
  let price = signal.price ?? null;
  let type = signal.type;
  let referencePrice: string | null = null;
  let note: string | null = null;
  if (type === 'market') {
    try {
      if (venue.orderTypes === 'limit_only') {
        const limit = marketableLimit(await venue.market.book(signal.symbol), side, sources.marketBand);
        ({ price, note } = limit);
        type = 'limit';
      } else {
        referencePrice = await sources.prices.reference(venue.market, route.exchange, signal.symbol, side);
      }
    } catch (error) {
      facts.priceError = caught(error);
    }
  }
  if (type === 'market' && referencePrice === null && !facts.priceError) {
    facts.priceError = {
      code: 'MARKET_UNAVAILABLE',
      message: `${route.exchange} shows no ${side === 'buy' ? 'ask' : 'bid'} for ${signal.symbol}.`,
    };
  }
  if (facts.priceError) return;
  const sizing = sizeOrder(
    { side, type, amount: signal.amount ?? null, quoteAmount: signal.quote_amount ?? null, price, referencePrice },
    instrument,
  );
  facts.sizing = sizing;
  facts.order = {
    account_name: route.account.name,
    exchange: route.exchange,
    symbol: instrument.symbol,
    side,
    type,
    time_in_force: type === 'limit' ? 'gtc' : null,
    post_only: signal.post_only === true,
    reduce_only: signal.reduce_only === true,
    amount: sizing.amount,
    price: sizing.price,
    reference_price: referencePrice,
    notional: sizing.notional,
    base: instrument.base,
    quote: instrument.quote,
    note: [note, sizing.rounded].filter(Boolean).join(' ') || null,
  };
  facts.cost =
    side === 'sell'
      ? { asset: instrument.base, needed: sizing.amount }
      : { asset: instrument.quote, needed: quoteCost(sizing.notional ?? '0', instrument, venue) };
}

/**
 * What a buy takes in the quote currency. Exchanges that charge a buy's fee in the bought asset take just the notional;
 * where the fee comes on top (Firi) it is added.
 */
function quoteCost(notional: string, instrument: Instrument, venue: Venue): string {
  if (venue.orderTypes !== 'limit_only' || instrument.taker_fee === null) return notional;
  return mul(notional, add('1', instrument.taker_fee));
}
