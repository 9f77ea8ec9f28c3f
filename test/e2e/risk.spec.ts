import { expectNoViolation } from './support/axe.ts';
import { ONE, TWO_ACCOUNTS, binanceAccount } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';
import type { Console } from './support/console-test.ts';
import { openView } from './support/navigation.ts';
import { effectOf, matrixOf, riskEditor, riskTab } from './support/risk.ts';
import { tabTo } from './support/routing.ts';

/** Buys 0.05 BTC, about 3,000 USDT. */
const buy = ({ qt }: Console, account: string, code = 0) =>
  qt(['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.05', '--account', account], code);

test('a limit is held against the last 24 hours, applied, seen in the matrix, and refuses the next order', async ({
  console: desk,
}) => {
  const { page, qt } = desk;
  await buy(desk, 'main_sim');
  await openView(page, 'Risk');
  await expect(page.getByRole('note').filter({ hasText: 'No limit is set.' })).toBeVisible();
  await matrixOf(page).getByRole('button', { name: 'One order of main_sim: no limit' }).click();
  const field = riskEditor(page).getByRole('textbox', { name: 'One order, at most' });
  await expect(field).toBeFocused();

  await field.fill('1,000');
  await expect(riskEditor(page)).toContainText('must be a decimal');
  await expect(effectOf(page)).toContainText('Correct first: One order, at most.');
  await field.fill('1000');
  await expect(effectOf(page).getByLabel('Changes: Limits')).toContainText('+ One order, at most: 1,000 USDT');
  const replay = effectOf(page).getByRole('group', { name: 'Replay of the last 24 hours' });
  await expect(replay).toContainText('1order more would have been refused');
  await expect(effectOf(page).getByRole('list', { name: 'Orders that would have been refused' })).toContainText(
    'MAX_ORDER_SIZE',
  );
  expect((await qt(['limits', 'show', 'main_sim'])).revision, 'a draft changes nothing').toBe(0);
  // Play money asks for no tick.
  await expect(effectOf(page).getByRole('checkbox')).toHaveCount(0);
  await effectOf(page).getByRole('button', { name: 'Apply change' }).click();
  await expect(effectOf(page)).toContainText('Nothing changes until you apply it');
  await page.keyboard.press('Escape');
  await expect(riskEditor(page)).toBeHidden();
  await expect(matrixOf(page).getByRole('button', { name: /^One order of main_sim: / })).toContainText('1,000');

  const refused = await buy(desk, 'main_sim', 3);
  expect(refused.error.code).toBe('MAX_ORDER_SIZE');
  await riskTab(page, 'Refusals and stops').click();
  const rules = page.getByRole('table', { name: 'Refusals by rule' });
  await expect(rules.getByRole('row').filter({ hasText: 'MAX_ORDER_SIZE' })).toContainText('main_sim');
});

test('gauges follow what happens, and a limit of another door comes by itself', async ({ console: desk }) => {
  const { page, qt } = desk;
  await openView(page, 'Risk');
  await qt(['limits', 'set', 'main_sim', '--max-exposure', '1000000', '--max-orders-per-minute', '2']);
  const exposure = matrixOf(page).getByRole('button', { name: /^Exposure of main_sim: / });
  await expect(exposure).toContainText('/ 1M');
  await expect(exposure).toHaveAccessibleName(/ %, ok$/);
  const rate = matrixOf(page).getByRole('button', { name: /^Orders a min of main_sim: / });
  await expect(rate).toContainText('0 / 2');
  await buy(desk, 'main_sim');
  await expect(rate).toContainText('1 / 2');
  await expect(rate).toContainText('50 %');
  await buy(desk, 'main_sim');
  await expect(rate).toHaveAccessibleName(/reached$/);
  await expect(page.getByRole('note').filter({ hasText: '1 reached' })).toBeVisible();
  const refused = await buy(desk, 'main_sim', 3);
  expect(refused.error.code).toBe('MAX_ORDER_RATE');
});

