import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { RealAccount } from '../accounts/account-config.ts';
import { exchangeSettings } from './ccxt/exchange-settings.ts';
import { FIRI_URL } from './firi/address.ts';
import type { ReachedAddress } from './http/reached-addresses.ts';

/** The addresses that a seat of this account may ask. Throws `QtError` where its exchange has no such place. */
function addressesOf(account: RealAccount): ReachedAddress[] {
  const { exchange, apiUrl, testnet } = account;
  const simulated = exchange === 'okx' && testnet;
  return originsOf(account, apiUrl).map((base) => ({ origin: new URL(base).origin, simulated }));
}

function originsOf(account: RealAccount, apiUrl: string | null): readonly string[] {
  const { exchange } = account;
  if (apiUrl !== null) return [apiUrl];
  if (exchange === 'sim') return [];
  return exchange === 'firi' ? [FIRI_URL] : exchangeSettings(exchange, account).origins;
}

/**
 * Why the account is not where it says it is: its requests went elsewhere than to the exchange (or its test network, or the
 * address that replaces it), or none has gone anywhere yet. Null where all is as configured.
 */
export function addressObjection(account: RealAccount, reached: readonly ReachedAddress[]): ErrorDocument | null {
  const expected = addressesOf(account);
  const isExpected = ({ origin, simulated }: ReachedAddress): boolean =>
    expected.some((address) => address.origin === origin && address.simulated === simulated);
  const strange = reached.find((address) => !isExpected(address));
  if (!strange && reached.length > 0) return null;
  const place = `${account.testnet ? 'the testnet of ' : ''}${account.exchange}`;
  const message = strange
    ? `${account.name} is an account at ${place}, but asked ${words(strange)}`
    : `${account.name} was not seen asking ${place}`;
  return { code: 'MODE_VIOLATION', message };
}

function words({ origin, simulated }: ReachedAddress): string {
  return simulated ? `${origin} for simulated trading` : origin;
}
