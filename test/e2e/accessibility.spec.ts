import { expectNoViolation } from './support/axe.ts';
import { ONE, TWO, TWO_ACCOUNTS, binanceAccount } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';
import { fillTicket, logRow, previewOf } from './support/desk.ts';
import { VIEW_NAMES, openView } from './support/navigation.ts';
import { dragToAccount, pendingChanges } from './support/routing.ts';

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing in any view, ${theme}`, async ({ openBinance, openConsole }) => {
    // A score of readings of the whole document.
    test.setTimeout(180_000);
    const venue = await openBinance(TWO_ACCOUNTS);
    const { page, qt } = await openConsole({
      ...binanceAccount('main_binance', 'real', venue, ONE),
      QT_UNKNOWN_ASK_AFTER: '1',
      ...binanceAccount('main_binance_two', 'real', venue, TWO),
      ...binanceAccount('friend', 'paper', venue, TWO, { OWNER: 'friend_1' }),
      QT_ACCOUNT_PLAY_EXCHANGE: 'sim',
      QT_ACCOUNT_BROKEN_EXCHANGE: 'okx',
      QT_ACCOUNT_BROKEN_MODE: 'real',
    });
    // A colour in the middle of its change is nobody's.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    if (theme === 'light') await page.getByRole('button', { name: 'Use the light theme' }).click();
    const buy = ['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];
    await qt(['strategies', 'set', 'swing', '--account', 'friend']);
    await qt([...buy, '--strategy', 'swing']);
    await qt([...buy, '--account', 'play']);
    await qt(buy, 3);
    await qt(['arm', 'main_binance', '--for', '1h', '--yes']);
    await qt([...buy, '--type', 'limit', '--price', '50000']);

    /** Late, because it stands against every other order of its symbol. */
    const expectUnknownNoViolation = async (): Promise<void> => {
      venue.placeOutside('one', { market: 'BTCUSDT', side: 'buy', price: '40000.00', amount: '0.01' });
      await qt(['orders', 'reconcile']);
      venue.faults.always('order.query', { kind: 'status', status: 503 });
      venue.faults.next('order.place', { kind: 'drop_before' });
      await qt(buy, 5);
      await openView(page, 'Orders');
      await page.getByRole('tab', { name: /^External/ }).click();
      await expect(page.getByRole('table', { name: 'External orders' })).toBeVisible();
      await expectNoViolation(page, 'External orders');
      await page.getByRole('tab', { name: /^Open/ }).click();
      await page.getByRole('button', { name: 'Decide', exact: true }).click();
      await page.getByRole('button', { name: 'It is there' }).click();
      await expectNoViolation(page, 'an order of unknown outcome');
      await page.keyboard.press('Escape');
      await openView(page, 'Desk');
      await expect(page.getByRole('checkbox', { name: 'Fire all the same' })).toBeVisible();
      await expectNoViolation(page, 'Desk past an unknown order');
    };

    await fillTicket(page, { size: '0.01' });
    await expect(previewOf(page).getByRole('list', { name: 'Route' })).toBeVisible();
    await expectNoViolation(page, 'Desk');
    await logRow(page, 1).click();
    await expect(page.getByRole('dialog', { name: 'Signal on BTC/USDT' })).toBeVisible();
    await expectNoViolation(page, 'Desk with the drawer of a signal');
    await page.keyboard.press('Escape');
    await qt([
      'groups',
      'set',
      'pair',
      '--members',
      'main_binance,main_binance_two',
      '--allocation',
      'weights',
      '--weights',
      '1,0.0000001',
    ]);
    for (const view of VIEW_NAMES.slice(1)) {
      await openView(page, view);
      if (view === 'Orders')
        await page
          .getByRole('main')
          .getByRole('button', { name: /^Cancel order/ })
          .waitFor();
      if (view === 'Groups') {
        await page.getByRole('textbox', { name: 'Size of all legs together' }).fill('0.01');
        await expect(page.getByRole('table', { name: 'Legs', exact: true })).toContainText('ACCOUNT_DISARMED');
      }
      await expectNoViolation(page, view);
    }
    await openView(page, 'Groups');
    await page.getByRole('button', { name: 'New group' }).click();
    await expectNoViolation(page, 'the form of a group');
    await openView(page, 'Routing');
    await page.getByRole('button', { name: 'Failover' }).click();
    await expect(page.getByRole('region', { name: 'Health of the exchanges' })).toBeVisible();
    await expectNoViolation(page, 'Failover');
    await page.keyboard.press('Escape');
    await dragToAccount(page, 'swing', 'main_binance');
    await expect(pendingChanges(page)).toHaveCount(1);
    await expectNoViolation(page, 'Routing with a draft');
    await page.getByRole('button', { name: 'As table' }).click();
    await expectNoViolation(page, 'Routing as a table');
    await expectUnknownNoViolation();
    await openView(page, 'Accounts');
    await page.locator('button[data-account="main_binance"]').click();
    await page.getByRole('button', { name: 'Close BTC/USDT' }).click();
    await expectNoViolation(page, 'Accounts, closing a position');
    await page.locator('button[data-account="broken"]').click();
    await expectNoViolation(page, 'Accounts with a broken one');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('textbox', { name: 'Search or run' })).toBeVisible();
    await expectNoViolation(page, 'the palette');
    await page.keyboard.press('Escape');
    await page
      .getByRole('group', { name: 'Real trading armed: main_binance' })
      .getByRole('button', { name: /REAL ARMED/ })
      .click();
    await expect(page.getByRole('dialog', { name: 'Arm real trading' })).toBeVisible();
    await expectNoViolation(page, 'the arm dialog');
  });
}
