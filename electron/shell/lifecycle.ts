import type { App, BrowserWindow } from 'electron';

/** A shutdown that hangs is cut off after this time: the journal is durable, and starting is recovering. */
const SHUTDOWN_LIMIT_MS = 5_000;

type Lifecycle = Pick<App, 'requestSingleInstanceLock' | 'on' | 'quit' | 'exit'>;

/** False when another window already runs on this data directory; that one comes to the front, and this process ends. */
export function isFirstInstance(app: Lifecycle, window: () => BrowserWindow | null): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', () => {
    const shown = window();
    if (shown?.isMinimized()) shown.restore();
    shown?.focus();
  });
  return true;
}

/** Closes the engine before the process ends, whichever way it is told to. */
export function closeBeforeQuit(app: Lifecycle, close: () => Promise<void>): void {
  let state: 'running' | 'closing' | 'closed' = 'running';
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    const limit = setTimeout(() => app.exit(1), SHUTDOWN_LIMIT_MS);
    void close().finally(() => {
      clearTimeout(limit);
      state = 'closed';
      // Not at once: while Electron is still inside the event above, it ignores a second quit, and would stay for ever.
      setImmediate(() => app.quit());
    });
  });
}
