import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VenueAccount } from '../core/account.ts';
import type { Credentials, VenueRequest } from '../http/request.ts';
import { FiriError } from './errors.ts';

const KEY = 'firi-access-key';
const CLIENT = 'firi-user-clientid';
const SIGNATURE = 'firi-user-signature';

/**
 * What the signature of a POST covers. Firi's clients disagree, so by default any of the three is accepted:
 * the raw body, `{timestamp, validity, ...body}` or `{...body, timestamp, validity}`, both as compact JSON.
 */
export type PostSignature = 'any' | 'raw' | 'prefix' | 'suffix';

export function firiSignature(secret: string, payload: string): string {
  return createHmac('sha256', secret).update(payload).digest('hex');
}

export function firiCredentials(accounts: readonly VenueAccount[], request: VenueRequest): Credentials {
  const { headers } = request;
  const signed = headers[SIGNATURE] !== undefined;
  return {
    account: accounts.find(
      ({ apiKey, clientId }) => apiKey === headers[KEY] || (clientId !== undefined && clientId === headers[CLIENT]),
    ),
    signed,
    carriesCredentials: signed || Object.keys(headers).some((name) => /^(firi|miraiex)-/.test(name)),
  };
}

/** Checks an HMAC where one is sent, else the access key. A key beside a signature must belong to the same account. */
export function authenticate(
  accounts: readonly VenueAccount[],
  request: VenueRequest,
  now: number,
  postSignature: PostSignature,
): VenueAccount {
  const key = request.headers[KEY];
  const byKey = accounts.find(({ apiKey }) => apiKey === key);
  const signature = request.headers[SIGNATURE];
  if (key !== undefined && !byKey) throw new FiriError('ApiKeyNotFound');
  if (signature === undefined) {
    if (!byKey) throw new FiriError('ApiKeyNotFound');
    return byKey;
  }

  const clientId = request.headers[CLIENT];
  const account = accounts.find((one) => one.clientId !== undefined && one.clientId === clientId);
  if (!account || (byKey && byKey !== account)) throw new FiriError('ApiKeyNotFound');
  const query = new URLSearchParams(request.rawQuery);
  const timestamp = query.get('timestamp') ?? '';
  const validity = query.get('validity') ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || !/^\d{1,9}$/.test(validity)) throw new FiriError('Invalid Signature');
  const payloads = signedPayloads(request, timestamp, validity, postSignature);
  if (!payloads.some((payload) => sameHex(firiSignature(account.apiSecret, payload), signature)))
    throw new FiriError('Invalid Signature');
  // Seconds, taken as the second's start; the validity is taken as ms, as most clients do.
  const sentAt = Number(timestamp) * 1000;
  if (now > sentAt + Number(validity) || sentAt > now + 1000) throw new FiriError('Expired Signature');
  return account;
}

function signedPayloads(request: VenueRequest, timestamp: string, validity: string, form: PostSignature): string[] {
  if (request.method !== 'POST') return [JSON.stringify({ timestamp, validity })];
  const body = parseBody(request.rawBody);
  const contradicts = ['timestamp', 'validity'].some(
    (name) => name in body && body[name] !== { timestamp, validity }[name],
  );
  if (contradicts) return [];
  const payloads = {
    // A raw body without the timestamp would be a signature that holds for ever.
    raw: 'timestamp' in body && 'validity' in body ? [request.rawBody] : [],
    prefix: [JSON.stringify({ timestamp, validity, ...body })],
    suffix: [JSON.stringify({ ...body, timestamp, validity })],
  };
  return form === 'any' ? [...payloads.raw, ...payloads.prefix, ...payloads.suffix] : payloads[form];
}

/** The JSON object of a body; anything else is a bad request. */
export function parseBody(rawBody: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(rawBody);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch {
    // Falls through to the same refusal.
  }
  throw new FiriError('BadRequest', 'Invalid JSON');
}

function sameHex(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
