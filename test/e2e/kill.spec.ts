import { ONE, TWO, TWO_ACCOUNTS, binanceAccount, placements } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';
import { fillTicket, previewOf, receiptOf, ticketOf } from './support/desk.ts';
import { openView } from './support/navigation.ts';
import { killButton, killPanel, pressKillKeys, stopBand } from './support/stops.ts';
import { confirmByTyping, decline, isAsked, surfaceOf } from './support/surface.ts';

const BUY = ['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];

test('one press opens the kill switch, one more kills everything, and the whole window says so', async ({
  console: { page, qt },
}) => {
  await fillTicket(page, { size: '0.01' });
  await expect(receiptOf(page).getByRole('button', { name: 'Fire on paper' })).toBeEnabled();
  await killButton(page).click();
  await expect(killPanel(page)).toContainText('qt kill --yes');
  await killPanel(page).getByRole('textbox', { name: 'Reason, for the log' }).fill('a test');
  await killPanel(page).getByRole('button', { name: 'Kill everything' }).click();

  await expect(stopBand(page)).toContainText('KILLED');
  await expect(stopBand(page)).toContainText('everything');
  await expect(stopBand(page)).toContainText('a test');
  await expect(killPanel(page)).toHaveCount(0);
  await expect(killButton(page)).toHaveText('KILLED');
  await expect(page.getByRole('article', { name: 'Account main_sim' })).toContainText('KILLED');
  await expect(previewOf(page)).toContainText('KILL_SWITCH');
  await expect(receiptOf(page).getByRole('button', { name: 'Fire on paper' })).toBeDisabled();
  const refused = await qt(BUY, 3);
  expect(refused.error.code).toBe('KILL_SWITCH');
  const { stops } = await qt(['kills', 'list']);
  expect(stops).toHaveLength(1);
  expect(stops[0]).toMatchObject({ scope: { kind: 'global' }, cause: 'kill', reason: 'a test', durable: true });
  for (const view of ['Orders', 'Accounts', 'Settings'] as const) {
    await openView(page, view);
    await expect(stopBand(page)).toBeVisible();
  }
});

test('Ctrl Shift K twice kills from any field; once does not, and four times kill once', async ({
  console: { page, qt },
}) => {
  await ticketOf(page).getByRole('textbox', { name: 'Size', exact: true }).focus();
  await page.keyboard.press('Control+Shift+K');
  await expect(page.getByText('again kills everything')).toBeVisible();
  await expect(page.getByText('again kills everything')).toBeHidden();
  await page.keyboard.press('Control+Shift+K');
  expect((await qt(['kills', 'list'])).stops).toEqual([]);
  await expect(page.getByText('again kills everything')).toBeHidden();

  await pressKillKeys(page);
  await pressKillKeys(page);
  await expect(stopBand(page)).toContainText('everything');
  expect((await qt(['kills', 'list'])).stops).toHaveLength(1);
  await expect(page.getByRole('alert').filter({ hasText: 'Killed: everything' })).toHaveCount(1);
});

test('no dialog covers the kill switch, and none takes its keys', async ({ console: { page, qt } }) => {
  await ticketOf(page).getByRole('textbox', { name: 'Size', exact: true }).blur();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Shortcuts' });
  await expect(dialog).toBeVisible();
  await killButton(page).click();
  await killPanel(page).getByRole('radio', { name: 'Account' }).check();
  await expect(killPanel(page).getByRole('button', { name: 'Kill', exact: true })).toBeDisabled();
  await killPanel(page).getByRole('combobox', { name: 'The account' }).selectOption('swing_sim');
  await killPanel(page).getByRole('button', { name: 'Kill account swing_sim' }).click();
  await expect(stopBand(page)).toContainText('account swing_sim');
  await expect(dialog).toBeVisible();
  await qt([...BUY, '--account', 'main_sim']);
  await qt([...BUY, '--account', 'swing_sim'], 3);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Search or run' })).toBeVisible();
  await pressKillKeys(page);
  await expect(stopBand(page)).toContainText('everything');
  expect((await qt(['kills', 'list'])).stops).toHaveLength(2);
});

test('the palette leads to a kill of any reach, by keyboard alone', async ({ console: { page, qt } }) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search or run' }).fill('> kill owner friend_1');
  await page.keyboard.press('Enter');
  const send = killPanel(page).getByRole('button', { name: 'Kill owner friend_1' });
  await expect(send).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(stopBand(page)).toContainText('owner friend_1');
  const friend = page.getByRole('article', { name: 'Account friend_1_sim' });
  await expect(friend).toContainText('KILLED');
  await expect(page.getByRole('article', { name: 'Account main_sim' })).not.toContainText('KILLED');
  await qt([...BUY, '--account', 'friend_1_sim'], 3);

  await killButton(page).click();
  await killPanel(page).getByRole('radio', { name: 'Strategy' }).check();
  await expect(killPanel(page).getByRole('checkbox', { name: /Close all positions/ })).toBeDisabled();
  await expect(killPanel(page)).toContainText('Positions belong to accounts, not to strategies.');
  await page.keyboard.press('Escape');
  await expect(killPanel(page)).toHaveCount(0);
});

