import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { HistoryPage } from '../venue.ts';
import type { Desk } from './exchange-facts.ts';

const TRADES = 'trades ';

export const tradesOf = (symbol: string): string => `${TRADES}${symbol}`;

/** What one part is asked by. */
export type AskPart = (cursor: string | null) => Promise<HistoryPage>;

/** The named part, or the trades of the market that its name tells. Throws `QtError`. */
export async function askPart(
  desk: Desk,
  part: string,
  named: Readonly<Record<string, AskPart>>,
  trades: (instrument: Instrument) => AskPart,
): Promise<AskPart> {
  const found = Object.hasOwn(named, part) ? named[part] : undefined;
  if (found) return found;
  if (part.startsWith(TRADES)) return trades(await desk.instrument(part.slice(TRADES.length)));
  throw new QtError('INTERNAL', `the history has no part ${part}`);
}

/**
 * Markets in the order in which they are asked: those known to be traded, those whose base is held, those whose quote is, and
 * then all others, because what was sold again leaves no trace in the balance.
 */
export function marketsInTurn(
  instruments: readonly Instrument[],
  symbols: readonly string[],
  held: ReadonlySet<string>,
): { known: string[]; others: string[] } {
  const listed = new Set(instruments.map(({ symbol }) => symbol));
  const known = [...new Set(symbols)].filter((symbol) => listed.has(symbol));
  const rank = ({ base, quote }: Instrument): number => (held.has(base) ? 0 : held.has(quote) ? 1 : 2);
  const others = instruments
    .filter(({ symbol }) => !known.includes(symbol))
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ symbol }) => symbol);
  return { known, others };
}

/** Symbols by the venue's ids: one look at the list instead of one a row. */
export async function symbolsByVenueId(desk: Desk): Promise<(venueSymbol: string) => string> {
  const symbols = new Map((await desk.instruments()).map(({ venue_symbol, symbol }) => [venue_symbol, symbol]));
  return (venueSymbol) => symbols.get(venueSymbol) ?? venueSymbol;
}
