import { add, div, isPositive, mul } from '../../../shared/money/decimal.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { FactSources } from '../orders/gather-facts.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Venue } from '../venues/venue.ts';

/** As for the checks of an order: what an account is worth moves slowly against this. */
const BALANCE_MAX_AGE_MS = 30_000;
const PLACES = 18;

export type Equity = { value: string; error: null } | { value: null; error: ErrorDocument };

/**
 * What an account holds, free and locked, in units of `quote`. Every balance counts; one whose price in `quote` is not known
 * leaves the whole unknown, because half a sum would divide a group wrongly.
 */
export async function readEquity(
  account: { name: string; exchange: Exchange },
  quote: string,
  sources: FactSources,
): Promise<Equity> {
  try {
    const venue = sources.pool.venue(account.name);
    const { balances } = await sources.monitor.balances(account.name, BALANCE_MAX_AGE_MS);
    const held = balances.filter(({ total }) => isPositive(total));
    const worth = await Promise.all(
      held.map(({ asset, total }) => worthOf(asset, total, quote, venue, account.exchange, sources)),
    );
    return { value: worth.reduce(add, '0'), error: null };
  } catch (error) {
    const { code, message } = errorDocument(error, sources.redact);
    return { value: null, error: { code, message: `what ${account.name} is worth is not known: ${message}` } };
  }
}

/** Where there is no market between two currencies, the price is taken over this one, which every exchange trades in most. */
const BETWEEN = 'BTC';

async function worthOf(
  asset: string,
  total: string,
  quote: string,
  venue: Venue,
  exchange: Exchange,
  sources: FactSources,
): Promise<string> {
  const instruments = await venue.market.instruments();

  async function price(symbol: string, side: 'buy' | 'sell'): Promise<string | null> {
    if (!instruments.has(symbol)) return null;
    const found = await sources.prices.reference(venue.market, exchange, symbol, side);
    return found !== null && isPositive(found) ? found : null;
  }

  /** What selling `amount` of one asset would give in another, at the best price; null where no market trades the two. */
  async function exchanged(amount: string, from: string, to: string): Promise<string | null> {
    if (from === to) return amount;
    for (const symbol of [`${from}/${to}`, `${from}/${to}:${to}`]) {
      const bid = await price(symbol, 'sell');
      if (bid !== null) return mul(amount, bid);
    }
    const ask = await price(`${to}/${from}`, 'buy');
    return ask === null ? null : div(amount, ask, { places: PLACES });
  }

  const straight = await exchanged(total, asset, quote);
  if (straight !== null) return straight;
  const between = await exchanged(total, asset, BETWEEN);
  const worth = between === null ? null : await exchanged(between, BETWEEN, quote);
  if (worth !== null) return worth;
  throw new QtError('MARKET_UNAVAILABLE', `there is no price of ${asset} in ${quote} on ${exchange}`);
}
