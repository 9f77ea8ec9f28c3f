import { expect, it, onTestFinished } from 'vitest';
import type { VenueHistory } from '../../../../electron/engine/venues/venue.ts';
import { openOkxRig } from '../rig.ts';
import type { Rig } from '../rig.ts';
import { tradeIds, walk } from '../walk-history.ts';

const DAY_MS = 86_400_000;

async function opened(open: () => Promise<Rig>): Promise<{ rig: Rig; history: VenueHistory; nowMs: number }> {
  const rig = await open();
  onTestFinished(() => rig.close());
  return { rig, history: rig.venue.history as VenueHistory, nowMs: Math.floor(rig.clock.nowMs()) };
}

/** Over two months and several pages, thirty of them in one millisecond on the edge of a page. */
function seedTrades(rig: Rig, nowMs: number, market: string): number[] {
  const fromMs = nowMs - 60 * DAY_MS;
  const at = (index: number): number =>
    index >= 190 && index < 220 ? fromMs + 190_000_000 : fromMs + index * 1_000_000;
  return rig.server.history('main').trades(
    Array.from({ length: 405 }, (_, index) => ({
      market,
      side: index % 3 === 0 ? ('sell' as const) : ('buy' as const),
      price: `${50_000 + index}.5`,
      amount: '0.01',
      fee: '0.00001',
      feeAsset: market.endsWith('SWAP') ? 'USDT' : 'BTC',
      maker: index % 2 === 0,
      at: at(index),
    })),
  );
}

it('OKX: every trade of three months is told, page by page, from wherever it was left', async () => {
  const { rig, history, nowMs } = await opened(openOkxRig);
  const ids = seedTrades(rig, nowMs, 'BTC-USDT');
  const wanted = ids.map((id, index) => `BTC/USDT ${id} ${index % 3 === 0 ? 'sell' : 'buy'}`).toSorted();
  expect(await history.parts(['BTC/USDT'])).toEqual(['trades', 'ledger']);

  const all = await walk(history, 'trades');
  expect(tradeIds(all.trades)).toEqual(wanted);
  expect(all.trades).toHaveLength(405);
  expect(all.trades.at(-1)).toEqual({
    symbol: 'BTC/USDT',
    tradeId: String(ids[0]),
    side: 'sell',
    venueOrderId: String(ids[0]! - 500_000),
    price: '50000.5',
    amount: '0.01',
    fee: '0.00001',
    feeAsset: 'BTC',
    liquidity: 'maker',
    atMs: nowMs - 60 * DAY_MS,
  });
  for (const [index, cursor] of all.cursors.slice(0, -1).entries()) {
    const before = all.trades.slice(0, (index + 1) * 100);
    expect(tradeIds([...before, ...(await walk(history, 'trades', cursor)).trades])).toEqual(wanted);
  }
});

it('OKX: a later walk tells what is new, and little else', async () => {
  const { rig, history, nowMs } = await opened(openOkxRig);
  seedTrades(rig, nowMs, 'BTC-USDT');
  const first = await walk(history, 'trades');
  const newer = rig.server
    .history('main')
    .trades([{ market: 'ETH-USDT', side: 'buy', price: '3000', amount: '1', at: nowMs - 1_000 }]);
  const second = await walk(history, 'trades', first.cursors.at(-1));
  expect(second.trades.length).toBeLessThan(10);
  expect(tradeIds(second.trades)).toContain(`ETH/USDT ${newer[0]} buy`);
});

it('OKX: money that came and went is told with its sign; trades are not told twice', async () => {
  const { rig, history, nowMs } = await opened(openOkxRig);
  seedTrades(rig, nowMs, 'BTC-USDT');
  const seeds = rig.server.history('main');
  seeds.transfer({ asset: 'USDT', amount: '1000.25', at: nowMs - 3_000 });
  seeds.transfer({ asset: 'BTC', amount: '-0.5', at: nowMs - 2_000 });
  seeds.convert({ asset: 'USDT', amount: '30', into: { asset: 'ETH', amount: '0.01' }, at: nowMs - 1_000 });
  seeds.transfer({ asset: 'USDT', amount: '7', at: nowMs - 100 * DAY_MS });
  const { flows, trades } = await walk(history, 'ledger');
  expect(trades).toEqual([]);
  expect(flows.map(({ kind, asset, amount, symbol }) => [kind, asset, amount, symbol])).toEqual([
    ['conversion', 'ETH', '0.01', null],
    ['conversion', 'USDT', '-30', null],
    ['transfer', 'BTC', '-0.5', null],
    ['transfer', 'USDT', '1000.25', null],
  ]);
  expect(new Set(flows.map(({ id }) => id)).size).toBe(4);
});

it('OKX swaps: trades in base units, funding by market', async () => {
  const { rig, history, nowMs } = await opened(() =>
    openOkxRig({}, { market: 'swap', leverage: '3', marginMode: 'cross' }),
  );
  const [id] = seedTrades(rig, nowMs, 'BTC-USDT-SWAP');
  rig.server.history('main').fund({ asset: 'USDT', amount: '-1.5', market: 'BTC-USDT-SWAP', at: nowMs - 2_000 });
  const { trades } = await walk(history, 'trades');
  expect(trades).toHaveLength(405);
  expect(trades.at(-1)).toMatchObject({
    symbol: 'BTC/USDT:USDT',
    tradeId: String(id),
    amount: '0.01',
    feeAsset: 'USDT',
  });
  const { flows } = await walk(history, 'ledger');
  expect(flows).toMatchObject([{ kind: 'funding', asset: 'USDT', amount: '-1.5', symbol: 'BTC/USDT:USDT' }]);
});

it('OKX: a refusal is told as one, and only GET leaves', async () => {
  const { rig, history } = await opened(openOkxRig);
  rig.server.faults.next('bills', { kind: 'rate_limit', retryAfter: 1 });
  await expect(history.page('ledger', null)).rejects.toMatchObject({ code: 'VENUE_RATE_LIMIT' });
  expect(rig.server.signedRequests().every(({ method }) => method === 'GET')).toBe(true);
});
