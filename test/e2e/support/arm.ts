import { expect } from '@playwright/test';
import type { Console } from './console-test.ts';
import { confirmByTyping, surfaceOf } from './surface.ts';

/** Goes through the dialog that arms `account` for 15 minutes; it is open, or opened from the top bar. */
export async function armInDialog(console: Pick<Console, 'door' | 'page'>, account: string): Promise<void> {
  const { page } = console;
  const dialog = page.getByRole('dialog', { name: 'Arm real trading' });
  if (!(await dialog.isVisible())) await page.getByRole('banner').getByRole('button', { name: 'Arm' }).click();
  const option = dialog.getByRole('radio', { name: new RegExp(account) });
  await option.check();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const { card } = await surfaceOf(console);
  await expect(card).toContainText(`${account} may send orders`);
  const arm = card.getByRole('button', { name: 'Arm', exact: true });
  await card.getByRole('textbox').fill('something else');
  await expect(arm).toHaveAttribute('aria-disabled', 'true');
  await confirmByTyping(console, account);
  await expect(dialog).toBeHidden();
}
