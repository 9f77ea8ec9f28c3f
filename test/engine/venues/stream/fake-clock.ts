import type { Clock } from '../../../../electron/engine/ports.ts';

/** A clock that stands until it is moved; what falls due on the way runs in its order. Sockets stay real. */
export interface FakeClock extends Clock {
  /** Moves on by so many ms, and lets what was set off come to rest. */
  advance(ms: number): Promise<void>;
  /** How many tasks are waiting: none may be left behind by something that was closed. */
  waiting(): number;
  /** How far away the next task is; null where there is none. */
  nextInMs(): number | null;
}

export function fakeClock(startMs = 1_800_000_000_000): FakeClock {
  let nowMs = startMs;
  let ids = 0;
  const tasks = new Map<number, { dueMs: number; task: () => void }>();
  const next = (): [number, { dueMs: number; task: () => void }] | undefined =>
    [...tasks].toSorted(([a, one], [b, two]) => one.dueMs - two.dueMs || a - b)[0];
  const settle = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 5));
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    after: (delayMs, task) => {
      const id = ++ids;
      tasks.set(id, { dueMs: nowMs + delayMs, task });
      return () => void tasks.delete(id);
    },
    advance: async (ms) => {
      const untilMs = nowMs + ms;
      for (let due = next(); due && due[1].dueMs <= untilMs; due = next()) {
        const [id, { dueMs, task }] = due;
        tasks.delete(id);
        nowMs = Math.max(nowMs, dueMs);
        task();
        await settle();
      }
      nowMs = untilMs;
      await settle();
    },
    waiting: () => tasks.size,
    nextInMs: () => {
      const due = next();
      return due ? due[1].dueMs - nowMs : null;
    },
  };
}
