import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { groupSchema, groupSignalSchema } from '../../../shared/schema/group.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';
import { openSimEngine } from '../sim-engine.ts';

/** Groups over paper accounts of the built-in market: what they are, what they say before, what they do. */
const WORLD = {
  QT_ACCOUNT_A_EXCHANGE: 'sim',
  QT_ACCOUNT_B_EXCHANGE: 'sim',
  QT_ACCOUNT_C_EXCHANGE: 'sim',
  QT_ACCOUNT_LIVE_EXCHANGE: 'binance',
  QT_ACCOUNT_LIVE_MODE: 'real',
  QT_ACCOUNT_LIVE_API_KEY: 'live-key-0000',
  QT_ACCOUNT_LIVE_API_SECRET: 'live-secret-0000',
  QT_ACCOUNT_TESTED_EXCHANGE: 'binance',
  QT_ACCOUNT_TESTED_TESTNET: 'true',
  QT_ACCOUNT_BROKEN_EXCHANGE: 'nowhere',
};

type Members = { account_name: string; weight?: string; size?: string }[];
const names = (...accounts: string[]): Members => accounts.map((account_name) => ({ account_name }));
const set = (engine: Engine, allocation: string, members: Members, name = 'desk', base: number | null = null) =>
  engine.groups.set(groupSchema.parse({ name, allocation, members }), base, 'cli');
const wish = (change: Record<string, unknown> = {}) => {
  const amount = 'quote_amount' in change ? {} : { amount: '0.03' };
  return groupSignalSchema.parse({ symbol: 'BTC/USDT', side: 'long', group: 'desk', ...amount, ...change });
};
const sized = (change: Record<string, unknown> = {}) =>
  groupSignalSchema.parse({ symbol: 'BTC/USDT', side: 'long', group: 'desk', ...change });
const orders = (engine: Engine) =>
  engine.orders.list({ limit: 100, before: null, account_name: null, status: null }).orders;
const code = (work: () => unknown): string => {
  try {
    work();
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a group', () => {
  it('is listed with the accounts as they are configured, and survives a restart, a change and a removal', async () => {
    const first = await openSimEngine(WORLD);
    const made = set(first.engine, 'equal', names('a', 'b'));
    expect(made).toMatchObject({ name: 'desk', allocation: 'equal', mode: 'paper', testnet: false, error: null });
    expect(made.members[0]).toMatchObject({
      account_name: 'a',
      exchange: 'sim',
      mode: 'paper',
      owner: 'me',
      error: null,
    });
    expect(code(() => set(first.engine, 'equal', names('a', 'c'), 'desk', 0))).toBe('REVISION_CONFLICT');
    const changed = set(first.engine, 'weights', [{ account_name: 'c', weight: '2' }], 'desk', made.revision);
    expect(changed.revision).toBe(made.revision + 1);
    set(first.engine, 'equal', names('a'), 'other');
    first.engine.groups.remove('other', 'cli');
    expect(code(() => first.engine.groups.remove('other', 'cli'))).toBe('GROUP_NOT_FOUND');
    await first.engine.close();

    const { engine } = await openSimEngine(WORLD, first.dataDir);
    expect(engine.groups.list()).toEqual([changed]);
    expect(code(() => engine.groups.get('other'))).toBe('GROUP_NOT_FOUND');
  });

  it('takes no unknown account, and never mixes modes or environments', async () => {
    const { engine } = await openSimEngine(WORLD);
    expect(code(() => set(engine, 'equal', names('a', 'nobody')))).toBe('GROUP_INVALID');
    expect(code(() => set(engine, 'equal', names('a', 'live')))).toBe('GROUP_INVALID');
    expect(code(() => set(engine, 'equal', names('a', 'tested')))).toBe('GROUP_INVALID');
    expect(engine.groups.list()).toEqual([]);
    expect(set(engine, 'equal', names('a', 'broken')).members[1]?.error?.code).toBe('ACCOUNT_INVALID');
  });

  it('does not fire where its accounts changed so that modes are mixed, or one is gone', async () => {
    const first = await openSimEngine(WORLD);
    set(first.engine, 'equal', names('a', 'b'));
    await first.engine.close();
    const real = {
      ...WORLD,
      QT_ACCOUNT_B_EXCHANGE: 'binance',
      QT_ACCOUNT_B_MODE: 'real',
      QT_ACCOUNT_B_API_KEY: 'b-key-00000',
      QT_ACCOUNT_B_API_SECRET: 'b-secret-00000',
    };
    const mixed = await openSimEngine(real, first.dataDir);
    expect(mixed.engine.groups.get('desk')).toMatchObject({ mode: null, error: { code: 'GROUP_INVALID' } });
    await expect(mixed.engine.groups.fire(wish(), 'cli')).rejects.toMatchObject({ code: 'GROUP_INVALID' });
    await mixed.engine.close();

    const { QT_ACCOUNT_B_EXCHANGE: _, ...without } = WORLD;
    const gone = await openSimEngine(without, first.dataDir);
    const fired = await gone.engine.groups.fire(wish({ id: 's1' }), 'cli');
    expect(fired).toMatchObject({ orders: [], error: { code: 'GROUP_LEG_UNPLACEABLE' } });
    expect(fired.legs?.map((leg) => leg.error?.code)).toEqual(['GROUP_LEG_UNPLACEABLE', 'ACCOUNT_NOT_FOUND']);
  });
});

