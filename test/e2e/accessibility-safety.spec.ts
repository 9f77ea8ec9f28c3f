import { expectNoViolation } from './support/axe.ts';
import { expect, test } from './support/console-test.ts';
import { fillTicket, previewOf } from './support/desk.ts';
import { openView } from './support/navigation.ts';
import { killButton, killPanel, stopBand } from './support/stops.ts';

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing in kills, stops, approvals and limits, ${theme}`, async ({ console: { page, qt } }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    if (theme === 'light') await page.getByRole('button', { name: 'Use the light theme' }).click();
    const buy = ['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];
    await qt(['flags', 'set', 'main_sim', '--approval', '30m']);
    await qt(['limits', 'set', 'main_sim', '--max-exposure', '130000', '--max-orders-per-minute', '1']);
    await qt([...buy, '--strategy', 'swing', '--account', 'main_sim'], 5);
    await qt([...buy, '--account', 'main_sim'], 5);

    await fillTicket(page, { size: '0.01', account: 'main_sim' });
    await expect(previewOf(page)).toContainText('near a limit');
    await expectNoViolation(page, 'Desk with limits');
    await openView(page, 'Approvals');
    await expect(page.getByRole('button', { name: 'Approve on paper' })).toBeEnabled();
    await expectNoViolation(page, 'Approvals');
    await page.getByRole('button', { name: 'Approve on paper' }).click();
    await expect(page.getByRole('group', { name: 'Last answer' })).toContainText('Approved');
    await expectNoViolation(page, 'Approvals with one that would be refused');
    await page.getByRole('tab', { name: 'Decided' }).click();
    await expect(page.getByRole('table', { name: 'Decided signals' })).toBeVisible();
    await expectNoViolation(page, 'what was decided');

    await qt(['kill', '--account', 'swing_sim', '--cancel', '--reason', 'a test', '--yes']);
    await qt(['kill', '--owner', 'friend_1', '--yes']);
    await killButton(page).click();
    await killPanel(page).getByRole('radio', { name: 'Strategy' }).check();
    await expectNoViolation(page, 'the kill switch');
    await killPanel(page).getByRole('radio', { name: 'Everything' }).check();
    await killPanel(page).getByRole('button', { name: 'Kill everything' }).click();
    await expect(stopBand(page)).toContainText('everything');
    await stopBand(page)
      .getByRole('button', { name: /^cancelling/ })
      .click();
    for (const view of ['Desk', 'Accounts', 'Risk'] as const) {
      await openView(page, view);
      await expectNoViolation(page, `${view}, stopped`);
    }
    await stopBand(page).getByRole('button', { name: 'Release owner friend_1' }).click();
    await expect(page.getByRole('dialog', { name: 'Release owner friend_1' })).toBeVisible();
    await expectNoViolation(page, 'the dialog that releases');
  });
}
