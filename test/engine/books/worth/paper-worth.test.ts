import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../../electron/engine/engine-interface.ts';
import { openDatabase } from '../../../../electron/engine/store/sqlite.ts';
import type { AccountSummaryDocument, SummaryDocument } from '../../../../shared/schema/equity.ts';
import { add, mul, sub } from '../../../../shared/money/decimal.ts';
import type { EventFrame } from '../../../../shared/schema/event.ts';
import type { SignalInput } from '../../../../shared/schema/signal.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { change, openAt } from '../../risk/profit/profit-world.ts';
import { signal } from '../../sim-engine.ts';

const START_MS = Date.UTC(2026, 11, 1, 12);
const MINUTE_MS = 60_000;
const NAME = 'main_sim';
const WAIT = { timeout: 10_000, interval: 5 };

const fire = (engine: Engine, wanted: Partial<SignalInput> = {}) =>
  engine.signals.fire(signal({ account_name: NAME, ...wanted }), 'cli');

function accountIn(summary: SummaryDocument, name = NAME): AccountSummaryDocument {
  const found = summary.accounts.find(({ account_name }) => account_name === name);
  if (!found) throw new Error(`no account ${name}`);
  return found;
}

interface Kept {
  cause: string;
  at_ms: number;
  equity: string;
  profit: string;
  run: string;
}

/** As another process would read it. */
function kept(dataDir: string, name = NAME): Kept[] {
  const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
  try {
    return db.all<Kept>(
      'SELECT cause, at_ms, equity, profit, run FROM equity_snapshots WHERE account_name = ? ORDER BY seq',
      name,
    );
  } finally {
    db.close();
  }
}

