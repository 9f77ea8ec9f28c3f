import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/console-test.ts';
import { cell, gridRow, gridRows } from './support/desk.ts';
import { openView } from './support/navigation.ts';

const view = (page: Page): Locator => page.getByRole('main', { name: 'Orders' });
const open = (page: Page): Locator => view(page).getByRole('region', { name: 'Open orders' });
const past = (page: Page): Locator => view(page).getByRole('region', { name: 'History and fills' });
const fire = (symbol: string, ...more: string[]) => [
  ...['signal', 'fire', '--symbol', symbol, '--side', 'long', '--amount', '0.01'],
  ...more,
];
const REST = ['--type', 'limit', '--price', '1000'];

test('the filters narrow what is open and what has ended together, and the columns the history alone', async ({
  console: { page, qt },
}) => {
  await qt(fire('BTC/USDT', '--strategy', 'demo_swing'));
  await qt(fire('ETH/USDT'));
  await qt(fire('ETH/USDT', ...REST));
  await qt(fire('BTC/USDT', '--account', 'swing_sim', ...REST));
  await openView(page, 'Orders');
  await expect(open(page).getByRole('tab', { name: /^Open/ })).toHaveText('Open2');
  await expect(past(page).getByRole('tab', { name: /^History/ })).toHaveText('History2');

  await page.keyboard.press('/');
  await expect(view(page).getByRole('combobox', { name: 'Symbol' })).toBeFocused();
  await page.keyboard.type('eth');
  await page.getByRole('option', { name: 'ETH/USDT' }).click();
  await expect(open(page).getByRole('tab', { name: /^Open/ })).toHaveText('Open1');
  await expect(cell(gridRow(past(page), 0), 'symbol')).toHaveText('ETH/USDT');
  await expect(gridRows(past(page))).toHaveCount(1);
  await view(page).getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(gridRows(past(page))).toHaveCount(2);

  await past(page).getByRole('button', { name: 'Filters' }).click();
  const filters = page.getByRole('dialog', { name: 'Filters' });
  await filters.getByRole('button', { name: 'demo_swing' }).click();
  await expect(gridRows(past(page))).toHaveCount(1);
  await expect(cell(gridRow(past(page), 0), 'strategy_id')).toHaveText('demo_swing');
  await expect(gridRows(open(page))).toHaveCount(2);
  await filters.getByRole('button', { name: 'Clear' }).click();
  await page.keyboard.press('Escape');
  await expect(filters).toBeHidden();

  // Sorted by the engine, both ways.
  const head = past(page).getByRole('columnheader', { name: 'Symbol' });
  await head.click();
  await expect(cell(gridRow(past(page), 0), 'symbol')).toHaveText('BTC/USDT');
  await head.click();
  await expect(cell(gridRow(past(page), 0), 'symbol')).toHaveText('ETH/USDT');

  await past(page).getByRole('button', { name: 'All time' }).click();
  await page.getByRole('radio', { name: 'Own' }).check({ force: true });
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await expect(past(page)).toContainText('No finished order matches the filters');
  await expect(gridRows(open(page))).toHaveCount(2);
});

test('a layout is saved by name, put on again, and begun with', async ({ console: { page, qt } }) => {
  await qt(fire('BTC/USDT'));
  await openView(page, 'Orders');
  await expect(gridRows(past(page))).toHaveCount(1);
  await past(page).getByRole('button', { name: 'Columns' }).click();
  const columns = page.getByRole('dialog', { name: 'Columns' });
  await columns.getByRole('checkbox', { name: 'Strategy' }).uncheck();
  await columns.getByRole('button', { name: 'Move Status to the left' }).click();
  await columns.getByRole('button', { name: 'Pin Symbol', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(past(page).getByRole('columnheader', { name: 'Strategy' })).toHaveCount(0);

  const layouts = page.getByRole('dialog');
  await view(page).getByRole('button', { name: 'Layout', exact: true }).click();
  await layouts.getByRole('textbox', { name: 'Name of the layout' }).fill('calm');
  await layouts.getByRole('button', { name: 'Save' }).click();
  await layouts.getByRole('button', { name: 'As it came' }).click();
  await expect(past(page).getByRole('columnheader', { name: 'Strategy' })).toHaveCount(1);
  await layouts.getByRole('button', { name: 'Start with calm' }).click();
  await layouts.getByRole('button', { name: 'Rename calm' }).click();
  await layouts.getByRole('textbox', { name: 'New name of calm' }).fill('quiet');
  await page.keyboard.press('Enter');
  await expect(layouts.getByRole('button', { name: 'quiet', exact: true })).toBeVisible();

  await page.reload();
  await openView(page, 'Orders');
  await expect(past(page).getByRole('columnheader', { name: 'Strategy' })).toHaveCount(0);
  const heads = await past(page).getByRole('columnheader').allInnerTexts();
  expect(heads.indexOf('Status')).toBeLessThan(heads.indexOf('Filled'));
  await view(page).getByRole('button', { name: 'quiet' }).click();
  await layouts.getByRole('button', { name: 'Delete quiet' }).click();
  await expect(layouts).toContainText('A layout keeps columns');
});

test('keys step through the rows and open one; fills tell of their order', async ({ console: { page, qt } }) => {
  const [first] = (await qt(fire('BTC/USDT'))).orders;
  const [second] = (await qt(fire('ETH/USDT'))).orders;
  await openView(page, 'Orders');
  await expect(gridRows(past(page))).toHaveCount(2);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: `Order ${first.id}` })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: `Order ${second.id}` })).toBeVisible();
  await page.keyboard.press('Escape');

  await past(page)
    .getByRole('tab', { name: /^Fills/ })
    .click();
  await expect(cell(gridRow(past(page), 0), 'symbol')).toHaveText('ETH/USDT');
  await expect(cell(gridRow(past(page), 0), 'origin')).toHaveText('console');
  await cell(gridRow(past(page), 1), 'symbol').click();
  await expect(page.getByRole('complementary', { name: `Order ${first.id}` })).toBeVisible();

  // What comes while the top is in sight stands there at once.
  await qt(['signal', 'fire', '--symbol', 'SOL/USDT', '--side', 'long', '--amount', '0.1']);
  await expect(cell(gridRow(past(page), 0), 'symbol')).toHaveText('SOL/USDT');
  await past(page)
    .getByRole('tab', { name: /^History/ })
    .click();
  await expect(past(page).getByRole('tab', { name: /^History/ })).toHaveText('History3');
});
