import { BrowserWindow } from 'electron';
import { CONSOLE_URL } from './origin.ts';
import { WINDOW_OPTIONS } from './window-options.ts';

/** Opens the console's window and shows it once it has painted. `preload` is an absolute path. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    ...WINDOW_OPTIONS,
    webPreferences: { ...WINDOW_OPTIONS.webPreferences, preload },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(CONSOLE_URL);
  return window;
}
