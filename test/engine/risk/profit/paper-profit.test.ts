import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../../electron/engine/engine-interface.ts';
import { add, mul, neg, sub } from '../../../../shared/money/decimal.ts';
import type { SignalInput } from '../../../../shared/schema/signal.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { signal } from '../../sim-engine.ts';
import { change, gaugeOf, limits, measured, openAt, riskOf } from './profit-world.ts';

const START_MS = Date.UTC(2026, 11, 1, 12);
const DAILY = { max_daily_loss: { value: '100000', unit: 'account' } };
const fire = (engine: Engine, wanted: Partial<SignalInput> = {}) =>
  engine.signals.fire(signal({ account_name: 'main_sim', ...wanted }), 'cli');

/** What is held now at the prices of now, in dollars, of a demo account. */
async function worth(engine: Engine): Promise<string> {
  const { balances } = await engine.accounts.balance('main_sim');
  const values = await Promise.all(
    (balances ?? []).map(async ({ asset, total }) => {
      if (asset === 'USDT') return total;
      // Kroner are worth what bitcoin say.
      const symbol = asset === 'NOK' ? 'BTC/NOK' : `${asset}/USDT`;
      const { last } = await engine.market.ticker('sim', symbol);
      const btc = (await engine.market.ticker('sim', 'BTC/USDT')).last ?? '0';
      return asset === 'NOK' ? String((Number(total) / Number(last)) * Number(btc)) : mul(total, last ?? '0');
    }),
  );
  return values.reduce((sum, value) => String(Number(sum) + Number(value)), '0');
}

