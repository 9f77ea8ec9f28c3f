/** Runs work one at a time per key, in the order of arrival; different keys run side by side. */
export interface KeyedQueue {
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** As `run`, before all that waits and is not urgent: somebody stands and waits for it. */
  runSoon<T>(key: string, work: () => Promise<T>): Promise<T>;
}

interface Lane {
  urgent: (() => Promise<void>)[];
  usual: (() => Promise<void>)[];
}

export function createKeyedQueue(): KeyedQueue {
  /** Present while something of the key runs. */
  const lanes = new Map<string, Lane>();

  async function work(key: string, lane: Lane): Promise<void> {
    for (;;) {
      const next = lane.urgent.shift() ?? lane.usual.shift();
      if (!next) break;
      await next();
    }
    lanes.delete(key);
  }

  function enter<T>(key: string, kind: keyof Lane, piece: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const lane = lanes.get(key) ?? { urgent: [], usual: [] };
      lane[kind].push(() => Promise.resolve().then(piece).then(resolve, reject));
      if (lanes.has(key)) return;
      lanes.set(key, lane);
      void work(key, lane);
    });
  }

  return {
    run: (key, piece) => enter(key, 'usual', piece),
    runSoon: (key, piece) => enter(key, 'urgent', piece),
  };
}
