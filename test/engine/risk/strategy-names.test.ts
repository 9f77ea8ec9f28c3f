import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import type { RiskScope } from '../../../shared/schema/risk-policy.ts';
import { openSimEngine, signal } from '../sim-engine.ts';

const TREND: RiskScope = { kind: 'strategy', name: 'Trend' };
const OTHERWISE = ['trend', 'TREND', 'tREND'];

describe('a strategy whose name is written otherwise', () => {
  it('is held by its kill, and its orders are canceled', async () => {
    const { engine, clock } = await openSimEngine();
    engine.routing.apply([{ map: 'account', strategy_id: 'Trend', value: 'main_sim' }], null, 'cli');
    const resting = signal({ type: 'limit', price: '100', quote_amount: '50', strategy_id: 'TREND' });
    const { orders } = await engine.signals.fire(resting, 'http');
    expect(orders).toMatchObject([{ status: 'open' }]);
    engine.stops.kill({ scope: TREND, cancel: true }, 'cli');
    for (const strategy_id of OTHERWISE) {
      const { error } = await engine.signals.fire(signal({ strategy_id }), 'http');
      expect(error?.code).toBe('KILL_SWITCH');
    }
    await clock.advanceAsync(5_000);
    expect(engine.orders.get(orders[0]!.id).order.status).toBe('canceled');
    expect((await engine.signals.fire(signal({ strategy_id: 'Trends' }), 'http')).error).toBeUndefined();
  });

  it('is held to its flags, and waits where they say so', async () => {
    const { engine } = await openSimEngine();
    const allowed = { kind: 'flags', scope: { kind: 'account', name: 'main_sim' }, set: { strategies: ['trend'] } };
    const small = { kind: 'flags', scope: TREND, set: { max_size: '0.001' } };
    engine.risk.change([allowed, small] as Parameters<typeof engine.risk.change>[0], null, 'cli');
    for (const strategy_id of ['Trend', ...OTHERWISE]) {
      const { error } = await engine.signals.fire(signal({ strategy_id }), 'http');
      expect(error?.code).toBe('MAX_ORDER_SIZE');
    }
    engine.risk.change([{ kind: 'flags', scope: TREND, set: { approval: { valid_minutes: 5 } } }], null, 'cli');
    for (const strategy_id of OTHERWISE) {
      expect((await engine.signals.fire(signal({ strategy_id }), 'http')).error?.code).toBe('APPROVAL_PENDING');
    }
  });
});

it('a strategy of which nothing but a waiting signal is known can be killed', async () => {
  const { engine } = await openSimEngine();
  engine.risk.change(
    [{ kind: 'flags', scope: { kind: 'global' }, set: { approval: { valid_minutes: 5 } } }],
    null,
    'cli',
  );
  const waiting = await engine.signals.fire(signal({ strategy_id: 'newcomer' }), 'http');
  engine.stops.kill({ scope: { kind: 'strategy', name: 'newcomer' } }, 'cli');
  const { error } = await engine.approvals.approve(waiting.approval!.id, 'desktop');
  expect(error?.code).toBe('KILL_SWITCH');
});

it('a strategy that is in no map can be killed however long ago it was last heard of', async () => {
  const first = await openSimEngine();
  await first.engine.signals.fire(signal({ strategy_id: 'loner' }), 'http');
  await first.engine.close();
  const db = openDatabase(path.join(first.dataDir, 'journal.db'), { synchronous: 'NORMAL' });
  db.run('UPDATE signals SET received_ms = received_ms - ?', 30 * 86_400_000);
  db.close();
  const { engine } = await openSimEngine({}, first.dataDir);
  const kill = (name: string) => engine.stops.kill({ scope: { kind: 'strategy', name } }, 'cli');
  expect(kill('loner')).toMatchObject({ durable: true });
  expect(() => kill('nobody')).toThrow(expect.objectContaining({ code: 'ACCOUNT_NOT_FOUND' }));
});
