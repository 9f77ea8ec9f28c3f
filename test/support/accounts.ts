import type { PaperAccount, RealAccount } from '../../electron/engine/accounts/account-config.ts';
import { Secret } from '../../electron/engine/accounts/secret.ts';

const BASE = {
  exchange: 'binance',
  testnet: false,
  market: 'spot',
  owner: 'me',
  description: '',
  apiUrl: null,
  leverage: null,
  marginMode: null,
  origin: 'environment',
} as const;

export function paperAccount(name: string, change: Partial<PaperAccount> = {}): PaperAccount {
  return { ...BASE, mode: 'paper', name, ...change };
}

export function realAccount(name: string, change: Partial<RealAccount> = {}): RealAccount {
  const credentials = {
    apiKey: new Secret(`key-of-${name}`),
    apiSecret: new Secret(`secret-of-${name}`),
    passphrase: null,
    clientId: null,
  };
  return { ...BASE, mode: 'real', name, credentials, ...change };
}
