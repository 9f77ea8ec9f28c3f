import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VenueAccount } from '../core/account.ts';
import type { Credentials, VenueRequest } from '../http/request.ts';
import { BybitError } from './errors.ts';

const MAX_WINDOW_MS = 60_000;

/** HMAC-SHA256 over timestamp, key, window, and then the raw query of a GET or the raw body of a POST. */
export function bybitSignature(secret: string, payload: string): string {
  return createHmac('sha256', secret).update(payload).digest('hex');
}

export function bybitCredentials(accounts: readonly VenueAccount[], { headers }: VenueRequest): Credentials {
  const key = headers['x-bapi-api-key'];
  const signed = headers['x-bapi-sign'] !== undefined;
  return {
    account: accounts.find(({ apiKey }) => apiKey === key),
    signed,
    carriesCredentials: signed || key !== undefined,
  };
}

/** Checks the headers, the key, the time window and the signature of a private request. */
export function authenticate(accounts: readonly VenueAccount[], request: VenueRequest, now: number): VenueAccount {
  const { headers, method, rawQuery, rawBody } = request;
  const key = headers['x-bapi-api-key'] ?? '';
  const stamp = headers['x-bapi-timestamp'] ?? '';
  const signature = headers['x-bapi-sign'] ?? '';
  const window = headers['x-bapi-recv-window'] ?? '5000';
  if (key === '' || signature === '' || !/^\d{13}$/.test(stamp) || !/^\d{1,6}$/.test(window)) {
    const given = `apiTimestamp[${stamp}] apiKey[${key}] apiSignature[${signature}]`;
    throw new BybitError(10001, `empty value: ${given}: openapi sign params error!`);
  }
  const account = accounts.find(({ apiKey }) => apiKey === key);
  if (!account) throw new BybitError(10003);
  checkWindow(Number(stamp), Math.min(Number(window), MAX_WINDOW_MS), now);
  const payload = `${stamp}${key}${window}${method === 'GET' ? rawQuery : rawBody}`;
  // The real one quotes all that was signed, key included.
  if (!sameHex(bybitSignature(account.apiSecret, payload), signature)) {
    throw new BybitError(10004, `error sign! origin_string[${payload}]`);
  }
  return account;
}

/** `server - recv_window <= timestamp < server + 1000` (docs/v5/guide). */
function checkWindow(stamp: number, windowMs: number, now: number): void {
  if (now - windowMs <= stamp && stamp < now + 1_000) return;
  const figures = `req_timestamp[${stamp}],server_timestamp[${now}],recv_window[${windowMs}]`;
  throw new BybitError(10002, `invalid request, please check your server timestamp or recv_window param. ${figures}`);
}

/** The login of a private stream: HMAC of `GET/realtime` and the time until which it is good. Null: not to be let in. */
export function streamLogin(accounts: readonly VenueAccount[], args: unknown, now: number): VenueAccount | null {
  if (!Array.isArray(args) || args.length !== 3) return null;
  const [key, expires, signature] = args.map(String) as [string, string, string];
  const account = accounts.find(({ apiKey }) => apiKey === key);
  if (!account || !/^\d{13}$/.test(expires) || Number(expires) <= now) return null;
  return sameHex(bybitSignature(account.apiSecret, `GET/realtime${expires}`), signature) ? account : null;
}

function sameHex(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
