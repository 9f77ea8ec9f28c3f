import { binanceAccount } from '../support/binance-accounts.ts';
import { expect, test } from '../support/console-test.ts';
import { fillTicket, realButton } from '../support/desk.ts';
import { openView } from '../support/navigation.ts';
import { decline, surfaceOf } from '../support/surface.ts';
import { ASIDE, DOCS, SIZES, pictureOf } from './picture.ts';

const keys = { apiKey: 'screenshot-key-0123456789', apiSecret: 'screenshot-secret-0123456789' };
const friend = { apiKey: 'screenshot-key-friend-0123456789', apiSecret: 'screenshot-secret-friend-0123456789' };

for (const theme of ['dark', 'light'] as const) {
  for (const size of SIZES) {
    test(`the confirmation, ${theme}, ${size.width} by ${size.height}`, async ({ openBinance, openConsole }) => {
      test.setTimeout(120_000);
      const balances = { BTC: '0.8421', USDT: '48213.77' };
      const venue = await openBinance({
        accounts: [
          { name: 'main', ...keys, balances },
          { name: 'friend', ...friend, balances },
        ],
      });
      const desk = await openConsole({
        ...binanceAccount('main_binance', 'real', venue, keys),
        ...binanceAccount('friend_1_binance', 'real', venue, friend, { OWNER: 'friend_1' }),
      });
      const { page, qt } = desk;
      await page.setViewportSize(size);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      if (theme === 'light') await page.getByRole('button', { name: 'Use the light theme' }).click();
      await qt(['arm', 'friend_1_binance', '--for', '4h', '--yes']);
      await qt(['groups', 'set', 'both', '--members', 'main_binance,friend_1_binance']);

      await fillTicket(page, { size: '0.04', symbol: 'BTC/USDT', account: 'friend_1_binance' });
      await realButton(page).click();
      const { card } = await surfaceOf(desk);
      await expect(card.getByRole('button', { name: /^Hold to/ })).toHaveAttribute('aria-disabled', 'false');
      await pictureOf(page, 'confirm-fire', theme, size, DOCS);
      await decline(desk);

      await page.getByRole('banner').getByRole('button', { name: 'REAL ARMED' }).click();
      const dialog = page.getByRole('dialog', { name: 'Arm real trading' });
      await dialog.getByRole('radio', { name: /main_binance/ }).check();
      await dialog.getByRole('button', { name: 'Continue' }).click();
      await surfaceOf(desk);
      await pictureOf(page, 'confirm-arm', theme, size, DOCS);
      await decline(desk);
      await pictureOf(page, 'confirm-declined', theme, size, ASIDE);
      await dialog.getByRole('button', { name: 'Cancel' }).click();

      await qt(['arm', 'main_binance', '--for', '4h', '--yes']);
      await openView(page, 'Groups');
      await page.getByRole('textbox', { name: 'Size of all legs together' }).fill('0.04');
      await page.getByRole('button', { name: 'Fire 2 REAL orders…' }).click();
      await surfaceOf(desk);
      await pictureOf(page, 'confirm-group', theme, size, ASIDE);
      await decline(desk);
    });
  }
}
