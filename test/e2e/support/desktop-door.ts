import { _electron } from '@playwright/test';
import { REPOSITORY } from './build.ts';
import type { DesktopDoor } from './door.ts';
import { watchPage } from './watch-page.ts';
import type { Workspace } from './workspace.ts';

/** Of this process's environment the window needs what leads to its display. */
const DISPLAY = ['DISPLAY', 'XAUTHORITY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR', 'LANG'];
const START_MS = 30_000;

/** The console in its own window, with the repository's own entry. */
export async function openDesktopDoor(workspace: Workspace): Promise<DesktopDoor> {
  const display = DISPLAY.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  const app = await _electron.launch({
    // No executablePath: only where Playwright finds Electron itself does it load its hook first. Otherwise the window opens
    // while Playwright is still attaching, and about one start in ten hangs.
    // Chromium cannot sandbox what root starts.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), REPOSITORY],
    env: { ...workspace.env, ...Object.fromEntries(display) },
    timeout: START_MS,
  });
  try {
    const page = await app.firstWindow({ timeout: START_MS });
    const watch = await watchPage(page);
    return { name: 'desktop', app, page, watch, url: page.url(), close: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  }
}
