import { expect, test } from './support/console-test.ts';
import type { Console } from './support/console-test.ts';
import { cell, fillTicket, fireOnPaper, gridRow, gridRows, lastFiring } from './support/desk.ts';
import { openView } from './support/navigation.ts';
import type { Locator, Page } from '@playwright/test';

const view = (page: Page): Locator => page.getByRole('main', { name: 'Orders' });
const open = (page: Page): Locator => view(page).getByRole('region', { name: 'Open orders' });
const past = (page: Page): Locator => view(page).getByRole('region', { name: 'History and fills' });
const row = (page: Page): Locator => gridRow(open(page), 0);
const pastRow = (page: Page): Locator => gridRow(past(page), 0);

async function restOne({ page }: Console): Promise<void> {
  await fillTicket(page, { size: '0.02', limit: '50000' });
  await fireOnPaper(page);
  await expect(lastFiring(page)).toContainText('Resting at 50,000');
}

test('a resting order is canceled after a question', async ({ console: desk }) => {
  const { page, qt } = desk;
  await openView(page, 'Orders');
  await expect(view(page)).toContainText('No open order');
  await openView(page, 'Desk');
  await restOne(desk);
  await expect(page.getByRole('article', { name: 'Account main_sim' })).toContainText('1 open');

  await openView(page, 'Orders');
  await expect(cell(row(page), 'status')).toContainText('Open');
  await expect(cell(row(page), 'price')).toContainText('50,000');
  const control = cell(row(page), 'cancel');
  await control.getByRole('button', { name: /^Cancel order/ }).click();
  await expect(control).toContainText('Cancel order?');
  const keep = control.getByRole('button', { name: 'Keep' });
  await expect(keep).toBeFocused();
  await keep.click();
  await expect(control).not.toContainText('Cancel order?');
  expect((await qt(['orders', 'list'])).orders[0].status).toBe('open');

  await control.getByRole('button', { name: /^Cancel order/ }).click();
  await control.getByRole('button', { name: 'Yes' }).click();
  await expect(view(page)).toContainText('No open order');
  await expect(cell(pastRow(page), 'status')).toContainText('Cancelled');
  expect((await qt(['orders', 'list'])).orders[0].status).toBe('canceled');
});

test('an order opens with its life, its decision and its fills', async ({ console: { page, qt } }) => {
  const fired = await qt([
    'signal',
    'fire',
    '--symbol',
    'BTC/USDT',
    '--side',
    'long',
    '--amount',
    '0.01',
    '--strategy',
    'demo_swing',
  ]);
  const [order] = fired.orders;
  await openView(page, 'Orders');
  await cell(pastRow(page), 'symbol').click();
  const drawer = page.getByRole('complementary', { name: `Order ${order.id}` });
  await expect(drawer).toContainText('swing_sim');
  await expect(drawer).toContainText('Journaled');
  await drawer.getByRole('tab', { name: 'Decision' }).click();
  await expect(drawer.getByRole('list', { name: 'Route' })).toContainText('swing_sim');
  await drawer.getByRole('tab', { name: 'Fills' }).click();
  await expect(drawer).toContainText('0.01');
  await drawer.getByRole('tab', { name: 'Details' }).click();
  await expect(drawer).toContainText(order.client_order_id);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});

test('orders that others fire, fill and cancel are followed live', async ({ console: { page, qt } }) => {
  await openView(page, 'Orders');
  const fired = await qt([
    'signal',
    'fire',
    '--symbol',
    'ETH/USDT',
    '--side',
    'long',
    '--amount',
    '0.1',
    '--type',
    'limit',
    '--price',
    '1000',
  ]);
  await expect(cell(row(page), 'symbol')).toHaveText('ETH/USDT');
  await qt(['orders', 'cancel', fired.orders[0].id]);
  await expect(view(page)).toContainText('No open order');
  await expect(cell(pastRow(page), 'status')).toContainText('Cancelled');
  await view(page).getByRole('group', { name: 'Mode' }).getByRole('button', { name: 'REAL' }).click();
  await expect(past(page)).toContainText('No finished order matches the filters');
  await past(page).getByRole('button', { name: 'Clear all filters' }).click();
  await expect(gridRows(past(page))).toHaveCount(1);
});