describe('a preview of a group', () => {
  it('shows each leg with its share, its rounded order and the minimum, and has no effect', async () => {
    const { engine } = await openSimEngine(WORLD);
    set(engine, 'equal', names('a', 'b', 'c'));
    const preview = await engine.groups.preview(wish({ amount: '0.1' }));
    expect(preview).toMatchObject({ mode: 'paper', placeable: 3, amount: '0.1', error: null });
    for (const leg of preview.legs) {
      expect(leg.amount).toBe('0.033333333333333333');
      expect(leg.order?.amount).toMatch(/^0\.0333+$/);
      expect(leg.minimum?.step).toMatch(/^0\.0+1$/);
      expect(leg.decision).toMatchObject({ account_name: leg.account_name, account_source: 'signal.account_name' });
      expect(leg.decision?.checks.every(({ ok }) => ok)).toBe(true);
    }
    const each = preview.legs[0]?.order?.amount ?? '';
    expect(Number(preview.placed_amount)).toBeCloseTo(3 * Number(each), 12);
    expect(Number(preview.unallocated)).toBeCloseTo(0.1 - 3 * Number(each), 12);
    expect(Number(preview.unallocated)).toBeGreaterThan(0);
    expect([orders(engine), engine.groups.firings(10)]).toEqual([[], []]);
  });

  it('marks the leg that is too small, and gives its part to nobody', async () => {
    const { engine } = await openSimEngine(WORLD);
    set(engine, 'weights', [
      { account_name: 'a', weight: '1' },
      { account_name: 'b', weight: '1000000' },
    ]);
    const preview = await engine.groups.preview(wish());
    expect(preview.legs.map((leg) => leg.error?.code ?? null)).toEqual(['INVALID_AMOUNT', null]);
    expect(preview.placeable).toBe(1);
    expect(preview.placed_amount).toBe(preview.legs[1]?.order?.amount);
    expect(Number(preview.legs[1]?.order?.amount)).toBeLessThan(0.03);
  });

  it('divides by what the accounts are worth in the quote currency of the symbol', async () => {
    const { engine } = await openSimEngine(WORLD);
    set(engine, 'equity', names('a', 'b'));
    const before = await engine.groups.preview(wish());
    expect(before.legs[0]?.equity).toMatch(/^\d+(\.\d+)?$/);
    expect(before.legs[0]?.equity).toBe(before.legs[1]?.equity);
    expect(before.legs.map((leg) => leg.amount)).toEqual(['0.015', '0.015']);
  });

  it('takes amounts as the allocation wants them', async () => {
    const { engine } = await openSimEngine(WORLD);
    set(engine, 'equal', names('a', 'b'));
    set(
      engine,
      'sizes',
      [
        { account_name: 'a', size: '0.01' },
        { account_name: 'b', size: '0.02' },
      ],
      'fixed',
    );
    await expect(engine.groups.preview(sized())).rejects.toMatchObject({ code: 'INVALID_SIGNAL' });
    await expect(engine.groups.preview(wish({ group: 'fixed' }))).rejects.toMatchObject({ code: 'INVALID_SIGNAL' });
    const fixed = await engine.groups.preview(sized({ group: 'fixed' }));
    expect(fixed.legs.map((leg) => leg.order?.amount)).toEqual(['0.01', '0.02']);
    expect([fixed.unallocated, fixed.placed_amount]).toEqual([null, '0.03']);
    await expect(engine.groups.preview(wish({ group: 'nothing' }))).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' });
  });
});

