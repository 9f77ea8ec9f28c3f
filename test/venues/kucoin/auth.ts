import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VenueAccount } from '../core/account.ts';
import type { Credentials, VenueRequest } from '../http/request.ts';
import { KucoinError } from './errors.ts';

/** A request whose time is further off than this is refused (kucoin.com/docs, 400002). */
const WINDOW_MS = 5_000;

/** Base64 of HMAC-SHA256: of the request, and of the passphrase of a key of version 2 or 3. */
export function kucoinSignature(secret: string, payload: string): string {
  return createHmac('sha256', secret).update(payload).digest('base64');
}

/** `timestamp + METHOD + path with query + body` (docs-new, authentication). */
export function signedPayload({ headers, method, path, rawQuery, rawBody }: VenueRequest): string {
  const endpoint = rawQuery === '' ? path : `${path}?${rawQuery}`;
  return `${headers['kc-api-timestamp']}${method}${endpoint}${rawBody}`;
}

export function kucoinCredentials(accounts: readonly VenueAccount[], { headers }: VenueRequest): Credentials {
  const key = headers['kc-api-key'];
  const signed = headers['kc-api-sign'] !== undefined;
  return {
    account: accounts.find(({ apiKey }) => apiKey === key),
    signed,
    carriesCredentials: signed || Object.keys(headers).some((name) => name.startsWith('kc-api-')),
  };
}

/** Checks the headers, the time, the key, the signed passphrase and the signature, in that order. */
export function authenticate(accounts: readonly VenueAccount[], request: VenueRequest, now: number): VenueAccount {
  const { headers } = request;
  const [key, sign, passphrase, timestamp] = ['key', 'sign', 'passphrase', 'timestamp'].map(
    (name) => headers[`kc-api-${name}`],
  );
  if (key === undefined || sign === undefined || passphrase === undefined || timestamp === undefined) {
    throw new KucoinError('400001');
  }
  if (!/^\d{13}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > WINDOW_MS) throw new KucoinError('400002');
  const account = accounts.find(({ apiKey }) => apiKey === key);
  if (!account) throw new KucoinError('400003');
  // Keys of version 1 sent their passphrase as it is; there are none any more.
  if (headers['kc-api-key-version'] !== '2' && headers['kc-api-key-version'] !== '3') {
    throw new KucoinError('400009', 'Invalid KC-API-KEY-VERSION');
  }
  if (!same(passphrase, kucoinSignature(account.apiSecret, account.passphrase ?? ''))) throw new KucoinError('400004');
  if (!same(sign, kucoinSignature(account.apiSecret, signedPayload(request)))) throw new KucoinError('400005');
  return account;
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
