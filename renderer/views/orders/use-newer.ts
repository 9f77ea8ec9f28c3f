import { useCallback, useEffect, useRef, useState } from 'react';

export interface Newer {
  /** How many more there are than are shown, while the top is out of sight. */
  count: number;
  /** Something may have been added. */
  suspect: () => void;
  /** Everything that there is was read. */
  clear: () => void;
}

/** Between two looks, however fast the news come. */
const PAUSE_MS = 500;

/** Looks whether there is more than is shown, a while after each piece of news: then it is read at once, or counted. */
export function useNewer(look: () => Promise<number>, readNow: () => boolean): Newer {
  const [count, setCount] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef({ look, readNow });
  useEffect(() => {
    latest.current = { look, readNow };
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const suspect = useCallback((): void => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      if (latest.current.readNow()) return setCount(0);
      // The next piece of news asks again.
      latest.current.look().then(setCount, () => {});
    }, PAUSE_MS);
  }, []);
  const clear = useCallback(() => setCount(0), []);
  return { count, suspect, clear };
}
