import { createHash } from 'node:crypto';
import type { AccountConfig } from './account-config.ts';
import { EXCHANGE_TRAITS } from './exchange-traits.ts';

/**
 * Tells one seat at an exchange from another: the address asked and the key asked with. Null for a paper account, which sits
 * at no exchange. The name of an account can be given to other keys, and then "no such order" is another account's word.
 */
export function seatMark(config: AccountConfig): string | null {
  return markOf(config, config.market);
}

/** Tells one wallet from another: several accounts can be names of one. Null for a paper account, which has its own. */
export function walletMark(config: AccountConfig): string | null {
  return markOf(config, EXCHANGE_TRAITS[config.exchange].oneWallet ? 'all' : config.market);
}

function markOf(config: AccountConfig, market: string): string | null {
  if (config.mode === 'paper') return null;
  const { exchange, testnet, apiUrl, credentials } = config;
  const parts = [exchange, testnet, market, apiUrl, credentials.apiKey.fingerprint()];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
