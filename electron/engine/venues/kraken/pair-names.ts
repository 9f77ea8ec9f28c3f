import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';

/*
 * Kraken has two names of a pair: its id (`XXBTZUSD`), which is an instrument's `venue_symbol`, and a short one (`XBTUSD`),
 * which orders are shown with. They differ by the `X` of old coins and the `Z` of money, each before three letters: before
 * both of them in the oldest pairs, before the money alone in `USDTZUSD`. An X or Z anywhere else belongs to a name: `APEXUSD`
 * is not `APEUSD`.
 */
const BOTH = /^[XZ]([A-Z0-9]{3})[XZ]([A-Z0-9]{3})$/;
const MONEY = /^([A-Z0-9]{4,})Z(AUD|CAD|CHF|EUR|GBP|JPY|USD)$/;

/** The names that an order of this instrument may be shown with. */
export function pairNames({ venue_symbol: id }: Pick<Instrument, 'venue_symbol'>): readonly string[] {
  const [, base, quote] = BOTH.exec(id) ?? MONEY.exec(id) ?? [];
  return base === undefined ? [id] : [id, `${base}${quote}`];
}

/** The instrument that Kraken shows as `pair`; null where the console does not trade it. */
export async function instrumentOfPair(pair: string, desk: Pick<Desk, 'bySymbolOfVenue'>): Promise<Instrument | null> {
  const base = pair.slice(0, -3);
  const quote = pair.slice(-3);
  const candidates = [pair];
  for (const first of base.length === 3 ? ['X', 'Z', ''] : ['']) {
    for (const second of ['Z', 'X', '']) candidates.push(`${first}${base}${second}${quote}`);
  }
  for (const candidate of candidates) {
    const found = await desk.bySymbolOfVenue(candidate);
    if (found && pairNames(found).includes(pair)) return found;
  }
  return null;
}
