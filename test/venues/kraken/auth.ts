import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { VenueAccount } from '../core/account.ts';
import type { Credentials, VenueRequest } from '../http/request.ts';
import { KrakenError } from './errors.ts';

const KEY = 'api-key';
const SIGNATURE = 'api-sign';

/** HMAC-SHA512 with the decoded secret over the path and SHA256 of nonce and body; base64. */
export function krakenSignature(secret: string, path: string, nonce: string, rawBody: string): string {
  const digest = createHash('sha256')
    .update(nonce + rawBody)
    .digest();
  return createHmac('sha512', Buffer.from(secret, 'base64')).update(path).update(digest).digest('base64');
}

export function krakenCredentials(accounts: readonly VenueAccount[], { headers }: VenueRequest): Credentials {
  const signed = headers[SIGNATURE] !== undefined;
  return {
    account: accounts.find(({ apiKey }) => apiKey === headers[KEY]),
    signed,
    carriesCredentials: signed || headers[KEY] !== undefined,
  };
}

/** Checks key, signature and nonce of private requests. A key's nonce has to rise with every request, none twice. */
export class Gatekeeper {
  readonly #accounts: readonly VenueAccount[];
  readonly #nonces = new Map<VenueAccount, bigint>();

  constructor(accounts: readonly VenueAccount[]) {
    this.#accounts = accounts;
  }

  authenticate(request: VenueRequest, params: URLSearchParams): VenueAccount {
    const account = this.#accounts.find(({ apiKey }) => apiKey === request.headers[KEY]);
    if (!account) throw new KrakenError('EAPI:Invalid key');
    const nonce = params.get('nonce') ?? '';
    const expected = krakenSignature(account.apiSecret, request.path, nonce, request.rawBody);
    if (!same(expected, request.headers[SIGNATURE] ?? '')) throw new KrakenError('EAPI:Invalid signature');
    if (!/^\d{1,19}$/.test(nonce) || BigInt(nonce) <= (this.#nonces.get(account) ?? 0n)) {
      throw new KrakenError('EAPI:Invalid nonce');
    }
    this.#nonces.set(account, BigInt(nonce));
    return account;
  }
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
