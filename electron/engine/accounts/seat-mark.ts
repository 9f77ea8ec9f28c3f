import { createHash } from 'node:crypto';
import type { AccountConfig } from './account-config.ts';

/**
 * Tells one seat at an exchange from another: the address asked and the key asked with. Null for a paper account, which sits
 * at no exchange. The name of an account can be given to other keys, and then "no such order" is another account's word.
 */
export function seatMark(config: AccountConfig): string | null {
  if (config.mode === 'paper') return null;
  const { exchange, testnet, market, apiUrl, credentials } = config;
  const parts = [exchange, testnet, market, apiUrl, credentials.apiKey.fingerprint()];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
