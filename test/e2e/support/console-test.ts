import { test as base, chromium, expect } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { startBinanceServer } from '../../venues/binance-server.ts';
import type { BinanceVenueOptions } from '../../venues/binance-server.ts';
import type { VenueHandle } from '../../venues/venue-server.ts';
import { openDesktopDoor } from './desktop-door.ts';
import { desktopRuntime } from './desktop-runtime.ts';
import type { Door, DoorName } from './door.ts';
import { openPageDoor } from './page-door.ts';
import { openWorkspace } from './workspace.ts';
import type { Json } from './workspace.ts';

export { expect } from '@playwright/test';

export interface DoorOptions {
  door: DoorName;
}

/** The console that a test drives, with what stands around it. */
export interface Console {
  door: Door;
  page: Page;
  dataDir: string;
  /** Runs `qt … --json` on the engine of this console. Throws unless it ends with `code`, by default 0. */
  qt(args: readonly string[], code?: number): Promise<Json>;
}

export interface Fixtures {
  /** Opens the console with these variables as its environment; without any it opens the demo workspace. */
  openConsole(env?: Record<string, string>): Promise<Console>;
  /** The demo workspace. */
  console: Console;
  /** Starts Binance on loopback. */
  openBinance(options: BinanceVenueOptions): Promise<VenueHandle>;
}

export interface WorkerFixtures {
  launchChromium(): Promise<Browser>;
}

/** Tests of the console behind either door. A test fails for whatever went wrong in the page meanwhile. */
export const test = base.extend<Fixtures & DoorOptions, WorkerFixtures>({
  door: ['page', { option: true }],

  launchChromium: [
    async ({ launchOptions }, use) => {
      const launched: Promise<Browser>[] = [];
      await use(() => (launched[0] ??= chromium.launch(launchOptions)));
      for (const browser of launched) await (await browser).close();
    },
    { scope: 'worker' },
  ],

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures out of the pattern.
  openBinance: async ({}, use) => {
    const venues: VenueHandle[] = [];
    await use(async (options) => {
      const venue = await startBinanceServer(options);
      venues.push(venue);
      return venue;
    });
    for (const venue of venues) await venue.close();
  },

  // Closed before the venues are: the engine asks them to the end.
  openConsole: async ({ door: name, launchChromium, openBinance: _venues }, use, info) => {
    const { missing } = desktopRuntime();
    if (name === 'desktop' && missing !== null) info.skip(true, missing);
    const closers: (() => Promise<void> | void)[] = [];
    await use(async (env = {}) => {
      const workspace = openWorkspace(env);
      closers.unshift(workspace.remove);
      const door =
        name === 'page' ? await openPageDoor(await launchChromium(), workspace) : await openDesktopDoor(workspace);
      closers.unshift(() => door.close());
      closers.unshift(() => expect(door.watch.faults, 'errors in the page').toEqual([]));
      await expect(door.page.getByRole('status').filter({ hasText: 'Engine connected' })).toBeVisible({
        timeout: 15_000,
      });
      return { door, page: door.page, dataDir: workspace.dataDir, qt: workspace.qt };
    });
    const failures: unknown[] = [];
    for (const close of closers) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  },

  console: async ({ openConsole }, use) => {
    await use(await openConsole());
  },
});
