import type { Secret } from '../../accounts/secret.ts';
import type { CcxtClient } from '../ccxt/ccxt-client.ts';

export interface SealedKeys {
  apiKey: Secret;
  apiSecret: Secret;
  passphrase: Secret | null;
}

/**
 * Gives a ccxt client its keys as getters that no listing shows. As the plain properties that the library makes of them,
 * printing or serialising the client would give them away.
 */
export function sealCredentials(client: CcxtClient, { apiKey, apiSecret, passphrase }: SealedKeys): CcxtClient {
  Object.defineProperty(client, 'apiKey', { enumerable: false, get: () => apiKey.reveal() });
  Object.defineProperty(client, 'secret', { enumerable: false, get: () => apiSecret.reveal() });
  if (passphrase) Object.defineProperty(client, 'password', { enumerable: false, get: () => passphrase.reveal() });
  return client;
}
