import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VenueAccount } from '../core/account.ts';
import type { Credentials, VenueRequest } from '../http/request.ts';
import { BinanceError, missing } from './errors.ts';
import { Params } from './params.ts';

const KEY_HEADER = 'x-mbx-apikey';
const SIGNATURE = /(^|&)signature=([^&]*)/;

/** HMAC-SHA256 over the raw query followed by the raw body, without the signature itself. */
export function binanceSignature(secret: string, rawQuery: string, rawBody: string): string {
  const payload = unsigned(rawQuery) + unsigned(rawBody);
  return createHmac('sha256', secret).update(payload).digest('hex');
}

export function binanceCredentials(accounts: readonly VenueAccount[], request: VenueRequest): Credentials {
  const key = request.headers[KEY_HEADER];
  const signed = SIGNATURE.test(request.rawQuery) || SIGNATURE.test(request.rawBody);
  return {
    account: accounts.find(({ apiKey }) => apiKey === key),
    signed,
    carriesCredentials: signed || key !== undefined,
  };
}

/** Checks the key, the mandatory parameters, the time window and the signature of a signed request. */
export function authenticate(accounts: readonly VenueAccount[], request: VenueRequest, now: number): VenueAccount {
  const key = request.headers[KEY_HEADER];
  if (key === undefined || !/^[A-Za-z0-9_-]{1,128}$/.test(key)) throw new BinanceError(-2014);
  const account = accounts.find(({ apiKey }) => apiKey === key);
  if (!account) throw new BinanceError(-2015);

  const params = new Params(request);
  const signature = params.required('signature');
  const timestamp = params.integer('timestamp');
  if (timestamp === undefined) throw missing('timestamp');
  checkWindow(timestamp, params.optional('recvWindow'), now);
  const expected = binanceSignature(account.apiSecret, request.rawQuery, request.rawBody);
  if (!sameHex(expected, signature.toLowerCase())) throw new BinanceError(-1022);
  return account;
}

/** `timestamp < server + 1000 and server - timestamp <= recvWindow`, as documented. */
export function checkWindow(timestamp: number, recvWindow: string | undefined, now: number): void {
  if (recvWindow !== undefined && !/^\d{1,5}(\.\d{1,3})?$/.test(recvWindow)) throw new BinanceError(-1131);
  const windowMs = Number(recvWindow ?? '5000');
  if (windowMs > 60_000) throw new BinanceError(-1131);
  if (timestamp >= now + 1000)
    throw new BinanceError(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
  if (now - timestamp > windowMs) throw new BinanceError(-1021);
}

function unsigned(text: string): string {
  const cut = text.replace(SIGNATURE, '');
  return cut.startsWith('&') ? cut.slice(1) : cut;
}

function sameHex(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
