import { ONE, TWO, TWO_ACCOUNTS, binanceAccount } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';
import { openView } from './support/navigation.ts';

test('who stands in is listed, saved as a revision, and seen by every door', async ({ openBinance, openConsole }) => {
  const venue = await openBinance(TWO_ACCOUNTS);
  const { page, qt } = await openConsole({
    ...binanceAccount('main_binance', 'real', venue, ONE),
    ...binanceAccount('spare', 'real', venue, TWO),
    ...binanceAccount('friend', 'real', venue, TWO, { OWNER: 'friend_1' }),
    QT_ACCOUNT_PLAY_EXCHANGE: 'sim',
  });
  await openView(page, 'Routing');
  await page.getByRole('button', { name: 'Failover' }).click();
  const drawer = page.getByRole('dialog', { name: 'Failover' });
  await expect(drawer.getByRole('region', { name: 'Health of the exchanges' })).toContainText('binance');
  await expect(drawer).toContainText('nothing is changed, so nothing can be saved');
  await expect(drawer.getByRole('button', { name: /^Save as/ })).toBeDisabled();
  await expect(drawer.getByRole('combobox', { name: /play|friend/ })).toHaveCount(0);

  await drawer.getByRole('combobox', { name: 'Who takes over from main_binance' }).click();
  await page.getByRole('option', { name: 'spare' }).click();
  await page.keyboard.press('Escape');
  await expect(drawer).toContainText('1 changed');
  await drawer.getByRole('button', { name: 'Save as r1' }).click();
  await expect(drawer).toBeHidden();
  expect(await qt(['failover', 'show'])).toMatchObject({
    revision: 1,
    policy: { stand_ins: { main_binance: ['spare'] } },
  });
});
