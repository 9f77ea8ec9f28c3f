import type { Lane } from './request-guard.ts';

/** One request's place among the others. */
export interface Turn {
  lane: Lane;
  weight: number;
  /** Null for public data. */
  account: string | null;
  /** Whose turn it is: when the owner closes, its turns are over. */
  owner: object;
  /** A read that nobody waits for. */
  spare?: true;
}

/** What became of asking for a turn. The weight is spent exactly with `go`. */
export type TurnAnswer =
  | { kind: 'go' }
  /** The venue asked for silence, and this long is left of it. */
  | { kind: 'quiet'; waitMs: number }
  /** No room for now. Whoever can wait asks with `wait`. */
  | { kind: 'full'; waitMs: number };
