import { useSyncExternalStore } from 'react';
import { usePreferences } from '../state/preferences.ts';

const systemIsLight = window.matchMedia('(prefers-color-scheme: light)');

/** The theme that is shown: `system` resolved. */
export function shownTheme(): 'dark' | 'light' {
  const { theme } = usePreferences.getState();
  if (theme !== 'system') return theme;
  return systemIsLight.matches ? 'light' : 'dark';
}

function subscribe(listener: () => void): () => void {
  const stop = usePreferences.subscribe(listener);
  systemIsLight.addEventListener('change', listener);
  return () => {
    stop();
    systemIsLight.removeEventListener('change', listener);
  };
}

function write(): void {
  const root = document.documentElement;
  root.dataset['theme'] = shownTheme();
  root.dataset['density'] = usePreferences.getState().density;
}

/** Puts theme and density on the document, now and at every change. Called before the first paint. */
export function applyAppearance(): void {
  write();
  subscribe(write);
}

export function useShownTheme(): 'dark' | 'light' {
  return useSyncExternalStore(subscribe, shownTheme);
}
