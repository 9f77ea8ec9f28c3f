import { AsyncLocalStorage } from 'node:async_hooks';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Turn } from './turn.ts';
import type { Wire } from './wire.ts';
import { evidenceInWords } from './wire-evidence.ts';
import type { WireEvidence } from './wire-evidence.ts';

interface CallContext {
  exchanges: WireEvidence[];
  /** The turn that was waited for; the first request of the call spends it. */
  permit: Turn | null;
}

/** Each call's own exchanges, however many calls share a client at the same time. */
const currentCall = new AsyncLocalStorage<CallContext>();

export interface CallRecord<T> {
  /** Every exchange that this call caused, in the order of their ends. */
  exchanges: WireEvidence[];
  /** What the call returned; undefined where it threw. What it threw is dropped here: it may quote a signed address. */
  value: T | undefined;
}

/** Runs a library call and keeps the wire evidence that belongs to it, whatever the call makes of it. */
export async function recordCall<T>(call: () => Promise<T>, permit: Turn | null = null): Promise<CallRecord<T>> {
  const exchanges: WireEvidence[] = [];
  try {
    return { exchanges, value: await currentCall.run({ exchanges, permit }, call) };
  } catch {
    return { exchanges, value: undefined };
  }
}

/** The part of fetch's answer that ccxt reads. */
interface CcxtAnswer {
  status: number;
  statusText: string;
  headers: Record<string, string>;
  text(): Promise<string>;
}

interface CcxtInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A wire in the shape that ccxt takes as its `fetchImplementation`. Throws `QtError`s that carry no address. */
export function fetchOver(wire: Wire): (url: string, init: CcxtInit) => Promise<CcxtAnswer> {
  return async (url, { method = 'GET', headers = {}, body }) => {
    const context = currentCall.getStore();
    const permit = context?.permit ?? null;
    if (context) context.permit = null;
    const evidence = await wire.send({ url, method, headers, body }, permit);
    context?.exchanges.push(evidence);
    if (evidence.phase === 'not_sent') throw new QtError(evidence.code, evidence.detail);
    if (evidence.phase === 'sent') throw new QtError('VENUE_ERROR', evidence.detail);
    const { status, bodyText } = evidence;
    if (status >= 300 && status < 400) throw new QtError('VENUE_ERROR', evidenceInWords(evidence));
    return { status, statusText: '', headers: {}, text: () => Promise.resolve(bodyText) };
  };
}
