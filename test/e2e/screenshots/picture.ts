import path from 'node:path';
import type { Page } from '@playwright/test';

export const DOCS = path.join(import.meta.dirname, '..', '..', '..', 'docs', 'screenshots');
/** Pictures for the eye of whoever changed something; the documentation shows none of them. */
export const ASIDE = path.join(import.meta.dirname, '..', '..', '..', 'test-results', 'screenshots');

export interface Size {
  width: number;
  height: number;
}
export const SIZES: readonly Size[] = [
  { width: 1440, height: 900 },
  { width: 1100, height: 700 },
];

/** Named by what it shows, the theme and the size. */
export async function pictureOf(page: Page, name: string, theme: string, size: Size, folder: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  // Nothing stays under the pointer, so that nothing looks hovered.
  await page.mouse.move(0, 0);
  const file = path.join(folder, `${name}-${theme}-${size.width}x${size.height}.png`);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
}
