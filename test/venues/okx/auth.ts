import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VenueAccount } from '../core/account.ts';
import type { Credentials, VenueRequest } from '../http/request.ts';
import { OkxError } from './errors.ts';

const WINDOW_MS = 30_000;

/** Base64 HMAC-SHA256 over `timestamp + method + path with query + body`. */
export function okxSignature(secret: string, timestamp: string, method: string, target: string, body = ''): string {
  return createHmac('sha256', secret).update(`${timestamp}${method}${target}${body}`).digest('base64');
}

export function okxCredentials(accounts: readonly VenueAccount[], { headers }: VenueRequest): Credentials {
  const key = headers['ok-access-key'];
  const signed = headers['ok-access-sign'] !== undefined;
  return {
    account: accounts.find(({ apiKey }) => apiKey === key),
    signed,
    carriesCredentials: signed || key !== undefined || headers['ok-access-passphrase'] !== undefined,
  };
}

/** Checks headers, time, environment, passphrase and signature of a private request. */
export function authenticate(
  accounts: readonly VenueAccount[],
  request: VenueRequest,
  now: number,
  simulated: boolean,
): VenueAccount {
  const { headers, method, path, rawQuery, rawBody } = request;
  const key = headers['ok-access-key'];
  const sign = headers['ok-access-sign'];
  const timestamp = headers['ok-access-timestamp'];
  const passphrase = headers['ok-access-passphrase'];
  if (!key) throw new OkxError('50103');
  if (!passphrase) throw new OkxError('50104');
  if (!sign) throw new OkxError('50106');
  if (!timestamp) throw new OkxError('50107');
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(timestamp)) throw new OkxError('50112');
  if (Math.abs(now - Date.parse(timestamp)) > WINDOW_MS) throw new OkxError('50102');
  const account = accounts.find(({ apiKey }) => apiKey === key);
  if (!account) throw new OkxError('50111');
  // Keys of simulated trading work with its header only, and live keys only without.
  if (simulated !== (headers['x-simulated-trading'] === '1')) throw new OkxError('50101');
  if (passphrase !== account.passphrase) throw new OkxError('50105');
  const target = rawQuery === '' ? path : `${path}?${rawQuery}`;
  if (!same(okxSignature(account.apiSecret, timestamp, method, target, rawBody), sign)) throw new OkxError('50113');
  if (method === 'POST' && !(headers['content-type'] ?? '').includes('application/json')) throw new OkxError('50006');
  if (method !== 'GET' && !account.permissions.trade) throw new OkxError('50120');
  return account;
}

interface StreamLogin {
  apiKey?: unknown;
  passphrase?: unknown;
  timestamp?: unknown;
  sign?: unknown;
}

/** The account of a stream's login, or the code that refuses it. The time is in seconds here. */
export function authenticateStream(
  accounts: readonly VenueAccount[],
  { apiKey, passphrase, timestamp, sign }: StreamLogin,
  now: number,
): VenueAccount | string {
  if (typeof timestamp !== 'string' || !/^\d{10}$/.test(timestamp)) return '60004';
  if (Math.abs(now - Number(timestamp) * 1_000) > WINDOW_MS) return '60006';
  const account = accounts.find((one) => one.apiKey === apiKey);
  if (!account) return '60005';
  if (passphrase !== account.passphrase) return '60024';
  const expected = okxSignature(account.apiSecret, timestamp, 'GET', '/users/self/verify');
  return typeof sign === 'string' && same(expected, sign) ? account : '60007';
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
