import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createHold } from './hold.ts';
import type { Hold } from './hold.ts';

/** A hold of this page. Losing the window, hiding the page, a changed `guard` or `enabled` going false cancels it. */
export function useHold(onHeld: () => void, enabled: boolean, guard: string): { hold: Hold; progress: number | null } {
  const [progress, setProgress] = useState<number | null>(null);
  const held = useRef(onHeld);
  useLayoutEffect(() => {
    held.current = onHeld;
  });
  const [hold] = useState(() =>
    createHold({
      now: () => performance.now(),
      requestFrame: (run) => requestAnimationFrame(run),
      cancelFrame: (id) => cancelAnimationFrame(id),
      onProgress: setProgress,
      onHeld: () => held.current(),
    }),
  );

  useLayoutEffect(() => {
    if (enabled) hold.show();
    return () => hold.hide();
  }, [hold, enabled, guard]);

  useEffect(() => {
    window.addEventListener('blur', hold.cancel);
    document.addEventListener('visibilitychange', hold.cancel);
    return () => {
      window.removeEventListener('blur', hold.cancel);
      document.removeEventListener('visibilitychange', hold.cancel);
    };
  }, [hold]);

  return { hold, progress };
}
