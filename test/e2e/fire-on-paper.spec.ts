import { expect, test } from './support/console-test.ts';
import { cell, fillTicket, fireOnPaper, lastFiring, logOf, logRow, logRows } from './support/desk.ts';

const SIGNAL = ['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];

test('Enter fires on paper, once, and the log shows what became of it', async ({ console: { page, qt } }) => {
  await fillTicket(page, { size: '0.05' });
  await fireOnPaper(page);
  await expect(lastFiring(page)).toContainText('Filled 0.05');
  const row = logRow(page, 0);
  await expect(cell(row, 'outcome')).toContainText(/Filled 0\.05 at [\d,.]+/);
  await expect(cell(row, 'account')).toContainText('main_sim');
  await expect(cell(row, 'account')).toContainText('PAPER');
  await expect(cell(row, 'side')).toContainText(/buy/i);
  await expect(cell(row, 'total')).toHaveText(/^[\d,]+$/);
  await expect(logRows(page)).toHaveCount(1);
  const { orders } = await qt(['orders', 'list']);
  expect(orders).toHaveLength(1);
  expect(orders[0]).toMatchObject({ status: 'filled', filled: '0.05', account_name: 'main_sim', mode: 'paper' });
});

test('the log says how the account was found: explicit, by strategy, by default', async ({ console: { page } }) => {
  await fillTicket(page, { size: '0.01', account: 'friend_1_sim' });
  await fireOnPaper(page);
  await expect(logRows(page)).toHaveCount(1);
  await expect(cell(logRow(page, 0), 'source')).toHaveText('explicit');
  await expect(cell(logRow(page, 0), 'account')).toContainText('friend_1_sim');

  await fillTicket(page, { account: 'Routing decides', strategy: 'demo_swing' });
  await fireOnPaper(page);
  await expect(logRows(page)).toHaveCount(2);
  await expect(cell(logRow(page, 0), 'source')).toHaveText('strategy');
  await expect(cell(logRow(page, 0), 'account')).toContainText('swing_sim');
  await expect(cell(logRow(page, 0), 'strategy')).toContainText('demo_swing');

  await fillTicket(page, { strategy: '' });
  await fireOnPaper(page);
  await expect(logRows(page)).toHaveCount(3);
  await expect(cell(logRow(page, 0), 'source')).toHaveText('default');
  await expect(cell(logRow(page, 0), 'account')).toContainText('main_sim');
});

test('the log is filtered by source, account and words', async ({ console: { page, qt } }) => {
  await qt([...SIGNAL, '--account', 'friend_1_sim']);
  await qt([...SIGNAL, '--strategy', 'demo_swing']);
  await qt(SIGNAL);
  await qt([...SIGNAL, '--account', 'nobody'], 3);
  await expect(logRows(page)).toHaveCount(4);

  const sources = logOf(page).getByRole('group', { name: 'Source' });
  for (const [source, account] of [
    ['explicit', 'friend_1_sim'],
    ['strategy', 'swing_sim'],
    ['default', 'main_sim'],
  ] as const) {
    await sources.getByRole('button', { name: `${source} 1` }).click();
    await expect(logRows(page)).toHaveCount(1);
    await expect(cell(logRow(page, 0), 'account')).toContainText(account);
  }
  await sources.getByRole('button', { name: 'rejected 1' }).click();
  await expect(cell(logRow(page, 0), 'source')).toHaveText('rejected');
  await expect(cell(logRow(page, 0), 'outcome')).toContainText('nobody');
  await sources.getByRole('button', { name: 'All' }).click();
  await expect(logRows(page)).toHaveCount(4);

  const filter = logOf(page).getByRole('textbox', { name: 'Filter the log' });
  await filter.fill('demo_swing');
  await expect(logRows(page)).toHaveCount(1);
  await filter.fill('no such thing');
  await expect(logOf(page)).toContainText('No signal fits these filters');
  await filter.press('Escape');
  await expect(logRows(page)).toHaveCount(4);
});

test('a paused log holds still and counts what comes', async ({ console: { page, qt } }) => {
  await qt(SIGNAL);
  await expect(logRows(page)).toHaveCount(1);
  await logOf(page).getByRole('button', { name: 'Follow' }).click();
  await qt(SIGNAL);
  await qt(SIGNAL);
  const paused = logOf(page).getByRole('button', { name: 'Paused, 2 new' });
  await expect(paused).toBeVisible();
  await expect(logRows(page)).toHaveCount(1);
  await paused.click();
  await expect(logRows(page)).toHaveCount(3);
});

test('a row opens the whole story of its signal', async ({ console: { page, qt } }) => {
  const fired = await qt([...SIGNAL, '--strategy', 'demo_swing']);
  await logRow(page, 0).click();
  const drawer = page.getByRole('dialog', { name: 'Signal on BTC/USDT' });
  await expect(drawer).toContainText(fired.signal_id);
  const steps = drawer.getByRole('list', { name: 'Route' }).locator('> li');
  await expect(steps).toHaveCount(5);
  await expect(steps.nth(2)).toContainText('swing_sim');
  // The tiers that lost, with their reasons.
  for (const { source, reason } of fired.decision.trace.find(({ step }: { step: string }) => step === 'account')
    .considered) {
    await expect(steps.nth(2), source).toContainText(reason);
  }
  const life = drawer.getByRole('list', { name: 'States of the order' });
  await expect(life.getByRole('listitem').first()).toContainText('Journaled');
  await expect(life).toContainText('Filled');
  await expect(drawer.getByRole('list', { name: 'Fills' })).toContainText('0.01 BTC');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});
