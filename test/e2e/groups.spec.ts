import { ONE, TWO, TWO_ACCOUNTS, binanceAccount, placements } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';
import { confirmByHold, surfaceOf } from './support/surface.ts';
import { openView } from './support/navigation.ts';
import type { Locator, Page } from '@playwright/test';

const ticketOf = (page: Page): Locator => page.getByRole('region', { name: /^Signal to / });
const legsOf = (page: Page): Locator => page.getByRole('table', { name: 'Legs', exact: true });
const firedLegs = (page: Page): Locator => page.getByRole('table', { name: 'Legs that were fired' });

test('a group is made, previewed and fired on paper', async ({ console: { page, qt } }) => {
  await openView(page, 'Groups');
  await page.getByRole('button', { name: 'New group' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('both');
  await page.getByRole('radiogroup', { name: 'Allocation' }).getByRole('radio', { name: 'Weights' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'New group' }).getByRole('alert')).toContainText(
    'Choose at least one account.',
  );
  const accounts = page.getByRole('combobox', { name: 'Accounts' });
  for (const name of ['main_sim', 'swing_sim']) {
    await accounts.fill(name);
    await page.getByRole('option', { name }).click();
  }
  await page.getByRole('textbox', { name: 'Weight of main_sim' }).fill('3');
  await page.getByRole('button', { name: 'Save' }).click();

  await expect(ticketOf(page)).toContainText('Give the size of all legs together.');
  await ticketOf(page).getByRole('textbox', { name: 'Size of all legs together' }).fill('0.04');
  await expect(legsOf(page).getByRole('row').filter({ hasText: 'main_sim' })).toContainText('0.03');
  await expect(legsOf(page).getByRole('row').filter({ hasText: 'swing_sim' })).toContainText('0.01');
  await ticketOf(page).getByRole('button', { name: 'Fire 2 orders on paper' }).click();

  const firings = page.getByRole('list', { name: 'Fired to groups' });
  await expect(firings).toContainText('2 of 2 placed');
  await expect(firedLegs(page).getByRole('row').filter({ hasText: 'main_sim' })).toContainText('Filled');
  const { orders } = await qt(['orders', 'list']);
  const placed = orders.map(
    (order: { account_name: string; amount: string }) => `${order.account_name} ${order.amount}`,
  );
  expect(placed.sort()).toEqual(['main_sim 0.03', 'swing_sim 0.01']);
});

test('a leg that cannot be placed stops all, or is left out by choice', async ({ console: { page, qt } }) => {
  await qt([
    'groups',
    'set',
    'lame',
    '--members',
    'main_sim,swing_sim',
    '--allocation',
    'weights',
    '--weights',
    '1,0.000001',
  ]);
  await openView(page, 'Groups');
  // A group that another door makes comes by itself.
  await ticketOf(page).getByRole('textbox', { name: 'Size of all legs together' }).fill('0.02');
  await expect(legsOf(page).getByRole('row').filter({ hasText: 'swing_sim' })).toContainText('INVALID_AMOUNT');
  const fire = ticketOf(page).getByRole('button', { name: /^Fire 1 order/ });
  await expect(fire).toBeDisabled();
  await expect(ticketOf(page)).toContainText('1 leg cannot be placed, so nothing is sent.');
  await ticketOf(page).getByRole('radio', { name: 'Place the rest' }).check();
  await fire.click();
  await expect(page.getByRole('list', { name: 'Fired to groups' })).toContainText('1 of 2 placed');
  await expect(firedLegs(page)).toContainText('never sent');
  expect((await qt(['orders', 'list'])).orders).toHaveLength(1);
});

test('a group of real accounts is confirmed, leg by leg; what certainly failed is tried again, and nothing else', async ({
  openBinance,
  openConsole,
}) => {
  const venue = await openBinance(TWO_ACCOUNTS);
  const desk = await openConsole({
    ...binanceAccount('main_binance', 'real', venue, ONE),
    ...binanceAccount('second', 'real', venue, TWO),
  });
  const { page, qt } = desk;
  await qt(['groups', 'set', 'mine', '--members', 'main_binance,second']);
  await qt(['arm', 'main_binance', '--for', '1h', '--yes']);
  await openView(page, 'Groups');
  await ticketOf(page).getByRole('textbox', { name: 'Size of all legs together' }).fill('0.04');
  await expect(ticketOf(page).getByRole('button', { name: 'Arm second' })).toBeVisible();
  await expect(legsOf(page)).toContainText('ACCOUNT_DISARMED');
  await qt(['arm', 'second', '--for', '1h', '--yes']);
  venue.faults.next(({ route, account }) => route === 'order.place' && account === 'two', {
    kind: 'error',
    status: 400,
    body: { code: -2010, msg: 'Account has insufficient balance for requested action.' },
  });
  await ticketOf(page).getByRole('button', { name: 'Fire 2 REAL orders…' }).click();
  const { card } = await surfaceOf(desk);
  await expect(card).toContainText('Buy 0.04 BTC in 2 accounts of mine');
  await expect(card.getByText('second')).toBeVisible();
  await confirmByHold(desk);

  await expect(page.getByRole('list', { name: 'Fired to groups' })).toContainText('1 of 2 placed');
  await expect(firedLegs(page).getByRole('row').filter({ hasText: 'second' })).toContainText('INSUFFICIENT_FUNDS');
  expect(placements(venue)).toHaveLength(2);
  const panel = page.getByRole('region', { name: 'Fired to groups' });
  await panel.getByRole('button', { name: /^Retry 1 failed leg for REAL/ }).click();
  await confirmByHold(desk);
  await expect(page.getByRole('list', { name: 'Fired to groups' })).toContainText('2 of 2 placed');
  await expect(panel.getByRole('button', { name: /^Retry/ })).toHaveCount(0);
  expect(venue.ledger('one').orders).toHaveLength(1);
  expect(venue.ledger('two').orders).toHaveLength(1);
});
