import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** Goes through the dialog that arms `account` for 15 minutes; it is open, or opened from the top bar. */
export async function armInDialog(page: Page, account: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Arm real trading' });
  if (!(await dialog.isVisible())) await page.getByRole('banner').getByRole('button', { name: 'Arm' }).click();
  const option = dialog.getByRole('radio', { name: new RegExp(account) });
  await option.check();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const typed = dialog.getByRole('textbox');
  const arm = dialog.getByRole('button', { name: 'Arm', exact: true });
  await typed.fill('something else');
  await expect(arm).toBeDisabled();
  await typed.fill(account);
  await arm.click();
  await expect(dialog).toBeHidden();
}
