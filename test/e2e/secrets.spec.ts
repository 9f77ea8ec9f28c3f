import { ONE, TWO, TWO_ACCOUNTS, binanceAccount } from './support/binance-accounts.ts';
import { expect, test } from './support/console-test.ts';
import { cell, fillTicket, fireReal, lastFiring, logRow } from './support/desk.ts';
import { openEveryReading } from './support/everything-read.ts';
import { VIEW_NAMES, openView } from './support/navigation.ts';

const PASSPHRASE = 'canaryPASSPHRASE0123456789';

test('no credential reaches the page: not what it shows, and not what it was ever answered', async ({
  openBinance,
  openConsole,
}) => {
  const venue = await openBinance(TWO_ACCOUNTS);
  const desk = await openConsole({
    ...binanceAccount('main_binance', 'real', venue, ONE),
    ...binanceAccount('friend', 'paper', venue, TWO),
    QT_ACCOUNT_BROKEN_EXCHANGE: 'okx',
    QT_ACCOUNT_BROKEN_MODE: 'real',
    QT_ACCOUNT_BROKEN_PASSPHRASE: PASSPHRASE,
  });
  const { page, qt } = desk;
  const readings = await openEveryReading(desk.door);
  await qt(['arm', 'main_binance', '--for', '10m', '--yes']);

  await fillTicket(page, { size: '0.01' });
  await fireReal(desk);
  await expect(lastFiring(page)).toContainText('Filled 0.01');
  // A venue that repeats what it was sent, as some proxies do.
  const echo = `bad request: X-MBX-APIKEY ${ONE.apiKey}, ?signature=${'ab'.repeat(32)}&secret=${ONE.apiSecret}`;
  venue.faults.next('order.place', { kind: 'error', status: 400, body: { code: -1102, msg: echo } });
  await fireReal(desk);
  await expect(cell(logRow(page, 0), 'outcome')).not.toContainText('Filled');
  venue.faults.always('*', { kind: 'error', status: 401, body: { code: -2015, msg: echo } });
  await openView(page, 'Accounts');
  await page.locator('button[data-account="main_binance"]').click();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('region', { name: 'Connection test' })).toContainText('failed');

  const shown: string[] = [];
  for (const view of VIEW_NAMES) {
    await openView(page, view);
    shown.push(await page.content());
  }
  const received = await readings.all();
  expect(received, 'the readings are of this console').toContain('main_binance');
  for (const canary of [ONE.apiKey, ONE.apiSecret, TWO.apiKey, TWO.apiSecret, PASSPHRASE, 'ab'.repeat(32)]) {
    expect(shown.join('\n').includes(canary), `${canary} in the page`).toBe(false);
    expect(received.includes(canary), `${canary} in an answer`).toBe(false);
  }
});
