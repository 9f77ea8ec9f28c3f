import { setTimeout as pause } from 'node:timers/promises';
import { clientOfSocket } from '../../electron/cli/client.ts';
import { controlAddress } from '../../electron/server/control-address.ts';
import { ONE, TWO, TWO_ACCOUNTS, binanceAccount, placements } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';
import { stopBand } from './support/stops.ts';

/**
 * From the key to nothing more arrives, with a browser, an engine and an exchange on a machine that runs other tests too. The
 * 100 ms are held by the measured kill (`npm run test:faults -- --kill`).
 */
const MOST_MS = 1_000;
const AT_ONCE = 8;
/** No more than the exchange takes, so that what is refused is refused by the kill. */
const EVERY_MS = 60;

test('a kill from the window while signals pour in stops every account, and what came before it is known', async ({
  openBinance,
  openConsole,
}) => {
  const venue = await openBinance(TWO_ACCOUNTS);
  const friend = binanceAccount('friend', 'real', venue, TWO, { OWNER: 'friend_1' });
  const { page, qt, dataDir } = await openConsole({ ...binanceAccount('main_binance', 'real', venue, ONE), ...friend });
  for (const account of ['main_binance', 'friend']) await qt(['arm', account, '--for', '1h', '--yes']);

  const client = clientOfSocket(controlAddress(dataDir).path);
  const codes: { atMs: number; code: string | null }[] = [];
  const pouring = { on: true };
  async function pour(account_name: string): Promise<void> {
    while (pouring.on) {
      const signal = { symbol: 'BTC/USDT', side: 'long', amount: '0.001', type: 'market', account_name } as const;
      const atMs = Date.now();
      const fired = await client.signals.fire.mutate(signal);
      codes.push({ atMs, code: fired.error?.code ?? null });
      await pause(EVERY_MS * AT_ONCE);
    }
  }
  const pours = Array.from({ length: AT_ONCE }, (_, n) => pour(n % 2 === 0 ? 'main_binance' : 'friend'));
  await expect.poll(() => placements(venue).length).toBeGreaterThan(6);

  await page.keyboard.press('Control+Shift+K');
  const killedMs = Date.now();
  await page.keyboard.press('Control+Shift+K');
  await expect(stopBand(page)).toContainText('everything');
  await pause(MOST_MS);
  const arrived = placements(venue).length;
  const sinceMs = Date.now();
  await pause(2 * MOST_MS);
  pouring.on = false;
  await Promise.all(pours);

  expect(placements(venue)).toHaveLength(arrived);
  expect(placements(venue).filter(({ at }) => at > killedMs + MOST_MS)).toEqual([]);
  const late = codes.filter(({ atMs }) => atMs > sinceMs);
  expect(late.length).toBeGreaterThan(0);
  expect(new Set(late.map(({ code }) => code))).toEqual(new Set(['KILL_SWITCH']));
  const { orders } = await qt(['orders', 'list', '--limit', '500']);
  const known = orders.filter((order: { status: string }) => order.status === 'filled');
  expect(known).toHaveLength(arrived);
  await expect(page.getByRole('group', { name: 'Real trading disarmed' })).toBeVisible();
});