test('a draft over an older revision is a conflict, and goes on over the newer one', async ({ console: desk }) => {
  const { page, qt } = desk;
  await openView(page, 'Risk');
  await matrixOf(page).getByRole('button', { name: 'Leverage of main_sim: no limit' }).click();
  const leverage = riskEditor(page).getByRole('textbox', { name: 'Leverage, at most' });
  await leverage.fill('2');
  await qt(['limits', 'set', 'main_sim', '--max-open-positions', '7']);
  const conflict = effectOf(page).getByRole('alert').filter({ hasText: 'REVISION_CONFLICT' });
  await expect(conflict).toContainText('over r0');
  await expect(riskEditor(page).getByRole('textbox', { name: 'Open positions, at most' })).toHaveValue('7');
  await expect(effectOf(page).getByRole('button', { name: 'Apply change' })).toBeDisabled();

  // A draft outlives its drawer.
  await page.keyboard.press('Escape');
  await expect(matrixOf(page).getByRole('button', { name: /main_sim.*draft/ })).toBeVisible();
  await matrixOf(page).getByRole('button', { name: 'Leverage of main_sim: no limit' }).click();
  await expect(leverage).toHaveValue('2');
  await conflict.getByRole('button', { name: 'Load r1, keep the draft' }).click();
  await effectOf(page).getByRole('button', { name: 'Apply change' }).click();
  await expect(effectOf(page)).toContainText('Nothing changes until you apply it');
  const { accounts } = await qt(['limits', 'show', 'main_sim']);
  expect(accounts[0].limits).toEqual({ max_open_positions: 7, max_leverage: '2' });
});

test('what loosens a rule for real money is marked, and has to be ticked', async ({ openBinance, openConsole }) => {
  const venue = await openBinance(TWO_ACCOUNTS);
  const { page, qt } = await openConsole(binanceAccount('friendly', 'real', venue, ONE, { OWNER: 'friend_1' }));
  await qt(['limits', 'set', 'friendly', '--max-orders-per-minute', '10', '--price-band-percent', '2']);
  await openView(page, 'Risk');
  await matrixOf(page)
    .getByRole('button', { name: /^Orders a min of friendly: / })
    .click();
  const rate = riskEditor(page).getByRole('textbox', { name: 'Orders a minute, at most' });
  const tick = effectOf(page).getByRole('checkbox', { name: 'Loosen what holds real money back' });
  const apply = effectOf(page).getByRole('button', { name: 'Apply change' });
  await rate.fill('5');
  await expect(apply).toBeEnabled();
  await expect(tick).toHaveCount(0);

  await rate.fill('20');
  await expect(effectOf(page).getByRole('note').filter({ hasText: 'This loosens a rule for friendly' })).toContainText(
    'friend_1’s money',
  );
  await expect(apply).toBeDisabled();
  await tick.check();
  await expect(apply).toBeEnabled();
  // The tick was for twenty.
  await rate.fill('');
  await expect(tick).not.toBeChecked();
  await tick.check();
  await apply.click();
  await expect(effectOf(page)).toContainText('Nothing changes until you apply it');
  const { accounts } = await qt(['limits', 'show', 'friendly']);
  expect(accounts[0].limits).toEqual({ price_band_percent: '2' });
});

