import type { QueryClient } from '@tanstack/react-query';

/** Shortest time between two rounds of questions that events give rise to. */
export const REFRESH_PAUSE_MS = 400;

export interface Refresher {
  /** Paths of procedures, such as `signals.preview`, whose answers are outdated. */
  outdate(paths: Iterable<string>): void;
  stop(): void;
}

/** Asks again for what is outdated: at once the first time, then in rounds, however fast the events come. */
export function createRefresher(cache: QueryClient): Refresher {
  let waiting = new Set<string>();
  let pause: ReturnType<typeof setTimeout> | undefined;

  const round = (): void => {
    pause = undefined;
    if (waiting.size === 0) return;
    const paths = waiting;
    waiting = new Set();
    for (const path of paths) void cache.invalidateQueries({ queryKey: [path.split('.')] });
    pause = setTimeout(round, REFRESH_PAUSE_MS);
  };

  return {
    outdate: (paths) => {
      for (const path of paths) waiting.add(path);
      if (pause === undefined) round();
    },
    stop: () => clearTimeout(pause),
  };
}
