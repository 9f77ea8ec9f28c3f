import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { FetchedAnswer, VenueDeps } from '../deps.ts';
import { readBody } from './body.ts';
import { gateOfCall } from './leave-gate.ts';
import type { LeaveObjection } from './leave-gate.ts';
import { createRateGovernor } from './rate-governor.ts';
import type { RateGovernor } from './rate-governor.ts';
import { NO_LIMITS } from './rate-limits.ts';
import type { RateLimits } from './rate-limits.ts';
import { laneOf, refusalOf } from './request-guard.ts';
import type { RequestGuard, WireRequest } from './request-guard.ts';
import { isSpareRead } from './spare-reads.ts';
import { transportFailure } from './transport-failure.ts';
import type { Turn } from './turn.ts';
import type { WireEvidence } from './wire-evidence.ts';

export interface WireOptions {
  guard: RequestGuard;
  /** From the start of the request to the end of the answer's body. */
  timeoutMs: number;
  maxBodyBytes: number;
  /** Shared by all that talk to the same exchange. Default: one of its own, without limits. */
  governor?: RateGovernor;
  /** Whose requests these are. Default: nobody's, as for public data. */
  account?: string;
  /** Waits by itself where there is no room. Only for what is not signed: a signature ages. */
  waits?: true;
}

/** Sends guarded requests, each exactly once, and tells what is known of each. Never throws, never follows a redirect. */
export interface Wire {
  readonly governor: RateGovernor;
  /** `permit`: the turn that was waited for, spent by this request. */
  send(request: WireRequest, permit?: Turn | null): Promise<WireEvidence>;
  /** The answer meant "too many requests", though its status did not say so. */
  heed(evidence: WireEvidence): void;
  /** Nothing leaves afterwards. What is under way may finish. */
  close(): void;
}

export function openWire(options: WireOptions, deps: Pick<VenueDeps, 'clock' | 'fetch' | 'gated' | 'turns'>): Wire {
  const governor = options.governor ?? createRateGovernor(NO_LIMITS, deps.clock);
  const { limits } = governor;
  const turns = new WeakMap<WireEvidence, Turn>();
  const owner = {};
  let closed = false;

  const turnOf = (request: WireRequest): Turn => {
    const { lane, weight, path, open } = laneOf(options.guard, request);
    const known = options.guard.access === 'public' ? limits.publicWeights.find((each) => each.path.test(path)) : null;
    const account = open ? null : (options.account ?? null);
    // What is open is shared with those that do wait: the time, lists of markets.
    const spare = lane === 'read' && !open && isSpareRead();
    return { lane, weight: known?.weight ?? weight, account, owner, ...(spare && { spare }) };
  };
  const gateOf = (request: WireRequest): LeaveObjection | null => {
    if (!laneOf(options.guard, request).acts) return null;
    return gateOfCall() ?? (deps.gated ? () => NO_GATE : null);
  };
  const heldBack = async (turn: Turn): Promise<WireEvidence | null> => {
    const answer = governor.take(turn);
    if (answer.kind === 'go') return null;
    if (answer.kind === 'full' && options.waits && (await governor.wait(turn))) return null;
    const left = `${Math.ceil(answer.waitMs / 1_000)} s are left`;
    if (answer.kind === 'quiet') {
      return { phase: 'not_sent', code: 'VENUE_RATE_LIMIT', detail: `the venue asked to wait: ${left}` };
    }
    const detail = 'held back: more would be over the rate limit of the exchange';
    return { phase: 'not_sent', code: 'VENUE_RATE_LIMIT', detail, turn };
  };

  const isTooMany = (evidence: WireEvidence): boolean => {
    if (evidence.phase !== 'answered') return false;
    if (TOO_MANY.has(evidence.status)) return true;
    const { bodyText } = evidence;
    return options.guard.access === 'public' && bodyText.length < SHORT && limits.quiet.told?.test(bodyText) === true;
  };

  return {
    governor,
    send: async (request, permit = null) => {
      if (closed) return CLOSED;
      const refusal = refusalOf(options.guard, request);
      if (refusal) return { phase: 'not_sent', ...refusal };
      if (!wellFormed(request)) {
        const detail = 'the request cannot be written: a credential holds characters that no header may hold';
        return { phase: 'not_sent', code: 'VENUE_AUTH', detail };
      }
      const turn = permit ?? turnOf(request);
      const held = permit ? null : await heldBack(turn);
      if (held) return held;
      const gate = gateOf(request);
      const readyMs = deps.clock.monotonicMs();
      const breath = (): Promise<void> | null => (gate && deps.turns?.breath(readyMs)) ?? null;
      for (let next = breath(); next; next = breath()) await next;
      // From here to the first byte nothing is awaited: what was heard until now is what the gate knows.
      if (closed) return CLOSED;
      const objection = gate?.() ?? null;
      if (objection) return unsent(objection);
      const evidence = await exchange(request, gate, options, limits, deps);
      turns.set(evidence, turn);
      if (isTooMany(evidence)) governor.keepQuiet(turn, evidence);
      return evidence;
    },
    heed: (evidence) => {
      const turn = turns.get(evidence);
      if (turn) governor.keepQuiet(turn, evidence);
    },
    close: () => {
      closed = true;
      governor.leave(owner);
    },
  };
}

