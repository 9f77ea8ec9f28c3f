import type { HistoryFlow, HistoryTrade, VenueHistory } from '../../../electron/engine/venues/venue.ts';

export interface Walked {
  trades: HistoryTrade[];
  flows: HistoryFlow[];
  /** Of every page, also the last: where one could have been cut off. */
  cursors: string[];
}

/** One part to its end, from a cursor on. A walk that does not end fails. */
export async function walk(history: VenueHistory, part: string, from: string | null = null): Promise<Walked> {
  const walked: Walked = { trades: [], flows: [], cursors: [] };
  let cursor = from;
  for (let pages = 0; pages < 500; pages += 1) {
    const page = await history.page(part, cursor);
    walked.trades.push(...page.trades);
    walked.flows.push(...page.flows);
    walked.cursors.push(page.cursor);
    if (!page.more) return walked;
    cursor = page.cursor;
  }
  throw new Error(`${part} does not end`);
}

/** As the journal keeps them: one of each. */
export const tradeIds = (trades: readonly HistoryTrade[]): string[] =>
  [...new Set(trades.map(({ symbol, tradeId, side }) => `${symbol} ${tradeId} ${side}`))].toSorted();
