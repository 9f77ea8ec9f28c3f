import { ONE, TWO_ACCOUNTS, binanceAccount, placements } from './support/binance-accounts.ts';
import { expect, test as base } from './support/console-test.ts';
import type { Console } from './support/console-test.ts';
import { fillTicket, fireReal, lastFiring, previewOf, receiptOf } from './support/desk.ts';
import { openView } from './support/navigation.ts';
import type { Locator, Page } from '@playwright/test';
import type { VenueHandle } from '../venues/venue-server.ts';

/** The operator is asked after a second; look-ups by our own id are never answered, those by the exchange's id are. */
const test = base.extend<{ venue: VenueHandle; desk: Console }>({
  venue: async ({ openBinance }, use) => use(await openBinance(TWO_ACCOUNTS)),
  desk: async ({ openConsole, venue }, use) => {
    const desk = await openConsole({
      QT_UNKNOWN_ASK_AFTER: '1',
      ...binanceAccount('main_binance', 'real', venue, ONE),
    });
    await desk.qt(['arm', 'main_binance', '--for', '1h', '--yes']);
    venue.faults.always(({ route, params }) => route === 'order.query' && params['origClientOrderId'] !== undefined, {
      kind: 'status',
      status: 503,
    });
    await use(desk);
  },
});

const LIMIT = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01', '--type', 'limit', '--price', '50000'];
const drawerOf = (page: Page): Locator => page.getByRole('complementary', { name: /^Order / });

/** Sends an order that never arrives, and opens it. */
async function lose({ page, qt }: Console, venue: VenueHandle): Promise<{ id: string; drawer: Locator }> {
  venue.faults.next('order.place', { kind: 'drop_before' });
  const { orders } = await qt(['signal', 'fire', ...LIMIT], 5);
  await openView(page, 'Orders');
  const view = page.getByRole('main', { name: 'Orders' });
  await expect(view).toContainText('1 order with unknown outcome: waiting for you to decide.');
  await view.getByRole('button', { name: 'Decide', exact: true }).click();
  const drawer = drawerOf(page);
  await expect(drawer.getByRole('region', { name: 'Unknown outcome' })).toContainText('Please decide');
  await expect(drawer).toContainText('OUTCOME_UNKNOWN');
  await expect(drawer).toContainText('HTTP status 503');
  await expect(drawer).toContainText('filled: not known');
  return { id: orders[0].id, drawer };
}

test('an order that was lost is adopted by its id at the exchange, and no other is taken for it', async ({
  desk,
  venue,
}) => {
  const { id, drawer } = await lose(desk, venue);
  const outside = { market: 'BTCUSDT', side: 'buy', price: '50000.00' } as const;
  const other = venue.placeOutside('one', { ...outside, amount: '0.02' });
  const same = venue.placeOutside('one', { ...outside, amount: '0.01' });

  await drawer.getByRole('button', { name: 'It is there' }).click();
  const typed = drawer.getByRole('textbox', { name: 'The exchange’s id of the order' });
  await expect(typed).toBeFocused();
  await expect(drawer).toContainText('Give the id first.');
  await typed.fill(other);
  await typed.press('Enter');
  await expect(drawer.getByRole('alert')).toContainText('ORDER_NOT_ADOPTABLE');
  await expect(drawer.getByRole('alert')).toContainText('0.02');

  await typed.fill(same);
  await typed.press('Enter');
  await expect(drawer.getByRole('region', { name: 'Unknown outcome' })).toHaveCount(0);
  await expect(drawer.getByRole('list', { name: 'Lifecycle' })).toContainText('Decided by the operator');
  expect((await desk.qt(['orders', 'show', id])).order).toMatchObject({ status: 'open', venue_order_id: same });
  expect(placements(venue)).toHaveLength(1);
});

test('never placed, by the word of the operator: the record keeps what was checked, and the symbol is free', async ({
  desk,
  venue,
}) => {
  const { id, drawer } = await lose(desk, venue);
  await desk.qt(['signal', 'fire', ...LIMIT], 3);
  await drawer.getByRole('button', { name: 'Keep watching' }).click();
  await expect(drawer).toContainText('You are asked');
  await expect(drawer).toContainText('Please decide');

  await drawer.getByRole('button', { name: 'Never placed' }).click();
  await drawer.getByRole('button', { name: 'Mark as never placed' }).click();
  await expect(drawer).toContainText('NOT_PLACED');
  await expect(drawer.getByRole('list', { name: 'Lifecycle' })).toContainText('never placed. Checked:');
  expect((await desk.qt(['orders', 'show', id])).order.status).toBe('not_placed');
  await desk.qt(['signal', 'fire', ...LIMIT]);
  expect(venue.ledger('one').orders).toHaveLength(1);
});

test('the ticket fires past an unknown order on the operator’s word alone, once', async ({ desk, venue }) => {
  await lose(desk, venue);
  const { page } = desk;
  await openView(page, 'Desk');
  await fillTicket(page, { size: '0.02' });
  await expect(previewOf(page)).toContainText('OUTCOME_PENDING');
  const word = receiptOf(page).getByRole('checkbox', { name: 'Fire all the same' });
  await expect(receiptOf(page)).toContainText('main_binance trades twice');
  await expect(word).not.toBeChecked();

  // The word is for one signal: another size asks for it again.
  await word.check();
  await fillTicket(page, { size: '0.03' });
  await expect(previewOf(page)).toContainText('OUTCOME_PENDING');
  await expect(word).not.toBeChecked();

  await word.check();
  await fireReal(desk);
  await expect(lastFiring(page)).toContainText('Filled 0.03');
  await expect(word).not.toBeChecked();
  expect(venue.ledger('one').orders.map(({ amount }) => amount)).toEqual(['0.03']);
  expect(placements(venue)).toHaveLength(2);
});