describe('the profit of a paper account', () => {
  it('is what its trades cost, to the last digit', async () => {
    const { engine } = await openAt(tempDir(), START_MS);
    engine.risk.change(limits('main_sim', DAILY), null, 'cli');
    const before = await measured(engine, 'main_sim');
    expect(before.day).toMatchObject({ profit: '0', drawdown: '0', began_at: '2026-12-01T00:00:00.000Z' });
    expect(Number(before.day?.opening_equity)).toBeCloseTo(Number(await worth(engine)), 4);

    const [order] = (await fire(engine, { amount: '0.5' })).orders;
    const { fills } = engine.orders.get(order!.id);
    const { bid, ask, last } = await engine.market.ticker('sim', 'BTC/USDT');
    const mark = [bid!, ask!, last!].map(Number).sort((a, b) => a - b)[1]!;
    const cost = fills.reduce((sum, { amount, price, fee }) => {
      const difference = mul(amount, sub(String(mark), price));
      return add(sum, sub(difference, mul(fee!, String(mark))));
    }, '0');
    const after = await measured(engine, 'main_sim');
    expect(Number(cost)).toBeLessThan(0);
    expect(after.day).toMatchObject({ profit: cost, drawdown: neg(cost) });
    expect(gaugeOf(after, 'max_daily_loss')).toMatchObject({ used: neg(cost), unit: 'USDT', state: 'ok' });
    expect(Number(after.day?.equity)).toBeCloseTo(Number(before.day?.opening_equity) + Number(cost), 4);
  });

  it('counts what happened while nobody was there, and goes on from what was stored', async () => {
    const dir = tempDir();
    const first = await openAt(dir, START_MS);
    first.engine.risk.change(limits('main_sim', DAILY), null, 'cli');
    const opening = (await measured(first.engine, 'main_sim')).day;
    await fire(first.engine, { amount: '0.5' });
    // Nothing was measured between the order and the end of this run.
    await first.engine.close();

    const { engine } = await openAt(dir, START_MS + 3_600_000);
    const after = (await measured(engine, 'main_sim')).day;
    expect(after).toMatchObject({ opened_at: opening?.opened_at, opening_equity: opening?.opening_equity });
    const expected = Number(await worth(engine)) - Number(opening?.opening_equity);
    expect(Number(after?.profit)).toBeCloseTo(expected, 3);
    expect(Math.abs(expected)).toBeGreaterThan(0.01);
  });

  it('begins a new day where the clock says so, and says since when it was measured', async () => {
    const dir = tempDir();
    const first = await openAt(dir, START_MS);
    const day = change(
      { kind: 'limits', account_name: 'main_sim', set: DAILY },
      { kind: 'settings', account_name: 'main_sim', set: { time_zone: 'Europe/Oslo', day_starts_at: '17:00' } },
    );
    first.engine.risk.change(day, null, 'cli');
    await fire(first.engine, { amount: '0.5' });
    expect((await measured(first.engine, 'main_sim')).day?.began_at).toBe('2026-11-30T16:00:00.000Z');
    await first.engine.close();

    const { engine } = await openAt(dir, START_MS + 5 * 3_600_000);
    const next = (await measured(engine, 'main_sim')).day;
    expect(next).toMatchObject({
      ...{ began_at: '2026-12-01T16:00:00.000Z', opened_at: '2026-12-01T17:00:00.000Z', profit: '0' },
      opening_equity: next?.equity,
    });
    // The highest profit is not a matter of the day.
    expect(Number(next?.drawdown)).toBeGreaterThanOrEqual(0);
  });

  it('begins anew in another currency, and says so', async () => {
    const { engine } = await openAt(tempDir(), START_MS);
    engine.risk.change(limits('main_sim', DAILY), null, 'cli');
    await fire(engine, { amount: '0.5' });
    const before = await measured(engine, 'main_sim');
    expect(Number(before.day?.profit)).toBeLessThan(0);
    engine.risk.change(change({ kind: 'settings', account_name: 'main_sim', set: { currency: 'NOK' } }), null, 'cli');
    // What was measured in dollars says nothing of kroner.
    expect(riskOf(engine, 'main_sim')).toMatchObject({ currency: 'NOK', day: null, gauges: [] });
    const after = await measured(engine, 'main_sim');
    expect(after).toMatchObject({ currency: 'NOK', day: { profit: '0', drawdown: '0' } });
    expect(after.usd_rate?.source).toBe('BTC/NOK and BTC/USDT, USDT counted as 1 USD');
    const said = engine.log
      .query({
        limit: 50,
        account_name: 'main_sim',
        strategy_id: null,
        source: null,
        level: null,
        since: null,
        before_seq: null,
        after_seq: null,
      })
      .records.filter(({ message }) => message === 'Profit is measured from now on');
    expect(said.map(({ detail }) => detail)).toEqual([
      'it was counted in USDT before, and is in NOK now',
      'nothing was measured before',
    ]);
  });

  it('cannot be told without a price, and says which, until the asset is ignored', async () => {
    const { engine } = await openAt(tempDir(), START_MS);
    const off = change(
      { kind: 'limits', account_name: 'main_sim', set: DAILY },
      { kind: 'settings', account_name: 'main_sim', set: { currency: 'XYZ' } },
    );
    engine.risk.change(off, null, 'cli');
    const unknown = await measured(engine, 'main_sim');
    expect(unknown.day).toBeNull();
    expect(gaugeOf(unknown, 'max_daily_loss')).toMatchObject({ state: 'unknown', used: null });
    expect(gaugeOf(unknown, 'max_daily_loss')?.detail).toMatch(/^there is no price of \w+ in XYZ on sim$/);
    const refused = await fire(engine);
    expect(refused).toMatchObject({ orders: [], error: { code: 'MAX_DAILY_LOSS' } });
  });

  it('warns at 80 percent of a limit, and stops the account once it is reached', { timeout: 30_000 }, async () => {
    const { engine } = await openAt(tempDir(), START_MS);
    engine.risk.change(limits('main_sim', DAILY), null, 'cli');
    await measured(engine, 'main_sim');
    await fire(engine, { amount: '0.5' });
    const lost = neg((await measured(engine, 'main_sim')).day?.profit ?? '0');
    const near = mul(lost, '1.1');
    const limit = (value: string) =>
      limits('main_sim', { max_daily_loss: { value: String(Number(value).toFixed(6)), unit: 'account' } });

    engine.risk.change(limit(near), null, 'cli');
    expect(gaugeOf(await measured(engine, 'main_sim'), 'max_daily_loss')?.state).toBe('warning');
    expect(engine.stops.current().stops).toEqual([]);

    engine.risk.change(limit(mul(lost, '0.99')), null, 'cli');
    const reached = await measured(engine, 'main_sim');
    expect(gaugeOf(reached, 'max_daily_loss')?.state).toBe('reached');
    const [stop] = engine.stops.current().stops;
    expect(stop).toMatchObject({
      ...{ cause: 'automatic', code: 'MAX_DAILY_LOSS', by: 'console' },
      scope: { kind: 'account', name: 'main_sim' },
    });
    expect(reached.stops).toEqual([stop?.id]);
    expect(stop?.reason).toMatch(/^the day's loss is [\d.]+ of [\d.]+ USDT$/);
    expect((await fire(engine)).error?.code).toBe('ACCOUNT_STOPPED');

    // Released, it does not stop again for the same loss, whoever measures; what adds risk is refused all the same.
    const { confirmation_id: id, phrase } = engine.stops.prepareRelease({ kind: 'account', name: 'main_sim' });
    engine.stops.release(id, phrase, 'cli');
    await measured(engine, 'main_sim');
    expect(engine.stops.current().stops).toEqual([]);
    expect((await fire(engine)).error?.code).toBe('MAX_DAILY_LOSS');
    expect((await fire(engine, { side: 'short', amount: '0.1' })).orders).toHaveLength(1);
  });

  it('is watched by itself where somebody relies on the console', { timeout: 30_000 }, async () => {
    const { engine, clock } = await openAt(tempDir(), START_MS, { attended: true });
    engine.risk.change(limits('main_sim', { max_daily_loss: { value: '0.01', unit: 'account' } }), null, 'cli');
    await clock.advanceAsync(2_000);
    expect(engine.stops.current().stops).toEqual([]);
    // Prices move, nobody asks, and one of the next minutes is a losing one.
    for (let i = 0; i < 300 && engine.stops.current().stops.length === 0; i += 1) await clock.advanceAsync(10_000);
    expect(engine.stops.current().stops).toMatchObject([{ code: 'MAX_DAILY_LOSS', cause: 'automatic' }]);
  });
});