test('trading hours are set by keyboard alone, drawn as a strip, and kept', async ({ console: desk }) => {
  const { page } = desk;
  await openView(page, 'Risk');
  await riskTab(page, 'Hours').click();
  await page.getByRole('button', { name: 'Set hours for all accounts' }).press('Enter');
  const editor = riskEditor(page);
  await tabTo(
    page,
    editor.getByRole('radiogroup', { name: 'Trading hours' }).getByRole('radio', { name: 'At any time' }),
  );
  await page.keyboard.press('ArrowRight');
  const window = editor.getByRole('group', { name: 'Window 1' });
  for (const day of ['Mon', 'Tue', 'Wed', 'Thu', 'Fri']) {
    await tabTo(page, window.getByRole('checkbox', { name: day }));
    await page.keyboard.press('Space');
  }
  await expect(editor.getByRole('alert')).toContainText('choose at least one day');
  // Only the day after tomorrow, so that it is closed now in every zone.
  const weekday = new Date(Date.now() + 2 * 86_400_000).toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' });
  await window.getByRole('checkbox', { name: weekday }).focus();
  await page.keyboard.press('Space');
  await tabTo(page, window.getByRole('textbox', { name: 'Window 1 from' }));
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowUp');
  await expect(window.getByRole('textbox', { name: 'Window 1 from' })).toHaveValue('09:30');
  await expect(
    editor.getByRole('img', { name: new RegExp(`^open ${weekday} 09:30 to ${weekday} 17:30`) }),
  ).toBeVisible();
  await tabTo(page, effectOf(page).getByRole('button', { name: 'Apply change' }));
  await page.keyboard.press('Enter');
  await expect(effectOf(page)).toContainText('Nothing changes until you apply it');
  await page.keyboard.press('Escape');

  const row = page.getByRole('table', { name: 'Trading hours of the accounts' }).getByRole('row', { name: /main_sim/ });
  await expect(row).toContainText('closed');
  await expect(row).toContainText(`opens ${weekday} 09:30`);
  await expect(row.getByRole('img')).toHaveAccessibleName('closed all the time');
  const refused = await buy(desk, 'main_sim', 3);
  expect(refused.error.code).toBe('OUTSIDE_TRADING_HOURS');
  await riskTab(page, 'Limits').click();
  await expect(matrixOf(page).getByRole('button', { name: /main_sim.*closed.*edit limits/ })).toBeVisible();
  await riskTab(page, 'Flags').click();
  await expect(page.getByRole('region', { name: 'Flags, everything' })).toContainText(`${weekday} 09:30 to 17:30`);
});

test('flags of an owner and of a strategy are set, and show as chips', async ({ console: { page } }) => {
  await openView(page, 'Risk');
  await riskTab(page, 'Flags').click();
  await page.getByRole('button', { name: 'Edit the flags of friend_1', exact: true }).click();
  const editor = riskEditor(page);
  await editor.getByRole('radiogroup', { name: 'Exchanges' }).getByRole('radio', { name: 'Only these' }).check();
  await expect(editor).toContainText('Nothing passes: the list is empty.');
  await editor.getByRole('radiogroup', { name: 'Symbols' }).getByRole('radio', { name: 'Only these' }).check();
  await editor.getByRole('combobox', { name: 'Symbols' }).fill('BTC/*');
  await page.keyboard.press('Enter');
  await effectOf(page).getByRole('button', { name: 'Apply 2 changes' }).click();
  await expect(effectOf(page)).toContainText('Nothing changes until you apply it');
  await page.keyboard.press('Escape');
  const owners = page.getByRole('region', { name: 'Flags, owners' });
  await expect(owners.getByRole('listitem').filter({ hasText: 'friend_1' }).first()).toContainText('no exchange');
  await expect(owners.getByRole('listitem').filter({ hasText: 'friend_1' }).first()).toContainText('only BTC/*');

  const strategy = page.getByRole('combobox', { name: 'Set flags of a strategy' });
  await strategy.fill('brand_new');
  await page.getByRole('option', { name: 'brand_new' }).click();
  await expect(page.getByRole('dialog', { name: 'Flags of the strategy brand_new' })).toBeVisible();
  await page.getByRole('switch', { name: 'New orders are allowed' }).focus();
  await page.keyboard.press('Space');
  await effectOf(page).getByRole('button', { name: 'Apply change' }).click();
  await expect(effectOf(page)).toContainText('Nothing changes until you apply it');
  await page.keyboard.press('Escape');
  await expect(
    page
      .getByRole('region', { name: 'Flags, strategies' })
      .getByRole('listitem')
      .filter({ hasText: 'brand_new' })
      .first(),
  ).toContainText('switched off');
});

