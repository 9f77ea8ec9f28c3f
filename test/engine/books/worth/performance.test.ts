import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTally, percentile, shareOf, slippageBps } from '../../../../electron/engine/books/worth/tally.ts';
import type { Engine } from '../../../../electron/engine/engine-interface.ts';
import { openDatabase } from '../../../../electron/engine/store/sqlite.ts';
import type { PerformanceDocument, PerformanceQuery } from '../../../../shared/schema/equity.ts';
import { performanceQuerySchema } from '../../../../shared/schema/equity.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { openAt } from '../../risk/profit/profit-world.ts';
import { signal } from '../../sim-engine.ts';

const START_MS = Date.UTC(2026, 11, 1, 12);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const paper = (name: string, owner: string) => ({
  [`QT_ACCOUNT_${name.toUpperCase()}_EXCHANGE`]: 'sim',
  [`QT_ACCOUNT_${name.toUpperCase()}_OWNER`]: owner,
});
const ENV = { ...paper('mine', 'me'), ...paper('hers', 'kari') };

async function figures(engine: Engine, query: Partial<PerformanceQuery> & Pick<PerformanceQuery, 'by'>) {
  const rows = await engine.equity.performance(performanceQuerySchema.parse(query));
  return new Map(rows.map((row): [string, PerformanceDocument] => [row.key, row]));
}

const money = (value: number) => Number(value.toFixed(6));
const about = (value: string | null | undefined) => money(Number(value));

