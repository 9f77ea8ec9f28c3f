import { expect, test } from './support/console-test.ts';
import { fillTicket, logOf, ticketOf } from './support/desk.ts';
import { tabTo } from './support/routing.ts';

test('Ctrl and a figure open the views, from anywhere', async ({ console: { page } }) => {
  for (const [key, name] of [
    ['2', 'Routing'],
    ['3', 'Orders'],
    ['4', 'Accounts'],
    ['5', 'Groups'],
    ['6', 'Risk'],
    ['7', 'Approvals'],
    [',', 'Settings'],
    ['1', 'Desk'],
  ] as const) {
    await page.keyboard.press(`Control+${key}`);
    await expect(page.getByRole('main', { name })).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name })).toHaveAttribute(
      'aria-current',
      'page',
    );
  }
  await ticketOf(page).getByRole('textbox', { name: 'Size', exact: true }).focus();
  await page.keyboard.press('Control+3');
  await expect(page.getByRole('main', { name: 'Orders' })).toBeVisible();
});

test('the palette finds accounts, views and commands', async ({ console: { page } }) => {
  const search = page.getByRole('textbox', { name: 'Search or run' });
  await page.keyboard.press('Control+k');
  await expect(search).toBeFocused();
  await search.fill('@swing');
  await expect(page.getByRole('button', { name: /swing_sim/ }).last()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: 'Accounts' }).getByRole('heading', { name: 'swing_sim' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await search.fill('>light');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.keyboard.press('Control+k');
  await search.fill('no such thing at all');
  await expect(page.getByText('Nothing of this name')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(search).toBeHidden();
});

test('single letters act, and rest while one types', async ({ console: { page, qt } }) => {
  await qt(['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01']);
  const ticket = ticketOf(page);
  const symbol = ticket.getByRole('combobox', { name: 'Symbol' });
  await page.keyboard.press('f');
  await expect(symbol).toBeFocused();
  await symbol.fill('');
  await page.keyboard.type('sbf/?');
  await expect(symbol).toHaveValue('SBF/?');
  await expect(ticket.getByRole('radio', { name: 'Buy' })).toBeChecked();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await symbol.press('Escape');
  await symbol.blur();
  await page.keyboard.press('s');
  await expect(ticket.getByRole('radio', { name: 'Sell' })).toBeChecked();
  await page.keyboard.press('b');
  await expect(ticket.getByRole('radio', { name: 'Buy' })).toBeChecked();
  await page.keyboard.press('Space');
  await expect(logOf(page).getByRole('button', { name: 'Paused' })).toBeVisible();
  await page.keyboard.press('/');
  await expect(logOf(page).getByRole('textbox', { name: 'Filter the log' })).toBeFocused();
  await page.keyboard.press('Escape');
  await logOf(page).getByRole('textbox', { name: 'Filter the log' }).blur();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
});

test('single letters can be switched off; those with Ctrl stay', async ({ console: { page } }) => {
  await page.keyboard.press('Control+,');
  const option = page.getByRole('switch', { name: /single/i });
  await option.focus();
  await page.keyboard.press('Space');
  await expect(option).not.toBeChecked();
  await page.keyboard.press('Control+1');
  await expect(ticketOf(page)).toBeVisible();
  await page.keyboard.press('s');
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Control+1');
  await expect(ticketOf(page).getByRole('radio', { name: 'Buy' })).toBeChecked();
});

test('a signal is written and fired by keyboard alone', async ({ console: { page, qt } }) => {
  await page.keyboard.press('f');
  const ticket = ticketOf(page);
  await tabTo(page, ticket.getByRole('textbox', { name: 'Size', exact: true }));
  await page.keyboard.type('0.03');
  await expect(page.getByRole('button', { name: 'Fire on paper' })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('group', { name: 'Last firing' })).toContainText('Filled 0.03');
  await fillTicket(page, { size: '0.04' });
  await expect(page.getByRole('button', { name: 'Fire on paper' })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Last firing' })).toContainText('Filled 0.04');
  expect((await qt(['orders', 'list'])).orders).toHaveLength(2);
});
