import { createHmac } from 'node:crypto';
import type { Credentials } from '../../accounts/account-config.ts';

/** As a string, in the unit that nobody outside Firi is sure of; every client in use sends this value. */
const VALIDITY = '2000';

export interface SignedParts {
  headers: Record<string, string>;
  query: Record<string, string>;
  body: string | undefined;
}

/**
 * Authenticates a request. With client id and secret by HMAC-SHA256, else by the bare access key (developers.firi.com).
 *
 * A POST is signed over `{timestamp, validity, …order}`, and that very text is sent as its body: the clients of Firi disagree
 * on what the signature covers, and this one holds for the raw body, for the fields put in front and for them put behind.
 */
export function signRequest(
  credentials: Credentials,
  atMs: number,
  payload: Record<string, string> | undefined,
): SignedParts {
  const { apiKey, apiSecret, clientId } = credentials;
  if (!apiSecret || !clientId) {
    const body = payload && JSON.stringify(payload);
    return { headers: { 'firi-access-key': apiKey.reveal() }, query: {}, body };
  }
  const stamp = { timestamp: String(Math.floor(atMs / 1_000)), validity: VALIDITY };
  const signed = JSON.stringify({ ...stamp, ...payload });
  const signature = createHmac('sha256', apiSecret.reveal()).update(signed).digest('hex');
  return {
    headers: { 'firi-user-clientid': clientId.reveal(), 'firi-user-signature': signature },
    query: stamp,
    body: payload && signed,
  };
}
