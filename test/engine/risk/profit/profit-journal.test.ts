import { describe, expect, it } from 'vitest';
import { createProfitJournal } from '../../../../electron/engine/risk/profit/profit-journal.ts';
import type { Seat } from '../../../../electron/engine/risk/profit/profit-journal.ts';
import type { ProfitState } from '../../../../electron/engine/risk/profit/profit-state.ts';
import { filledReport, orderWorld, report } from '../../orders/order-world.ts';
import { tempJournal } from '../../../support/temp-journal.ts';
import { realAccount } from '../../../support/accounts.ts';

const STATE: ProfitState = {
  ...{ format: 1, currency: 'USDT', book: { BTC: { quantity: '1', mark: '50000' } }, profit: '-1.5', equity: '50000' },
  ...{ peak: { profit: '0', equity: '50001.5' }, lastFill: 3, lastOrder: 4, atMs: 1_000 },
  ...{ untold: {}, unsettled: ['ord_1'], slack: {}, reached: [] },
};
const SEAT: Seat = {
  ...{ accountName: 'main_binance', exchange: 'binance', mode: 'real', testnet: false, market: 'spot', mark: 'abc' },
};
const FROM_THE_START = { lastFill: 0, lastOrder: 0, untold: {}, unsettled: [] };

describe('what is stored of an account', () => {
  it('is what was left, for the same seat alone', () => {
    const journal = createProfitJournal(tempJournal());
    expect(journal.load(SEAT)).toBeNull();
    journal.save(SEAT, STATE);
    journal.save(SEAT, { ...STATE, profit: '2' });
    expect(journal.load(SEAT)).toEqual({ ...STATE, profit: '2' });
    const others: Partial<Seat>[] = [
      { mark: 'def' },
      { mode: 'paper', mark: null },
      { testnet: true },
      { market: 'swap' },
    ];
    for (const other of others) {
      expect(journal.load({ ...SEAT, ...other })).toBe('other');
    }
    expect(journal.load({ ...SEAT, accountName: 'other' })).toBeNull();
  });

  it('has one opening a day, which a new beginning replaces', () => {
    const journal = createProfitJournal(tempJournal());
    const day = { beganMs: 1_000, openedMs: 1_500, currency: 'USDT', openingEquity: '100', openingProfit: '-3' };
    expect(journal.day('a', 1_000)).toBeNull();
    journal.openDay('a', day);
    expect(journal.day('a', 1_000)).toEqual(day);
    journal.openDay('a', { ...day, currency: 'NOK', openingEquity: '1000' });
    expect(journal.day('a', 1_000)).toMatchObject({ currency: 'NOK', openingEquity: '1000' });
    expect(journal.day('a', 2_000)).toBeNull();
  });
});

describe('what happened since', () => {
  it('is every new fill and order of the seat, and every order that is not settled', async () => {
    const world = orderWorld();
    const seat = { ...SEAT, mark: world.inside.pool.seatMark('main_binance') };
    const journal = createProfitJournal(world.db);
    await world.fire({ id: 's1' });
    const first = journal.happened(seat, FROM_THE_START);
    expect(first.fills).toMatchObject([
      { symbol: 'BTC/USDT', side: 'buy', amount: '0.01', price: '50000', fee: '0.01' },
    ]);
    expect(first.orders).toMatchObject([{ order: { status: 'filled' }, told: { amount: '0.01', value: '500' } }]);

    world.venue.onPlace = () => ({ kind: 'accepted', report: report({ venueOrderId: 'v2' }) });
    await world.fire({ id: 's2' });
    const since = { ...FROM_THE_START, lastFill: first.newestFill, lastOrder: first.newestOrder };
    const second = journal.happened(seat, since);
    expect(second.fills).toEqual([]);
    expect(second.orders).toMatchObject([{ order: { status: 'open' }, told: { amount: '0' } }]);
    // It is looked at again as long as it is open, and once more after that.
    const later = { ...since, lastOrder: second.newestOrder };
    expect(journal.happened(seat, later).orders).toHaveLength(1);
    const open = second.orders[0]?.order.id ?? '';
    world.tracker.book(open, { ...filledReport('0.01'), venueOrderId: 'v2' }, 'stream', 'told');
    expect(journal.happened(seat, later).orders).toEqual([]);
    expect(journal.happened(seat, { ...later, unsettled: [open] }).orders).toMatchObject([
      { order: { status: 'filled' } },
    ]);

    // Another key is another account.
    expect(journal.happened({ ...seat, mark: 'other' }, FROM_THE_START)).toMatchObject({ fills: [], orders: [] });
    expect(journal.happened({ ...seat, mode: 'paper' }, FROM_THE_START)).toMatchObject({ fills: [], orders: [] });
    await world.close();
  });

  it('is not what other accounts did', async () => {
    const world = orderWorld({ accounts: [realAccount('main_binance'), realAccount('other_binance')] });
    const journal = createProfitJournal(world.db);
    await world.fire({ account_name: 'other_binance' });
    const seat = { ...SEAT, mark: world.inside.pool.seatMark('main_binance') };
    expect(journal.happened(seat, FROM_THE_START)).toMatchObject({
      fills: [],
      orders: [],
      newestFill: 1,
      newestOrder: 1,
    });
    await world.close();
  });
});
