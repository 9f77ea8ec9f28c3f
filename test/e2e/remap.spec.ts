import { expect, test } from './support/console-test.ts';
import { cell, logRow } from './support/desk.ts';
import { openView } from './support/navigation.ts';
import { dragToAccount, impactOf, pendingChanges, tabTo } from './support/routing.ts';
import type { Console } from './support/console-test.ts';

/** Fires a signal of `demo_swing` from outside, and gives the account that it went to. */
async function accountOfNextSignal({ qt }: Console): Promise<string> {
  const fired = await qt([
    'signal',
    'fire',
    '--symbol',
    'BTC/USDT',
    '--side',
    'long',
    '--amount',
    '0.01',
    '--strategy',
    'demo_swing',
  ]);
  return fired.decision.account_name;
}

test('an edge dragged to another account changes nothing until it is applied, and then the next signal', async ({
  console: desk,
}) => {
  const { page } = desk;
  expect(await accountOfNextSignal(desk)).toBe('swing_sim');
  await openView(page, 'Routing');
  await dragToAccount(page, 'demo_swing', 'main_sim');

  await expect(pendingChanges(page)).toHaveCount(1);
  await expect(pendingChanges(page).first()).toContainText('demo_swing');
  await expect(pendingChanges(page).first().locator('s')).toHaveText('swing_sim');
  await expect(pendingChanges(page).first()).toContainText('main_sim');
  const canvas = page.locator('.react-flow');
  await expect(canvas).toContainText('1 moved');
  await expect(canvas).toContainText('was 1');
  await expect(impactOf(page)).toContainText('r2');
  expect(await accountOfNextSignal(desk), 'a draft moves nothing').toBe('swing_sim');

  await impactOf(page).getByRole('button', { name: 'Apply change' }).click();
  await expect(impactOf(page)).toContainText('no pending change');
  await expect(page.getByRole('contentinfo')).toContainText('mapping rev r2');
  expect(await accountOfNextSignal(desk)).toBe('main_sim');

  await page.getByRole('button', { name: 'Undo r2' }).click();
  await page.getByRole('dialog', { name: 'Undo r2' }).getByRole('button', { name: 'Undo the change' }).click();
  await expect(page.getByRole('contentinfo')).toContainText('mapping rev r3');
  expect(await accountOfNextSignal(desk)).toBe('swing_sim');

  await openView(page, 'Desk');
  await expect(cell(logRow(page, 0), 'account')).toContainText('swing_sim');
  await expect(cell(logRow(page, 1), 'account')).toContainText('main_sim');
});

test('a draft is discarded, and stepped back and forth', async ({ console: { page, qt } }) => {
  await openView(page, 'Routing');
  await dragToAccount(page, 'demo_swing', 'main_sim');
  await dragToAccount(page, 'demo_scalper', 'friend_1_sim');
  await expect(pendingChanges(page)).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(pendingChanges(page)).toHaveCount(1);
  await page.keyboard.press('Control+Shift+Z');
  await expect(pendingChanges(page)).toHaveCount(2);
  await impactOf(page).getByRole('button', { name: 'Discard' }).click();
  await expect(impactOf(page)).toContainText('no pending change');
  expect((await qt(['strategies', 'list'])).revision).toBe(1);
});

test('the table does the same by keyboard alone', async ({ console: desk }) => {
  const { page } = desk;
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('main', { name: 'Routing' })).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'As table' }));
  await page.keyboard.press('Enter');
  const choice = page.getByRole('combobox', { name: 'Account of demo_swing' });
  await tabTo(page, choice);
  await page.keyboard.type('main_sim');
  await expect(choice).toHaveValue('main_sim');
  await expect(page.locator('[data-strategy-row="demo_swing"] s')).toHaveText('swing_sim');
  await tabTo(page, impactOf(page).getByRole('button', { name: 'Apply change' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('contentinfo')).toContainText('mapping rev r2');
  expect(await accountOfNextSignal(desk)).toBe('main_sim');
});

test('maps that were changed meanwhile are shown, and the draft survives them', async ({ console: desk }) => {
  const { page, qt } = desk;
  await openView(page, 'Routing');
  await dragToAccount(page, 'demo_swing', 'main_sim');
  await expect(pendingChanges(page)).toHaveCount(1);

  await qt(['strategies', 'set', 'demo_scalper', '--account', 'friend_1_sim']);
  const conflict = impactOf(page).getByRole('alert');
  await expect(conflict).toContainText('The maps were changed meanwhile.');
  await expect(conflict).toContainText('REVISION_CONFLICT');
  await expect(impactOf(page).getByRole('button', { name: 'Apply change' })).toBeDisabled();

  await conflict.getByRole('button', { name: 'Load r2, keep the draft' }).click();
  await expect(conflict).toBeHidden();
  await impactOf(page).getByRole('button', { name: 'Apply change' }).click();
  await expect(page.getByRole('contentinfo')).toContainText('mapping rev r3');
  const { strategies } = await qt(['strategies', 'list']);
  const accountOf = (id: string): string =>
    strategies.find((row: { strategy_id: string }) => row.strategy_id === id).account_name;
  expect([accountOf('demo_swing'), accountOf('demo_scalper')]).toEqual(['main_sim', 'friend_1_sim']);
});
