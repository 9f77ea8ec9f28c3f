import type { Page } from '@playwright/test';
import { expectNoViolation } from './support/axe.ts';
import { expect, test } from './support/console-test.ts';
import { download } from './support/download.ts';
import { openView } from './support/navigation.ts';

const MARKET = ['signal', 'fire', '--symbol', 'BTC/USDT', '--account', 'main_sim', '--strategy', 'swing'];
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('after a buy and a sell, the account shows what they made and cost, and a statement of them', async ({
  console: desk,
}) => {
  const { page, qt } = desk;
  await openView(page, 'Accounts');
  await page.locator('button[data-account="main_sim"]').click();
  await expect(region(page, 'Performance')).toContainText('No trade yet');
  await expect(region(page, 'Fees')).toContainText('No fee in 30 days');
  await expect(region(page, 'History')).toContainText('nothing to import');

  await qt([...MARKET, '--side', 'long', '--amount', '0.05']);
  const position = region(page, 'Positions').getByRole('row', { name: /BTC\/USDT/ });
  // The fee was taken from what was bought; the account began with a whole one.
  await expect(position).toContainText('0.04995of 1.04995 held');
  await qt([...MARKET, '--side', 'short', '--amount', '0.02']);
  const { accounts } = await qt(['pnl', '--account', 'main_sim']);
  const [book] = accounts[0].symbols;
  expect(book).toMatchObject({ quantity: '0.02995' });
  await expect(position).toContainText('0.02995');
  await expect(position.getByRole('button', { name: 'Close BTC/USDT' })).toBeVisible();
  const performance = region(page, 'Performance');
  await expect(performance.getByRole('table')).toContainText('BTC/USDT');
  await expect(performance).toContainText(/Win rate\s*\d/);
  await performance.getByRole('radio', { name: 'By strategy' }).check();
  await expect(performance.getByRole('table')).toContainText('swing');
  await expect(region(page, 'Fees')).toContainText(/Total\s*[1-9]/);
  await expect(region(page, 'Balances').getByRole('row', { name: /^BTC/ })).toContainText('%');

  const curve = region(page, 'Equity').getByRole('slider', { name: /Equity curve\. From .* by trades and prices/ });
  await expect(curve).toBeVisible();
  await curve.focus();
  const last = await curve.getAttribute('aria-valuetext');
  await page.keyboard.press('Home');
  await expect(curve).toHaveAttribute('aria-valuenow', '0');
  expect(await curve.getAttribute('aria-valuetext')).not.toBe(last);
  await region(page, 'Equity').getByRole('button', { name: 'As table' }).click();
  await expect(region(page, 'Equity').getByRole('table').getByRole('row').last()).toContainText(
    /\d{4}-\d\d-\d\d.*[1-9]\d\d,\d{3}\.\d\d0\.00/,
  );

  const statement = region(page, 'Statement');
  await statement.getByRole('combobox', { name: 'File' }).selectOption('html');
  const html = await download(desk, () => statement.getByRole('button', { name: 'Download' }).click());
  expect(html.name).toMatch(/main_sim.*\.html$/);
  expect(html.text).toMatch(/^<!doctype html>/i);
  expect(html.text).toContain('main_sim');
  expect(html.text).toContain('PAPER');
  await expect(statement.getByRole('status')).toContainText(html.name);
  await statement.getByRole('combobox', { name: 'File' }).selectOption('fills');
  const fills = await download(desk, () => statement.getByRole('button', { name: 'Download' }).click());
  expect(fills.text.split('\r\n').filter((line) => line.includes('BTC/USDT')).length).toBe(book.trades);

  await statement.getByRole('combobox', { name: 'Period' }).selectOption('own');
  await statement.getByLabel('From').fill('2026-02-02');
  await statement.getByLabel('To').fill('2026-02-01');
  await expect(statement).toContainText('The first day is after the last.');
  await expect(statement.getByRole('button', { name: 'Download' })).toBeDisabled();
});

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing in an account with trades, nor in safekeeping, ${theme}`, async ({
    console: { page, qt },
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    if (theme === 'light') await page.getByRole('button', { name: 'Use the light theme' }).click();
    await openView(page, 'Accounts');
    await page.locator('button[data-account="main_sim"]').click();
    // A curve has two points: the first is measured as the console starts, the second at the fill.
    await expect(region(page, 'Equity')).toContainText('Measured once');
    await qt([...MARKET, '--side', 'long', '--amount', '0.05']);
    await expect(region(page, 'Equity').getByRole('slider')).toBeVisible();
    await expect(region(page, 'Fees').getByRole('list', { name: 'Fees by day' })).toBeVisible();
    await expectNoViolation(page, 'an account');
    await openView(page, 'Settings');
    await page.getByRole('button', { name: 'Back up now' }).click();
    await expect(page.getByRole('table', { name: 'Backups' })).toContainText('asked for');
    await expect(page.getByRole('button', { name: /^Copy audit head [0-9a-f]{64}$/ })).toBeVisible();
    await expectNoViolation(page, 'Settings');
  });
}
