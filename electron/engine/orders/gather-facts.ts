import { checkOptions } from '../../../shared/orders/option-checks.ts';
import { sizeOrder } from '../../../shared/orders/sizing.ts';
import type { Sizing } from '../../../shared/orders/sizing.ts';
import type { Route } from '../../../shared/routing/decide.ts';
import type { CheckDocument, PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import type { AccountConfig } from '../accounts/account-config.ts';
import type { AccountMonitor, BalanceReading } from '../accounts/account-monitor.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { Venue } from '../venues/venue.ts';
import type { PriceFeed } from '../venues/price-feed.ts';
import { marketableLimit } from './marketable-limit.ts';
import { orderCost } from './order-cost.ts';
import type { Cost } from './order-cost.ts';

export type AcceptedRoute = Extract<Route, { ok: true }>;

/** What had to be asked of the venue before the checks can run. Nothing in here changes any state. */
export interface GatheredFacts {
  venue: Venue | null;
  venueError: ErrorDocument | null;
  marketError: ErrorDocument | null;
  priceError: ErrorDocument | null;
  instrument: Instrument | null;
  sizing: Sizing | null;
  /** Whether the venue has the options that were asked for. */
  options: CheckDocument[];
  order: PlannedOrderDocument | null;
  /** What an order that takes from the book would have met first when it was decided on; null for one that is made to rest. */
  decidedPrice: string | null;
  balance: BalanceReading | null;
  balanceError: string | null;
  /** What the order takes from the account at most, in units of `asset`. */
  cost: Cost | null;
}

/** A reading this old is still good for a check, because reservations cover what happened since. */
const BALANCE_MAX_AGE_MS = 30_000;
/** A price that turns a quote amount into an order of a real account is no older than this. */
const QUOTE_PRICE_MAX_AGE_MS = 1_000;

export interface FactSources {
  pool: VenuePool;
  monitor: AccountMonitor;
  prices: PriceFeed;
  redact: Redact;
  /** Fraction by which a marketable limit may pass the best price, e.g. `0.005`. */
  marketBand: string;
  /** How an account trades; null where its configuration is broken. */
  config: (accountName: string) => Pick<AccountConfig, 'market' | 'leverage'> | null;
}

/** `balanceSince`: the balance must have been read after this mark of the reservations. */
export async function gatherFacts(
  signal: Signal,
  route: AcceptedRoute,
  sources: FactSources,
  { balanceSince = 0 }: { balanceSince?: number } = {},
): Promise<GatheredFacts> {
  const facts: GatheredFacts = {
    venue: null,
    venueError: null,
    marketError: null,
    priceError: null,
    instrument: null,
    sizing: null,
    options: [],
    order: null,
    decidedPrice: null,
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
  if (route.account.mode === 'paper' && sources.config(route.account.name)?.market === 'swap') {
    facts.venueError = { code: 'VENUE_NOT_SUPPORTED', message: 'the paper venue trades spot only' };
    return facts;
  }
  sources.monitor.keepWarm(route.account.name);
  const maxAgeMs = route.account.mode === 'paper' ? 0 : BALANCE_MAX_AGE_MS;
  const [instruments, balance] = await Promise.allSettled([
    venue.market.instruments(),
    readBalance(route.account.name, maxAgeMs, balanceSince, sources.monitor),
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

/** A reading that was under way before the mark is not the one asked for, however young. */
async function readBalance(
  name: string,
  maxAgeMs: number,
  sinceMark: number,
  monitor: AccountMonitor,
): Promise<BalanceReading> {
  const reading = await monitor.balances(name, maxAgeMs);
  return reading.mark > sinceMark ? reading : readBalance(name, 0, sinceMark, monitor);
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
        ({ price, note, best: facts.decidedPrice } = limit);
        type = 'limit';
      } else {
        const sizes = signal.quote_amount !== undefined && route.account.mode === 'real';
        const maxAgeMs = sizes ? QUOTE_PRICE_MAX_AGE_MS : undefined;
        referencePrice = await sources.prices.reference(venue.market, route.exchange, signal.symbol, side, maxAgeMs);
        facts.decidedPrice = referencePrice;
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
  const size = { amount: signal.amount ?? null, quoteAmount: signal.quote_amount ?? null };
  const reduceOnly = signal.reduce_only === true;
  const sizing = sizeOrder({ side, type, ...size, price, referencePrice, reduceOnly }, instrument);
  facts.sizing = sizing;
  facts.order = {
    account_name: route.account.name,
    exchange: route.exchange,
    symbol: instrument.symbol,
    side,
    type,
    time_in_force: type === 'limit' ? 'gtc' : null,
    post_only: signal.post_only === true,
    reduce_only: reduceOnly,
    amount: sizing.amount,
    price: sizing.price,
    reference_price: referencePrice,
    notional: sizing.notional,
    base: instrument.base,
    quote: instrument.quote,
    note: [note, sizing.rounded].filter(Boolean).join(' ') || null,
  };
  const { market, leverage } = sources.config(route.account.name) ?? { market: 'spot', leverage: null };
  const asked = { postOnly: facts.order.post_only, reduceOnly };
  facts.options = checkOptions(asked, { exchange: route.exchange, market, features: venue.features });
  const terms = { market, leverage, feeOnTop: venue.orderTypes === 'limit_only' };
  const { amount, notional } = sizing;
  facts.cost = orderCost({ side, amount, notional, reduceOnly }, instrument, terms);
}
