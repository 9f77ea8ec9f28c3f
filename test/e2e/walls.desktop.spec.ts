import type Electron from 'electron';
import { TWO_ACCOUNTS } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';

test('the window opens no second window and leaves its page for no other', async ({
  console: { door, page },
  openBinance,
}) => {
  if (door.name !== 'desktop') throw new Error('this is a test of the desktop');
  const venue = await openBinance(TWO_ACCOUNTS);
  const address = page.url();
  expect(await page.evaluate((url) => window.open(url) === null, venue.url)).toBe(true);
  expect(await page.evaluate(() => window.open('./index.html') === null)).toBe(true);
  await page.evaluate((url) => {
    const link = document.createElement('a');
    link.href = url;
    document.body.append(link);
    link.click();
    link.target = '_blank';
    link.click();
    link.remove();
    location.href = url;
  }, venue.url);
  // Playwright waits for the end of a navigation that never was, so the window is asked through its main process.
  const footOf = ({ webContents }: typeof Electron): Promise<string> =>
    webContents
      .getAllWebContents()[0]
      ?.executeJavaScript("document.querySelector('footer').textContent") as Promise<string>;
  await expect.poll(() => door.app.evaluate(footOf)).toContain('Engine connected');
  expect(
    await door.app.evaluate(({ webContents }) => webContents.getAllWebContents().map((contents) => contents.getURL())),
  ).toEqual([address]);
  expect(door.app.windows()).toHaveLength(1);
  expect(await door.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(venue.requests).toEqual([]);
});

test('the window is walled off as it was meant to be', async ({ console: { door, page } }) => {
  if (door.name !== 'desktop') throw new Error('this is a test of the desktop');
  const preferences = await door.app.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents() as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    }[];
    return contents?.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
  });
  expect(await page.evaluate(() => location.href)).toMatch(/^app:\/\/console\//);
  expect(await page.evaluate(() => globalThis.isSecureContext)).toBe(true);
  for (const name of ['notifications', 'geolocation', 'camera', 'microphone'] as const) {
    const state = await page.evaluate(async (each) => (await navigator.permissions.query({ name: each })).state, name);
    expect(state, name).toBe('denied');
  }
});

test('the bridge takes calls of the router alone', async ({ console: { page } }) => {
  const answers = await page.evaluate(async () => {
    const { qtBridge } = globalThis as unknown as { qtBridge: { call(request: unknown): Promise<unknown> } };
    const asked: unknown[] = [
      { kind: 'call', type: 'query', path: 'system.status', input: undefined },
      { kind: 'call', type: 'query', path: 'accounts.secrets', input: undefined },
      { kind: 'call', type: 'query', path: '__proto__', input: undefined },
      { kind: 'run', code: '1' },
      'text',
    ];
    return Promise.all(asked.map((each) => qtBridge.call(each).catch((error: unknown) => ({ thrown: String(error) }))));
  });
  expect(answers[0]).toMatchObject({ ok: true, data: { demo: true } });
  for (const answer of answers.slice(1))
    expect(answer).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^[A-Z_]+$/) } });
});
