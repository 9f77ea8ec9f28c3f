import path from 'node:path';
import type { Page } from '@playwright/test';
import { cell, fillTicket, gridRow, gridRows, holdToFire, receiptOf, lastFiring } from '../support/desk.ts';
import { openView } from '../support/navigation.ts';
import { expect, fire, test } from './order-path-workspace.ts';

const ASIDE = path.join(import.meta.dirname, '..', '..', '..', 'test-results', 'screenshots');
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1100, height: 700 },
] as const;

for (const theme of ['dark', 'light'] as const) {
  for (const size of SIZES) {
    test(`the order path, ${theme}, ${size.width} by ${size.height}`, async ({ path: { desk, spot, swaps } }) => {
      test.setTimeout(100_000);
      const { page, qt } = desk;
      await page.setViewportSize(size);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      if (theme === 'light') await page.getByRole('button', { name: 'Use the light theme' }).click();
      const shoot = async (name: string): Promise<void> => {
        await page.evaluate(() => document.fonts.ready);
        await page.mouse.move(0, 0);
        await page.waitForTimeout(150);
        await page.screenshot({ path: path.join(ASIDE, `${name}-${theme}-${size.width}.png`), animations: 'disabled' });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect.soft(wide, `${name} scrolls sideways`).toBe(false);
      };

      // Rests, to be amended; one replaced; one outside.
      await fire(desk, '--symbol BTC/USDT --side long --amount 0.03 --type limit --price 56500 --account main_binance');
      await fire(desk, '--symbol BTC/USDT --side long --amount 0.02 --type limit --price 56000 --account main_sim');
      spot.placeOutside('main', { market: 'BTCUSDT', side: 'buy', price: '55000.00', amount: '0.01' });
      spot.placeOutside('second', { market: 'ETHUSDT', side: 'buy', price: '1800.00', amount: '0.5' });

      const orders = page.getByRole('main', { name: 'Orders' });
      await openView(page, 'Orders');
      await expect(gridRows(orders)).toHaveCount(2);
      await orders.getByRole('row').filter({ hasText: 'main_binance' }).first().click();
      const drawer = page.getByRole('complementary', { name: /^Order / });
      await drawer.getByRole('button', { name: /^Amend/ }).click();
      await shoot('op-amend');
      await drawer.getByLabel(/^Price/).fill('abc');
      await drawer.getByRole('button', { name: 'Change the order' }).click();
      await shoot('op-amend-wrong');
      await drawer.getByLabel(/^Price/).fill('56600');
      await drawer.getByRole('button', { name: 'Change the order' }).click();
      await page.waitForTimeout(1_500);
      await shoot('op-amended');
      await page.keyboard.press('Escape');
      await orders.getByRole('tab', { name: 'All' }).click();
      await page.waitForTimeout(300);
      await shoot('op-all');
      await orders.getByRole('row').filter({ hasText: 'Cancelled' }).first().click();
      await page.waitForTimeout(300);
      await shoot('op-replaced');
      await page.keyboard.press('Escape');

      // External.
      await qt(['orders', 'reconcile']).catch(() => null);
      await orders.getByRole('tab', { name: /^External/ }).click();
      await page.waitForTimeout(600);
      await shoot('op-external');
      await orders
        .getByRole('button', { name: /^Cancel external/ })
        .first()
        .click();
      await shoot('op-external-ask');
      await orders.getByRole('button', { name: 'Keep' }).click();

      // Unknown.
      spot.faults.always('order.query', { kind: 'status', status: 503 });
      spot.faults.next('order.place', { kind: 'drop_before' });
      await fire(desk, '--symbol ETH/USDT --side short --amount 0.25 --account main_binance', 5);
      await orders.getByRole('tab', { name: /^Open/ }).click();
      await orders.getByRole('button', { name: 'Show' }).click();
      await shoot('op-unknown');
      await expect(drawer).toContainText('Please decide', { timeout: 20_000 });
      await shoot('orders-unknown');
      await drawer.getByRole('button', { name: 'It is there' }).click();
      await shoot('op-unknown-adopt');
      await drawer.getByRole('button', { name: 'Never placed' }).click();
      await shoot('op-unknown-not-placed');
      await page.keyboard.press('Escape');

      // The ticket on the way past it.
      await openView(page, 'Desk');
      await fillTicket(page, { symbol: 'ETH/USDT', side: 'Sell', account: 'main_binance', size: '0.1' });
      await expect(receiptOf(page)).toContainText('unknown outcome');
      await shoot('op-desk-pending');
      await receiptOf(page).getByRole('checkbox', { name: 'Fire all the same' }).check();
      await page.waitForTimeout(600);
      await shoot('op-desk-override');
      await fillTicket(page, {
        symbol: 'BTC/USDT:USDT',
        side: 'Buy',
        account: 'swap_binance',
        size: '0.01',
        limit: '50000',
      });
      await page.waitForTimeout(800);
      await shoot('op-desk-limit');

      // Accounts.
      await fire(desk, '--symbol BTC/USDT:USDT --side long --amount 0.05 --account swap_binance').catch((e) =>
        console.log(String(e).slice(0, 600)),
      );
      await openView(page, 'Accounts');
      await page.locator('button[data-account="main_binance"]').click();
      await page.waitForTimeout(900);
      await shoot('op-account');
      await page.getByRole('button', { name: 'Cancel all' }).click();
      await shoot('op-account-cancel-all');
      await page.getByRole('button', { name: 'Keep' }).click();
      await page.locator('button[data-account="deaf_binance"]').click();
      await page.waitForTimeout(500);
      await shoot('op-account-deaf');
      await page.locator('button[data-account="swap_binance"]').click();
      await page.waitForTimeout(900);
      await shoot('op-account-swap');
      await page
        .getByRole('button', { name: /^Close / })
        .first()
        .click();
      await shoot('op-account-swap-close');
      await page.locator('button[data-account="main_sim"]').click();
      await page.waitForTimeout(500);
      await shoot('op-account-paper');

      // Failover.
      await openView(page, 'Routing');
      await page.getByRole('button', { name: 'Failover' }).click();
      await page.waitForTimeout(700);
      await shoot('failover');
      await page.keyboard.press('Escape');

      // Groups.
      await openView(page, 'Groups');
      await shoot('op-groups-empty');
      await page.getByRole('button', { name: 'New group' }).first().click();
      await shoot('op-groups-new');
      await qt([
        'groups',
        'set',
        'mine',
        '--members',
        'main_binance,second_binance,small_binance',
        '--allocation',
        'weights',
        '--weights',
        '6,3,0.0001',
      ]);
      await qt(['groups', 'set', 'play', '--members', 'main_sim,swing_sim']);
      await page.waitForTimeout(500);
      await page.getByRole('list', { name: 'Groups' }).getByRole('button', { name: /mine/ }).click();
      await page.getByLabel('Size of all legs together').fill('0.3');
      await page.waitForTimeout(1200);
      await shoot('groups');
      await page
        .getByRole('radiogroup', { name: 'If a leg cannot be placed' })
        .getByRole('radio', { name: 'Place the rest' })
        .check();
      await page.waitForTimeout(1200);
      await shoot('op-groups-rest');
      spot.faults.next('order.place', {
        kind: 'error',
        status: 400,
        body: { code: -2010, msg: 'Account has insufficient balance for requested action.' },
      });
      await holdToFireIn(page);
      await page.waitForTimeout(1500);
      await shoot('op-groups-fired');
      await page.getByRole('button', { name: 'Edit the group' }).click();
      await shoot('op-groups-edit');
      await page.getByRole('list', { name: 'Groups' }).getByRole('button', { name: /play/ }).click();
      await page.getByLabel('Size of all legs together').fill('0.3');
      await page.waitForTimeout(900);
      await shoot('op-groups-paper');
    });
  }
}

async function holdToFireIn(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /Hold to fire/ });
  await expect(async () => {
    await button.hover();
    await page.mouse.down();
    await expect(page.getByRole('button', { name: /Keep holding/ })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 5_000 });
  await page.waitForTimeout(1_500);
  await page.mouse.up();
}
void cell;
void gridRow;
void holdToFire;
void lastFiring;
