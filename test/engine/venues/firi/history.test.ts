import { expect, it, onTestFinished } from 'vitest';
import type { VenueHistory } from '../../../../electron/engine/venues/venue.ts';
import { openFiriRig } from '../rig.ts';
import type { Rig } from '../rig.ts';
import { tradeIds, walk } from '../walk-history.ts';

const DAY_MS = 86_400_000;

async function opened(): Promise<{ rig: Rig; history: VenueHistory; nowMs: number }> {
  const rig = await openFiriRig();
  onTestFinished(() => rig.close());
  return { rig, history: rig.venue.history as VenueHistory, nowMs: Math.floor(rig.clock.nowMs()) };
}

it('Firi: every closed order counts as one trade at its limit, by the id that our own orders have', async () => {
  const { rig, history, nowMs } = await opened();
  const ids = rig.server.history('main').trades(
    Array.from({ length: 520 }, (_, index) => ({
      market: 'BTCNOK',
      side: 'buy' as const,
      price: '600000',
      amount: '0.001',
      fee: '0.000005',
      feeAsset: 'BTC',
      at: nowMs - (600 - index) * DAY_MS,
    })),
  );
  // Of one order several trades make one.
  rig.server.history('main').trades([
    { market: 'BTCNOK', side: 'sell', price: '650000', amount: '0.002', at: nowMs - 2_000, orderId: 77 },
    { market: 'BTCNOK', side: 'sell', price: '649000', amount: '0.003', at: nowMs - 1_000, orderId: 77 },
  ]);
  const open = rig.server.placeOutside('main', { market: 'BTCNOK', side: 'buy', price: '500000', amount: '0.01' });
  rig.server.fillResting(open, '0.004');

  expect((await history.parts(['ETH/NOK'])).slice(0, 2)).toEqual(['trades ETH/NOK', 'ledger']);
  const { trades, cursors } = await walk(history, 'trades BTC/NOK');
  const orders = [...ids.map((id) => `BTC/NOK order ${id - 500_000} buy`), 'BTC/NOK order 77 sell'];
  expect(tradeIds(trades)).toEqual(orders.toSorted());
  expect(trades[0]).toEqual({
    symbol: 'BTC/NOK',
    side: 'sell',
    venueOrderId: '77',
    tradeId: 'order 77',
    price: '649000',
    amount: '0.005',
    fee: null,
    feeAsset: null,
    liquidity: null,
    atMs: nowMs - 2_000,
  });
  // What is left of the open one ends: then it is told.
  await rig.venue.cancelExternal({ venueOrderId: open, symbol: 'BTC/NOK' });
  const later = await walk(history, 'trades BTC/NOK', cursors.at(-1));
  expect(later.trades).toContainEqual(
    expect.objectContaining({ tradeId: `order ${open}`, amount: '0.004', price: '500000', side: 'buy' }),
  );
});

it('Firi: what came and went in each year, and no match', async () => {
  const { rig, history, nowMs } = await opened();
  const seeds = rig.server.history('main');
  seeds.trades([{ market: 'BTCNOK', side: 'buy', price: '600000', amount: '0.001', at: nowMs - 5_000 }]);
  seeds.deposit({ asset: 'NOK', amount: '1000.25', at: Date.UTC(2018, 0, 1) });
  const many = Array.from({ length: 501 }, (_, index) => index);
  for (const index of many) seeds.deposit({ asset: 'NOK', amount: '1', at: Date.UTC(2021, 5, 1) + index });
  seeds.withdraw({ asset: 'BTC', amount: '0.5', fee: '0.0001', at: nowMs - 4_000 });
  seeds.convert({ asset: 'NOK', amount: '1', into: { asset: 'ETH', amount: '0.01' }, at: nowMs - 3_000 });
  const first = await walk(history, 'ledger');
  const ids = new Set(first.flows.map(({ id }) => id));
  expect(ids.size).toBe(505);
  expect(first.flows[0]).toMatchObject({ kind: 'deposit', asset: 'NOK', amount: '1000.25', symbol: null });
  expect(first.flows.slice(-3)).toMatchObject([
    { kind: 'other', asset: 'NOK', amount: '-1' },
    { kind: 'other', asset: 'ETH', amount: '0.01' },
    { kind: 'withdrawal', asset: 'BTC', amount: '-0.5001' },
  ]);
  for (const cursor of [first.cursors[2]!, first.cursors.at(-1)!]) {
    const again = await walk(history, 'ledger', cursor);
    expect(again.flows.every(({ id }) => ids.has(id))).toBe(true);
  }
});
