import type { Engine } from '../engine/engine-interface.ts';

/** After a failed opening, calls within this time get the same failure instead of a new try. */
const RETRY_AFTER_MS = 1_000;

export interface EngineHost {
  /** The engine, opened at the first call. After a failure a later call tries again, so that a freed lock is noticed. */
  get(): Promise<Engine>;
  /** Closes what was opened. Nothing opens after that. */
  close(): Promise<void>;
}

export interface Opened {
  engine: Engine;
  close(): Promise<void>;
}

/** Holds the engine of a process that shows its window before the engine is there. */
export function createEngineHost(open: () => Promise<Opened>, nowMs: () => number): EngineHost {
  let opening: Promise<Opened> | null = null;
  let failedAtMs: number | null = null;
  let closing = false;
  return {
    get: async () => {
      if (closing) throw new Error('the engine was closed');
      if (failedAtMs !== null && nowMs() - failedAtMs >= RETRY_AFTER_MS) opening = null;
      if (opening === null) {
        failedAtMs = null;
        opening = open();
        opening.catch(() => (failedAtMs = nowMs()));
      }
      return (await opening).engine;
    },
    close: async () => {
      closing = true;
      const opened = await opening?.catch(() => null);
      await opened?.close();
    },
  };
}
