import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/console-test.ts';
import { fillTicket, gridRow, logRow, previewOf, receiptOf } from '../support/desk.ts';
import { openView } from '../support/navigation.ts';
import { dragToAccount, pendingChanges } from '../support/routing.ts';
import { HOLDINGS, livedInEnvironment, liveIn } from './lived-in-workspace.ts';

const DOCS = path.join(import.meta.dirname, '..', '..', '..', 'docs', 'screenshots');
/** Pictures for the eye of whoever changed something; the documentation shows none of them. */
const ASIDE = path.join(import.meta.dirname, '..', '..', '..', 'test-results', 'screenshots');
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1100, height: 700 },
] as const;

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
      const shoot = (name: string, folder = DOCS): Promise<unknown> =>
        picture(page, path.join(folder, `${name}-${theme}-${size.width}x${size.height}.png`));

      await fillTicket(page, { size: '0.02', strategy: 'momentum_btc', symbol: 'BTC/USDT' });
      await expect(receiptOf(page)).toContainText('Hold to fire REAL order');
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
      await orders.getByRole('tab', { name: /^All/ }).click();
      await gridRow(orders, 3).click();
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
  await picture(page, path.join(DOCS, 'first-run-dark-1440x900.png'));
});

async function picture(page: Page, file: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  // Nothing stays under the pointer, so that nothing looks hovered.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
}