describe('how accounts did', () => {
  it('is told by account, strategy, symbol and owner, from their books and orders', { timeout: 30_000 }, async () => {
    const { engine, clock } = await openAt(tempDir(), START_MS, { env: ENV });
    const fire = async (account_name: string, wanted: object) => {
      const { orders } = await engine.signals.fire(signal({ account_name, ...wanted }), 'cli');
      expect(orders[0]?.status).toBe('filled');
      await clock.advanceAsync(HOUR_MS / 4);
      return engine.orders.get(orders[0]!.id);
    };
    const sum = (fills: { price: string; amount: string }[]) =>
      fills.reduce((total, { price, amount }) => total + Number(price) * Number(amount), 0);
    const bought = await fire('mine', { amount: '0.3', strategy_id: 'opener' });
    const sold = await fire('mine', { amount: '0.1', side: 'short', strategy_id: 'closer' });
    const again = await fire('mine', { amount: '0.1', side: 'short' });
    const others = await fire('hers', { amount: '0.2', strategy_id: 'opener' });

    const own = [bought, sold, again];
    const turnover = own.reduce((total, { fills }) => total + sum(fills), 0);
    const cost = sum(bought.fills) / 0.3;
    /** What each of the two brought, without fees, of which the one of the bitcoin bought was taken from them. */
    const results = [sold, again].map(({ fills }) => sum(fills) - cost * 0.1);
    const fee = ({ fills }: typeof bought) =>
      fills.reduce((total, each) => total + Number(each.fee) * (each.fee_asset === 'BTC' ? Number(each.price) : 1), 0);

    const mine = (await figures(engine, { by: 'account' })).get('mine');
    expect(mine).toMatchObject({
      kind: 'paper',
      currency: 'USDT',
      method: 'average',
      closed: 2,
      missing: [],
      stale: false,
    });
    expect(mine?.trades).toBe(own.reduce((count, { fills }) => count + fills.length, 0));
    expect(about(mine?.turnover)).toBe(money(turnover));
    expect(about(mine?.fees)).toBe(money(own.reduce((total, order) => total + fee(order), 0)));
    expect(about(mine?.realised)).toBe(money(results.reduce((a, b) => a + b, 0)));
    expect(mine?.wins).toBe(results.filter((result) => result > 0).length);
    expect(mine?.losses).toBe(results.filter((result) => result < 0).length);
    expect(mine?.win_rate).toBe(String((mine!.wins / 2) * 100));
    expect(Number(mine?.time_in_market_percent)).toBe(100);

    // Against the price that each was decided at.
    const dbFile = path.join(engine.system().data_dir, 'journal.db');
    const db = openDatabase(dbFile, { synchronous: 'NORMAL' });
    const prices = new Map(
      db
        .all<{ id: string; decided_price: string }>('SELECT id, decided_price FROM orders')
        .map((row) => [row.id, Number(row.decided_price)]),
    );
    db.close();
    expect([...prices.values()].every((price) => price > 1_000)).toBe(true);
    const weighted = own.reduce((total, { order, fills }) => {
      const at = prices.get(order.id) ?? 0;
      const sign = order.side === 'buy' ? 1 : -1;
      return (
        total +
        fills.reduce(
          (part, { price, amount }) => part + ((sign * (Number(price) - at)) / at) * Number(price) * Number(amount),
          0,
        )
      );
    }, 0);
    expect(Number(mine?.slippage_bps)).toBeCloseTo((weighted / turnover) * 10_000, 1);
    expect(mine?.fill_p50_ms).toBe(0);

    const byStrategy = await figures(engine, { by: 'strategy' });
    // What was closed belongs to who opened it; what was paid, to who traded.
    expect(byStrategy.get('opener')).toMatchObject({ closed: 2, currency: 'USD', time_in_market_percent: null });
    expect(byStrategy.get('closer')).toMatchObject({ closed: 0, win_rate: null, realised: '0', currency: 'USDT' });
    expect(about(byStrategy.get('opener')?.realised)).toBe(about(mine?.realised));
    expect(about(byStrategy.get('closer')?.fees)).toBe(money(fee(sold)));
    expect(about(byStrategy.get('(none)')?.fees)).toBe(money(fee(again)));
    expect(about(byStrategy.get('opener')?.turnover)).toBe(money(sum(bought.fills) + sum(others.fills)));

    const bySymbol = await figures(engine, { by: 'symbol' });
    expect(bySymbol.get('BTC/USDT')).toMatchObject({ currency: 'USD', closed: 2 });
    const byOwner = await figures(engine, { by: 'owner' });
    expect([...byOwner.keys()].toSorted()).toEqual(['kari', 'me']);
    expect(byOwner.get('me')).toMatchObject({ currency: 'USDT', turnover: mine?.turnover });

    // Of one account, and of the time before the first sale.
    const until = new Date(START_MS + 1_000).toISOString();
    const early = await figures(engine, { by: 'symbol', account_name: 'mine', until });
    expect([...early.values()]).toMatchObject([
      { currency: 'USDT', closed: 0, trades: bought.fills.length, win_rate: null },
    ]);

    const days = await engine.equity.feeDays('mine', 3);
    expect(days.map(({ day }) => day)).toEqual(['2026-11-29', '2026-11-30', '2026-12-01']);
    expect(days.slice(0, 2)).toMatchObject([
      { taker: '0', turnover: '0' },
      { maker: '0', turnover: '0' },
    ]);
    const [last] = days.slice(-1);
    expect(about(last?.turnover)).toBe(money(turnover));
    expect(about(last?.maker) + about(last?.taker) + about(last?.other)).toBeCloseTo(about(mine?.fees), 5);

    // As an exchange tells it that tells no fees (Firi).
    const otherDir = tempDir();
    const untold = await openAt(otherDir, START_MS, { env: ENV });
    const { orders } = await untold.engine.signals.fire(signal({ account_name: 'mine', amount: '0.1' }), 'cli');
    const told = openDatabase(path.join(otherDir, 'journal.db'), { synchronous: 'NORMAL' });
    told.run('UPDATE fills SET fee = NULL, fee_asset = NULL WHERE order_id = ?', orders[0]?.id ?? '');
    told.close();
    const found = (await figures(untold.engine, { by: 'account' })).get('mine');
    expect(found).toMatchObject({ fees: '0', missing: ['untold fees'] });
    expect((await untold.engine.equity.feeDays('mine', 1))[0]?.missing).toEqual(['untold fees']);

    clock.jumpWallTo(clock.nowMs() + 2 * DAY_MS);
    expect(Number((await figures(engine, { by: 'account' })).get('mine')?.time_in_market_percent)).toBe(100);
    await expect(engine.equity.feeDays('nobody', 3)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
  });
});

describe('a figure of performance', () => {
  it.each([
    ['buy', '101', '100', '100'],
    ['buy', '99', '100', '-100'],
    ['sell', '99', '100', '100'],
    ['sell', '100', '100', '0'],
  ] as const)('is worse above zero: %s at %s, decided at %s', (side, price, decided, bps) => {
    expect(slippageBps(side, price, decided)).toBe(bps);
  });

  it('is of results that are known alone', () => {
    const tally = createTally({ tellsHeld: true });
    tally.close('won', '5');
    tally.close('not told', null);
    const whole = { fromMs: null, untilMs: null };
    expect(tally.figures(1_000, whole)).toMatchObject({ closed: 2, wins: 1, win_rate: '100', realised: '5' });
  });

  it('counts time in which several things were held once', () => {
    const within = [100, 200] as const;
    expect(shareOf([], within)).toBe('0');
    expect(shareOf([[0, 1_000]], within)).toBe('100');
    expect(
      shareOf(
        [
          [150, 160],
          [110, 130],
          [120, 140],
          [125, 126],
          [190, 300],
        ],
        within,
      ),
    ).toBe('50');
    expect(shareOf([[0, 1]], [200, 200])).toBeNull();
  });

  it('is a value that was there: the least that so many are not above', () => {
    expect(percentile([], 50)).toBeNull();
    expect(percentile([7], 95)).toBe(7);
    expect(percentile([40, 10, 30, 20], 50)).toBe(20);
    expect(
      percentile(
        Array.from({ length: 100 }, (_, i) => i + 1),
        95,
      ),
    ).toBe(95);
  });
});
