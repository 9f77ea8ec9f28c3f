import { createHmac } from 'node:crypto';

export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body, or undefined when it is no JSON. */
  // Tests probe answers field by field, wrong ones included; a type would promise what is being tested.
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any;
}

export interface Keys {
  apiKey: string;
  apiSecret: string;
}

export type Fields = Record<string, string | number>;

/** A request made by hand, byte for byte. */
export async function raw(url: string, init: RequestInit = {}): Promise<RawAnswer> {
  const response = await fetch(url, { ...init, signal: init.signal ?? AbortSignal.timeout(5000) });
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** Signs as the documentation tells: HMAC-SHA256 of the urlencoded parameters, appended as `signature`. */
export function signedForm(keys: Keys, fields: Fields): string {
  const payload = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])).toString();
  return `${payload}&signature=${createHmac('sha256', keys.apiSecret).update(payload).digest('hex')}`;
}

/** A signed call: POST in the body, everything else in the query. `timestamp` is the caller's. */
export function signed(base: string, keys: Keys, method: string, path: string, fields: Fields): Promise<RawAnswer> {
  const form = signedForm(keys, fields);
  const headers = { 'x-mbx-apikey': keys.apiKey };
  if (method !== 'POST') return raw(`${base}${path}?${form}`, { method, headers });
  return raw(`${base}${path}`, {
    method,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  });
}
