import { expect, test } from './support/console-test.ts';
import { fillTicket, fireOnPaper, lastFiring, logRows } from './support/desk.ts';

// Only as a web page: in the desktop the engine lives and dies with its window.
test('an engine that dies takes the figures from the page, and comes back by itself', async ({
  console: { door, page, qt },
}) => {
  if (door.name !== 'page') throw new Error('this is a test of the page');
  await fillTicket(page, { size: '0.01' });
  await fireOnPaper(page);
  await expect(lastFiring(page)).toContainText('Filled 0.01');
  const account = page.getByRole('article', { name: 'Account main_sim' });
  await expect(account).toBeVisible();

  await door.killEngine();
  const lost = page.getByRole('alert').filter({ hasText: 'Engine not reachable' });
  await expect(lost).toContainText('Figures are hidden');
  await expect(lost).toContainText('last heard at');
  await expect(account).toBeHidden();
  await expect(logRows(page).first()).toBeHidden();
  await expect(page.getByRole('banner')).toContainText('REAL not known');
  const foot = page.getByRole('contentinfo');
  await expect(foot).toContainText('Engine not reachable');
  await expect(foot).toContainText('mapping rev –');
  await expect(foot).toContainText('journal commit –');
  for (const key of ['2', '3', '4', '1']) {
    await page.keyboard.press(`Control+${key}`);
    await expect(lost).toBeVisible();
    await expect(page.getByRole('main').getByText('main_sim').filter({ visible: true })).toHaveCount(0);
  }

  await door.startEngine();
  await expect(foot).toContainText('Engine connected', { timeout: 20_000 });
  await expect(lost).toBeHidden();
  await expect(account).toBeVisible();
  // The draft of before is there; the journal too.
  await expect(logRows(page)).toHaveCount(1);
  await fireOnPaper(page);
  await expect(logRows(page)).toHaveCount(2);
  expect((await qt(['orders', 'list'])).orders).toHaveLength(2);
});

test('a retry by hand does not wait for the next try', async ({ console: { door, page } }) => {
  if (door.name !== 'page') throw new Error('this is a test of the page');
  await door.killEngine();
  const lost = page.getByRole('alert').filter({ hasText: 'Engine not reachable' });
  await expect(lost).toBeVisible();
  await door.startEngine();
  await expect(async () => {
    if (await lost.isVisible()) await lost.getByRole('button', { name: 'Retry now' }).click({ timeout: 500 });
    await expect(lost).toBeHidden({ timeout: 1_000 });
  }).toPass({ timeout: 5_000 });
});

test('a page without a session says how to get one, and shows nothing', async ({ console: { door, page, qt } }) => {
  const stranger = await page.context().newPage();
  await stranger.goto(door.url);
  await expect(stranger.getByRole('main', { name: 'Sign in' })).toBeVisible();
  await expect(stranger.locator('body')).not.toContainText('main_sim');
  await expect(stranger.getByRole('main', { name: 'Sign in' })).toContainText('qt login');
  const { login_url: link } = await qt(['login']);
  await stranger.goto(link);
  await expect(stranger.getByRole('status').filter({ hasText: 'Engine connected' })).toBeVisible();
  const third = await page.context().newPage();
  await third.goto(link);
  await expect(third.getByRole('status')).toContainText('This sign-in link was used or is too old.');
});
