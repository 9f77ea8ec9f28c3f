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
  /** A linear perpetual: it settles in its quote currency, and is a position and not a holding. */
  linear?: true;
  /** Base units a contract, where the wire counts contracts (OKX). Amounts in the core are in base units. Default 1. */
  contractSize?: string;
  /** False: the market is listed but closed. */
  trading?: boolean;
  /** The order book at the start. */
  book?: { bids: readonly BookLevel[]; asks: readonly BookLevel[] };
}
