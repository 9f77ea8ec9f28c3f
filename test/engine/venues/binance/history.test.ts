import { afterEach, describe, expect, it } from 'vitest';
import { openRealVenue } from '../../../../electron/engine/venues/open-venue.ts';
import type { HistoryFlow, VenueHistory } from '../../../../electron/engine/venues/venue.ts';
import { binanceFault } from '../../../venues/binance-server.ts';
import { keysOf, readAll, readInTwo, readPart } from '../exchange/read-whole.ts';
import { openBinanceRig } from '../rig.ts';
import type { Rig } from '../rig.ts';

const DAY_MS = 86_400_000;
const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});
const open = async (...args: Parameters<typeof openBinanceRig>): Promise<Rig> => {
  const rig = await openBinanceRig(...args);
  rigs.push(rig);
  return rig;
};
const historyOf = ({ venue }: Rig): VenueHistory => venue.history!;
const now = (rig: Rig): number => Math.floor(rig.clock.nowMs());
const brief = ({ kind, asset, amount }: HistoryFlow): string => `${kind} ${asset} ${amount}`;

describe('the past of a Binance spot account', () => {
  it('tells each trade once: years of them, 1 500 in one millisecond, and what another account did is not among them', async () => {
    const other = { name: 'other', apiKey: 'otherKEY0123456789', apiSecret: 'otherSECRET9876543210' };
    const main = { name: 'main', apiKey: 'canaryKEY0123456789', apiSecret: 'canarySECRET987654321000' };
    const rig = await open({ accounts: [main, other] });
    const at = now(rig) - 1_900 * DAY_MS;
    const trade = { market: 'BTCUSDT', side: 'buy', price: '60000.1', amount: '0.00012' } as const;
    const seeds = rig.server.history('main');
    const ids = [
      ...seeds.trades(
        Array.from({ length: 40 }, (_, day) => ({
          ...trade,
          at: at + day * DAY_MS,
          fee: '0.00000012',
          feeAsset: 'BNB',
        })),
      ),
      ...seeds.trades(Array.from({ length: 1_500 }, () => ({ ...trade, at: at + 50 * DAY_MS }))),
    ];
    rig.server.history('other').trades([{ ...trade, at: at + 60 * DAY_MS }]);
    const sold = seeds.trades([{ ...trade, market: 'ETHUSDT', side: 'sell', maker: true, at: at + 70 * DAY_MS }]);
    const { trades } = await readAll(historyOf(rig), ['BTC/USDT']);
    expect(trades.map(({ tradeId }) => Number(tradeId)).toSorted((a, b) => a - b)).toEqual([...ids, ...sold]);
    expect(trades[0]).toEqual({
      symbol: 'BTC/USDT',
      side: 'buy',
      tradeId: String(ids[0]),
      venueOrderId: String(ids[0]! - 500_000),
      price: '60000.1',
      amount: '0.00012',
      fee: '0.00000012',
      feeAsset: 'BNB',
      liquidity: 'taker',
      atMs: at,
    });
    expect(trades.at(-1)).toMatchObject({ symbol: 'ETH/USDT', side: 'sell', liquidity: 'maker' });
    // Only reads left this side.
    expect(rig.server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('asks for what was traded first, then for money, then for what is held, and for every market', async () => {
    const rig = await open();
    const parts = await historyOf(rig).parts(['ETH/USDT', 'GONE/USDT', 'ETH/USDT']);
    const symbols = [...(await rig.venue.market.instruments()).keys()];
    expect(parts[0]).toBe('trades ETH/USDT');
    expect(parts[1]).toBe('deposits');
    expect(new Set(parts).size).toBe(parts.length);
    expect(parts.filter((part) => part.startsWith('trades ')).toSorted()).toEqual(
      symbols.map((symbol) => `trades ${symbol}`).toSorted(),
    );
    expect(parts.filter((part) => part.startsWith('trades ')).at(1)).toMatch(/^trades BTC\//);
    expect(parts).toContain('transfers UMFUTURE_MAIN');
    await expect(historyOf(rig).page('nothing', null)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('tells money that came and went, with exact amounts and signs, and nothing that failed or was of another wallet', async () => {
    const rig = await open();
    const seeds = rig.server.history('main');
    const old = now(rig) - 1_500 * DAY_MS;
    const recent = now(rig) - 100 * DAY_MS;
    seeds.deposit({ asset: 'BTC', amount: '0.12345678', at: old });
    seeds.deposit({ asset: 'BTC', amount: '7', at: old, failed: true });
    seeds.deposit({ asset: 'BTC', amount: '8', at: old, other: 'funding' });
    seeds.deposit({ asset: 'USDT', amount: '500' });
    seeds.withdraw({ asset: 'USDT', amount: '77.5', fee: '1.25', at: old });
    seeds.withdraw({ asset: 'USDT', amount: '9', fee: '1', at: old, failed: true });
    seeds.transfer({ asset: 'USDT', amount: '-250', at: recent, other: 'futures' });
    seeds.transfer({ asset: 'USDT', amount: '260.5', at: recent, other: 'futures' });
    seeds.transfer({ asset: 'BTC', amount: '0.5', at: recent, other: 'funding' });
    seeds.transfer({ asset: 'BTC', amount: '0.6', at: recent, other: 'funding', failed: true });
    seeds.convert({ asset: 'USDT', amount: '20', into: { asset: 'BTC', amount: '0.0005' }, at: old });
    seeds.convert({ asset: 'ETH', amount: '0.00001', into: { asset: 'BNB', amount: '0.00007' }, dust: true, at: old });
    seeds.reward({ asset: 'BNB', amount: '0.00000123', at: old });
    seeds.reward({ asset: 'BNB', amount: '-0.00000023', at: old });
    const { flows } = await readAll(historyOf(rig));
    expect(flows.map(brief).toSorted()).toEqual([
      'conversion BNB 0.00007',
      'conversion BTC 0.0005',
      'conversion ETH -0.00001',
      'conversion USDT -20',
      'deposit BTC 0.12345678',
      'deposit USDT 500',
      'fee USDT -1.25',
      'other BNB -0.00000023',
      'other BNB 0.00000123',
      'transfer BTC 0.5',
      'transfer USDT -250',
      'transfer USDT 260.5',
      'withdrawal USDT -77.5',
    ]);
    expect(flows.find(({ kind }) => kind === 'withdrawal')?.atMs).toBe(Math.floor(old / 1_000) * 1_000);
    expect(await rig.venue.balances()).toContainEqual({
      asset: 'USDT',
      free: '1000500',
      locked: '0',
      total: '1000500',
    });
  });

  it('tells every dust of a month of which only the last hundred are told at once, and every page of a long list', async () => {
    const rig = await open();
    const seeds = rig.server.history('main');
    const from = now(rig) - 40 * DAY_MS;
    for (let index = 0; index < 250; index += 1) {
      const into = { asset: 'BNB', amount: '0.00001' };
      seeds.convert({ asset: 'ETH', amount: '0.001', into, dust: true, at: from + index * 60_000 });
      seeds.transfer({ asset: 'USDT', amount: '1', at: from, other: 'futures' });
    }
    const dust = await readPart(historyOf(rig), 'dust');
    expect(dust.flows.size).toBe(500);
    const transfers = await readPart(historyOf(rig), 'transfers UMFUTURE_MAIN');
    expect(transfers.flows.size).toBe(250);
    expect((await readPart(historyOf(rig), 'transfers MAIN_UMFUTURE')).flows.size).toBe(0);
  });

  it('goes on from any cursor after a restart, and later with what is new', async () => {
    const rig = await open();
    const seeds = rig.server.history('main');
    const trade = { market: 'BTCUSDT', side: 'buy', price: '60000', amount: '0.001' } as const;
    const at = now(rig) - 500 * DAY_MS;
    seeds.trades(Array.from({ length: 2_300 }, (_, index) => ({ ...trade, at: at + Math.floor(index / 700) })));
    for (let day = 0; day < 400; day += 20) seeds.deposit({ asset: 'BTC', amount: '0.1', at: at + day * DAY_MS });
    const reopened = openRealVenue(rig.account, rig.venue.market, rig.deps);
    for (const part of ['trades BTC/USDT', 'deposits']) {
      const whole = await readPart(historyOf(rig), part);
      for (const page of [0, 1, whole.cursors.length - 2])
        expect(await readInTwo(historyOf(rig), part, page, reopened.history!)).toEqual(keysOf(whole));
      const more = await reopened.history!.page(part, whole.cursors.at(-1)!);
      expect(more.more).toBe(false);
      expect(more.trades.length).toBe(part === 'deposits' ? 0 : 1);
    }
    const end = (await readPart(historyOf(rig), 'trades BTC/USDT')).cursors.at(-1)!;
    rig.server.fillResting(
      rig.server.placeOutside('main', { market: 'BTCUSDT', side: 'buy', price: '50000', amount: '1' }),
    );
    const later = await reopened.history!.page('trades BTC/USDT', end);
    expect(later.trades.slice(1)).toMatchObject([{ symbol: 'BTC/USDT', price: '50000', amount: '1' }]);
    await reopened.close();
  });

  it('tells both sides of a trade of the account with itself, also where a page ends between them', async () => {
    const rig = await open();
    const row = {
      symbol: 'BTCUSDT',
      price: '1',
      qty: '1',
      commission: '0',
      commissionAsset: 'BNB',
      time: 1_700_000_000_000,
    };
    const trade = (id: number, isBuyer: boolean) => ({
      ...row,
      id,
      orderId: id * 2 + Number(isBuyer),
      isBuyer,
      isMaker: false,
    });
    const first = [...Array.from({ length: 999 }, (_, index) => trade(index + 1, true)), trade(1_000, true)];
    rig.server.faults.next('myTrades', { kind: 'error', status: 200, body: first });
    const page = await historyOf(rig).page('trades BTC/USDT', null);
    expect(page).toMatchObject({ more: true });
    const second = [trade(1_000, true), trade(1_000, false)];
    rig.server.faults.next('myTrades', { kind: 'error', status: 200, body: second });
    const next = await historyOf(rig).page('trades BTC/USDT', page.cursor);
    expect(rig.server.requests.at(-1)?.params).toMatchObject({ fromId: '1000' });
    expect(next.trades.map(({ side }) => side)).toEqual(['buy', 'sell']);
    expect(next.more).toBe(false);
  });

  it('a testnet has trades only, and says so', async () => {
    const rig = await open({}, { testnet: true });
    const parts = await historyOf(rig).parts([]);
    expect(parts.every((part) => part.startsWith('trades '))).toBe(true);
    expect(historyOf(rig).limits.join(' ')).toMatch(/testnet/);
    expect(rig.server.requests.filter(({ path }) => path.startsWith('/sapi/v1/capital'))).toEqual([]);
  });

  it.each([
    ['trades BTC/USDT', 'myTrades'],
    ['deposits', 'history.deposits'],
    ['withdrawals', 'history.withdrawals'],
    ['conversions', 'history.conversions'],
    ['dust', 'history.dust'],
    ['dividends', 'history.dividends'],
    ['transfers MAIN_FUNDING', 'history.transfers'],
  ])('what fails has a code, and can be asked again: %s', async (part, route) => {
    const rig = await open();
    const history = historyOf(rig);
    for (const [fault, code] of [
      [{ kind: 'error', status: 200, body: [{ odd: 1 }] }, 'VENUE_ERROR'],
      [{ kind: 'status', status: 502 }, 'VENUE_ERROR'],
      [binanceFault(-2015), 'VENUE_AUTH'],
      [binanceFault(-1003, { retryAfter: 1 }), 'VENUE_RATE_LIMIT'],
    ] as const) {
      rig.server.faults.next(route, fault);
      await expect(history.page(part, null)).rejects.toMatchObject({ name: 'QtError', code });
    }
    rig.clock.moveOn(5_000);
    expect(await history.page(part, null)).toMatchObject({ trades: [], flows: [] });
  });
});
