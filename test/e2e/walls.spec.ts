import { TWO_ACCOUNTS } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';
import { VIEW_NAMES, openView } from './support/navigation.ts';
import { STOPPED } from './support/policy-words.ts';

test('nothing that the console itself does meets its security policy', async ({ console: { door, page } }) => {
  // From the first byte on, which the watch of a window that was open already has missed.
  await page.reload();
  for (const view of VIEW_NAMES) await openView(page, view);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Search or run' })).toBeVisible();
  expect(door.watch.faults).toEqual([]);
});

test('scripts that were not delivered with the page do not run', async ({ console: { door, page } }) => {
  door.watch.expected.push(STOPPED);
  const ran = await page.evaluate(async () => {
    const place = globalThis as unknown as { injected?: number };
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.injected = 1';
    document.body.append(inline);
    const handler = document.createElement('div');
    handler.innerHTML = '<img src="data:image/png;base64,AA" onerror="globalThis.injected = 2">';
    document.body.append(handler);
    await new Promise((resolve) => handler.firstElementChild?.addEventListener('error', resolve));
    const data = document.createElement('script');
    data.src = 'data:text/javascript,globalThis.injected=3';
    const failed = new Promise((resolve) => data.addEventListener('error', resolve));
    document.body.append(data);
    await failed;
    return place.injected ?? null;
  });
  expect(ran).toBeNull();
});

test('the page reaches its own origin and no other', async ({ console: { door, page }, openBinance }) => {
  const venue = await openBinance(TWO_ACCOUNTS);
  door.watch.expected.push(STOPPED);
  const outcome = await page.evaluate(async (foreign) => {
    const tried = (run: Promise<unknown>): Promise<string> =>
      run.then(
        () => 'reached',
        () => 'refused',
      );
    const image = new Image();
    const loaded = new Promise<string>((resolve) => {
      image.addEventListener('load', () => resolve('reached'));
      image.addEventListener('error', () => resolve('refused'));
    });
    image.src = `${foreign}/logo.png`;
    const frame = document.createElement('iframe');
    frame.src = foreign;
    const framed = new Promise<void>((resolve) => frame.addEventListener('load', () => resolve()));
    document.body.append(frame);
    await framed;
    frame.remove();
    return {
      own: await tried(fetch('./')),
      foreign: await tried(fetch(`${foreign}/api/v3/time`)),
      opaque: await tried(fetch(`${foreign}/api/v3/time`, { mode: 'no-cors' })),
      beacon: navigator.sendBeacon(`${foreign}/api/v3/time`, 'x'),
      image: await loaded,
    };
  }, venue.url);
  expect(outcome).toMatchObject({ own: 'reached', foreign: 'refused', opaque: 'refused', image: 'refused' });
  expect(venue.requests).toEqual([]);
});

test('nothing of Node is in the page', async ({ console: { door, page } }) => {
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter(
      (name) => name in globalThis,
    ),
  );
  expect(found).toEqual([]);
  const bridge = await page.evaluate(() => {
    const value = (globalThis as unknown as { qtBridge?: Record<string, unknown> }).qtBridge;
    return value
      ? Object.entries(value)
          .map(([name, member]) => `${name}: ${typeof member}`)
          .toSorted()
      : null;
  });
  expect(bridge).toEqual(door.name === 'desktop' ? ['call: function', 'onEvent: function', 'platform: string'] : null);
});
