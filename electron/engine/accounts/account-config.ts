import type { AccountOrigin } from '../../../shared/schema/account.ts';
import type { Exchange, MarketType } from '../../../shared/schema/exchange.ts';
import type { Secret } from './secret.ts';

export interface Credentials {
  apiKey: Secret;
  /** Null only at Firi, whose bare access key signs nothing. */
  apiSecret: Secret | null;
  passphrase: Secret | null;
  clientId: Secret | null;
}

interface AccountBase {
  name: string;
  exchange: Exchange;
  testnet: boolean;
  market: MarketType;
  owner: string;
  description: string;
  /** Replaces every REST base of the exchange; no trailing slash. Null: the exchange's own. */
  apiUrl: string | null;
  /** Swaps: what is set at the venue, and read back, before an order. Null on spot. */
  leverage: string | null;
  marginMode: 'isolated' | 'cross' | null;
  origin: AccountOrigin;
}

/** Simulated fills only. It has no credentials, not even where the environment holds some: they are not read. */
export interface PaperAccount extends AccountBase {
  mode: 'paper';
}

/** May place orders at a venue, once armed. The one variant that a signing client can be built from. */
export interface RealAccount extends AccountBase {
  mode: 'real';
  credentials: Credentials;
}

export type AccountConfig = PaperAccount | RealAccount;