const TOO_MANY = new Set([429, 418]);
/** An answer that is longer is no error: lists of markets are not searched for words. */
const SHORT = 1_000;
/** A way of acting that no stop would hold back is a fault of our own. */
const NO_GATE: ErrorDocument = { code: 'INTERNAL', message: 'refused a request that no stop could hold back' };
const CLOSED: WireEvidence = { phase: 'not_sent', code: 'VENUE_UNREACHABLE', detail: 'the client is closed' };

function unsent({ code, message }: ErrorDocument): WireEvidence {
  return { phase: 'not_sent', code, detail: message };
}

async function exchange(
  request: WireRequest,
  gate: LeaveObjection | null,
  options: WireOptions,
  limits: RateLimits,
  deps: Pick<VenueDeps, 'clock' | 'fetch'>,
): Promise<WireEvidence> {
  const abort = new AbortController();
  const held: { by: ErrorDocument | null } = { by: null };
  const mayLeave = (): boolean => {
    held.by = gate?.() ?? null;
    return held.by === null;
  };
  const cancelTimer = deps.clock.after(options.timeoutMs, () => abort.abort());
  try {
    const { url, method, headers, body } = request;
    const init = { method, headers, redirect: 'manual', signal: abort.signal, ...(gate && { mayLeave }) } as const;
    const response = await deps.fetch(url, body === undefined ? init : { ...init, body });
    const bodyText = await readBody(response, options.maxBodyBytes);
    if (bodyText === null) {
      abort.abort();
      return { phase: 'sent', detail: 'the answer of the venue is too long to be read' };
    }
    const quietMs = retryAfterMs(response.headers) ?? toldQuietMs(response.headers, limits, deps.clock.nowMs());
    const dateMs = Date.parse(response.headers.get('date') ?? '');
    return {
      phase: 'answered',
      status: response.status,
      bodyText,
      retryAfterMs: quietMs,
      ...(!Number.isNaN(dateMs) && { dateMs }),
    };
  } catch (error) {
    const evidence = transportFailure(error);
    if (held.by && evidence.phase === 'not_sent') return unsent(held.by);
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

/** The same in the venue's own header. */
function toldQuietMs(headers: FetchedAnswer['headers'], { quiet }: RateLimits, nowMs: number): number | null {
  const text = quiet.header ? headers.get(quiet.header.name) : null;
  if (text === null || !/^\d{1,13}$/.test(text.trim())) return null;
  return quiet.header?.tells === 'epoch_ms' ? Math.max(0, Number(text) - nowMs) : Number(text);
}
