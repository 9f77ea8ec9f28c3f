import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const THEMES = ['dark', 'light', 'system'] as const;
export type Theme = (typeof THEMES)[number];
export const DENSITIES = ['compact', 'regular', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

export interface Preferences {
  theme: Theme;
  density: Density;
  /** Shortcuts of one letter; the combinations with Ctrl always work. */
  singleKeys: boolean;
}

/** How this window looks and behaves, kept in this browser profile. */
export const usePreferences = create<Preferences>()(
  persist((): Preferences => ({ theme: 'dark', density: 'regular', singleKeys: true }), { name: 'qt.preferences' }),
);

/** The next theme of the toggle in the top bar. */
export function toggleTheme(shown: 'dark' | 'light'): void {
  usePreferences.setState({ theme: shown === 'dark' ? 'light' : 'dark' });
}