describe('a signal to a group', () => {
  it('is fired at the group that was shown, or at none', async () => {
    const { engine } = await openSimEngine(WORLD);
    const shown = { revision: set(engine, 'equal', names('a', 'b')).revision, mode: 'paper', testnet: false } as const;
    set(engine, 'equal', names('a', 'c'));
    await expect(engine.groups.fire(wish({ id: 's1' }), 'page', shown)).rejects.toMatchObject({
      code: 'REVISION_CONFLICT',
    });
    const now = { ...shown, revision: shown.revision + 1 };
    await expect(engine.groups.fire(wish({ id: 's1' }), 'page', { ...now, mode: 'real' })).rejects.toMatchObject({
      code: 'REVISION_CONFLICT',
    });
    expect([orders(engine), engine.groups.firings(10)]).toEqual([[], []]);
    const fired = await engine.groups.fire(wish({ id: 's1' }), 'page', now);
    expect(fired.orders.map((order) => order.account_name)).toEqual(['a', 'c']);
    // A known id is an answer and no firing, so what was shown does not matter to it.
    set(engine, 'equal', names('a', 'b'));
    const again = await engine.groups.fire(wish({ id: 's1' }), 'page', now);
    expect(again.orders.map((order) => order.id)).toEqual(fired.orders.map((order) => order.id));
    expect(orders(engine)).toHaveLength(2);
  });

  it('places each leg as a signal of its own, and the same id again gives the same answer', async () => {
    const { engine, dataDir } = await openSimEngine(WORLD);
    set(engine, 'equal', names('a', 'b', 'c'));
    const fired = await engine.groups.fire(wish({ id: 's1', strategy_id: 'trend' }), 'cli');
    expect(fired).toMatchObject({ signal_id: 's1', group: { name: 'desk', allocation: 'equal', unplaceable: 'none' } });
    expect(fired).not.toHaveProperty('error');
    expect(fired.decision).toMatchObject({ account_name: null, mode: 'paper', trace: [], checks: [] });
    expect(fired.orders.map((order) => [order.account_name, order.status, order.amount, order.strategy_id])).toEqual([
      ['a', 'filled', '0.01', 'trend'],
      ['b', 'filled', '0.01', 'trend'],
      ['c', 'filled', '0.01', 'trend'],
    ]);
    expect(fired.legs?.map((leg) => [leg.signal_id, leg.state, leg.attempt, leg.retryable])).toEqual([
      ['s1~a', 'placed', 1, false],
      ['s1~b', 'placed', 1, false],
      ['s1~c', 'placed', 1, false],
    ]);
    const { rows } = engine.signals.list({ limit: 10, before: null, source: null, account_name: null });
    expect(rows.map((row) => [row.signal_id, row.source, row.group]).toSorted()).toEqual([
      ['s1~a', 'explicit', { name: 'desk', signal_id: 's1' }],
      ['s1~b', 'explicit', { name: 'desk', signal_id: 's1' }],
      ['s1~c', 'explicit', { name: 'desk', signal_id: 's1' }],
    ]);
    expect(await engine.signals.fire(wish({ id: 's1', strategy_id: 'trend' }), 'cli')).toEqual(fired);
    engine.groups.remove('desk', 'cli');
    expect(await engine.groups.fire(wish({ id: 's1', strategy_id: 'trend' }), 'http')).toEqual(fired);
    expect(orders(engine)).toHaveLength(3);
    await engine.close();
    const again = await openSimEngine(WORLD, dataDir);
    expect(await again.engine.groups.fire(wish({ id: 's1', strategy_id: 'trend' }), 'cli')).toEqual(fired);
    expect(again.engine.groups.firing('s1')).toEqual(fired);
    expect(again.engine.groups.firings(5)).toMatchObject([{ signal_id: 's1', symbol: 'BTC/USDT', mode: 'paper' }]);
  });

  it('shares its ids with plain signals: one id, one body', async () => {
    const { engine } = await openSimEngine(WORLD);
    set(engine, 'equal', names('a', 'b'));
    const plain = signalSchema.parse({ id: 's1', symbol: 'BTC/USDT', side: 'long', amount: '0.03', account_name: 'a' });
    const duplicate = { code: 'DUPLICATE_SIGNAL' };
    const both = await Promise.allSettled([
      engine.groups.fire(wish({ id: 's1' }), 'cli'),
      engine.signals.fire(plain, 'cli'),
    ]);
    expect(both).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: duplicate }]);
    await expect(engine.signals.fire(plain, 'cli')).rejects.toMatchObject(duplicate);
    await expect(engine.groups.fire(wish({ id: 's1', amount: '0.04' }), 'cli')).rejects.toMatchObject(duplicate);
    await expect(engine.groups.fire(wish({ id: 's1', unplaceable: 'rest' }), 'cli')).rejects.toMatchObject(duplicate);
    await engine.signals.fire({ ...plain, id: 's2' }, 'cli');
    await expect(engine.groups.fire(wish({ id: 's2' }), 'cli')).rejects.toMatchObject(duplicate);
    const twice = await Promise.all(
      [wish({ id: 's3' }), wish({ id: 's3' })].map((one) => engine.groups.fire(one, 'cli')),
    );
    expect(twice[0]).toEqual(twice[1]);
    expect(orders(engine)).toHaveLength(2 + 1 + 2);
  });

  it('places none where one leg cannot be placed; or the rest, and says which not', async () => {
    const { engine } = await openSimEngine(WORLD);
    set(engine, 'sizes', [
      { account_name: 'a', size: '0.01' },
      { account_name: 'b', size: '100000' },
      { account_name: 'broken', size: '0.01' },
    ]);
    const none = await engine.groups.fire(sized({ id: 's1' }), 'cli');
    expect(none).toMatchObject({ orders: [], error: { code: 'GROUP_LEG_UNPLACEABLE' } });
    expect(none.error?.message).toMatch(/2 of 3 legs .* b: .*; broken: /);
    expect(none.legs?.map((leg) => [leg.state, leg.attempt, leg.error?.code, leg.retryable])).toEqual([
      ['not_placed', 0, 'GROUP_LEG_UNPLACEABLE', false],
      ['not_placed', 0, 'INSUFFICIENT_FUNDS', false],
      ['not_placed', 0, 'ACCOUNT_INVALID', false],
    ]);
    expect(orders(engine)).toEqual([]);
    expect(await engine.groups.fire(sized({ id: 's1' }), 'cli')).toEqual(none);
    await expect(engine.groups.retry('s1', 'cli')).rejects.toMatchObject({ code: 'GROUP_LEG_UNPLACEABLE' });

    const rest = await engine.groups.fire(sized({ id: 's2', unplaceable: 'rest' }), 'cli');
    expect(rest.orders.map((order) => order.account_name)).toEqual(['a']);
    expect(rest.legs?.map((leg) => [leg.state, leg.error?.code ?? null])).toEqual([
      ['placed', null],
      ['not_placed', 'INSUFFICIENT_FUNDS'],
      ['not_placed', 'ACCOUNT_INVALID'],
    ]);
    expect(rest.error).toMatchObject({ code: 'INSUFFICIENT_FUNDS', message: expect.stringMatching(/^b: /) as string });
    expect(rest.legs?.[1]?.decision?.checks.some(({ ok }) => !ok)).toBe(true);

    const nobody = await engine.groups.fire(sized({ id: 's3', symbol: 'NO/SUCH', unplaceable: 'rest' }), 'cli');
    expect(nobody).toMatchObject({ orders: [], error: { code: 'GROUP_LEG_UNPLACEABLE' } });
  });

  it('is refused as a preview of one account, and as one that was shown', async () => {
    const { engine } = await openSimEngine(WORLD);
    set(engine, 'equal', names('a', 'b'));
    await expect(engine.signals.preview(wish())).rejects.toMatchObject({ code: 'INVALID_SIGNAL' });
    const shown = { account_name: 'a', exchange: 'sim', mode: 'paper', testnet: false } as const;
    await expect(engine.signals.fire(wish(), 'cli', { shown })).rejects.toMatchObject({ code: 'INVALID_SIGNAL' });
    await expect(engine.groups.retry('unheard', 'cli')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(orders(engine)).toEqual([]);
  });
});
