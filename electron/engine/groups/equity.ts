import { add, isPositive } from '../../../shared/money/decimal.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { FactSources } from '../orders/gather-facts.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import { convert } from '../venues/convert.ts';
import type { Venue } from '../venues/venue.ts';

/** As for the checks of an order: what an account is worth moves slowly against this. */
const BALANCE_MAX_AGE_MS = 30_000;

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

async function worthOf(
  asset: string,
  total: string,
  quote: string,
  venue: Venue,
  exchange: Exchange,
  sources: FactSources,
): Promise<string> {
  const instruments = await venue.market.instruments();
  /** What selling would give, at the best price. */
  const worth = await convert(total, asset, [quote], async (symbol, side) => {
    if (!instruments.has(symbol)) return null;
    const found = await sources.prices.reference(venue.market, exchange, symbol, side);
    return found !== null && isPositive(found) ? found : null;
  });
  if (worth) return worth.amount;
  throw new QtError('MARKET_UNAVAILABLE', `there is no price of ${asset} in ${quote} on ${exchange}`);
}