/** Goes on in steps, so that what was asked for is answered in between. */
async function goOn(clock: FakeClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 10_000) {
    await clock.advanceAsync(Math.min(10_000, ms - passed));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('what a paper account is worth, without a limit', () => {
  it('is measured every minute, kept every five, and at every fill', async () => {
    const dataDir = tempDir();
    const { engine, clock } = await openAt(dataDir, START_MS, { attended: true });
    await clock.advanceAsync(1_000);
    await expect.poll(() => accountIn(engine.equity.summary()).equity, WAIT).not.toBeNull();
    await expect.poll(() => kept(dataDir).length, WAIT).toBe(1);
    const { balances } = engine.accounts.statuses().find(({ account }) => account.name === NAME) ?? {};
    const { currency, marks } = engine.equity.marks(NAME);
    const priceOf = (asset: string): string => marks.find((mark) => mark.asset === asset)?.price ?? 'none';
    expect([currency, priceOf('USDT')]).toEqual(['USDT', '1']);
    const worth = (balances ?? []).reduce((sum, { asset, total }) => add(sum, mul(total, priceOf(asset))), '0');
    expect(sub(worth, accountIn(engine.equity.summary()).equity ?? '0')).toMatch(/^-?0(\.00\d*)?$/);
    await goOn(clock, 11 * MINUTE_MS);
    await expect.poll(() => kept(dataDir).length, WAIT).toBe(3);
    expect(kept(dataDir).map(({ cause }) => cause)).toEqual(['steady', 'steady', 'steady']);
    const measuredAt = () => Date.parse(accountIn(engine.equity.summary()).measured_at ?? '');
    expect(clock.nowMs() - measuredAt()).toBeLessThanOrEqual(MINUTE_MS);

    await fire(engine, { amount: '0.5' });
    await clock.advanceAsync(500);
    await expect
      .poll(
        () =>
          kept(dataDir)
            .map(({ cause }) => cause)
            .at(-1),
        WAIT,
      )
      .toBe('fill');
    const [before, after] = kept(dataDir).slice(-2);
    const summary = accountIn(engine.equity.summary());
    expect(summary.equity).toBe(
      Number(after?.equity)
        .toFixed(8)
        .replace(/\.?0+$/, ''),
    );
    expect(Number(after?.profit)).toBeLessThan(Number(before?.profit) + 1_000);
    expect(summary.stale).toBe(false);
    const all = summary.periods.find(({ period }) => period === 'all');
    expect(Number(all?.profit)).toBeCloseTo(Number(after?.profit), 6);
    // It began with this run, so all periods did.
    expect(new Set(summary.periods.map(({ began_at }) => began_at)).size).toBe(1);
    expect(summary.equity_usd).toMatchObject({ currency: 'USD', value: summary.equity, missing: [] });
    // The built-in market trades kroner.
    expect(summary.equity_nok.rates[0]?.source).toContain('NOK');
    expect(Number(summary.equity_nok.value)).toBeGreaterThan(Number(summary.equity));
    expect(summary.spark.at(-1)?.value).toBe(summary.equity);

    // What it is exposed to is known without a limit, too.
    const exposure = () => engine.risk.current().accounts.find(({ account_name }) => account_name === NAME)?.exposure;
    await expect.poll(() => Number(exposure()), WAIT).toBeGreaterThan(1_000);

    // An engine that stands still says so.
    clock.jumpWallTo(clock.nowMs() + 4 * MINUTE_MS);
    expect(accountIn(engine.equity.summary()).stale).toBe(true);
  });

  it('goes on after a restart, and a new beginning neither gains nor loses', async () => {
    const dataDir = tempDir();
    const first = await openAt(dataDir, START_MS);
    await first.engine.equity.measure(NAME);
    await fire(first.engine, { amount: '0.5' });
    await first.engine.close();

    const later = START_MS + 3 * 24 * 60 * MINUTE_MS;
    const second = await openAt(dataDir, later);
    expect(accountIn(second.engine.equity.summary())).toMatchObject({
      stale: true,
      measured_at: new Date(START_MS).toISOString(),
    });
    const measured = accountIn(await second.engine.equity.measure(NAME));
    const made = sub(measured.equity ?? '', kept(dataDir)[0]?.equity ?? '');
    const [day, all] = ['day', 'all'].map((period) => measured.periods.find((each) => each.period === period));
    expect(Number(all?.profit)).toBeCloseTo(Number(made), 6);
    expect(all?.began_at).toBe(new Date(START_MS).toISOString());
    // The day was not measured before; what happened until then is none of its.
    expect(day).toMatchObject({ profit: '0', began_at: new Date(later).toISOString() });
    // A metric cannot say that it is old.
    const sampled = async () => (await second.engine.metrics()).includes(`account_equity_usd{account_name="${NAME}"}`);
    expect(await sampled()).toBe(true);
    second.clock.jumpWallTo(later + 11 * MINUTE_MS);
    expect(await sampled()).toBe(false);
    await second.engine.close();

    // Where nothing is left to go on from, measuring begins anew.
    const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
    db.run('DELETE FROM profit_state');
    db.close();
    const third = await openAt(dataDir, later + MINUTE_MS);
    const anew = accountIn(await third.engine.equity.measure(NAME));
    expect(anew.periods.find(({ period }) => period === 'all')?.profit).toBe(all?.profit);
    await third.engine.close();
    expect(new Set(kept(dataDir).map(({ run }) => run)).size).toBe(2);
    expect(kept(dataDir).at(-1)?.profit).toBe(kept(dataDir).at(-2)?.profit);
  });

  it('is counted anew in another currency, and so is its curve', async () => {
    const { engine, clock } = await openAt(tempDir(), START_MS);
    await engine.equity.measure(NAME);
    engine.risk.change(change({ kind: 'settings', account_name: NAME, set: { currency: 'NOK' } }), null, 'cli');
    expect(accountIn(engine.equity.summary())).toMatchObject({ currency: 'NOK', equity: null, periods: [], spark: [] });
    clock.advance(MINUTE_MS);
    const counted = accountIn(await engine.equity.measure(NAME));
    expect(counted.periods.find(({ period }) => period === 'all')?.profit).toBe('0');
    expect(Number(counted.equity_usd.value)).toBeGreaterThan(1_000);
    await expect.poll(() => engine.equity.curve({ account_name: NAME, span: 'all' }).points.length, WAIT).toBe(1);
  });

  it('is told to whoever watches, at most once a second', async () => {
    const { engine, clock } = await openAt(tempDir(), START_MS, { attended: true });
    const told: { atMs: number; summary: SummaryDocument }[] = [];
    const leave = engine.events.subscribe((frame: EventFrame) => {
      for (const event of frame.events)
        if (event.topic === 'worth') told.push({ atMs: clock.nowMs(), summary: event.summary });
    });
    await goOn(clock, 2_000);
    await expect.poll(async () => (await clock.advanceAsync(1_100), told.length), WAIT).toBeGreaterThan(0);
    for (let i = 0; i < 5; i += 1) {
      await engine.equity.measure(NAME);
      await clock.advanceAsync(200);
    }
    const gaps = told.slice(1).map(({ atMs }, i) => atMs - (told[i]?.atMs ?? 0));
    expect(Math.min(...gaps, 1_000)).toBeGreaterThanOrEqual(1_000);
    expect(accountIn(told.at(-1)!.summary).equity).not.toBeNull();
    leave();
    const before = told.length;
    await goOn(clock, 2 * MINUTE_MS);
    expect(told).toHaveLength(before);
  });

  it('stands in the way of no order where it cannot be kept', async () => {
    const dataDir = tempDir();
    const { engine } = await openAt(dataDir, START_MS);
    const DAILY = { max_daily_loss: { value: '100000', unit: 'account' } };
    engine.risk.change(change({ kind: 'limits', account_name: NAME, set: DAILY }), null, 'cli');
    await engine.equity.measure(NAME);
    const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
    db.exec('DROP TABLE equity_snapshots');
    db.close();
    for (let i = 0; i < 3; i += 1) expect((await fire(engine)).orders).toMatchObject([{ status: 'filled' }]);
    const everything = { account_name: null, strategy_id: null, source: null, level: null, since: null };
    const told = () => engine.log.query({ ...everything, before_seq: null, after_seq: null, limit: 50 }).records;
    await expect
      .poll(() => told().map(({ message }) => message), WAIT)
      .toContain('What an account is worth could not be kept');
  });

  it('is nobody’s where there is no such account', async () => {
    const { engine } = await openAt(tempDir(), START_MS);
    expect(() => engine.equity.curve({ account_name: 'nobody', span: '1d' })).toThrow('nobody');
    await expect(engine.equity.measure('nobody')).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
  });
});
