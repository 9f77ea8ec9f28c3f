import type { FetchedAnswer, VenueDeps } from '../deps.ts';
import { readBody } from './body.ts';
import { createCoolDown } from './cool-down.ts';
import { refusalOf } from './request-guard.ts';
import type { RequestGuard, WireRequest } from './request-guard.ts';
import { transportFailure } from './transport-failure.ts';
import type { WireEvidence } from './wire-evidence.ts';

export interface WireOptions {
  guard: RequestGuard;
  /** From the start of the request to the end of the answer's body. */
  timeoutMs: number;
  maxBodyBytes: number;
}

/** Sends guarded requests, each exactly once, and tells what is known of each. Never throws, never follows a redirect. */
export interface Wire {
  send(request: WireRequest): Promise<WireEvidence>;
  /** Nothing leaves afterwards. What is under way may finish. */
  close(): void;
}

export function openWire(options: WireOptions, deps: Pick<VenueDeps, 'clock' | 'fetch'>): Wire {
  const coolDown = createCoolDown(deps.clock);
  let closed = false;

  return {
    send: async (request) => {
      if (closed) return { phase: 'not_sent', code: 'VENUE_UNREACHABLE', detail: 'the client is closed' };
      const refusal = refusalOf(options.guard, request);
      if (refusal) return { phase: 'not_sent', ...refusal };
      if (!wellFormed(request)) {
        const detail = 'the request cannot be written: a credential holds characters that no header may hold';
        return { phase: 'not_sent', code: 'VENUE_AUTH', detail };
      }
      const waitMs = coolDown.remainingMs(request.method);
      if (waitMs > 0) {
        const detail = `the venue asked to wait: ${Math.ceil(waitMs / 1_000)} s are left`;
        return { phase: 'not_sent', code: 'VENUE_RATE_LIMIT', detail };
      }
      const evidence = await exchange(request, options, deps);
      coolDown.learn(evidence);
      return evidence;
    },
    close: () => {
      closed = true;
    },
  };
}

async function exchange(
  request: WireRequest,
  options: WireOptions,
  deps: Pick<VenueDeps, 'clock' | 'fetch'>,
): Promise<WireEvidence> {
  const abort = new AbortController();
  const cancelTimer = deps.clock.after(options.timeoutMs, () => abort.abort());
  try {
    const { url, method, headers, body } = request;
    const init = { method, headers, redirect: 'manual', signal: abort.signal } as const;
    const response = await deps.fetch(url, body === undefined ? init : { ...init, body });
    const bodyText = await readBody(response, options.maxBodyBytes);
    if (bodyText === null) {
      abort.abort();
      return { phase: 'sent', detail: 'the answer of the venue is too long to be read' };
    }
    return { phase: 'answered', status: response.status, bodyText, retryAfterMs: retryAfterMs(response.headers) };
  } catch (error) {
    const evidence = transportFailure(error);
    if (!abort.signal.aborted || evidence.phase === 'not_sent') return evidence;
    return { phase: 'sent', detail: `the venue did not answer within ${options.timeoutMs} ms` };
  } finally {
    cancelTimer();
  }
}

/** Found out before fetch, whose own error would quote the header's value. */
function wellFormed(request: WireRequest): boolean {
  try {
    return new Headers(request.headers) instanceof Headers;
  } catch {
    return false;
  }
}

/** `Retry-After` in seconds, as exchanges send it; the date form is not in use there. */
function retryAfterMs(headers: FetchedAnswer['headers']): number | null {
  const text = headers.get('retry-after');
  return text !== null && /^\d{1,7}$/.test(text.trim()) ? Number(text) * 1_000 : null;
}
