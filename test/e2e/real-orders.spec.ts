import { armInDialog } from './support/arm.ts';
import { ONE, TWO, TWO_ACCOUNTS, binanceAccount, placements } from './support/binance-accounts.ts';
import { expect, test as base } from './support/console-test.ts';
import type { Console } from './support/console-test.ts';
import {
  cell,
  fillTicket,
  fireReal,
  lastFiring,
  logRow,
  logRows,
  previewOf,
  realButton,
  receiptOf,
  ticketOf,
} from './support/desk.ts';
import { openView } from './support/navigation.ts';
import { confirmByHold, confirmByTyping, decline, isAsked, surfaceOf } from './support/surface.ts';
import type { VenueHandle } from '../venues/venue-server.ts';

/** A console with two real accounts at one local venue; `main_binance` is the default of its exchange. */
const test = base.extend<{ venue: VenueHandle; desk: Console }>({
  venue: async ({ openBinance }, use) => use(await openBinance(TWO_ACCOUNTS)),
  desk: async ({ openConsole, venue }, use) => {
    const friend = binanceAccount('friend', 'real', venue, TWO, { OWNER: 'friend_1' });
    await use(await openConsole({ ...binanceAccount('main_binance', 'real', venue, ONE), ...friend }));
  },
});

test('a real account starts disarmed: the ticket says so, and nothing that changes anything is sent', async ({
  desk: { page, qt },
  venue,
}) => {
  await expect(page.getByRole('group', { name: 'Real trading disarmed' })).toContainText('REAL DISARMED');
  await expect(page.getByRole('article', { name: 'Account main_binance' })).toContainText('REAL');
  await fillTicket(page, { size: '0.01' });
  await expect(previewOf(page)).toContainText('ACCOUNT_DISARMED');
  await expect(receiptOf(page)).toContainText('Real trading is disarmed for this account.');
  await expect(realButton(page)).toBeDisabled();
  await ticketOf(page).getByRole('textbox', { name: 'Size', exact: true }).press('Enter');

  await qt(['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'], 3);
  await expect(cell(logRow(page, 0), 'source')).toHaveText('rejected');
  await expect(logRows(page)).toHaveCount(1);
  expect(venue.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('armed by typing, fired by a full hold on the surface: exactly one order, in the right account', async ({
  desk,
  venue,
}) => {
  const { page } = desk;
  await fillTicket(page, { size: '0.01' });
  await receiptOf(page).getByRole('button', { name: 'Arm' }).click();
  await armInDialog(desk, 'main_binance');
  const armed = page.getByRole('group', { name: 'Real trading armed: main_binance' });
  await expect(armed).toContainText('REAL ARMED');
  await expect(armed).toContainText(/14:[0-5]\d/);

  // Enter in the ticket leads to the question; it fires nothing.
  await expect(realButton(page)).toBeEnabled();
  await ticketOf(page).getByRole('textbox', { name: 'Size', exact: true }).press('Enter');
  const { card, mouse } = await surfaceOf(desk);
  await expect(card).toContainText('Buy 0.01 BTC at market');
  await expect(card).toContainText('main_binance');
  await expect(card.getByRole('button', { name: /^Cancel/ })).toBeFocused();

  // A short press shows that it counts, and comes to nothing.
  const hold = card.getByRole('button', { name: /^(Hold to|Keep holding)/ });
  await expect(async () => {
    await hold.hover();
    await mouse.down();
    await expect(hold).toContainText('Keep holding', { timeout: 500 });
  }).toPass();
  await mouse.up();
  await expect(hold).toContainText('Hold to fire REAL order');
  await expect(lastFiring(page)).toHaveCount(0);
  expect(placements(venue)).toEqual([]);

  await confirmByHold(desk);
  await expect(lastFiring(page)).toContainText('Filled 0.01');
  await expect(cell(logRow(page, 0), 'outcome')).toContainText('Filled 0.01');
  await expect(cell(logRow(page, 0), 'account')).toContainText('REAL');
  await expect(logRows(page)).toHaveCount(1);
  expect(venue.ledger('one').orders).toHaveLength(1);
  expect(venue.ledger('one').orders[0]).toMatchObject({ side: 'buy', amount: '0.01', status: 'filled' });
  expect(venue.ledger('two').orders).toEqual([]);
  expect(placements(venue)).toHaveLength(1);

  await armed.getByRole('button', { name: 'Disarm' }).click();
  await expect(page.getByRole('group', { name: 'Real trading disarmed' })).toBeVisible();
  await expect(receiptOf(page)).toContainText('Real trading is disarmed for this account.');
});

test('typing the name of the account and Enter is the other way to say yes', async ({ desk, venue }) => {
  const { page, qt } = desk;
  await qt(['arm', 'friend', '--for', '10m', '--yes']);
  await expect(page.getByRole('group', { name: 'Real trading armed: friend' })).toBeVisible();
  await fillTicket(page, { size: '0.02', account: 'friend' });
  await expect(receiptOf(page)).toContainText('friend_1’s money');
  await realButton(page).click();
  const { card } = await surfaceOf(desk);
  await expect(card).toContainText('This is friend_1’s money.');
  const typed = card.getByRole('textbox', { name: 'Or type friend and press Enter' });
  await expect(async () => {
    await typed.fill('frien');
    await typed.press('Enter');
    await expect(card).toContainText('Type friend exactly.', { timeout: 300 });
  }).toPass();
  await confirmByTyping(desk, 'friend');
  await expect(lastFiring(page)).toContainText('Filled 0.02');
  expect(venue.ledger('two').orders.map(({ amount }) => amount)).toEqual(['0.02']);
  expect(venue.ledger('one').orders).toEqual([]);
  expect(placements(venue)).toHaveLength(1);
});

test('a no is a no: by Cancel, by Escape, and by leaving the page', async ({ desk, venue }) => {
  const { page, qt, door } = desk;
  await qt(['arm', 'main_binance', '--for', '10m', '--yes']);
  await fillTicket(page, { size: '0.01' });
  await realButton(page).click();
  await decline(desk);
  await expect(lastFiring(page)).toContainText('Not fired.');

  await realButton(page).click();
  const { card } = await surfaceOf(desk);
  await expect(async () => {
    if (await isAsked(desk)) await card.getByRole('button', { name: /^Cancel/ }).press('Escape', { timeout: 500 });
    expect(await isAsked(desk)).toBe(false);
  }).toPass();
  await expect(lastFiring(page)).toContainText('Not fired.');

  await realButton(page).click();
  await surfaceOf(desk);
  await page.reload();
  await expect.poll(() => isAsked(desk)).toBe(false);
  await expect(page.getByRole('status').filter({ hasText: 'Engine connected' })).toBeVisible();
  expect(await isAsked(desk), door.name).toBe(false);
  expect(placements(venue)).toEqual([]);
});

test('arming runs out by itself, and a yes that comes after that fires nothing', async ({ desk, venue }) => {
  test.setTimeout(180_000);
  const { page, qt } = desk;
  await qt(['arm', 'main_binance', '--for', '1m', '--yes']);
  const armed = page.getByRole('group', { name: 'Real trading armed: main_binance' });
  await expect(armed).toContainText(/0:[0-5]\d/);
  await fillTicket(page, { size: '0.01' });
  await expect(realButton(page)).toBeEnabled();
  await expect(armed).toContainText(/0:(1\d|0\d)/, { timeout: 60_000 });
  await realButton(page).click();
  await surfaceOf(desk);
  await expect(page.getByRole('group', { name: 'Real trading disarmed' })).toBeVisible({ timeout: 40_000 });
  await confirmByTyping(desk, 'main_binance');
  await expect(lastFiring(page)).toContainText('ACCOUNT_DISARMED');
  await expect(realButton(page)).toBeDisabled();
  expect(placements(venue)).toEqual([]);
});

test('Ctrl Shift D disarms at once, and arming from the command line is seen', async ({ desk: { page, qt } }) => {
  await qt(['arm', 'main_binance', '--for', '1h', '--yes']);
  await expect(page.getByRole('group', { name: 'Real trading armed: main_binance' })).toContainText(/(59|1:00):\d\d/);
  await page.keyboard.press('Control+Shift+D');
  await expect(page.getByRole('group', { name: 'Real trading disarmed' })).toBeVisible();
  await qt(['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'], 3);
});

test('a lost answer is unknown until it is looked up, and is never sent again', async ({ desk, venue }) => {
  const { page, qt } = desk;
  await qt(['arm', 'main_binance', '--for', '10m', '--yes']);
  await fillTicket(page, { size: '0.01' });
  // Else the stream would tell at once what the answer did not.
  venue.streams.hold();
  venue.faults.always('order.query', { kind: 'drop_before' });
  venue.faults.next('order.place', { kind: 'drop_after' });
  await fireReal(desk);
  await expect(lastFiring(page)).toContainText('No certain answer: being looked up, not sent again');
  await expect(page.getByRole('article', { name: 'Account main_binance' })).toContainText('1 unknown');
  await expect(page.getByRole('button', { name: 'Orders , 1 with unknown outcome' })).toBeVisible();
  await expect(receiptOf(page)).toContainText('Refused: ');
  await expect(previewOf(page)).toContainText('OUTCOME_PENDING');
  await openView(page, 'Orders');
  await expect(page.getByRole('main', { name: 'Orders' })).toContainText(
    '1 order with unknown outcome: being looked up.',
  );

  venue.faults.clear();
  await expect(page.getByRole('main', { name: 'Orders' })).not.toContainText('with unknown outcome', {
    timeout: 15_000,
  });
  // What the stream had to say comes late, and changes nothing.
  venue.streams.release();
  await openView(page, 'Desk');
  await expect(cell(logRow(page, 0), 'outcome')).toContainText('Filled 0.01');
  expect(venue.ledger('one').orders).toHaveLength(1);
  expect(placements(venue)).toHaveLength(1);
  expect((await qt(['orders', 'list'])).orders).toHaveLength(1);
});

test('what the venue refuses is certain, and says why', async ({ desk, venue }) => {
  const { page, qt } = desk;
  await qt(['arm', 'main_binance', '--for', '10m', '--yes']);
  await fillTicket(page, { size: '0.01' });
  venue.faults.next('order.place', {
    kind: 'error',
    status: 400,
    body: { code: -2010, msg: 'Account has insufficient balance for requested action.' },
  });
  await fireReal(desk);
  await expect(lastFiring(page)).toContainText('INSUFFICIENT_FUNDS');
  await expect(cell(logRow(page, 0), 'outcome')).not.toContainText('Filled');
  expect(venue.ledger('one').orders).toEqual([]);
  expect(placements(venue)).toHaveLength(1);
});
