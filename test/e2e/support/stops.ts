import type { Locator, Page } from '@playwright/test';

/** The kill switch in the top bar; it stands above every dialog. */
export const killButton = (page: Page): Locator =>
  page.getByRole('banner').getByRole('button', { name: /^kill(ed)?$/i });
export const killPanel = (page: Page): Locator => page.getByRole('dialog', { name: 'Kill switch' });
/** Every stop in effect, across the window. */
export const stopBand = (page: Page): Locator => page.getByRole('region', { name: 'Stops in effect' });

/** Twice, as an operator presses it. */
export async function pressKillKeys(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+K');
  await page.keyboard.press('Control+Shift+K');
}
