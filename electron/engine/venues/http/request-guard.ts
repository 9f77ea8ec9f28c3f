import type { ErrorCode } from '../../../../shared/schema/error-code.ts';

export interface WireRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Matched against the whole path below the base. */
  path: RegExp;
}

/**
 * What one client may send at all. `public` clients belong to paper accounts and to market data: they can send nothing that
 * is signed, carries a key, or changes anything. Signed clients reach the listed routes only, so that no fault above can
 * turn into, say, a withdrawal.
 */
export interface RequestGuard {
  /** Origins, each with an optional path prefix; no trailing slash. */
  bases: readonly string[];
  access: 'public' | readonly Route[];
}

export interface Refusal {
  code: ErrorCode;
  detail: string;
}

/** Key and signature headers of every exchange that the console knows, and the general ones. */
const AUTH_HEADER =
  /^(x-mbx-.*|firi-.*|miraiex-.*|ok-access-.*|kc-api-.*|x-bapi-.*|api-?key|api-?sign|authent|authorization|cookie)$/i;
const AUTH_PARAMETER = /^(signature|sign|timestamp|nonce|recvwindow|recv_window|api_?key|listenkey)$/i;

/** Null when the request may leave. Decided from the request alone, so that no setting of a library can get around it. */
export function refusalOf(guard: RequestGuard, request: WireRequest): Refusal | null {
  const url = URL.canParse(request.url) ? new URL(request.url) : null;
  const path = url && pathBelow(guard.bases, url);
  if (!url || path === null) return { code: 'INTERNAL', detail: 'refused a request to an address outside the venue' };
  if (guard.access !== 'public') {
    const known = guard.access.some((route) => route.method === request.method && route.path.test(path));
    return known ? null : { code: 'INTERNAL', detail: `refused ${request.method} to a path that is not in use here` };
  }
  if (request.method !== 'GET' || request.body !== undefined) {
    return violation('a request that changes something');
  }
  if (Object.keys(request.headers).some((name) => AUTH_HEADER.test(name))) return violation('a request with a key');
  if ([...url.searchParams.keys()].some((name) => AUTH_PARAMETER.test(name))) return violation('a signed request');
  return null;
}

function violation(what: string): Refusal {
  return { code: 'MODE_VIOLATION', detail: `refused ${what}: this client reads public data only` };
}

function pathBelow(bases: readonly string[], url: URL): string | null {
  if (url.username !== '' || url.password !== '') return null;
  for (const base of bases) {
    const allowed = new URL(base);
    const prefix = allowed.pathname.replace(/\/$/, '');
    if (url.origin === allowed.origin && url.pathname.startsWith(`${prefix}/`))
      return url.pathname.slice(prefix.length);
  }
  return null;
}
