import type { Exchange } from '../../../shared/schema/exchange.ts';

export interface ExchangeTraits {
  /** A testnet that really exists. ccxt silently switches to no address at all for kucoin and kraken (seen in 4.5.84). */
  testnet: boolean;
  /** Linear perpetuals. */
  swap: boolean;
  /** Spot and swaps are traded from one wallet: both kinds of account show the same money. */
  oneWallet: boolean;
  /** Whether an account there can be real. */
  real: boolean;
  /** What a real account needs. */
  credentials: readonly CredentialField[];
  /** Needed all or none: Firi signs with secret and client id, or takes the bare key (access-key mode). */
  together: readonly CredentialField[];
}

export const CREDENTIAL_FIELDS = ['API_KEY', 'API_SECRET', 'PASSPHRASE', 'CLIENT_ID'] as const;
export type CredentialField = (typeof CREDENTIAL_FIELDS)[number];

const KEY_PAIR = ['API_KEY', 'API_SECRET'] as const;

export const EXCHANGE_TRAITS: Readonly<Record<Exchange, ExchangeTraits>> = {
  binance: { testnet: true, swap: true, oneWallet: false, real: true, credentials: KEY_PAIR, together: [] },
  bybit: { testnet: true, swap: true, oneWallet: true, real: true, credentials: KEY_PAIR, together: [] },
  okx: {
    testnet: true,
    swap: true,
    oneWallet: true,
    real: true,
    credentials: [...KEY_PAIR, 'PASSPHRASE'],
    together: [],
  },
  kucoin: {
    testnet: false,
    swap: false,
    oneWallet: false,
    real: true,
    credentials: [...KEY_PAIR, 'PASSPHRASE'],
    together: [],
  },
  kraken: { testnet: false, swap: false, oneWallet: false, real: true, credentials: KEY_PAIR, together: [] },
  firi: {
    testnet: false,
    swap: false,
    oneWallet: false,
    real: true,
    credentials: ['API_KEY'],
    together: ['API_SECRET', 'CLIENT_ID'],
  },
  sim: { testnet: false, swap: false, oneWallet: false, real: false, credentials: [], together: [] },
};
