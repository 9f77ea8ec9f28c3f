/** Trading rules of one symbol at one venue. All figures are decimal strings. */
export interface Instrument {
  symbol: string;
  /** The venue's own id of the market. */
  venue_symbol: string;
  base: string;
  quote: string;
  active: boolean;
  /** Base units a contract; `1` on spot. All amounts here are in base units: adapters convert for the wire. */
  contract_size: string;
  /** Price increment in quote units. */
  tick: string;
  /** Amount increment in base units. */
  step: string;
  min_amount: string | null;
  max_amount: string | null;
  min_price: string | null;
  max_price: string | null;
  /** Smallest order value in quote units. */
  min_notional: string | null;
  /** Fees as fractions, e.g. `0.001`; null where the venue does not tell. */
  maker_fee: string | null;
  taker_fee: string | null;
}

export interface TickerDocument {
  exchange: string;
  symbol: string;
  bid: string | null;
  ask: string | null;
  last: string | null;
  /** When it was read, ISO 8601. */
  at: string;
}

/** Best first. Prices and amounts are decimal strings. */
export interface OrderBook {
  bids: [price: string, amount: string][];
  asks: [price: string, amount: string][];
  /** Epoch milliseconds when it was read. */
  atMs: number;
}
