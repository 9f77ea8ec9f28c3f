/** `[price, amount]` as decimal strings, best price first. */
export type BookLevel = readonly [price: string, amount: string];

export interface VenueMarket {
  /** The venue's own id, as `BTCUSDT` or `BTCNOK`. */
  id: string;
  base: string;
  quote: string;
  tickSize: string;
  stepSize: string;
  minAmount: string;
  maxAmount: string;
  minNotional: string;
  /** False: the market is listed but closed. */
  trading?: boolean;
  /** The order book at the start. */
  book?: { bids: readonly BookLevel[]; asks: readonly BookLevel[] };
}
