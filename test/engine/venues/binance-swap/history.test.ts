import { afterEach, describe, expect, it } from 'vitest';
import { openRealVenue } from '../../../../electron/engine/venues/open-venue.ts';
import { binanceFault } from '../../../venues/binance-server.ts';
import { keysOf, readAll, readInTwo, readPart } from '../exchange/read-whole.ts';
import { openBinanceSwapRig } from '../rig.ts';
import type { Rig } from '../rig.ts';

const DAY_MS = 86_400_000;
const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});
const open = async (...args: Parameters<typeof openBinanceSwapRig>): Promise<Rig> => {
  const rig = await openBinanceSwapRig(...args);
  rigs.push(rig);
  return rig;
};
const now = (rig: Rig): number => Math.floor(rig.clock.nowMs());
const TRADE = { market: 'BTCUSDT', side: 'buy', price: '60000.1', amount: '0.001', fee: '0.03' } as const;

describe('the past of a Binance futures wallet', () => {
  it('tells each trade of half a year once, 1 500 of one millisecond and those at the edges of weeks too', async () => {
    const rig = await open();
    const seeds = rig.server.history('main');
    const [start, ago] = [now(rig), (days: number) => start - days * DAY_MS];
    seeds.trades([{ ...TRADE, at: ago(400) }]);
    const ids = [
      ...seeds.trades(Array.from({ length: 24 }, (_, week) => ({ ...TRADE, at: ago(170) + week * (7 * DAY_MS - 1) }))),
      ...seeds.trades(Array.from({ length: 1_500 }, () => ({ ...TRADE, side: 'sell' as const, at: ago(2) }))),
    ];
    seeds.trades([{ ...TRADE, market: 'ETHUSDT', at: ago(1) }]);
    const history = rig.venue.history!;
    const { trades } = await readAll(history, ['BTC/USDT:USDT']);
    expect(trades.filter(({ symbol }) => symbol === 'BTC/USDT:USDT').map(({ tradeId }) => Number(tradeId))).toEqual(
      ids,
    );
    expect(trades.at(-1)).toMatchObject({ symbol: 'ETH/USDT:USDT', fee: '0.03', feeAsset: 'USDT', atMs: ago(1) });
    expect(rig.server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);

    const whole = await readPart(history, 'trades BTC/USDT:USDT');
    const reopened = openRealVenue(rig.account, rig.venue.market, rig.deps);
    const split = whole.known.findIndex(({ trades: count }) => count > 100);
    for (const page of [0, split])
      expect(await readInTwo(history, 'trades BTC/USDT:USDT', page, reopened.history!)).toEqual(keysOf(whole));
    await reopened.close();
  });

  it('tells funding, transfers and all else that changed the wallet, and leaves to the trades what is theirs', async () => {
    const rig = await open();
    const seeds = rig.server.history('main');
    const at = now(rig) - 30 * DAY_MS;
    seeds.trades([{ ...TRADE, at }]);
    seeds.fund({ asset: 'USDT', amount: '-0.12345678', market: 'BTCUSDT', at });
    seeds.fund({ asset: 'USDT', amount: '0.5', market: 'ETHUSDT', at });
    seeds.transfer({ asset: 'USDT', amount: '1000', other: 'futures', at });
    seeds.transfer({ asset: 'USDT', amount: '-10' });
    seeds.fund({ asset: 'USDT', amount: '1', market: 'BTCUSDT', at: now(rig) - 200 * DAY_MS });
    const { flows } = await readAll(rig.venue.history!);
    const told = flows.map(({ kind, asset, amount, symbol }) => [kind, asset, amount, symbol]);
    expect(told).toEqual([
      ['funding', 'USDT', '-0.12345678', 'BTC/USDT:USDT'],
      ['funding', 'USDT', '0.5', 'ETH/USDT:USDT'],
      ['transfer', 'USDT', '1000', null],
      ['transfer', 'USDT', '-10', null],
    ]);
    expect(rig.venue.history!.limits.join(' ')).toMatch(/three months/);
  });

  it('tells every page of a busy week, whatever stands between', async () => {
    const rig = await open();
    const seeds = rig.server.history('main');
    const at = now(rig) - 3 * DAY_MS;
    for (let index = 0; index < 1_200; index += 1)
      seeds.fund({ asset: 'USDT', amount: '0.001', market: 'BTCUSDT', at: at + Math.floor(index / 400) });
    seeds.trades(Array.from({ length: 900 }, () => ({ ...TRADE, at: at + 1 })));
    expect((await readPart(rig.venue.history!, 'ledger')).flows.size).toBe(1_200);
  });

  it.each([
    ['ledger', 'history.income'],
    ['trades BTC/USDT:USDT', 'userTrades'],
  ])('what fails has a code, and can be asked again: %s', async (part, route) => {
    const rig = await open();
    for (const [fault, code] of [
      [{ kind: 'garbage_200' }, 'VENUE_ERROR'],
      [binanceFault(-2015), 'VENUE_AUTH'],
      [binanceFault(-1003, { retryAfter: 1 }), 'VENUE_RATE_LIMIT'],
    ] as const) {
      rig.server.faults.next(route, fault);
      await expect(rig.venue.history!.page(part, null)).rejects.toMatchObject({ name: 'QtError', code });
    }
    rig.clock.moveOn(5_000);
    expect(await rig.venue.history!.page(part, null)).toMatchObject({ trades: [], flows: [], more: true });
  });
});
