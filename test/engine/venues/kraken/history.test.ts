import { expect, it, onTestFinished } from 'vitest';
import type { VenueHistory } from '../../../../electron/engine/venues/venue.ts';
import { KRAKEN_IDS } from '../../../venues/kraken/ids.ts';
import { krakenFault } from '../../../venues/kraken/errors.ts';
import { openKrakenRig } from '../rig.ts';
import type { Rig } from '../rig.ts';
import { tradeIds, walk } from '../walk-history.ts';

const DAY_MS = 86_400_000;

async function opened(): Promise<{ rig: Rig; history: VenueHistory; nowMs: number }> {
  const rig = await openKrakenRig();
  onTestFinished(() => rig.close());
  return { rig, history: rig.venue.history as VenueHistory, nowMs: Math.floor(rig.clock.nowMs()) };
}

/** Over five years, twenty of them in one millisecond on the edge of a page. */
function seedTrades(rig: Rig, nowMs: number): number[] {
  const fromMs = nowMs - 5 * 365 * DAY_MS;
  const at = (index: number): number => (index >= 90 && index < 110 ? fromMs + 90 * DAY_MS : fromMs + index * DAY_MS);
  return rig.server.history('main').trades(
    Array.from({ length: 205 }, (_, index) => ({
      market: index % 2 === 0 ? 'XXBTZUSD' : 'XETHZUSD',
      side: 'sell' as const,
      price: '30000.5',
      amount: '0.01',
      fee: '0.26',
      at: at(index),
    })),
  );
}
const wantedOf = (ids: readonly number[]): string[] =>
  ids.map((id, index) => `${index % 2 === 0 ? 'BTC' : 'ETH'}/USD ${KRAKEN_IDS.trade(id)} sell`).toSorted();

it('Kraken: every trade there ever was is told, page by page, from wherever it was left', async () => {
  const { rig, history, nowMs } = await opened();
  const ids = seedTrades(rig, nowMs);
  const all = await walk(history, 'trades');
  expect(tradeIds(all.trades)).toEqual(wantedOf(ids));
  expect(all.trades).toHaveLength(205);
  expect(all.trades.at(-1)).toEqual({
    symbol: 'BTC/USD',
    tradeId: KRAKEN_IDS.trade(ids[0]!),
    side: 'sell',
    venueOrderId: KRAKEN_IDS.order(ids[0]! - 500_000),
    price: '30000.5',
    amount: '0.01',
    fee: '0.26',
    feeAsset: 'USD',
    liquidity: 'taker',
    atMs: nowMs - 5 * 365 * DAY_MS,
  });
  for (const [index, cursor] of all.cursors.slice(0, -1).entries()) {
    const before = all.trades.slice(0, (index + 1) * 50);
    expect(tradeIds([...before, ...(await walk(history, 'trades', cursor)).trades])).toEqual(wantedOf(ids));
  }
});

it('Kraken: what is traded during a walk is lost neither to it nor to the next', async () => {
  const { rig, history, nowMs } = await opened();
  const ids = seedTrades(rig, nowMs);
  const page = await history.page('trades', null);
  const newer = rig.server
    .history('main')
    .trades([{ market: 'XXBTZUSD', side: 'buy', price: '60000', amount: '0.1', at: nowMs - 1_000 }]);
  const rest = await walk(history, 'trades', page.cursor);
  expect(tradeIds([...page.trades, ...rest.trades]).filter((id) => id.endsWith('sell'))).toEqual(wantedOf(ids));
  // The next walk begins at the newest of the former, a little before.
  const second = await walk(history, 'trades', rest.cursors.at(-1));
  expect(tradeIds(second.trades)).toContain(`BTC/USD ${KRAKEN_IDS.trade(newer[0]!)} buy`);
  expect(second.trades.length).toBeLessThan(5);
});

it('Kraken: deposits, withdrawals with their fee, transfers and conversions, with exact signs; trades are not told twice', async () => {
  const { rig, history, nowMs } = await opened();
  seedTrades(rig, nowMs);
  const seeds = rig.server.history('main');
  seeds.deposit({ asset: 'USD', amount: '1000.25', at: nowMs - 900 * DAY_MS });
  seeds.withdraw({ asset: 'BTC', amount: '0.5', fee: '0.0001', at: nowMs - 4_000 });
  seeds.transfer({ asset: 'USD', amount: '-20', at: nowMs - 3_000 });
  seeds.convert({ asset: 'USD', amount: '30', into: { asset: 'ETH', amount: '0.01' }, at: nowMs - 2_000 });
  const { flows, trades } = await walk(history, 'ledger');
  expect(trades).toEqual([]);
  const told = flows.map(({ kind, asset, amount, symbol, atMs }) => [kind, asset, amount, symbol, nowMs - atMs]);
  expect(told).toEqual([
    ['conversion', 'ETH', '0.01', null, 2_000],
    ['conversion', 'USD', '-30', null, 2_000],
    ['transfer', 'USD', '-20', null, 3_000],
    ['withdrawal', 'BTC', '-0.5', null, 4_000],
    ['fee', 'BTC', '-0.0001', null, 4_000],
    ['deposit', 'USD', '1000.25', null, 900 * DAY_MS],
  ]);
  expect(new Set(flows.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(6);
});

it('Kraken: what a key may not ask for, and what is asked for too often, is told as such', async () => {
  const { rig, history } = await opened();
  rig.server.faults.next('ledgers', krakenFault('EGeneral:Permission denied'));
  await expect(history.page('ledger', null)).rejects.toMatchObject({ code: 'VENUE_AUTH' });
  rig.server.faults.next('trades', krakenFault('EAPI:Rate limit exceeded'));
  await expect(history.page('trades', null)).rejects.toMatchObject({ code: 'VENUE_RATE_LIMIT' });
});
