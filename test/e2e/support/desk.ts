import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Console } from './console-test.ts';
import { confirmByHold } from './surface.ts';

/** What a test writes into the ticket; a field that is not named is left as it is. */
export interface TicketEntry {
  symbol?: string;
  side?: 'Buy' | 'Sell';
  strategy?: string;
  exchange?: string;
  account?: string;
  /** A limit order at this price; `null` makes it a market order. */
  limit?: string | null;
  size?: string;
}

export const ticketOf = (page: Page): Locator => page.getByRole('region', { name: 'Fire signal' });
export const previewOf = (page: Page): Locator => page.getByRole('region', { name: 'Live route preview' });
export const receiptOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Order' });
export const logOf = (page: Page): Locator => page.getByRole('region', { name: 'Routing log' });
export const lastFiring = (page: Page): Locator => page.getByRole('group', { name: 'Last firing' });
/** The button of the ticket for real money. It fires nothing: it asks. */
export const realButton = (page: Page): Locator => page.locator('[data-fire-real] button');

/** The rows of a grid, without its head; the grid does not keep them in the order in which they are shown. */
export const gridRows = (place: Locator): Locator => place.locator('[role="row"]:has([role="gridcell"])');
/** One row of a grid by its place, from 0. */
export const gridRow = (place: Locator, index: number): Locator =>
  place.locator(`[role="row"][row-index="${index}"]:has([role="gridcell"])`);
export const logRows = (page: Page): Locator => gridRows(logOf(page));
export const logRow = (page: Page, index: number): Locator => gridRow(logOf(page), index);

/** A cell of a grid's row by its column. */
export const cell = (row: Locator, column: string): Locator => row.locator(`[col-id="${column}"]`);

export async function fillTicket(page: Page, entry: TicketEntry): Promise<void> {
  const ticket = ticketOf(page);
  const write = async (name: string, value: string): Promise<void> => {
    const input = ticket.getByRole('combobox', { name, exact: true });
    await input.fill(value);
    await input.press('Tab');
  };
  const choose = async (name: string, value: string): Promise<void> => {
    await ticket.getByRole('combobox', { name, exact: true }).click();
    await page.getByRole('option', { name: new RegExp(`^${value}\\b`) }).click();
  };
  const pick = (group: string, value: string): Promise<void> =>
    ticket.getByRole('radiogroup', { name: group }).getByRole('radio', { name: value }).check();

  if (entry.symbol !== undefined) await write('Symbol', entry.symbol);
  if (entry.side !== undefined) await pick('Side', entry.side);
  if (entry.strategy !== undefined) await write('Strategy', entry.strategy);
  if (entry.exchange !== undefined) await choose('Exchange', entry.exchange);
  if (entry.account !== undefined) await choose('Account', entry.account);
  if (entry.limit !== undefined) await pick('Order type', entry.limit === null ? 'Market' : 'Limit');
  if (typeof entry.limit === 'string') await ticket.getByRole('textbox', { name: 'Limit price' }).fill(entry.limit);
  if (entry.size !== undefined) await ticket.getByRole('textbox', { name: 'Size', exact: true }).fill(entry.size);
}

/** Waits for the preview of the ticket as it stands, then presses Enter in it. */
export async function fireOnPaper(page: Page): Promise<void> {
  await expect(receiptOf(page).getByRole('button', { name: 'Fire on paper' })).toBeEnabled();
  await ticketOf(page).getByRole('textbox', { name: 'Size', exact: true }).press('Enter');
}

/** Fires the ticket for real, and confirms it by a hold. */
export async function fireReal(console: Pick<Console, 'door' | 'page'>): Promise<void> {
  await realButton(console.page).click();
  await confirmByHold(console);
}
