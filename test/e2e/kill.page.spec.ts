import { expect, test } from './support/console-test.ts';
import { openView } from './support/navigation.ts';
import { killButton, killPanel, pressKillKeys, stopBand } from './support/stops.ts';

// Only as a web page: in the desktop the engine lives and dies with its window.
test('without its engine the window says that a kill was not sent, and how it can be', async ({
  console: { door, page, qt },
}) => {
  if (door.name !== 'page') throw new Error('this is a test of the page');
  await qt(['kill', '--account', 'swing_sim', '--yes']);
  await expect(stopBand(page)).toContainText('account swing_sim');
  await openView(page, 'Settings');
  await door.killEngine();
  await expect(page.getByRole('alert').filter({ hasText: 'Engine not reachable' })).toBeVisible();
  // What was so is not said to be so now.
  await expect(stopBand(page)).toContainText('Whether that is so now is not known');
  await expect(killButton(page)).toHaveText('Kill');

  await pressKillKeys(page);
  await expect(killPanel(page)).toContainText('Not sent: everything.');
  await expect(killPanel(page)).toContainText('ENGINE_UNREACHABLE');
  await expect(killPanel(page)).toContainText('qt kill --yes');
  await expect(page.getByRole('alert').filter({ hasText: 'could not be sent' })).toHaveCount(1);
  await page.keyboard.press('Escape');

  // As the panel says, with no engine at all.
  await qt(['kill', '--yes']);
  await door.startEngine();
  await expect(page.getByRole('contentinfo')).toContainText('Engine connected', { timeout: 20_000 });
  await expect(stopBand(page)).toContainText('everything');
  await expect(stopBand(page)).toContainText('by qt');
  await expect(killButton(page)).toHaveText('KILLED');
});

test('an engine that does not answer is not taken for a kill', async ({ console: { page, qt } }) => {
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/trpc/stops.kill**', async (route) => {
    await held;
    await route.continue();
  });
  await killButton(page).click();
  const send = killPanel(page).getByRole('button', { name: 'Kill everything' });
  await send.click();
  await send.click();
  await expect(killPanel(page)).toContainText('Sending: everything.');
  await expect(killPanel(page)).toContainText('No answer yet', { timeout: 6_000 });
  await expect(killPanel(page)).toContainText('qt kill --yes');
  await expect(stopBand(page)).toHaveCount(0);
  expect((await qt(['kills', 'list'])).stops).toEqual([]);
  release();
  await expect(stopBand(page)).toContainText('everything');
  await expect(killPanel(page)).toHaveCount(0);
  expect((await qt(['kills', 'list'])).stops).toHaveLength(1);
});
