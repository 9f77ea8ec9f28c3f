import type { Exchange, MarketType } from '../../../shared/schema/exchange.ts';

/** Where public data comes from. Accounts of one place share it. */
export interface MarketPlace {
  exchange: Exchange;
  testnet: boolean;
  market: MarketType;
  /** Replaces every REST base of the exchange; no trailing slash. Null: the exchange's own. */
  apiUrl: string | null;
}
