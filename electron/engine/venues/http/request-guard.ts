import type { ErrorCode } from '../../../../shared/schema/error-code.ts';

export interface WireRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** What a request does for the account: orders go before reads, and cancels are never held back. */
export type Lane = 'order' | 'cancel' | 'read';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Matched against the whole path below the base. */
  path: RegExp;
  /**
   * By default a `DELETE` is a cancel, a `GET` a read and anything else an order. To be named where a venue words them
   * otherwise: where it cancels or reads by `POST` (Kraken, Bybit, OKX).
   */
  lane?: Lane;
  /** What the venue counts for it, in the units of the facts' `limits`. Default 1. */
  weight?: number;
  /** Needs no key and is counted as public data (the venue's time). */
  open?: true;
  /** Changes something at the venue although it goes with the reads: a stop holds it back as it does orders. */
  acts?: true;
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
    return routeOf(guard.access, request.method, path)
      ? null
      : { code: 'INTERNAL', detail: `refused ${request.method} to a path that is not in use here` };
  }
  if (request.method !== 'GET' || request.body !== undefined) {
    return violation('a request that changes something');
  }
  if (Object.keys(request.headers).some((name) => AUTH_HEADER.test(name))) return violation('a request with a key');
  if ([...url.searchParams.keys()].some((name) => AUTH_PARAMETER.test(name))) return violation('a signed request');
  return null;
}

/** What kind of request it is and what it weighs, for one that the guard lets pass. */
export function laneOf(
  guard: RequestGuard,
  request: WireRequest,
): { lane: Lane; weight: number; path: string; open: boolean; acts: boolean } {
  const path = pathBelow(guard.bases, new URL(request.url)) ?? '';
  if (guard.access === 'public') return { lane: 'read', weight: 1, path, open: true, acts: false };
  const route = routeOf(guard.access, request.method, path);
  const lane = route?.lane ?? LANES[request.method] ?? 'order';
  const open = route?.open === true;
  return { lane, weight: route?.weight ?? 1, path, open, acts: route?.acts ?? (lane === 'order' && !open) };
}

/**
 * How the venue's time is asked for: an order can be waiting for it, so it goes with the orders; behind a queue of reads it
 * would be old when it is told.
 */
export function timeRoute(path: RegExp, weight = 1): Route {
  return { method: 'GET', path, lane: 'order', weight, open: true };
}

const LANES: Readonly<Record<string, Lane>> = { GET: 'read', DELETE: 'cancel' };

function routeOf(routes: readonly Route[], method: string, path: string): Route | undefined {
  return routes.find((route) => route.method === method && route.path.test(path));
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
