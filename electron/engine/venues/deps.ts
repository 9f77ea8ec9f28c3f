import type { Clock, Ids } from '../ports.ts';
import type { TurnWatch } from '../turn-watch.ts';
import type { MarketStore } from './market-store.ts';
import type { Places } from './places.ts';

/** The part of an answer that is read. The body may be read once. */
export interface FetchedAnswer {
  status: number;
  headers: { get(name: string): string | null };
  body: AsyncIterable<Uint8Array> | null;
}

export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  body?: string;
  redirect: 'manual';
  signal: AbortSignal;
  /** Asked once a connection has been made for it, before its first byte: where it says no, the request ends there, unsent. */
  mayLeave?: () => boolean;
}

/** As much of `fetch` as venues need, so that the runtime's own fits, and so does one that does less, faster. */
export type VenueFetch = (url: string, init: FetchInit) => Promise<FetchedAnswer>;

/** What a venue adapter takes from outside. There is no logger: what is worth recording is in the values it returns. */
export interface VenueDeps {
  clock: Clock;
  ids: Ids;
  fetch: VenueFetch;
  /** What accounts of one exchange share. Without it every client is on its own. */
  places?: Places;
  /** What acts leaves only from within a gate (`leave-gate.ts`). Without it, what has no gate leaves. */
  gated?: true;
  /** Has what acts wait for events that came meanwhile, where a turn took long. */
  turns?: Pick<TurnWatch, 'breath'>;
  /** Market lists of former runs. Without it every run asks for them. */
  markets?: MarketStore;
}
