import type { Locator, Page } from '@playwright/test';
import { ONE, TWO_ACCOUNTS, binanceAccount, placements } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';
import { openView } from './support/navigation.ts';
import { confirmByHold, decline, surfaceOf } from './support/surface.ts';

const WAITS = 5;
const BUY = ['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];

const rail = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /^Approvals/ });
const inbox = (page: Page): Locator => page.getByRole('list', { name: 'Waiting for your yes' });
const signal = (page: Page, symbol = 'BTC/USDT'): Locator => page.getByRole('region', { name: `Signal on ${symbol}` });
const lastAnswer = (page: Page): Locator => page.getByRole('group', { name: 'Last answer' });
const decided = (page: Page): Locator => page.getByRole('table', { name: 'Decided signals' }).getByRole('row');

test('a signal waits in sight, shows what it would come to, and is fired by one yes', async ({
  console: { page, qt },
}) => {
  await qt(['flags', 'set', 'main_sim', '--approval', '30m']);
  await qt([...BUY, '--strategy', 'swing', '--account', 'main_sim'], WAITS);
  await expect(rail(page)).toHaveAccessibleName(/1 waiting for your yes/);
  await expect(page.getByRole('note', { name: 'Waiting for your yes' })).toContainText(
    /1 signal waits.*(29:\d\d|30:00)/,
  );
  await expect(page.getByRole('status').filter({ hasText: 'A signal waits for your yes: buy BTC/USDT' })).toHaveCount(
    1,
  );
  expect((await qt(['orders', 'list'])).orders).toEqual([]);

  await page.getByRole('button', { name: 'Open approvals' }).click();
  await expect(inbox(page).getByRole('listitem')).toHaveCount(1);
  await expect(inbox(page)).toContainText('swing');
  await expect(inbox(page)).toContainText('by qt');
  await expect(inbox(page)).toContainText('Would buy 0.01 BTC on main_sim');
  await expect(signal(page).getByRole('list', { name: 'Route' })).toContainText('main_sim');
  await expect(signal(page)).toContainText('account main_sim');
  await signal(page).getByRole('button', { name: 'Approve on paper' }).click();

  await expect(lastAnswer(page)).toContainText('Approved. Filled 0.01');
  await expect(page.getByText('Nothing waits for your yes')).toBeVisible();
  await expect(rail(page)).toHaveAccessibleName('Approvals');
  expect((await qt(['orders', 'list'])).orders).toHaveLength(1);
  await page.getByRole('tab', { name: 'Decided' }).click();
  await expect(decided(page).nth(1)).toContainText('approved');
  await expect(decided(page).nth(1)).toContainText('fired');
});

test('declining sends nothing, and stands in the history', async ({ console: { page, qt } }) => {
  await qt(['flags', 'set', 'main_sim', '--approval', '30m']);
  await qt([...BUY, '--account', 'main_sim'], WAITS);
  await qt([...BUY, '--account', 'main_sim'], WAITS);
  await openView(page, 'Approvals');
  await expect(inbox(page).getByRole('listitem')).toHaveCount(2);
  // By keyboard: down to the second, and on to its answer.
  await inbox(page).getByRole('button').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(inbox(page).getByRole('button').nth(1)).toHaveAttribute('aria-current', 'true');
  await signal(page).getByRole('button', { name: 'Decline' }).click();
  await expect(inbox(page).getByRole('listitem')).toHaveCount(1);
  await expect(lastAnswer(page)).toContainText('Declined. Nothing was sent.');
  await page.getByRole('tab', { name: 'Decided' }).click();
  await expect(decided(page).nth(1)).toContainText('declined');
  expect((await qt(['orders', 'list'])).orders).toEqual([]);
});

test('the preview is of now: another route, a kill and the end of its time are all seen', async ({
  console: { page, qt },
}) => {
  await qt(['flags', 'set', '--strategy', 'swing', '--approval', '30m']);
  await qt(['strategies', 'set', 'swing', '--account', 'main_sim']);
  await qt([...BUY, '--strategy', 'swing'], WAITS);
  await openView(page, 'Approvals');
  const approve = signal(page).getByRole('button', { name: 'Approve on paper' });
  await expect(approve).toBeEnabled();
  await expect(signal(page)).not.toContainText('Changed since it arrived');

  await qt(['strategies', 'set', 'swing', '--account', 'swing_sim']);
  await expect(signal(page)).toContainText('It goes to swing_sim now; it went to main_sim when it arrived.');
  await expect(inbox(page)).toContainText('on swing_sim');
  await expect(approve).toBeEnabled();

  await qt(['kill', '--account', 'swing_sim', '--yes']);
  await expect(approve).toBeDisabled();
  await expect(signal(page)).toContainText('It would be refused now');
  await expect(signal(page)).toContainText('KILL_SWITCH');
  await qt(['resume', '--account', 'swing_sim', '--yes']);
  await expect(approve).toBeEnabled();

  // The page's clock alone is moved: what it shows as over, it locks.
  await page.clock.setSystemTime(Date.now() + 31 * 60_000);
  await expect(signal(page)).toContainText('It has expired, and is not fired any more.');
  await expect(signal(page).getByRole('button', { name: /^Approve/ })).toBeDisabled();
  expect((await qt(['orders', 'list'])).orders).toEqual([]);
});

test('a yes to real money is asked for outside of the page, for exactly this order', async ({
  openBinance,
  openConsole,
}) => {
  const venue = await openBinance(TWO_ACCOUNTS);
  const desk = await openConsole(binanceAccount('main_binance', 'real', venue, ONE));
  const { page, qt } = desk;
  await qt(['flags', 'set', '--global', '--approval', '30m']);
  await qt([...BUY, '--account', 'main_binance'], WAITS);
  await openView(page, 'Approvals');
  await expect(signal(page)).toContainText('Real trading is disarmed for this account.');
  await qt(['arm', 'main_binance', '--for', '1h', '--yes']);

  const approve = signal(page).getByRole('button', { name: 'Approve REAL order…' });
  await approve.click();
  const { card } = await surfaceOf(desk);
  await expect(card).toContainText('0.01 BTC');
  await expect(card).toContainText('main_binance');
  await expect(signal(page)).toContainText('Waiting for your yes in the confirmation.');
  expect(placements(venue)).toEqual([]);
  await decline(desk);
  await expect(lastAnswer(page)).toContainText('CONFIRMATION_DECLINED');
  await expect(inbox(page).getByRole('listitem')).toHaveCount(1);
  expect(placements(venue)).toEqual([]);

  await expect(approve).toBeEnabled();
  await approve.click();
  await confirmByHold(desk);
  await expect(lastAnswer(page)).toContainText('Approved. Filled 0.01');
  expect(placements(venue)).toHaveLength(1);
});
