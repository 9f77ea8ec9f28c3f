import { ONE, TWO_ACCOUNTS, binanceAccount } from './support/binance-accounts.ts';
import { expect, test as base } from './support/console-test.ts';
import type { Console } from './support/console-test.ts';
import { fillTicket, receiptOf } from './support/desk.ts';
import { openView } from './support/navigation.ts';
import { confirmByHold, surfaceOf } from './support/surface.ts';
import type { VenueHandle } from '../venues/venue-server.ts';

const test = base.extend<{ venue: VenueHandle; desk: Console }>({
  venue: async ({ openBinance }, use) => use(await openBinance(TWO_ACCOUNTS)),
  desk: async ({ openConsole, venue }, use) => {
    const desk = await openConsole(binanceAccount('main_binance', 'real', venue, ONE));
    await desk.qt(['arm', 'main_binance', '--for', '1h', '--yes']);
    await use(desk);
  },
});
const OUTSIDE = { market: 'BTCUSDT', side: 'buy', price: '45000.00', amount: '0.05' } as const;
const fire = ({ qt }: Console, price: string): Promise<unknown> =>
  qt([
    'signal',
    'fire',
    ...['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01', '--type', 'limit', '--price', price],
  ]);

test('an order is amended: what takes its place is shown, and both know of each other', async ({ desk, venue }) => {
  const { page } = desk;
  await fire(desk, '50000');
  await openView(page, 'Orders');
  await page.getByRole('main', { name: 'Orders' }).getByRole('gridcell', { name: '50,000' }).click();
  const drawer = page.getByRole('complementary', { name: /^Order / });
  const first = await drawer.getAttribute('aria-label');
  await drawer.getByRole('button', { name: /^Amend order/ }).click();
  const price = drawer.getByRole('textbox', { name: 'Price, USDT' });
  await expect(price).toBeFocused();
  await drawer.getByRole('button', { name: 'Change the order' }).click();
  await expect(drawer).toContainText('Nothing is different yet.');
  await price.press('Escape');
  await expect(drawer.getByRole('form', { name: 'Amend the order' })).toHaveCount(0);
  await expect(drawer).toBeVisible();

  await drawer.getByRole('button', { name: /^Amend order/ }).click();
  await price.fill('51000');
  await price.press('Enter');
  const { card } = await surfaceOf(desk);
  await expect(card).toContainText('Buy 0.01 BTC in total at 51,000 USDT');
  await confirmByHold(desk);
  await expect(drawer).toContainText('An amend placed this order');
  await expect(drawer).toContainText('51,000');
  await drawer
    .getByRole('note')
    .getByRole('button', { name: /^order/ })
    .click();
  await expect(page.getByRole('complementary', { name: first ?? '' })).toContainText('An amend cancelled this order');
  // The form that had the focus is long gone; the key finds its way all the same.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: /^Order / })).toHaveCount(0);
  const left = venue.ledger('one').orders.map(({ price: at, status }) => [Number(at), status]);
  expect(left).toEqual([
    [50_000, 'canceled'],
    [51_000, 'open'],
  ]);
});

test('what others placed at the exchange is shown as external, and cancelled only by its own button', async ({
  desk,
  venue,
}) => {
  const { page } = desk;
  await fire(desk, '50000');
  const id = venue.placeOutside('one', OUTSIDE);
  await openView(page, 'Accounts');
  const panel = page.getByRole('region', { name: 'Reconciliation' });
  await expect(panel).toContainText('agrees with the exchange');
  await panel.getByRole('button', { name: 'Compare' }).click();
  await expect(panel).toContainText(/External orders\s*1/);

  await page.getByRole('button', { name: 'Cancel all' }).click();
  const question = page.getByRole('group', { name: 'Cancel all orders of main_binance?' });
  await expect(question.getByRole('button', { name: 'Keep' })).toBeFocused();
  await question.getByRole('button', { name: 'Yes' }).click();
  await expect(page.getByRole('region', { name: 'Open orders' })).toContainText('No open order');
  const states = () => venue.ledger('one').orders.map(({ status }) => status);
  expect(states()).toEqual(['canceled', 'open']);

  await openView(page, 'Orders');
  const view = page.getByRole('main', { name: 'Orders' });
  await view.getByRole('tab', { name: /^External/ }).click();
  const row = view.getByRole('row').filter({ hasText: id });
  await expect(row).toContainText('EXTERNAL');
  await row.getByRole('button', { name: `Cancel external order ${id}` }).click();
  await view
    .getByRole('group', { name: `Cancel external order ${id}?` })
    .getByRole('button', { name: 'Yes' })
    .click();
  await expect(view).toContainText('No external order');
  expect(states()).toEqual(['canceled', 'canceled']);
});

test('an account that cannot be compared says that it does not trade, until it is compared', async ({
  openConsole,
  venue,
}) => {
  venue.faults.always('openOrders', { kind: 'status', status: 503 });
  const { page, qt } = await openConsole(binanceAccount('main_binance', 'real', venue, ONE));
  const refused = await qt(['arm', 'main_binance', '--for', '1h', '--yes'], 3);
  expect(refused.error.code).toBe('ACCOUNT_UNRECONCILED');
  await expect(page.getByRole('article', { name: 'Account main_binance' })).toContainText('not reconciled');
  await openView(page, 'Accounts');
  const panel = page.getByRole('region', { name: 'Reconciliation' });
  await expect(panel.getByRole('alert')).toContainText('Does not trade until this succeeds');

  venue.faults.clear();
  await panel.getByRole('button', { name: 'Compare' }).click();
  await expect(panel).toContainText('agrees with the exchange');
  await expect(panel.getByRole('alert')).toHaveCount(0);
  await qt(['arm', 'main_binance', '--for', '1h', '--yes']);
  await openView(page, 'Desk');
  await fillTicket(page, { size: '0.01' });
  await expect(receiptOf(page).getByRole('button', { name: 'Fire REAL order…' })).toBeEnabled();
});
