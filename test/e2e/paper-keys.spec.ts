import { ONE, TWO_ACCOUNTS, binanceAccount } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';
import { fillTicket, fireOnPaper, lastFiring, receiptOf } from './support/desk.ts';
import { openView } from './support/navigation.ts';

test('a paper account with keys set never signs a request', async ({ openBinance, openConsole }) => {
  const venue = await openBinance(TWO_ACCOUNTS);
  const { page, qt } = await openConsole(binanceAccount('main_binance', 'paper', venue, ONE));
  await expect(page.getByRole('article', { name: 'Account main_binance' })).toContainText('PAPER');
  await expect(page.getByRole('group', { name: 'Real trading off' })).toBeVisible();

  await fillTicket(page, { size: '0.01' });
  await expect(receiptOf(page)).toContainText('PAPER');
  await fireOnPaper(page);
  await expect(lastFiring(page)).toContainText('Filled 0.01');
  await fillTicket(page, { limit: '50000' });
  await fireOnPaper(page);
  await expect(lastFiring(page)).toContainText('Resting at 50,000');
  const { orders } = await qt(['orders', 'list', '--status', 'open']);
  await qt(['orders', 'cancel', orders[0].id]);
  await openView(page, 'Accounts');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('region', { name: 'Connection test' })).toContainText('passed');

  expect(venue.requests.length, 'the venue’s public data is what paper trades on').toBeGreaterThan(0);
  expect(venue.signedRequests()).toEqual([]);
  expect(venue.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});
