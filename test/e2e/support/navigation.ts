import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

export type ViewName = 'Desk' | 'Routing' | 'Orders' | 'Accounts' | 'Groups' | 'Risk' | 'Approvals' | 'Settings';
export const VIEW_NAMES: readonly ViewName[] = [
  'Desk',
  'Routing',
  'Orders',
  'Accounts',
  'Groups',
  'Risk',
  'Approvals',
  'Settings',
];

export async function openView(page: Page, name: ViewName): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
  // The first time, the view itself comes a moment after its place.
  await expect(page.getByRole('main', { name }).locator('section').first()).toBeVisible();
}
