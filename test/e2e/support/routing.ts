import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

export const impactOf = (page: Page): Locator => page.getByRole('region', { name: 'Impact', exact: true });
export const pendingChanges = (page: Page): Locator =>
  impactOf(page).getByRole('list', { name: 'Pending changes' }).getByRole('listitem');

/** Draws the edge from a strategy's handle to an account's card, with the pointer. */
export async function dragToAccount(page: Page, strategy: string, account: string): Promise<void> {
  const from = await middleOf(page.locator(`[data-handle-of="${strategy}"]`));
  const to = await middleOf(page.locator(`.react-flow [data-account="${account}"]`));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  await expect(locator).toBeVisible();
  const box = await locator.boundingBox();
  if (!box) throw new Error('it has no place on the canvas');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses Tab until `target` has the focus: it is on the keyboard's way. */
export async function tabTo(page: Page, target: Locator, presses = 60): Promise<void> {
  for (let press = 0; press < presses; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target, `reached within ${presses} presses of Tab`).toBeFocused();
}
