import type { Locator, Page } from '@playwright/test';

/** Accounts against limits. */
export const matrixOf = (page: Page): Locator => page.getByRole('grid', { name: 'Accounts and limits' });
/** The drawer that edits limits and flags. */
export const riskEditor = (page: Page): Locator => page.getByRole('dialog', { name: /^(Limits and flags|Flags) of / });
/** What the draft in the drawer would do. */
export const effectOf = (page: Page): Locator => page.getByRole('region', { name: 'Effect of the change' });
export const riskTab = (page: Page, name: string): Locator =>
  page.getByRole('tablist', { name: 'Risk' }).getByRole('tab', { name });
