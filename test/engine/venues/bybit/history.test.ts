import { afterEach, describe, expect, it } from 'vitest';
import { openRealVenue } from '../../../../electron/engine/venues/open-venue.ts';
import type { VenueHistory } from '../../../../electron/engine/venues/venue.ts';
import { bybitFault } from '../../../venues/bybit-server.ts';
import { keysOf, readAll, readInTwo, readPart } from '../exchange/read-whole.ts';
import { openBybitRig } from '../rig.ts';
import type { Rig } from '../rig.ts';

const DAY_MS = 86_400_000;
const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});
const open = async (...args: Parameters<typeof openBybitRig>): Promise<Rig> => {
  const rig = await openBybitRig(...args);
  rigs.push(rig);
  return rig;
};
const openSwap = (): Promise<Rig> => open({}, { market: 'swap', leverage: '3', marginMode: 'isolated' });
const now = (rig: Rig): number => Math.floor(rig.clock.nowMs());
const SPOT = { market: 'BTCUSDT', side: 'buy', price: '60000.1', amount: '0.001' } as const;
const LINEAR = { ...SPOT, market: 'BTCUSDT.P' } as const;

describe('the past of a Bybit account', () => {
  it('tells each trade of two years once: of all its markets, of one millisecond, at the edges of weeks', async () => {
    const rig = await open();
    const seeds = rig.server.history('main');
    const ago = (days: number): number => now(rig) - days * DAY_MS;
    seeds.trades([{ ...SPOT, at: ago(800) }]);
    const from = ago(700);
    const ids = [
      ...seeds.trades(
        Array.from({ length: 90 }, (_, week) => ({
          ...SPOT,
          fee: '0.000001',
          feeAsset: 'BTC',
          at: from + week * 7 * DAY_MS,
        })),
      ),
      ...seeds.trades(Array.from({ length: 350 }, () => ({ ...SPOT, side: 'sell' as const, at: ago(20) }))),
      ...seeds.trades([{ ...SPOT, market: 'ETHUSDT', maker: true, at: ago(10) }]),
    ];
    seeds.trades([{ ...LINEAR, at: ago(9) }]);
    const { trades } = await readAll(rig.venue.history!);
    expect(trades.map(({ tradeId }) => Number(tradeId)).toSorted((a, b) => a - b)).toEqual(ids);
    expect(trades[0]).toMatchObject({ symbol: 'BTC/USDT', side: 'buy', fee: '0.000001', feeAsset: 'BTC', atMs: from });
    expect(trades.at(-1)).toMatchObject({ symbol: 'ETH/USDT', liquidity: 'maker' });
    expect(rig.server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('of swaps: their trades, funding with its market, and what spot did to the same balance in sums', async () => {
    const rig = await openSwap();
    const seeds = rig.server.history('main');
    const at = now(rig) - 100 * DAY_MS;
    const [id] = seeds.trades([{ ...LINEAR, fee: '0.03', at }]);
    seeds.trades([{ ...SPOT, at: at + 1 }]);
    seeds.fund({ asset: 'USDT', amount: '-0.003676', market: 'BTCUSDT.P', at: at + 2 });
    seeds.deposit({ asset: 'USDT', amount: '500', at: at + 3 });
    seeds.withdraw({ asset: 'USDT', amount: '70', fee: '0.5', at: at + 4 });
    seeds.convert({ asset: 'USDT', amount: '20', into: { asset: 'BTC', amount: '0.0003' }, at: at + 5 });
    seeds.transfer({ asset: 'USDT', amount: '-3' });
    const { trades, flows } = await readAll(rig.venue.history!);
    expect(trades).toMatchObject([{ tradeId: String(id), symbol: 'BTC/USDT:USDT', fee: '0.03', feeAsset: 'USDT' }]);
    expect(flows.map(({ kind, asset, amount, symbol }) => [kind, asset, amount, symbol])).toEqual([
      ['other', 'USDT', '-60.0001', null],
      ['other', 'BTC', '0.001', null],
      ['funding', 'USDT', '-0.003676', 'BTC/USDT:USDT'],
      ['transfer', 'USDT', '500', null],
      ['transfer', 'USDT', '-70.5', null],
      ['conversion', 'BTC', '0.0003', null],
      ['conversion', 'USDT', '-20', null],
      ['transfer', 'USDT', '-3', null],
    ]);
    expect(rig.venue.history!.limits.join(' ')).toMatch(/two years/);
  });

  it('goes on from any cursor after a restart, and where the exchange does not know its own token any more', async () => {
    const rig = await open();
    const seeds = rig.server.history('main');
    const at = now(rig) - 30 * DAY_MS;
    seeds.trades(Array.from({ length: 330 }, (_, index) => ({ ...SPOT, at: at + Math.floor(index / 150) })));
    for (let index = 0; index < 120; index += 1) seeds.transfer({ asset: 'USDT', amount: '1', at: at + index });
    const history = rig.venue.history!;
    const reopened = openRealVenue(rig.account, rig.venue.market, rig.deps);
    for (const part of ['trades', 'ledger']) {
      const whole = await readPart(history, part);
      const middle = whole.known.findIndex(({ trades, flows }) => trades + flows > 0);
      for (const page of [middle, middle + 1, whole.cursors.length - 2])
        expect(await readInTwo(history, part, page, reopened.history!)).toEqual(keysOf(whole));
      expect(whole.cursors[middle]).toMatch(/page_token/);

      const forgotten = openRealVenue(rig.account, rig.venue.market, rig.deps);
      const route = part === 'trades' ? 'executions' : 'history.log';
      rig.server.faults.next(route, bybitFault(10001, { message: 'params error: cursor invalid' }));
      const page = await forgotten.history!.page(part, whole.cursors[middle]!);
      expect(page.trades.length + page.flows.length).toBeGreaterThan(0);
      // One that was given just now is not asked for twice.
      rig.server.faults.next(route, bybitFault(10001, { message: 'params error: cursor invalid' }));
      await expect(forgotten.history!.page(part, page.cursor)).rejects.toMatchObject({ code: 'VENUE_REFUSED' });
      await forgotten.close();
    }
    await reopened.close();
  });

  it('goes on after a page that is not full, and ends where the exchange has no other cursor', async () => {
    const rig = await open();
    const line = { symbol: '', category: '', type: 'TRANSFER_IN', currency: 'USDT', change: '1' };
    const answer = (ids: number[], nextPageCursor: string) => {
      const list = ids.map((id) => ({ ...line, id: String(id), transactionTime: String(1_700_000_000_000 + id) }));
      return { retCode: 0, retMsg: 'OK', result: { list, nextPageCursor } };
    };
    let cursor: string | null = null;
    const told: string[] = [];
    for (const [ids, next] of [
      [[1, 2], 'x'],
      [[3], 'y'],
      [[4], 'y'],
    ] as const) {
      rig.server.faults.next('history.log', { kind: 'error', status: 200, body: answer([...ids], next) });
      const page: Awaited<ReturnType<VenueHistory['page']>> = await rig.venue.history!.page('ledger', cursor);
      told.push(...page.flows.map(({ id }) => id));
      ({ cursor } = page);
    }
    expect(told.toSorted()).toEqual(['1', '2', '3', '4']);
    expect(cursor).toContain('"token":null');
  });

  it('reads over what is no trade and has another shape, and not over a trade that cannot be read', async () => {
    const rig = await open();
    const list = [{ execType: 'Settle', side: 'None' }];
    const answer = (rows: object[]) => ({ retCode: 0, retMsg: 'OK', result: { list: rows, nextPageCursor: '' } });
    rig.server.faults.next('executions', { kind: 'error', status: 200, body: answer(list) });
    expect(await rig.venue.history!.page('trades', null)).toMatchObject({ trades: [], more: true });
    const odd = answer([...list, { execType: 'Trade', side: 'None' }]);
    rig.server.faults.next('executions', { kind: 'error', status: 200, body: odd });
    await expect(rig.venue.history!.page('trades', null)).rejects.toMatchObject({ code: 'VENUE_ERROR' });
  });

  it.each([
    ['trades', 'executions'],
    ['ledger', 'history.log'],
  ])('what fails has a code, and can be asked again: %s', async (part, route) => {
    const rig = await open();
    for (const [fault, code] of [
      [{ kind: 'garbage_200' }, 'VENUE_ERROR'],
      [
        { kind: 'error', status: 200, body: { retCode: 0, retMsg: 'OK', result: { list: [{ odd: 1 }] } } },
        'VENUE_ERROR',
      ],
      [bybitFault(10003), 'VENUE_AUTH'],
      [bybitFault(10006), 'VENUE_RATE_LIMIT'],
    ] as const) {
      rig.server.faults.next(route, fault);
      await expect(rig.venue.history!.page(part, null)).rejects.toMatchObject({ name: 'QtError', code });
    }
    rig.clock.moveOn(5_000);
    expect(await rig.venue.history!.page(part, null)).toMatchObject({ trades: [], flows: [], more: true });
  });
});
