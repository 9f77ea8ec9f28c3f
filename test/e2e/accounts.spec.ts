import { ONE, TWO, TWO_ACCOUNTS, binanceAccount } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';
import { openView } from './support/navigation.ts';
import type { Locator, Page } from '@playwright/test';

const item = (page: Page, name: string): Locator => page.locator(`button[data-account="${name}"]`);

test('every account is listed; a broken one with its error, and without harm to the others', async ({
  openBinance,
  openConsole,
}) => {
  const venue = await openBinance(TWO_ACCOUNTS);
  const { page } = await openConsole({
    ...binanceAccount('main_binance', 'real', venue, ONE),
    QT_ACCOUNT_BROKEN_OKX_EXCHANGE: 'okx',
    QT_ACCOUNT_BROKEN_OKX_MODE: 'real',
    QT_ACCOUNT_BROKEN_OKX_API_KEY: TWO.apiKey,
    QT_ACCOUNT_PLAY_EXCHANGE: 'sim',
  });
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /Accounts.*1 broken/ }),
  ).toBeVisible();
  await openView(page, 'Accounts');
  await expect(page.getByRole('region', { name: 'Accounts' })).toContainText('3, 1 broken');
  await expect(item(page, 'main_binance')).toContainText('REAL');
  await expect(item(page, 'play')).toContainText('PAPER');
  await expect(item(page, 'broken_okx')).toContainText('MISSING_CREDENTIALS');

  await item(page, 'broken_okx').click();
  const repair = page.getByRole('region', { name: 'How to repair broken_okx' });
  await expect(repair).toContainText('This account cannot be used');
  await expect(repair).toContainText('QT_ACCOUNT_BROKEN_OKX_PASSPHRASE');
  await expect(page.getByRole('button', { name: 'Test connection' })).toBeDisabled();
  await expect(page.getByRole('main')).toContainText('not until its configuration is repaired');

  await item(page, 'main_binance').click();
  await page.getByRole('button', { name: 'Test connection' }).click();
  const found = page.getByRole('region', { name: 'Connection test' });
  await expect(found).toContainText('passed');
  await expect(found).toContainText('Markets');
  await page.getByRole('button', { name: 'Refresh balance' }).click();
  await expect(page.getByRole('region', { name: 'Balances' })).toContainText('100,000');
  expect(venue.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('an account whose key is refused says so', async ({ openBinance, openConsole }) => {
  const venue = await openBinance(TWO_ACCOUNTS);
  const { page } = await openConsole({
    ...binanceAccount('main_binance', 'real', venue, { ...ONE, apiSecret: TWO.apiSecret }),
    ...binanceAccount('friend', 'real', venue, TWO),
  });
  await openView(page, 'Accounts');
  await item(page, 'main_binance').click();
  await page.getByRole('button', { name: 'Test connection' }).click();
  const found = page.getByRole('region', { name: 'Connection test' });
  await expect(found).toContainText('failed');
  await expect(found).toContainText('VENUE_AUTH');
  await openView(page, 'Desk');
  await expect(page.getByRole('article', { name: 'Account main_binance' })).toContainText('Not answering');
  await expect(page.getByRole('article', { name: 'Account friend' })).toContainText(/160,000\.00\s*USDT/);
});
