import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect } from '../support/console-test.ts';
import { fillTicket, gridRows, receiptOf } from '../support/desk.ts';
import { confirmByHold } from '../support/surface.ts';
import { openView } from '../support/navigation.ts';
import { fire, test } from './order-path-workspace.ts';
import type { OrderPath } from './order-path-workspace.ts';
import { ASIDE, DOCS, SIZES, pictureOf } from './picture.ts';

type Shoot = (name: string, folder?: string) => Promise<void>;

/** What an order can come to, and how several are placed at once. */
for (const theme of ['dark', 'light'] as const) {
  for (const size of SIZES) {
    test(`an order's whole life, ${theme}, ${size.width} by ${size.height}`, async ({ path }) => {
      test.setTimeout(120_000);
      const { page } = path.desk;
      mkdirSync(ASIDE, { recursive: true });
      await page.setViewportSize(size);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      if (theme === 'light') await page.getByRole('button', { name: 'Use the light theme' }).click();
      const shoot: Shoot = async (name, folder = ASIDE) => {
        await pictureOf(page, name, theme, size, folder);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect.soft(sideways, `${name} scrolls sideways`).toBe(false);
      };
      await changes(page, path, shoot);
      await unknown(page, path, shoot);
      await accounts(page, path, shoot);
      await failover(page, path, shoot);
      await groups(page, path, shoot);
    });
  }
}

async function changes(page: Page, { desk, spot }: OrderPath, shoot: Shoot): Promise<void> {
  await fire(desk, '--symbol BTC/USDT --side long --amount 0.03 --type limit --price 56500 --account main_binance');
  await fire(desk, '--symbol BTC/USDT --side long --amount 0.02 --type limit --price 56000 --account main_sim');
  await openView(page, 'Orders');
  const orders = page.getByRole('main', { name: 'Orders' });
  await expect(gridRows(orders)).toHaveCount(2);
  await orders.getByRole('gridcell', { name: '56,500' }).click();
  const drawer = page.getByRole('complementary', { name: /^Order / });
  await drawer.getByRole('button', { name: /^Amend/ }).click();
  await shoot('orders-amend');
  await drawer.getByRole('textbox', { name: /^Price/ }).fill('56600');
  await drawer.getByRole('button', { name: 'Change the order' }).click();
  await confirmByHold(desk);
  await expect(drawer).toContainText('An amend placed this order');
  await shoot('orders-replaced');
  await page.keyboard.press('Escape');

  spot.placeOutside('main', { market: 'BTCUSDT', side: 'buy', price: '55000.00', amount: '0.01' });
  spot.placeOutside('second', { market: 'ETHUSDT', side: 'buy', price: '1800.00', amount: '0.5' });
  for (const account of ['main_binance', 'second_binance'])
    await desk.qt(['orders', 'reconcile', '--account', account]);
  await orders.getByRole('tab', { name: /^External/ }).click();
  await expect(orders.getByRole('table', { name: 'External orders' })).toContainText('ETH/USDT');
  await shoot('orders-external');
}

async function unknown(page: Page, { desk, spot }: OrderPath, shoot: Shoot): Promise<void> {
  spot.faults.always('order.query', { kind: 'status', status: 503 });
  spot.faults.next('order.place', { kind: 'drop_before' });
  await fire(desk, '--symbol ETH/USDT --side short --amount 0.25 --account main_binance', 5);
  const orders = page.getByRole('main', { name: 'Orders' });
  await orders.getByRole('tab', { name: /^Open/ }).click();
  await orders.getByRole('button', { name: 'Decide', exact: true }).click();
  const drawer = page.getByRole('complementary', { name: /^Order / });
  await expect(drawer).toContainText('Please decide');
  await shoot('orders-unknown', DOCS);
  await drawer.getByRole('button', { name: 'It is there' }).click();
  await shoot('orders-adopt');
  await drawer.getByRole('button', { name: 'Never placed' }).click();
  await shoot('orders-never-placed');
  await page.keyboard.press('Escape');
  await openView(page, 'Desk');
  await fillTicket(page, { symbol: 'ETH/USDT', side: 'Sell', account: 'main_binance', size: '0.1' });
  await receiptOf(page).getByRole('checkbox', { name: 'Fire all the same' }).check();
  await expect(receiptOf(page)).not.toContainText('Waiting');
  await shoot('desk-override');
  await fillTicket(page, { symbol: 'BTC/USDT:USDT', account: 'swap_binance', size: '0.01', limit: '50000' });
  await expect(receiptOf(page)).toContainText('50,000');
  await shoot('desk-options');
}

