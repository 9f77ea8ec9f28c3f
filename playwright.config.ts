import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import type { DoorOptions } from './test/e2e/support/console-test.ts';

/** A machine's own Chromium spares the download; Playwright's is taken where there is none. */
const systemChromium = process.env['QT_CHROMIUM'] ?? '/usr/bin/chromium';
const runsAsRoot = process.getuid?.() === 0;
const browser = {
  ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
  args: [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    // Chromium cannot sandbox what root starts.
    ...(runsAsRoot ? ['--no-sandbox'] : []),
  ],
};
const takesScreenshots = Boolean(process.env['QT_SCREENSHOTS']);

/** One suite, two doors: the console as a web page from `qt serve`, and the window of the desktop. */
export default defineConfig<DoorOptions>({
  testDir: './test/e2e',
  outputDir: './test-results',
  globalSetup: './test/e2e/support/before-all.ts',
  // No second try: a test that passes only sometimes has found something.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 8_000 },
  reporter: [['list']],
  use: { launchOptions: browser, trace: 'off', screenshot: 'off' },
  projects: takesScreenshots
    ? [{ name: 'screenshots', testDir: './test/e2e/screenshots', use: { door: 'page' }, workers: 1 }]
    : [
        { name: 'page', testIgnore: ['screenshots/**', '*.desktop.spec.ts'], use: { door: 'page' } },
        // One window at a time: a second one on the same display takes the pointer away, which ends a hold, as it should.
        { name: 'desktop', testIgnore: ['screenshots/**', '*.page.spec.ts'], use: { door: 'desktop' }, workers: 1 },
      ],
});
