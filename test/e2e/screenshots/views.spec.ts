import { expect, test } from '../support/console-test.ts';
import { fillTicket, gridRow, logRow, previewOf, receiptOf } from '../support/desk.ts';
import { openView } from '../support/navigation.ts';
import { dragToAccount, pendingChanges } from '../support/routing.ts';
import { effectOf, matrixOf, riskEditor, riskTab } from '../support/risk.ts';
import { HOLDINGS, limitAccounts, livedInEnvironment, liveIn } from './lived-in-workspace.ts';
import { ASIDE, DOCS, SIZES, pictureOf } from './picture.ts';

for (const theme of ['dark', 'light'] as const) {
  for (const size of SIZES) {
    test(`every view, ${theme}, ${size.width} by ${size.height}`, async ({ openBinance, openConsole }) => {
      test.setTimeout(180_000);
      const venue = await openBinance({ accounts: HOLDINGS });
      const desk = await openConsole(livedInEnvironment(venue));
      const { page } = desk;
      await page.setViewportSize(size);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await liveIn(desk, venue);
      if (theme === 'light') await page.getByRole('button', { name: 'Use the light theme' }).click();
      const shoot = (name: string, folder = DOCS): Promise<unknown> => pictureOf(page, name, theme, size, folder);

      await fillTicket(page, { size: '0.02', strategy: 'momentum_btc', symbol: 'BTC/USDT' });
      await expect(receiptOf(page)).toContainText('Fire REAL order…');
      await expect(previewOf(page).getByRole('list', { name: 'Route' })).toContainText('0 fail');
      await shoot('desk');
      await logRow(page, 2).click();
      await expect(page.getByRole('dialog', { name: /^Signal on/ })).toBeVisible();
      await shoot('desk-drawer', ASIDE);
      await page.keyboard.press('Escape');

      await openView(page, 'Orders');
      const orders = page.getByRole('main', { name: 'Orders' });
      await expect(orders).toContainText('with unknown outcome');
      await shoot('orders-open', ASIDE);
      await gridRow(orders.getByRole('region', { name: 'History and fills' }), 3).click();
      await expect(page.getByRole('complementary', { name: /^Order / })).toContainText('Journaled');
      await shoot('orders');

      await openView(page, 'Accounts');
      await page.locator('button[data-account="main_binance"]').click();
      await page.getByRole('button', { name: 'Test connection' }).click();
      await expect(page.getByRole('region', { name: 'Connection test' })).toContainText('passed');
      await shoot('accounts');
      await page.locator('button[data-account="swing_okx"]').click();
      await shoot('accounts-broken', ASIDE);
      await page.getByRole('button', { name: 'Add an account' }).click();
      await shoot('accounts-add', ASIDE);

      await limitAccounts(desk);
      await openView(page, 'Risk');
      const matrix = matrixOf(page);
      await expect(matrix.getByRole('button', { name: /^Exposure of main_binance: \d/ })).toBeVisible();
      await expect(matrix.getByRole('button', { name: /not measured yet/ })).toHaveCount(0);
      await shoot('risk');
      await matrix.getByRole('button', { name: /^One order of main_binance: / }).click();
      await riskEditor(page).getByRole('textbox', { name: 'One order, at most' }).fill('1500');
      await expect(effectOf(page).getByRole('group', { name: 'Replay of the last 24 hours' })).toBeVisible();
      await shoot('risk-editor');
      await effectOf(page).getByRole('button', { name: 'Discard' }).click();
      await page.keyboard.press('Escape');
      await expect(riskEditor(page)).toBeHidden();
      for (const tab of ['Hours', 'Flags', 'Refusals and stops']) {
        await riskTab(page, tab).click();
        await shoot(`risk-${tab.split(' ')[0]?.toLowerCase()}`, ASIDE);
      }

      await openView(page, 'Settings');
      await shoot('settings');

      await openView(page, 'Routing');
      await expect(page.locator('.react-flow [data-account="main_binance"]')).toBeVisible();
      await shoot('routing-idle', ASIDE);
      await dragToAccount(page, 'mean_reversion', 'friend_1_binance');
      await expect(pendingChanges(page)).toHaveCount(1);
      await expect(page.getByRole('region', { name: 'Impact', exact: true }).locator('[aria-busy="true"]')).toHaveCount(
        0,
      );
      await shoot('routing');
      await page.getByRole('button', { name: 'As table' }).click();
      await shoot('routing-table', ASIDE);

      await page.keyboard.press('Control+k');
      await expect(page.getByRole('textbox', { name: 'Search or run' })).toBeVisible();
      await shoot('palette', ASIDE);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /REAL ARMED/ }).click();
      await expect(page.getByRole('dialog', { name: 'Arm real trading' })).toBeVisible();
      await shoot('arm', ASIDE);
      await page.keyboard.press('Escape');
      if (desk.door.name === 'page') await desk.door.killEngine();
      await expect(page.getByRole('alert').filter({ hasText: 'Engine not reachable' })).toBeVisible();
      await shoot('disconnected', ASIDE);
    });
  }
}

test('the first run', async ({ console: { page } }) => {
  await pictureOf(page, 'first-run', 'dark', { width: 1440, height: 900 }, DOCS);
});
