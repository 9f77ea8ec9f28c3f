/**
 * The one order of an account's trades: by time, then by the exchange's id of the trade, then by side and order. Nothing in it
 * depends on when a trade was told, so books do not either. Ids of digits alone sort as numbers while they are shorter than a
 * hundred digits.
 */
export function tieOf(trade: { tradeId: string; side: 'buy' | 'sell'; orderId: string | null }): string {
  const length = String(Math.min(trade.tradeId.length, 99)).padStart(2, '0');
  return `${length}${trade.tradeId} ${trade.side} ${trade.orderId ?? ''}`;
}

export interface Place {
  atMs: number;
  tie: string;
}

/** By UTF-16 units: for ASCII, which ids are made of, the same as SQLite's own order of text. */
export function comparePlaces(a: Place, b: Place): number {
  return a.atMs - b.atMs || (a.tie < b.tie ? -1 : a.tie > b.tie ? 1 : 0);
}
