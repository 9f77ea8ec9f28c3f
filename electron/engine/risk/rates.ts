import { isPositive, normalize, toPlaces } from '../../../shared/money/decimal.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { Clock } from '../ports.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Redact } from '../telemetry/redact.ts';
import { convert } from '../venues/convert.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { Marks } from './marks.ts';
import type { RateReading, RateSource } from './risk-ports.ts';

/** What counts as one US dollar. An exchange that trades dollars themselves comes first. */
const DOLLARS = ['USD', 'USDT', 'USDC'];
export const isDollar = (asset: string): boolean => DOLLARS.includes(asset);
const PLACES = 18;

/**
 * What one asset is worth in another at an account's own market: the last trade kept between bid and ask, over as few
 * markets. What cannot be told has a reason, and is never taken for zero or one.
 */
export function createRates(deps: {
  registry: Pick<AccountRegistry, 'config'>;
  pool: Pick<VenuePool, 'venue'>;
  marks: Marks;
  clock: Pick<Clock, 'nowMs'>;
  redact: Redact;
}): RateSource {
  const { marks, clock } = deps;
  const exchangeOf = (name: string): string => deps.registry.config(name)?.exchange ?? 'its exchange';

  /** Null where no market trades the two. The age of a rate is that of the oldest price in it. Throws `QtError`. */
  async function atMarket(name: string, from: string, targets: readonly string[]): Promise<RateReading | null> {
    const { market } = deps.pool.venue(name);
    const instruments = await market.instruments();
    const times = new Map<string, number>();
    const worth = await convert('1', from, targets, async (symbol) => {
      const mark = instruments.has(symbol) ? await marks.of(market, symbol) : null;
      if (mark) times.set(symbol, mark.atMs);
      return mark?.price ?? null;
    });
    const rate = worth && rounded(worth.amount);
    if (!rate || !isPositive(rate)) return null;
    const source = [worth.symbols.join(' and '), worth.asset === targets[0] ? '' : counted(worth.asset)];
    const atMs = Math.min(...worth.symbols.map((symbol) => times.get(symbol) ?? 0));
    return { rate, source: source.filter(Boolean).join(', '), atMs };
  }

  async function toCurrency(name: string, asset: string, currency: string): Promise<RateReading> {
    const one = (source: string): RateReading => ({ rate: '1', source, atMs: clock.nowMs() });
    if (asset === currency) return one(asset);
    const dollars = isDollar(asset) && isDollar(currency);
    if (dollars && (asset === 'USD' || currency === 'USD')) return one(counted(asset === 'USD' ? currency : asset));
    try {
      const found = await atMarket(name, asset, currency === 'USD' ? DOLLARS : [currency]);
      if (found) return found;
      if (dollars) return one(`${asset} and ${currency} counted as 1 USD each`);
      return { rate: null, reason: `there is no price of ${asset} in ${currency} on ${exchangeOf(name)}` };
    } catch (error) {
      return { rate: null, reason: errorDocument(error, deps.redact).message };
    }
  }

  return {
    toCurrency,
    usdRate: (accountName, asset) => toCurrency(accountName, asset, 'USD'),
    async markOf(accountName, symbol) {
      try {
        const { market } = deps.pool.venue(accountName);
        const mark = (await market.instruments()).has(symbol) ? await marks.of(market, symbol) : null;
        if (mark) return { rate: mark.price, source: symbol, atMs: mark.atMs };
        return { rate: null, reason: `there is no price of ${symbol} on ${exchangeOf(accountName)}` };
      } catch (error) {
        return { rate: null, reason: errorDocument(error, deps.redact).message };
      }
    },
  };
}

const counted = (asset: string): string => `${asset} counted as 1 USD`;

function rounded(rate: string): string {
  return normalize(toPlaces(rate, PLACES, 'half_even'));
}
