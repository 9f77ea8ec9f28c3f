import { afterEach, describe, expect, it } from 'vitest';
import { openRealVenue } from '../../../../electron/engine/venues/open-venue.ts';
import { kucoinFault } from '../../../venues/kucoin-server.ts';
import { keysOf, readAll, readInTwo, readPart } from '../exchange/read-whole.ts';
import { openKucoinRig } from '../rig.ts';
import type { Rig } from '../rig.ts';

const DAY_MS = 86_400_000;
const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});
const open = async (...args: Parameters<typeof openKucoinRig>): Promise<Rig> => {
  const rig = await openKucoinRig(...args);
  rigs.push(rig);
  return rig;
};
const now = (rig: Rig): number => Math.floor(rig.clock.nowMs());
const TRADE = { market: 'BTC-USDT', side: 'buy', price: '60000.1', amount: '0.001', fee: '0.06' } as const;

describe('the past of a high-frequency account at KuCoin', () => {
  it('tells each trade that is kept once, market by market, 350 of one millisecond too', async () => {
    const rig = await open();
    const seeds = rig.server.history('main');
    const ago = (days: number): number => now(rig) - days * DAY_MS;
    seeds.trades([{ ...TRADE, at: ago(40) }]);
    const ids = [
      ...seeds.trades(Array.from({ length: 60 }, (_, index) => ({ ...TRADE, at: ago(6) + index * 3_600_000 }))),
      ...seeds.trades(Array.from({ length: 350 }, () => ({ ...TRADE, side: 'sell' as const, at: ago(1) }))),
      ...seeds.trades([{ ...TRADE, market: 'ETH-USDT', maker: true, at: ago(0.5) }]),
    ];
    const history = rig.venue.history!;
    const { trades } = await readAll(history, ['ETH/USDT']);
    expect(trades.map(({ tradeId }) => Number(tradeId)).toSorted((a, b) => a - b)).toEqual(ids);
    expect(trades[0]).toMatchObject({ symbol: 'ETH/USDT', fee: '0.06', feeAsset: 'USDT', liquidity: 'maker' });
    expect((await history.parts(['ETH/USDT'])).slice(0, 3)).toEqual([
      'trades ETH/USDT',
      'hf-ledger',
      'trades BTC/USDT',
    ]);
    expect(rig.server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);

    const whole = await readPart(history, 'trades BTC/USDT');
    const reopened = openRealVenue(rig.account, rig.venue.market, rig.deps);
    const middle = whole.cursors.findIndex((cursor) => !cursor.includes('"token":null'));
    for (const page of [middle, whole.cursors.length - 2])
      expect(await readInTwo(history, 'trades BTC/USDT', page, reopened.history!)).toEqual(keysOf(whole));
    await reopened.close();
  });

  it('tells what moved to and from it, but no trades, and only of the last days', async () => {
    const rig = await open();
    const seeds = rig.server.history('main');
    const at = now(rig) - DAY_MS;
    seeds.transfer({ asset: 'USDT', amount: '5', at: now(rig) - 20 * DAY_MS });
    seeds.trades(Array.from({ length: 250 }, () => ({ ...TRADE, at })));
    for (let index = 0; index < 230; index += 1) seeds.transfer({ asset: 'USDT', amount: '0.1', at: at + (index % 3) });
    seeds.transfer({ asset: 'USDT', amount: '-12.5' });
    const { flows } = await readPart(rig.venue.history!, 'hf-ledger');
    expect(flows.size).toBe(231);
    expect([...flows.values()].every(({ kind }) => kind === 'transfer')).toBe(true);
    expect([...flows.values()].filter(({ amount }) => amount === '-12.5')).toHaveLength(1);
    expect(rig.venue.history!.limits.join(' ')).toMatch(/three days/);
  });
});

describe('the past of another account at KuCoin', () => {
  it('tells the trades of all markets since 2019, and a year of its ledger, without what the main account did', async () => {
    const rig = await open({ hf: false });
    const seeds = rig.server.history('main');
    const from = Date.UTC(2019, 1, 20);
    const ids = [
      ...seeds.trades(Array.from({ length: 50 }, (_, week) => ({ ...TRADE, at: from + week * (7 * DAY_MS - 1) }))),
      ...seeds.trades(
        Array.from({ length: 1_200 }, (_, index) => ({
          ...TRADE,
          market: index % 2 === 0 ? 'BTC-USDT' : 'ETH-USDT',
          at: now(rig) - 10 * DAY_MS,
        })),
      ),
    ];
    const at = now(rig) - 300 * DAY_MS;
    seeds.deposit({ asset: 'USDT', amount: '100', at });
    seeds.transfer({ asset: 'USDT', amount: '-30.5', at });
    seeds.convert({ asset: 'USDT', amount: '20', into: { asset: 'BTC', amount: '0.0003' }, at });
    const history = rig.venue.history!;
    expect(await history.parts(['BTC/USDT'])).toEqual(['trades', 'ledger']);
    const { trades, flows } = await readAll(history);
    expect(trades.map(({ tradeId }) => Number(tradeId)).toSorted((a, b) => a - b)).toEqual(ids);
    expect(new Set(trades.map(({ symbol }) => symbol))).toEqual(new Set(['BTC/USDT', 'ETH/USDT']));
    expect(flows.map(({ kind, asset, amount }) => `${kind} ${asset} ${amount}`).toSorted()).toEqual([
      'conversion BTC 0.0003',
      'conversion USDT -20',
      'transfer USDT -30.5',
      'transfer USDT 100',
    ]);
  });
});

it.each([
  [true, 'trades BTC/USDT', 'hf.fills'],
  [true, 'hf-ledger', 'hf.history.ledger'],
  [false, 'trades', 'fills'],
  [false, 'ledger', 'history.ledger'],
])('what fails has a code, and can be asked again: high-frequency %s, %s', async (hf, part, route) => {
  const rig = await open({ hf });
  for (const [fault, code] of [
    [{ kind: 'garbage_200' }, 'VENUE_ERROR'],
    [{ kind: 'error', status: 200, body: { code: '200000', data: { items: [{ odd: 1 }] } } }, 'VENUE_ERROR'],
    [kucoinFault('400003'), 'VENUE_AUTH'],
    [kucoinFault('429000', { resetMs: 1_000 }), 'VENUE_RATE_LIMIT'],
  ] as const) {
    rig.server.faults.next(route, fault);
    await expect(rig.venue.history!.page(part, null)).rejects.toMatchObject({ name: 'QtError', code });
  }
  rig.clock.moveOn(5_000);
  expect(await rig.venue.history!.page(part, null)).toMatchObject({ trades: [], flows: [], more: true });
});
