import { BrowserWindow } from 'electron';
import type { Session } from 'electron';
import { createConfirmDesk } from '../api/confirm-desk.ts';
import type { ConfirmDesk, ConfirmSurface } from '../api/confirm-desk.ts';
import { systemClock, systemIds } from '../engine/seams.ts';
import { serveConfirm } from './confirm-channel.ts';
import type { Receiver } from './ipc.ts';
import { CONFIRM_URL } from './origin.ts';
import { CONFIRM_WINDOW_OPTIONS } from './window-options.ts';

export interface ConfirmWindowsOptions {
  /** Absolute path. */
  preload: string;
  /** The session of the surface, asked for once the app is ready. */
  session: () => Session;
}

/** Gives each page of the console its desk, which asks in a window of its own over the page's. */
export function createConfirmWindows(options: ConfirmWindowsOptions): (page: Receiver) => ConfirmDesk {
  const desks = new Map<number, ConfirmDesk>();
  return (page) => {
    const known = desks.get(page.id);
    if (known) return known;
    const desk: ConfirmDesk = createConfirmDesk(
      windowSurface(page, options, () => desk),
      {
        ...systemClock,
        ...systemIds,
      },
    );
    desks.set(page.id, desk);
    // A page that was reloaded or has crashed asks no more.
    page.on('did-navigate', desk.withdraw);
    page.on('render-process-gone', desk.withdraw);
    page.on('destroyed', () => {
      desk.withdraw();
      desks.delete(page.id);
    });
    return desk;
  };
}

function windowSurface(page: Receiver, options: ConfirmWindowsOptions, desk: () => ConfirmDesk): ConfirmSurface {
  const windows = new Map<string, BrowserWindow>();
  return {
    open(id) {
      const parent = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.id === page.id);
      if (!parent) throw new Error('the page has no window');
      const window = new BrowserWindow({
        ...CONFIRM_WINDOW_OPTIONS,
        parent,
        webPreferences: {
          ...CONFIRM_WINDOW_OPTIONS.webPreferences,
          preload: options.preload,
          session: options.session(),
        },
      });
      windows.set(id, window);
      // No reload and no other accelerator of the application's menu.
      window.setMenu(null);
      const shown = new Promise<void>((resolve) => {
        window.once('ready-to-show', () => {
          window.show();
          window.focus();
          resolve();
        });
      });
      serveConfirm(window.webContents, { id, desk: desk(), shown });
      window.on('closed', () => {
        windows.delete(id);
        desk().answer(id, { yes: false });
      });
      // It rejects where the question is withdrawn while it loads. A page that does not load reads no question: the desk ends it.
      window.loadURL(CONFIRM_URL).catch(() => {});
      return null;
    },
    close: (id) => windows.get(id)?.destroy(),
  };
}
