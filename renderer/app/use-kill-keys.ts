import { useEffect } from 'react';
import { announce } from '../state/announce.ts';
import { KILL_KEYS_MS, createKillKeys } from '../state/kill-keys.ts';
import { kill, useKill } from '../state/kill.ts';

/** Ctrl Shift K twice kills everything: in every view, in every field, under every dialog. */
export function useKillKeys(): void {
  useEffect(() => {
    const press = createKillKeys();
    let forget: ReturnType<typeof setTimeout> | undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const pressed = press(event);
      if (pressed === 'other') return;
      event.preventDefault();
      if (pressed === 'ignored') return;
      clearTimeout(forget);
      useKill.setState({ pressedOnce: pressed === 'first' });
      if (pressed === 'kill') {
        kill({ scope: { kind: 'global' } });
        return;
      }
      announce('assertive', 'Press Ctrl Shift K again to kill everything');
      forget = setTimeout(() => useKill.setState({ pressedOnce: false }), KILL_KEYS_MS);
    };
    // On its way down, so that nothing in the page can keep it for itself.
    window.addEventListener('keydown', onKeyDown, true);
    return () => {
      window.removeEventListener('keydown', onKeyDown, true);
      clearTimeout(forget);
    };
  }, []);
}
