import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { Credentials } from './account-config.ts';
import type { Environment } from './environment.ts';
import { valueOf } from './environment.ts';
import { CREDENTIAL_FIELDS, EXCHANGE_TRAITS } from './exchange-traits.ts';
import type { CredentialField } from './exchange-traits.ts';
import { Secret } from './secret.ts';

/** Which variable holds which credential of one account. */
export type CredentialVariables = Readonly<Record<CredentialField, string>>;

export type CredentialReading = { ok: true; credentials: Credentials } | { ok: false; missing: string[] };

/**
 * Reads the credentials of a real account; nothing calls this for a paper one. A field that its exchange has no use for is
 * left where it is.
 */
export function readCredentials(
  exchange: Exchange,
  env: Environment,
  variables: CredentialVariables,
): CredentialReading {
  const { credentials: required, together } = EXCHANGE_TRAITS[exchange];
  const read = new Map<CredentialField, Secret>();
  for (const field of CREDENTIAL_FIELDS) {
    if (!required.includes(field) && !together.includes(field)) continue;
    const value = valueOf(env, variables[field]);
    if (value !== null) read.set(field, new Secret(value));
  }
  const needed = together.some((field) => read.has(field)) ? [...required, ...together] : required;
  const missing = needed.filter((field) => !read.has(field)).map((field) => variables[field]);
  const apiKey = read.get('API_KEY');
  if (missing.length > 0 || apiKey === undefined) return { ok: false, missing };
  return {
    ok: true,
    credentials: {
      apiKey,
      apiSecret: read.get('API_SECRET') ?? null,
      passphrase: read.get('PASSPHRASE') ?? null,
      clientId: read.get('CLIENT_ID') ?? null,
    },
  };
}
