import { expectNoViolation } from './support/axe.ts';
import { ONE, TWO, TWO_ACCOUNTS, binanceAccount } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';

test('the strip shows what an account is worth and made today; paper is never in what is real', async ({
  console: { page, qt },
}) => {
  const card = page.getByRole('article', { name: 'Account main_sim' });
  await expect(card).toContainText(/[1-9]\d\d,\d{3}\.\d\d\s*USDT/);
  await expect(card).not.toContainText('balance');
  await qt(['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '1', '--account', 'main_sim']);
  // Fee and spread, at once: little of what the account is worth, and still not shown as nothing.
  await expect(card).toContainText(/−\d[\d,]*\.\d\d/);
  await expect(card).toContainText(/−(<0\.01|0\.\d\d)%/);
  await expect(page.getByRole('banner').getByRole('button', { name: /^Real equity/ })).toHaveCount(0);
});

test('real equity is yours and others’, told apart and explained', async ({ openBinance, openConsole }) => {
  const venue = await openBinance(TWO_ACCOUNTS);
  const { page } = await openConsole({
    ...binanceAccount('main_binance', 'real', venue, ONE),
    ...binanceAccount('friend', 'real', venue, TWO, { OWNER: 'friend_1' }),
    QT_ACCOUNT_PLAY_EXCHANGE: 'sim',
  });
  const bar = page.getByRole('banner').getByRole('button', { name: /^Real equity/ });
  // A bitcoin and 100,000 each.
  await expect(bar).toContainText(/320,000\.00\s*USD/, { timeout: 20_000 });
  await expect(bar).toContainText(/Yours\s*160,000\.00/);
  await bar.focus();
  await page.keyboard.press('Enter');
  const details = page.getByRole('dialog', { name: 'Real equity' });
  await expect(details.getByRole('row', { name: /^For others/ })).toContainText('160,000.00');
  await expect(details).toContainText('Paper and testnet accounts are never in it.');
  await expect(details.getByRole('list', { name: 'Rates' })).not.toContainText('play');
  await expectNoViolation(page, 'what is real');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1200, height: 760 });
  await expect(bar).toContainText('Real equity');
  await expect(bar.getByText('For others')).toBeHidden();
});
