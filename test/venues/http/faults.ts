import type { LoggedRequest } from './request.ts';

/** Whether, and when, the request still has its effect: before the answer, never, or some time after it. */
export type Processing = boolean | { afterMs: number };

export type Fault =
  /** The socket closes; nothing was processed. */
  | { kind: 'drop_before' }
  /** Processed; the socket closes without an answer. */
  | { kind: 'drop_after' }
  /** Slow on the way in (`before`: processed late) or on the way out (`after`, the default: answered late). */
  | { kind: 'delay'; ms: number; when?: 'before' | 'after' }
  /** Never answered; the socket stays open until the server closes. Not processed by default. */
  | { kind: 'hang'; processed?: Processing }
  /** An HTML page with 200. Not processed by default. */
  | { kind: 'garbage_200'; processed?: Processing }
  /** The first half of the true answer with 200, well framed, or cut off by a closed socket. */
  | { kind: 'truncated_200'; cutSocket?: boolean }
  /** An empty body with 200. Processed by default. */
  | { kind: 'empty_200'; processed?: Processing }
  /** Any status with an HTML page: 502, 503, 403 of a firewall, 404. Not processed by default. */
  | { kind: 'status'; status: number; processed?: Processing }
  /** An error in the venue's own format. Not processed by default. */
  | { kind: 'error'; status: number; body: unknown; headers?: Record<string, string>; processed?: Processing }
  /** The true answer with parts of its text replaced, here and there: an answer about something else. Processed. */
  | { kind: 'rewrite'; replace: Readonly<Record<string, string>> }
  /** 429 (or 418) with Retry-After in seconds. Never processed. */
  | { kind: 'rate_limit'; retryAfter: number; status?: 429 | 418 };

/** A route's name, `*` for every request, or a predicate. */
export type FaultMatch = string | ((request: LoggedRequest) => boolean);

export interface FaultScript {
  /** Applies to the next `count` (default 1) requests that match. Scripted in order: the oldest matching entry goes first. */
  next(match: FaultMatch, fault: Fault, count?: number): void;
  /** Applies to every request that matches until `clear`. An unused `next` goes first. */
  always(match: FaultMatch, fault: Fault): void;
  clear(): void;
  /** How many `next` faults still wait for their request: a test can assert that its fault was hit. */
  pending(): number;
}

export class Faults implements FaultScript {
  #entries: { match: FaultMatch; fault: Fault; left: number }[] = [];

  next(match: FaultMatch, fault: Fault, count = 1): void {
    this.#entries.push({ match, fault, left: count });
  }

  always(match: FaultMatch, fault: Fault): void {
    this.#entries.push({ match, fault, left: Infinity });
  }

  clear(): void {
    this.#entries = [];
  }

  pending(): number {
    return this.#entries.reduce((total, { left }) => total + (Number.isFinite(left) ? left : 0), 0);
  }

  /** The fault for this request, used up. */
  take(request: LoggedRequest): Fault | undefined {
    const fitting = this.#entries.filter(({ match }) => matches(match, request));
    const entry = fitting.find(({ left }) => Number.isFinite(left)) ?? fitting[0];
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left === 0) this.#entries = this.#entries.filter((one) => one !== entry);
    return entry.fault;
  }
}

/** When a fault lets the request have its effect. */
export function processingOf(fault: Fault | undefined): Processing {
  if (!fault) return true;
  switch (fault.kind) {
    case 'drop_after':
    case 'delay':
    case 'rewrite':
    case 'truncated_200':
      return true;
    case 'drop_before':
    case 'rate_limit':
      return false;
    case 'empty_200':
      return fault.processed ?? true;
    default:
      return fault.processed ?? false;
  }
}

function matches(match: FaultMatch, request: LoggedRequest): boolean {
  return typeof match === 'function' ? match(request) : match === '*' || match === request.route;
}