test('cancelling and closing go on account by account, in sight, until they are done', async ({
  console: { page, qt },
}) => {
  await qt([...BUY, '--account', 'swing_sim', '--type', 'limit', '--price', '1000']);
  await openView(page, 'Accounts');
  await page.locator('button[data-account="swing_sim"]').click();
  await page.getByRole('main').getByRole('button', { name: 'Kill…' }).click();
  await killPanel(page)
    .getByRole('checkbox', { name: /Close all positions/ })
    .check();
  await expect(killPanel(page).getByRole('checkbox', { name: /Cancel open orders/ })).toBeChecked();
  await killPanel(page).getByRole('button', { name: 'Kill account swing_sim' }).click();
  const work = stopBand(page).getByRole('button', { name: /cancelling and closing: 1 of 1 account done/ });
  await expect(work).toBeVisible({ timeout: 20_000 });
  await work.click();
  const row = page.getByRole('table', { name: 'Progress by account' }).getByRole('row', { name: /swing_sim/ });
  await expect(row).toContainText('done');
  const { orders } = await qt(['orders', 'list', '--account', 'swing_sim']);
  expect(orders.filter((order: { status: string }) => order.status === 'canceled')).toHaveLength(1);
  expect(orders.filter((order: { side: string }) => order.side === 'sell').length).toBeGreaterThan(0);
  await qt([...BUY, '--account', 'swing_sim'], 3);
});

test('a release needs words that are typed outside of the page; without them everything stays stopped', async ({
  console: desk,
}) => {
  const { page, qt } = desk;
  await qt(['kill', '--account', 'main_sim', '--yes']);
  await qt(['kill', '--yes']);
  await expect(stopBand(page).getByRole('listitem')).toHaveCount(2);
  const release = page.getByRole('dialog', { name: 'Release everything' });

  await stopBand(page).getByRole('button', { name: 'Release everything' }).click();
  await expect(release).toContainText('Still stopped after that: account main_sim.');
  await expect(release.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await release.getByRole('button', { name: 'Release…' }).click();
  await decline(desk);
  await expect(release).toContainText('CONFIRMATION_DECLINED');
  expect((await qt(['kills', 'list'])).stops).toHaveLength(2);

  await release.getByRole('button', { name: 'Release…' }).click();
  const { card } = await surfaceOf(desk);
  await expect(card).toContainText('Let all accounts trade again');
  // The kill switch is still at hand.
  if (desk.door.name === 'page') await expect(killButton(page)).toBeInViewport();
  await confirmByTyping(desk, 'resume all');
  await expect(release).toBeHidden();
  await expect(stopBand(page).getByRole('listitem')).toHaveCount(1);
  await expect(stopBand(page)).toContainText('account main_sim');
  await qt([...BUY, '--account', 'swing_sim']);
  await qt([...BUY, '--account', 'main_sim'], 3);
});

test('closing positions of real money asks; the stop and the disarming do not wait for it', async ({
  openBinance,
  openConsole,
}) => {
  const venue = await openBinance(TWO_ACCOUNTS);
  const desk = await openConsole({
    ...binanceAccount('main_binance', 'real', venue, ONE),
    ...binanceAccount('friend', 'real', venue, TWO, { OWNER: 'friend_1' }),
  });
  const { page, qt } = desk;
  await qt(['arm', 'main_binance', '--for', '1h', '--yes']);
  const card = page.getByRole('article', { name: 'Account main_binance' });
  await expect(card).toContainText(/armed, 59:|armed, 1:00:00/);
  await killButton(page).click();
  await killPanel(page).getByRole('radio', { name: 'Account' }).check();
  await killPanel(page).getByRole('combobox', { name: 'The account' }).selectOption('main_binance');
  await killPanel(page)
    .getByRole('checkbox', { name: /Close all positions/ })
    .check();
  await expect(killPanel(page)).toContainText('Closing positions of real accounts asks you once more.');
  await killPanel(page).getByRole('button', { name: 'Kill account main_binance' }).click();

  await surfaceOf(desk);
  await expect(stopBand(page)).toContainText('account main_binance');
  await expect(card).toContainText('KILLED');
  await expect(card).not.toContainText('armed');
  expect(placements(venue)).toEqual([]);
  await decline(desk);
  await expect(killPanel(page)).toContainText('In effect');
  await expect(killPanel(page)).toContainText('CONFIRMATION_DECLINED');
  expect(await isAsked(desk)).toBe(false);
  expect(placements(venue)).toEqual([]);
  expect((await qt(['kills', 'list'])).stops[0]).toMatchObject({ flatten: false });
});
