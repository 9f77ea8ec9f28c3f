import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { ONE, TWO, TWO_ACCOUNTS, binanceAccount } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';
import { fillTicket, logRow, previewOf } from './support/desk.ts';
import { VIEW_NAMES, openView } from './support/navigation.ts';
import { dragToAccount, pendingChanges } from './support/routing.ts';

/** A window has no other page in which the rules could be run, hence the legacy mode. */
async function expectNoViolation(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
  expect.soft(found, where).toEqual([]);
}

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing in any view, ${theme}`, async ({ openBinance, openConsole }) => {
    // A dozen readings of the whole document.
    test.setTimeout(120_000);
    const venue = await openBinance(TWO_ACCOUNTS);
    const { page, qt } = await openConsole({
      ...binanceAccount('main_binance', 'real', venue, ONE),
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

    await fillTicket(page, { size: '0.01' });
    await expect(previewOf(page).getByRole('list', { name: 'Route' })).toBeVisible();
    await expectNoViolation(page, 'Desk');
    await logRow(page, 1).click();
    await expect(page.getByRole('dialog', { name: 'Signal on BTC/USDT' })).toBeVisible();
    await expectNoViolation(page, 'Desk with the drawer of a signal');
    await page.keyboard.press('Escape');
    for (const view of VIEW_NAMES.slice(1)) {
      await openView(page, view);
      if (view === 'Orders')
        await page
          .getByRole('main')
          .getByRole('button', { name: /^Cancel order/ })
          .waitFor();
      await expectNoViolation(page, view);
    }
    await openView(page, 'Routing');
    await dragToAccount(page, 'swing', 'main_binance');
    await expect(pendingChanges(page)).toHaveCount(1);
    await expectNoViolation(page, 'Routing with a draft');
    await page.getByRole('button', { name: 'As table' }).click();
    await expectNoViolation(page, 'Routing as a table');
    await openView(page, 'Accounts');
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