async function accounts(page: Page, { desk }: OrderPath, shoot: Shoot): Promise<void> {
  await fire(desk, '--symbol BTC/USDT:USDT --side long --amount 0.05 --account swap_binance');
  await openView(page, 'Accounts');
  await page.locator('button[data-account="main_binance"]').click();
  await page.getByRole('button', { name: 'Cancel all' }).click();
  await shoot('accounts-cancel-all');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.locator('button[data-account="deaf_binance"]').click();
  await expect(page.getByRole('region', { name: 'Reconciliation' })).toContainText('Does not trade');
  await shoot('accounts-not-reconciled');
  await page.locator('button[data-account="swap_binance"]').click();
  await page.getByRole('button', { name: 'Close BTC/USDT:USDT' }).click();
  await shoot('accounts-close');
}

async function failover(page: Page, { swaps }: OrderPath, shoot: Shoot): Promise<void> {
  swaps.faults.always('*', { kind: 'status', status: 503 });
  await openView(page, 'Routing');
  await page.getByRole('button', { name: 'Failover' }).click();
  const drawer = page.getByRole('dialog', { name: 'Failover' });
  await expect(drawer.getByRole('region', { name: 'Health of the exchanges' })).toContainText('unhealthy', {
    timeout: 40_000,
  });
  await drawer.getByRole('combobox', { name: 'Who takes over from main_binance' }).click();
  await page.getByRole('option', { name: 'second_binance' }).click();
  await drawer.getByRole('heading', { name: 'Failover' }).click();
  await shoot('failover', DOCS);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
}

async function groups(page: Page, { desk, spot }: OrderPath, shoot: Shoot): Promise<void> {
  const { qt } = desk;
  await openView(page, 'Groups');
  await shoot('groups-empty');
  const set = (name: string, members: string, more: string[]): Promise<unknown> =>
    qt(['groups', 'set', name, '--members', members, ...more]);
  await set('mine', 'main_binance,second_binance,small_binance', ['--allocation', 'weights', '--weights', '6,3,1']);
  await set('play', 'main_sim,swing_sim', []);
  const list = page.getByRole('list', { name: 'Groups' });
  await list.getByRole('button', { name: /play/ }).click();
  const size = page.getByRole('textbox', { name: 'Size of all legs together' });
  await size.fill('0.04');
  await page.getByRole('button', { name: /^Fire 2 orders/ }).click();
  await expect(page.getByRole('list', { name: 'Fired to groups' })).toContainText('2 of 2 placed');
  await shoot('groups-paper');
  await list.getByRole('button', { name: /mine/ }).click();
  await size.fill('0.1');
  const ticket = page.getByRole('region', { name: /^Signal to / });
  await ticket.getByRole('radio', { name: 'Place the rest' }).check();
  const fire = ticket.getByRole('button', { name: /^Fire \d REAL order/ });
  spot.faults.next(({ route, account }) => route === 'order.place' && account === 'second', {
    kind: 'error',
    status: 400,
    body: { code: -2010, msg: 'Account has insufficient balance for requested action.' },
  });
  await fire.click();
  await confirmByHold(desk);
  await expect(page.getByRole('list', { name: 'Fired to groups' })).toContainText('1 of 3 placed');
  await expect(fire).toBeEnabled();
  await shoot('groups', DOCS);
  await page.getByRole('button', { name: 'Edit the group' }).click();
  await shoot('groups-edit');
}
