/**
 * What the engine takes from the outside world: time, randomness and ids. Tests hand in their own, so that a run is a
 * function of its inputs. Ambient `Date.now`, `Math.random`, `randomUUID` and timers are banned outside `seams.ts`.
 */
export interface Clock {
  /** Wall clock, epoch milliseconds. */
  nowMs(): number;
  /** Milliseconds of a clock that never goes back; for durations only. */
  monotonicMs(): number;
  /** Runs `task` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, task: () => void): () => void;
}

export interface Ids {
  /** A fresh id such as `sig_01k…`: sortable by time, unguessable. */
  next(prefix: 'sig' | 'ord' | 'cfm' | 'trd' | 'stp' | 'apr'): string;
  /** 32 lowercase hex digits: valid as a client order id at every supported exchange. */
  clientOrderId(): string;
  /** `bytes` of randomness, base64url. For tokens. */
  token(bytes: number): string;
}

/** How late the event loop was; nothing is measured before `enable`. Times in nanoseconds, the wait itself included. */
export interface LoopDelay {
  enable(): boolean;
  disable(): boolean;
  reset(): void;
  percentile(percent: number): number;
  readonly max: number;
  readonly count: number;
}

/** ISO 8601 in UTC with milliseconds. */
export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
