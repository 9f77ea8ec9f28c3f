import type { ElectronApplication, Page } from '@playwright/test';
import type { PageWatch } from './watch-page.ts';

/** How the console is reached: as a web page from `qt serve`, or as the window of the desktop. */
export type DoorName = 'page' | 'desktop';

interface OpenDoor {
  page: Page;
  watch: PageWatch;
  /** The address of the page, without what signs it in. */
  url: string;
  close(): Promise<void>;
}

export interface PageDoor extends OpenDoor {
  name: 'page';
  /** Ends the engine as a crash does. */
  killEngine(): Promise<void>;
  /** Starts it again at the same address. */
  startEngine(): Promise<void>;
}

export interface DesktopDoor extends OpenDoor {
  name: 'desktop';
  app: ElectronApplication;
}

/** A console that runs, with its engine. */
export type Door = PageDoor | DesktopDoor;
