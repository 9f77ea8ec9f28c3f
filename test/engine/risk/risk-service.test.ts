import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import type { RiskDocument } from '../../../shared/schema/risk.ts';
import type { SignalInput } from '../../../shared/schema/signal.ts';
import { SEATS, keysOf, seatEnv } from '../../contract/exchange-seats.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { openSimEngine, signal } from '../sim-engine.ts';
import { change, gaugeOf, limits, measured, openAt, riskOf } from './profit/profit-world.ts';

const NAME = 'main_sim';
const EXPOSURE = { max_exposure: { value: '500000', unit: 'account' } };
const fire = (engine: Engine, wanted: Partial<SignalInput> = {}) =>
  engine.signals.fire(signal({ account_name: NAME, ...wanted }), 'cli');
const code = (work: () => unknown): string => {
  try {
    work();
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

/** What is told of risk while somebody watches. */
function listen(engine: Engine): { told: RiskDocument[]; stop: () => void } {
  const told: RiskDocument[] = [];
  const stop = engine.events.subscribe(({ events }) => {
    for (const event of events) if (event.topic === 'risk') told.push(event.risk);
  });
  return { told, stop };
}

describe('limits and flags', () => {
  it('are written as revisions, for accounts and owners that there are', async () => {
    const dir = tempDir();
    const { engine } = await openSimEngine({}, dir);
    expect(engine.risk.current()).toMatchObject({ revision: 0, updated_at: null, policy: { global: {} } });
    const done = engine.risk.change(limits(NAME, EXPOSURE), 0, 'cli');
    expect(done).toMatchObject({ revision: 1, policy: { limits: { [NAME]: EXPOSURE } } });
    expect(code(() => engine.risk.change(limits(NAME, {}), 0, 'cli'))).toBe('REVISION_CONFLICT');

    const flags = (scope: object, set: object = { enabled: false }) => change({ kind: 'flags', scope, set });
    expect(code(() => engine.risk.change(limits('nobody', EXPOSURE), null, 'cli'))).toBe('ACCOUNT_NOT_FOUND');
    expect(code(() => engine.risk.change(flags({ kind: 'account', name: 'nobody' }), null, 'cli'))).toBe(
      'ACCOUNT_NOT_FOUND',
    );
    expect(code(() => engine.risk.change(flags({ kind: 'owner', name: 'nobody' }), null, 'cli'))).toBe('INVALID_INPUT');
    expect(engine.risk.current().revision).toBe(1);
    // A strategy may be known by its name before its first signal, and what is gone can be taken away.
    const fine = [
      ...flags({ kind: 'strategy', name: 'to_come' }),
      ...flags({ kind: 'owner', name: 'friend_1' }),
      ...flags({ kind: 'account', name: 'nobody' }, { enabled: null }),
      ...limits('nobody', { max_exposure: null }),
    ];
    expect(engine.risk.change(fine, null, 'cli').revision).toBe(2);
    // All of a change or nothing of it.
    const half = [...limits(NAME, { max_open_positions: 1 }), ...limits('nobody', EXPOSURE)];
    expect(code(() => engine.risk.change(half, null, 'cli'))).toBe('ACCOUNT_NOT_FOUND');
    expect(riskOf(engine, NAME).limits).toEqual(EXPOSURE);
    await engine.close();
    const again = await openSimEngine({}, dir);
    expect(riskOf(again.engine, NAME).limits).toEqual(EXPOSURE);
    expect(again.engine.risk.current().revision).toBe(2);
  });

  it('hold from the next order on', async () => {
    const { engine } = await openSimEngine();
    engine.risk.change(limits(NAME, { max_order_size: { value: '100', unit: 'usd' } }), null, 'cli');
    expect((await fire(engine)).error?.code).toBe('MAX_ORDER_SIZE');
    expect((await fire(engine, { amount: '0.001' })).orders).toHaveLength(1);
    engine.risk.change(limits(NAME, { max_order_size: null }), null, 'cli');
    expect((await fire(engine)).orders).toHaveLength(1);
  });
});

describe('gauges', () => {
  it('are there for each limit once it was measured, and for accounts without limits never', async () => {
    const { engine, clock } = await openSimEngine();
    const set = {
      ...EXPOSURE,
      ...{ max_open_positions: 5, max_leverage: '2', max_orders_per_minute: 10, price_band_percent: '5' },
      ...{ max_position_size: { value: '1000', unit: 'usd' }, min_free_balance: { value: '10000', unit: 'account' } },
      ...{ max_daily_loss: { value: '5', unit: 'percent' }, max_order_size: { value: '1000', unit: 'account' } },
    };
    await fire(engine, { amount: '0.001' });
    engine.risk.change(limits(NAME, set), null, 'cli');
    expect(riskOf(engine, NAME)).toMatchObject({ gauges: [], exposure: null, day: null });
    clock.advance(1_000);
    await engine.risk.measure(null);
    const risk = riskOf(engine, NAME);
    expect(risk).toMatchObject({
      currency: 'USDT',
      error: null,
      usd_rate: { rate: '1', source: 'USDT counted as 1 USD' },
    });
    expect(risk.gauges).toHaveLength(9);
    expect(risk.gauges.filter(({ state }) => state === 'unknown')).toEqual([]);
    expect(gaugeOf(risk, 'max_open_positions')).toMatchObject({ used: '3', room: '2', percent: 60 });
    expect(gaugeOf(risk, 'max_orders_per_minute')).toMatchObject({ used: '1' });
    // A bitcoin, ten ether and a hundred solana at the prices of the built-in market.
    expect(gaugeOf(risk, 'max_exposure')).toMatchObject({ used: risk.exposure, unit: 'USDT', state: 'ok' });
    expect(Number(risk.exposure)).toBeGreaterThan(100_000);
    expect(gaugeOf(risk, 'max_position_size')).toMatchObject({ state: 'reached', unit: 'USD', room: '0' });
    expect(Number(gaugeOf(risk, 'min_free_balance')?.used)).toBeLessThan(100_000);
    expect(riskOf(engine, 'swing_sim')).toMatchObject({ gauges: [], exposure: null, error: null });
    // Asked for by name, an account without limits is measured too.
    expect((await measured(engine, 'swing_sim')).exposure).not.toBeNull();
    await expect(engine.risk.measure('nobody')).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
  });

  it('of a broken account are not there, with its error in their place', async () => {
    const { engine } = await openSimEngine({ QT_ACCOUNT_BAD_EXCHANGE: 'nowhere', QT_ACCOUNT_GOOD_EXCHANGE: 'sim' });
    engine.risk.change(limits('bad', EXPOSURE), null, 'cli');
    await engine.risk.measure(null);
    expect(await measured(engine, 'bad')).toMatchObject({ gauges: [], error: { code: 'UNKNOWN_EXCHANGE' } });
  });

  it('of the free balance are unknown once it cannot be read any more', { timeout: 30_000 }, async () => {
    const keys = keysOf('binance');
    const venue = await SEATS.binance.open({ accounts: [{ name: 'one', ...keys, balances: { USDT: '1000' } }] });
    // Closed already where all went well.
    onTestFinished(() => venue.close().catch(() => {}));
    const engine = await openEngine({ dataDir: tempDir(), env: seatEnv('binance', venue.url) });
    onTestFinished(() => engine.close());
    engine.risk.change(limits('binance', { min_free_balance: { value: '100', unit: 'account' } }), null, 'cli');
    const gauge = async () => gaugeOf(await measured(engine, 'binance'), 'min_free_balance');
    expect(await gauge()).toMatchObject({ used: '1000', room: '900', state: 'ok' });
    await venue.close();
    // Past the age at which whoever asks gets a new reading; the old one would still do for an order.
    await sleep(1_100);
    expect(await gauge()).toMatchObject({
      used: null,
      room: null,
      state: 'unknown',
      detail: expect.stringMatching(/\S/),
    });
  });

  it('show trading hours, of every level, with the next change', async () => {
    const { engine } = await openAt(tempDir(), Date.UTC(2026, 10, 27, 12));
    const hours = (from: string, to: string) => ({
      trading_hours: { time_zone: 'Europe/Oslo', windows: [{ days: [1, 2, 3, 4, 5], from, to }] },
    });
    expect(riskOf(engine, NAME).hours).toBeNull();
    engine.risk.change(
      change(
        { kind: 'flags', scope: { kind: 'global' }, set: hours('08:00', '18:00') },
        { kind: 'flags', scope: { kind: 'account', name: NAME }, set: hours('09:00', '16:30') },
      ),
      null,
      'cli',
    );
    expect(riskOf(engine, NAME).hours).toEqual({ open: true, next_change_at: '2026-11-27T15:30:00.000Z' });
    expect(riskOf(engine, 'swing_sim').hours).toEqual({ open: true, next_change_at: '2026-11-27T17:00:00.000Z' });
  });
});

describe('whoever watches', () => {
  it('is told of every change, and of no standstill', { timeout: 30_000 }, async () => {
    const { engine, clock } = await openSimEngine();
    engine.risk.change(limits(NAME, EXPOSURE), null, 'cli');
    const { told, stop } = listen(engine);
    await clock.advanceAsync(1_000);
    expect(told.at(-1)?.accounts.find(({ account_name }) => account_name === NAME)?.gauges).toHaveLength(1);
    engine.risk.change(limits(NAME, { max_open_positions: 3 }), null, 'page');
    await clock.advanceAsync(1_000);
    expect(told.at(-1)).toMatchObject({ revision: 2 });
    expect(told.at(-1)).toEqual(engine.risk.current());

    const before = told.length;
    engine.stops.kill({ scope: { kind: 'account', name: NAME } }, 'page');
    await clock.advanceAsync(1_000);
    expect(told.length).toBeGreaterThan(before);
    expect(told.at(-1)?.accounts.find(({ account_name }) => account_name === NAME)?.stops).toHaveLength(1);
    // Prices move, and a document says so a few times a second at most.
    const busy = told.length;
    await clock.advanceAsync(60_000);
    expect(told.length - busy).toBeLessThanOrEqual(60);
    stop();
    const quiet = told.length;
    await clock.advanceAsync(60_000);
    expect(told).toHaveLength(quiet);
  });

  it('sees what an order did a moment later', { timeout: 30_000 }, async () => {
    const { engine, clock } = await openSimEngine();
    engine.risk.change(limits(NAME, { max_orders_per_minute: 10 }), null, 'cli');
    const { told, stop } = listen(engine);
    await clock.advanceAsync(1_000);
    await fire(engine);
    await clock.advanceAsync(2_000);
    const risk = told.at(-1)?.accounts.find(({ account_name }) => account_name === NAME);
    expect(risk?.gauges[0]).toMatchObject({ limit_name: 'max_orders_per_minute', used: '1' });
    stop();
  });
});

describe('the impact of a draft', () => {
  it('tells which orders of today it would have refused, and changes nothing', async () => {
    const { engine } = await openSimEngine();
    await fire(engine, { id: 's1', strategy_id: 'demo_scalper' });
    await fire(engine, { id: 's2', amount: '0.5' });
    await fire(engine, { id: 's3', amount: '1000' });
    const size = await engine.risk.impact(limits(NAME, { max_order_size: { value: '5000', unit: 'account' } }));
    expect(size).toMatchObject({ placed: 2, not_measured: [] });
    expect(size.refused).toMatchObject([
      { signal_id: 's2', account_name: NAME, mode: 'paper', testnet: false, codes: ['MAX_ORDER_SIZE'], amount: '0.5' },
    ]);
    const flags = change({ kind: 'flags', scope: { kind: 'strategy', name: 'demo_scalper' }, set: { enabled: false } });
    expect((await engine.risk.impact(flags)).refused.map(({ signal_id }) => signal_id)).toEqual(['s1']);
    const exposure = await engine.risk.impact(limits(NAME, EXPOSURE));
    expect(exposure).toMatchObject({
      refused: [],
      not_measured: [{ account_name: NAME, limit_name: 'max_exposure', orders: 2 }],
    });
    expect(engine.risk.current().revision).toBe(0);

    // Once it is measured, a tighter draft is held against what was measured.
    engine.risk.change(limits(NAME, EXPOSURE), null, 'cli');
    await fire(engine, { id: 's4' });
    const tighter = await engine.risk.impact(limits(NAME, { max_exposure: { value: '1000', unit: 'usd' } }));
    expect(tighter.refused).toMatchObject([{ signal_id: 's4', codes: ['MAX_EXPOSURE'] }]);
    expect(tighter.not_measured).toMatchObject([{ orders: 2 }]);
  });

  it(
    'reads any number of orders, oldest first, and leaves out what was never placed',
    { timeout: 30_000 },
    async () => {
      const { engine, clock } = await openSimEngine();
      for (let i = 0; i < 240; i += 1) {
        await fire(engine, { id: `s${i}`, amount: '0.0001' });
        if (i % 80 === 79) clock.advance(120_000);
      }
      const { placed, refused } = await engine.risk.impact(limits(NAME, { max_orders_per_minute: 60 }));
      expect([placed, refused.length]).toEqual([240, 60]);
      expect(refused[0]?.signal_id).toBe('s239');
      clock.advance(25 * 3_600_000);
      expect(await engine.risk.impact(limits(NAME, { max_orders_per_minute: 0 }))).toMatchObject({ placed: 0 });
    },
  );
});