test('the matrix is one stop of Tab; arrows move, Enter opens the limit, Escape comes back to it', async ({
  console: { page },
}) => {
  await page.keyboard.press('Control+6');
  await expect(matrixOf(page)).toBeVisible();
  const first = matrixOf(page)
    .getByRole('button', { name: /edit limits$/ })
    .first();
  await tabTo(page, first);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const second = matrixOf(page)
    .getByRole('button', { name: /^Position of / })
    .nth(1);
  await expect(second).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(riskEditor(page).getByRole('textbox', { name: 'Position in one symbol, at most' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(riskEditor(page)).toBeHidden();
  await expect(second).toBeFocused();
  await page.keyboard.press('End');
  await expect(
    matrixOf(page)
      .getByRole('button', { name: /^Min free of / })
      .nth(1),
  ).toBeFocused();
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page.getByRole('main', { name: 'Orders' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await expect(matrixOf(page)).toBeVisible();
});

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing in any part of the Risk view, ${theme}`, async ({ openBinance, openConsole }) => {
    test.setTimeout(120_000);
    const venue = await openBinance(TWO_ACCOUNTS);
    const desk = await openConsole({
      ...binanceAccount('main_binance', 'real', venue, ONE),
      ...binanceAccount('lab', 'real', venue, ONE, { TESTNET: 'true' }),
      QT_ACCOUNT_PLAY_EXCHANGE: 'sim',
      QT_ACCOUNT_BROKEN_EXCHANGE: 'okx',
      QT_ACCOUNT_BROKEN_MODE: 'real',
    });
    const { page, qt } = desk;
    // A colour in the middle of its change is nobody's.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    if (theme === 'light') await page.getByRole('button', { name: 'Use the light theme' }).click();
    await buy(desk, 'play');
    // One of each: room, near, reached, not to be told.
    await qt([
      'limits',
      'set',
      'play',
      '--max-exposure',
      '1000000',
      '--max-open-positions',
      '0',
      '--max-daily-loss',
      '10',
    ]);
    await qt(['limits', 'set', 'main_binance', '--max-order-size-usd', '500', '--min-free-balance', '90000']);
    await qt([
      'flags',
      'set',
      'play',
      '--symbols',
      'BTC/*',
      '--hours',
      'mon-fri 09:00-17:30',
      '--time-zone',
      'Europe/Oslo',
    ]);
    await qt(['flags', 'set', 'main_binance', '--enabled', 'false']);
    await buy(desk, 'main_binance', 3);
    await openView(page, 'Risk');
    await expect(matrixOf(page).getByRole('button', { name: /^Positions of play: .*reached$/ })).toBeVisible();
    await expectNoViolation(page, 'Risk, limits');
    await matrixOf(page)
      .getByRole('button', { name: /^Min free of main_binance: / })
      .click();
    await riskEditor(page).getByRole('textbox', { name: 'Free balance, at least' }).fill('5');
    await riskEditor(page).getByRole('textbox', { name: 'Leverage, at most' }).fill('no');
    await riskEditor(page)
      .getByRole('radiogroup', { name: 'Trading hours' })
      .getByRole('radio', { name: 'In these hours' })
      .check();
    await expect(effectOf(page).getByRole('group', { name: 'Replay of the last 24 hours' })).toBeVisible();
    await expect(effectOf(page).locator('[aria-busy="true"]')).toHaveCount(0);
    await expectNoViolation(page, 'Risk, the editor with a draft');
    await page.keyboard.press('Escape');
    await expect(riskEditor(page)).toBeHidden();
    for (const tab of ['Hours', 'Flags', 'Refusals and stops']) {
      await riskTab(page, tab).click();
      if (tab === 'Refusals and stops')
        await page
          .getByRole('button', { name: /ACCOUNT_DISABLED|ACCOUNT_DISARMED/ })
          .first()
          .click();
      await expectNoViolation(page, `Risk, ${tab}`);
    }
  });
}
