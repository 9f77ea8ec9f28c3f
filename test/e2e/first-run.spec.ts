import { expect, test } from './support/console-test.ts';
import { fillTicket, logRows, previewOf, receiptOf, ticketOf } from './support/desk.ts';

test('the first run opens the demo workspace, in which nothing is real', async ({ console: { page, qt } }) => {
  await expect(page.getByRole('note', { name: 'Demo workspace' })).toContainText('no credentials found');
  await expect(page.getByRole('group', { name: 'Real trading off' })).toContainText('REAL OFF');

  const strip = page.getByRole('region', { name: 'Accounts' });
  const { accounts } = await qt(['accounts', 'list']);
  expect(accounts.length).toBeGreaterThan(1);
  for (const { name, owner } of accounts) {
    const card = strip.getByRole('article', { name: `Account ${name}` });
    await expect(card).toContainText('PAPER');
    // A hundred thousand, and what the coins of the demo are worth at the built-in market.
    await expect(card).toContainText(/[1-9]\d\d,\d{3}\.\d\d\s*USDT/);
    await expect(card).not.toContainText('balance');
    await expect(card).toContainText('simulated');
    if (owner !== 'me') await expect(card).toContainText(`for ${owner}`);
  }
  await expect(strip.getByRole('article')).toHaveCount(accounts.length);
  await expect(strip).not.toContainText('REAL');
});

test('a ticket is previewed by the engine before anything is fired', async ({ console: { page, qt } }) => {
  const fire = receiptOf(page).getByRole('button', { name: 'Fire signal' });
  await expect(fire).toBeDisabled();
  await expect(receiptOf(page)).toContainText('Give a size.');

  await fillTicket(page, { size: '0.05' });
  const steps = previewOf(page).getByRole('list', { name: 'Route' }).locator('> li');
  await expect(steps).toHaveCount(5);
  await expect(steps.nth(0)).toContainText('sim');
  await expect(steps.nth(1)).toContainText('not needed');
  await expect(steps.nth(2)).toContainText('main_sim');
  await expect(steps.nth(2)).toContainText('default');
  await expect(steps.nth(3)).toContainText('0 fail');
  await expect(steps.nth(4)).toContainText('1 market order to sim: buy 0.05 BTC');

  const receipt = receiptOf(page);
  await expect(receipt).toContainText('PAPER');
  await expect(receipt).toContainText('main_sim');
  await expect(receipt).toContainText(/0\.05\d*\s*BTC/);
  await expect(receipt.getByRole('button', { name: 'Fire on paper' })).toBeEnabled();

  await expect(logRows(page)).toHaveCount(0);
  expect((await qt(['orders', 'list'])).orders).toEqual([]);
});

test('a ticket that would be refused says so, and cannot be fired', async ({ console: { page } }) => {
  await fillTicket(page, { size: '1000' });
  await expect(previewOf(page)).toContainText('INSUFFICIENT_FUNDS');
  await expect(receiptOf(page)).toContainText('Refused: ');
  await ticketOf(page).getByRole('textbox', { name: 'Size', exact: true }).press('Enter');
  await expect(logRows(page)).toHaveCount(0);

  await fillTicket(page, { size: 'much' });
  await expect(ticketOf(page).getByRole('textbox', { name: 'Size', exact: true })).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await expect(receiptOf(page)).toContainText('Correct the ticket');
});

test('accounts are added through the environment, and the guide takes no key', async ({ console: { page } }) => {
  await page.getByRole('button', { name: 'How to add accounts' }).click();
  const guide = page.getByRole('dialog', { name: 'Add an account' });
  await expect(guide).toContainText('accounts.env');
  await expect(guide.getByRole('textbox')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(guide).toBeHidden();
  await page.getByRole('button', { name: 'Close this notice' }).click();
  await expect(page.getByRole('note', { name: 'Demo workspace' })).toBeHidden();
});
