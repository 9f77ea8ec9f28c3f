import { describe, expect, it, onTestFinished } from 'vitest';
import { cancelOrder } from '../../../../electron/engine/orders/cancel-order.ts';
import { closePosition } from '../../../../electron/engine/orders/close-position.ts';
import { accountPositions } from '../../../../electron/engine/orders/positions.ts';
import { createStopWork } from '../../../../electron/engine/risk/stops/stop-work.ts';
import type { PlaceOutcome, VenueOrder } from '../../../../electron/engine/venues/venue.ts';
import { sub } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { KillInput } from '../../../../shared/schema/risk-policy.ts';
import { realAccount } from '../../../support/accounts.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { tempJournal } from '../../../support/temp-journal.ts';
import { amendWorld, keepsOrders } from '../../orders/amend-world.ts';
import { BTC, filledReport, report } from '../../orders/order-world.ts';
import { stopsWorld } from './stops-world.ts';

const GLOBAL = { kind: 'global' } as const;
const account = (name: string) => ({ kind: 'account', name }) as const;
const at = async (clock: { advanceAsync(ms: number): Promise<void> }, ms: number) => {
  for (let passed = 0; passed < ms; passed += 250) await clock.advanceAsync(250);
};

/** Stops with their work, over the order path and a venue that keeps its orders and what is held. */
function desk(options: { db?: ReturnType<typeof tempJournal>; clock?: ReturnType<typeof createFakeClock> } = {}) {
  const db = options.db ?? tempJournal();
  const clock = options.clock ?? createFakeClock();
  const accounts = [realAccount('main_binance', { owner: 'ann' }), realAccount('friend', { owner: 'bob' })];
  const kills = stopsWorld({ db, clock, accounts });
  const { stops } = kills;
  const world = amendWorld({ db, clock, accounts, stops });
  const venue = keepsOrders(world.venue);
  const { pool, redact, onOrder, monitor } = world.inside;
  const { journal, sender, tracker, registry, log, firer } = world;
  const closes = { registry, pool, monitor, firer };
  const canceling = { journal, sender, tracker, pool, log, redact, onOrder };
  const closed: string[] = [];
  let ignored: string[] = [];
  const work = createStopWork({
    ...{ store: stops.store, registry, journal, clock, log, redact, lookup: tracker.lookup },
    cancelAll: (scope) => world.cancelAll(scope),
    cancel: (id, by) => cancelOrder(id, by, canceling),
    positions: (name) => accountPositions(name, closes),
    instruments: (name) => pool.venue(name).market.instruments(),
    locked: async (name, asset) =>
      (await monitor.balances(name, 0)).balances.find((each) => each.asset === asset)?.locked ?? '0',
    ignored: () => ignored,
    close: (name, symbol, { by, objection }) => {
      closed.push(`${name} ${symbol}`);
      return closePosition(name, symbol, by, closes, { flatten: true, objection });
    },
  });
  onTestFinished(() => work.close());
  const kill = (input: KillInput) => {
    const { id } = stops.api.kill(input, 'cli');
    const stop = stops.store.find(id)!;
    if (stop.cancel) work.begin(stop);
    return id;
  };
  const workOf = (id: string) => stops.store.find(id)?.work;
  const release = (scope: KillInput['scope']) => {
    const { confirmation_id, phrase } = stops.api.prepareRelease(scope);
    stops.api.release(confirmation_id, phrase, 'cli');
  };
  const rest = async (account_name: string, strategy_id?: string) =>
    (await world.fire({ account_name, ...(strategy_id && { strategy_id }) })).orders[0]!;
  /** A market sell takes what is held; everything else rests. */
  const sells = (): void => {
    const keep = world.venue.onPlace;
    world.venue.onPlace = (order: VenueOrder) => {
      if (order.type !== 'market') return keep(order);
      const asset = order.symbol.split('/')[0]!;
      world.venue.free[asset] = sub(world.venue.free[asset] ?? '0', order.amount);
      return { kind: 'accepted', report: { ...filledReport(order.amount), venueOrderId: `s${order.clientOrderId}` } };
    };
  };
  const markets = () => world.venue.placed.filter(({ type }) => type === 'market');
  return {
    ...{ db, clock, kills, stops, world, venue, work, kill, workOf, release, rest, sells, closed, markets, journal },
    ignore: (assets: string[]) => void (ignored = assets),
  };
}

describe('a kill that cancels', () => {
  it('cancels every order of ours in its scope, and says so account by account', async () => {
    const d = desk();
    for (const name of ['main_binance', 'main_binance', 'friend']) await d.rest(name);
    const id = d.kill({ scope: GLOBAL, cancel: true });
    expect(d.workOf(id)).toMatchObject([
      { account_name: 'friend', stage: 'cancelling', attempts: 0, open_orders: 1 },
      { account_name: 'main_binance', stage: 'cancelling', attempts: 0, open_orders: 2 },
    ]);
    await at(d.clock, 500);
    expect(d.workOf(id)).toMatchObject([
      { account_name: 'friend', stage: 'done', attempts: 1, open_orders: 0, error: null },
      { account_name: 'main_binance', stage: 'done', attempts: 1, open_orders: 0, error: null },
    ]);
    expect([d.venue.live().length, d.clock.pendingTimers() >= 0]).toEqual([0, true]);
    expect(d.kills.audit().filter(({ kind }) => kind === 'stop_worked')).toHaveLength(2);
  });

  it('of an account, or of a strategy, leaves every other order alone', async () => {
    const d = desk();
    const orders = [
      await d.rest('main_binance', 'trend'),
      await d.rest('main_binance', 'other'),
      await d.rest('friend', 'trend'),
    ];
    const status = () => orders.map(({ id }) => d.world.order(id).status);
    const byStrategy = d.kill({ scope: { kind: 'strategy', name: 'trend' }, cancel: true });
    await at(d.clock, 500);
    expect(status()).toEqual(['canceled', 'open', 'canceled']);
    expect(d.workOf(byStrategy)?.map(({ account_name, stage }) => [account_name, stage])).toEqual([
      ['friend', 'done'],
      ['main_binance', 'done'],
    ]);
    d.kill({ scope: account('main_binance'), cancel: true });
    await at(d.clock, 500);
    expect(status()).toEqual(['canceled', 'canceled', 'canceled']);
  });

  it('goes on while the venue cannot be reached, ever more slowly, and soon again once something was done', async () => {
    const d = desk();
    const order = await d.rest('main_binance');
    const { onCancel, onLookup } = d.world.venue;
    d.world.venue.onCancel = () => ({ kind: 'refused', code: 'VENUE_UNREACHABLE', message: 'no connection' });
    d.world.venue.onLookup = () => ({ kind: 'failed', message: 'no connection' });
    const id = d.kill({ scope: account('main_binance'), cancel: true });
    await at(d.clock, 120_000);
    const [left] = d.workOf(id)!;
    expect(left).toMatchObject({ stage: 'cancelling', open_orders: 1, error: { code: 'VENUE_UNREACHABLE' } });
    expect(left!.attempts).toBeGreaterThanOrEqual(9);
    expect(left!.attempts).toBeLessThanOrEqual(13);
    // Attempts alone are kept in memory: the journal holds what has changed.
    const stored = d.db.get<{ work: string }>('SELECT work FROM stops WHERE id = ?', id)!;
    expect(JSON.parse(stored.work)).toMatchObject([{ open_orders: 1, attempts: 1 }]);
    d.world.venue.onCancel = onCancel;
    d.world.venue.onLookup = onLookup;
    await at(d.clock, 16_000);
    expect(d.workOf(id)).toMatchObject([{ stage: 'done', open_orders: 0, error: null }]);
    expect(d.world.order(order.id).status).toBe('canceled');
  });

  it.each([GLOBAL, { kind: 'strategy', name: 'trend' } as const])(
    'of %j says so where the journal cannot be read as it begins, and begins once it can be',
    async (scope) => {
      const d = desk();
      const order = await d.rest('main_binance', 'trend');
      const { unsettled } = d.journal;
      d.journal.unsettled = () => {
        throw new Error('disk I/O error');
      };
      const id = d.kill({ scope, cancel: true });
      const waiting = { stage: 'cancelling', attempts: 0, error: { code: 'INTERNAL' } };
      expect(d.workOf(id)).toMatchObject([
        { account_name: 'friend', ...waiting },
        { account_name: 'main_binance', ...waiting },
      ]);
      await at(d.clock, 10_000);
      expect(d.workOf(id)).toMatchObject([waiting, waiting]);
      expect(d.world.order(order.id).status).toBe('open');
      d.journal.unsettled = unsettled;
      await at(d.clock, 16_000);
      expect(d.workOf(id)).toMatchObject([
        { account_name: 'friend', stage: 'done', error: null },
        { account_name: 'main_binance', stage: 'done', error: null },
      ]);
      expect(d.world.order(order.id).status).toBe('canceled');
    },
  );

  it('that could not begin ends when it is released', async () => {
    const d = desk();
    const order = await d.rest('main_binance');
    const { unsettled } = d.journal;
    d.journal.unsettled = () => {
      throw new Error('disk I/O error');
    };
    d.kill({ scope: GLOBAL, cancel: true });
    d.release(GLOBAL);
    d.journal.unsettled = unsettled;
    await at(d.clock, 60_000);
    expect(d.world.order(order.id).status).toBe('open');
    expect(d.world.venue.canceled).toEqual([]);
  });

  it('ends when it is released, whatever is left', async () => {
    const d = desk();
    await d.rest('main_binance');
    d.world.venue.onCancel = () => ({ kind: 'refused', code: 'VENUE_UNREACHABLE', message: 'no connection' });
    d.kill({ scope: GLOBAL, cancel: true });
    await at(d.clock, 2_000);
    const asked = d.world.venue.canceled.length;
    d.release(GLOBAL);
    await at(d.clock, 60_000);
    expect(d.world.venue.canceled).toHaveLength(asked);
    expect(d.venue.live()).toHaveLength(1);
  });

  it('does not hold up the end of the console where a venue hangs', async () => {
    const d = desk();
    await d.rest('main_binance');
    const { onCancel } = d.world.venue;
    let answer: () => void = () => {};
    d.world.venue.onCancel = () =>
      new Promise((resolve) => (answer = () => resolve({ kind: 'unknown', message: 'timeout' })));
    d.kill({ scope: account('main_binance'), cancel: true });
    await at(d.clock, 500);
    let closed = false;
    const closing = d.work.close().then(() => (closed = true));
    await at(d.clock, 2_500);
    expect(closed).toBe(false);
    await at(d.clock, 1_000);
    await closing;
    expect(closed).toBe(true);
    d.world.venue.onCancel = onCancel;
    answer();
  });

  it('is taken up after a restart, and not what was done before', async () => {
    const d = desk();
    await d.rest('main_binance');
    await d.rest('friend');
    const cancel = d.world.venue.onCancel;
    const main = d.journal.unsettledOf('main_binance')[0]!.venue_order_id;
    d.world.venue.onCancel = (ref) =>
      ref.venueOrderId === main
        ? { kind: 'refused', code: 'VENUE_UNREACHABLE', message: 'no connection' }
        : cancel(ref);
    const id = d.kill({ scope: GLOBAL, cancel: true });
    await at(d.clock, 500);
    expect(d.workOf(id)?.map(({ stage }) => stage)).toEqual(['done', 'cancelling']);
    await d.work.close();
    d.world.die();

    const again = desk({ db: d.db, clock: d.clock });
    again.world.venue.onCancel = (ref) => ({
      kind: 'canceled',
      report: report({ venueOrderId: ref.venueOrderId!, status: 'canceled' }),
    });
    again.world.recover();
    again.work.resume();
    expect(again.workOf(id)?.map(({ stage }) => stage)).toEqual(['done', 'cancelling']);
    await at(again.clock, 1_000);
    expect(again.workOf(id)).toMatchObject([
      { account_name: 'friend', stage: 'done' },
      { account_name: 'main_binance', stage: 'done', open_orders: 0 },
    ]);
    expect(again.world.venue.canceled.map(({ venueOrderId }) => venueOrderId)).toEqual([main]);
  });
});

describe('a kill that flattens', () => {
  it('cancels, then sells every holding, passing the stop itself, and looks again until nothing is left', async () => {
    const d = desk();
    d.sells();
    await d.rest('main_binance');
    d.world.venue.free = { USDT: '1000', BTC: '2', ETH: '0.5' };
    const id = d.kill({ scope: account('main_binance'), flatten: true });
    await at(d.clock, 4_000);
    expect(d.workOf(id)).toMatchObject([{ stage: 'done', open_orders: 0, positions: 0, error: null }]);
    expect(d.markets().map(({ symbol, side, amount }) => [symbol, side, amount])).toEqual([
      ['BTC/USDT', 'sell', '2'],
      ['ETH/USDT', 'sell', '0.5'],
    ]);
    expect(d.world.venue.free).toMatchObject({ BTC: '0', ETH: '0' });
    expect(d.venue.live()).toEqual([]);
    // Whoever else fires is held back meanwhile.
    expect((await d.world.fire()).error?.code).toBe('KILL_SWITCH');
  });

  it('leaves dust: less than a step, less than the smallest amount, less than the smallest value', async () => {
    const d = desk();
    d.sells();
    const instruments = await d.world.venue.market.instruments();
    d.world.venue.market.instruments = async () =>
      new Map([...instruments, ['ETH/USDT', { ...BTC, symbol: 'ETH/USDT', base: 'ETH', min_amount: '0.01' }]]);
    d.world.venue.free = { USDT: '1', BTC: '0.00009', ETH: '0.005' };
    const step = d.kill({ scope: account('main_binance'), flatten: true });
    await at(d.clock, 2_000);
    expect(d.workOf(step)).toMatchObject([{ stage: 'done', positions: 0 }]);
    expect(d.closed).toEqual([]);
    // 0.0001 BTC at 49999 is just below 5 USDT.
    d.world.venue.free = { USDT: '1', BTC: '0.0001', ETH: '0' };
    const value = d.kill({ scope: account('friend'), flatten: true });
    await at(d.clock, 2_000);
    expect(d.workOf(value)).toMatchObject([{ stage: 'done', positions: 0, error: null }]);
    expect([d.closed, d.markets()]).toEqual([['friend BTC/USDT'], []]);
  });

  it('never sends a second order to close while the first is not settled', async () => {
    const d = desk();
    d.world.venue.free = { USDT: '1000', BTC: '2' };
    const outcome: PlaceOutcome = { kind: 'unknown', message: 'timeout' };
    d.world.venue.onPlace = () => outcome;
    d.world.venue.onLookup = () => ({ kind: 'absent', conclusive: false, message: 'not yet' });
    d.world.venue.onCancel = () => ({ kind: 'gone', message: 'unknown order' });
    const id = d.kill({ scope: account('main_binance'), flatten: true });
    await at(d.clock, 90_000);
    expect(d.world.venue.placed).toHaveLength(1);
    expect(d.workOf(id)).toMatchObject([
      { stage: 'flattening', open_orders: 1, positions: 1, error: { code: 'OUTCOME_PENDING' } },
    ]);
    // Told at last that it never arrived, it is sent anew.
    d.world.venue.onLookup = () => ({ kind: 'absent', conclusive: true, message: 'no such order' });
    d.sells();
    await at(d.clock, 60_000);
    expect(d.world.venue.placed).toHaveLength(2);
    expect(d.workOf(id)).toMatchObject([{ stage: 'done', open_orders: 0, positions: 0 }]);
  });

  it('closes nothing twice where two kills ask for the same account', async () => {
    const d = desk();
    d.sells();
    d.world.venue.free = { USDT: '1000', BTC: '2' };
    const ids = [
      d.kill({ scope: { kind: 'owner', name: 'ann' }, flatten: true }),
      d.kill({ scope: account('main_binance'), flatten: true }),
    ];
    await at(d.clock, 6_000);
    expect(d.markets().map(({ amount }) => amount)).toEqual(['2']);
    for (const id of ids) expect(d.workOf(id)!.every(({ stage }) => stage === 'done')).toBe(true);
  });

  it('tries again what could not be closed, and says why, also where positions cannot even be read', async () => {
    const d = desk();
    d.sells();
    const balances = d.world.venue.balances;
    d.world.venue.free = { USDT: '1000', BTC: '2' };
    d.world.venue.balances = () => Promise.reject(new QtError('VENUE_UNREACHABLE', 'no connection'));
    const id = d.kill({ scope: account('main_binance'), flatten: true });
    await at(d.clock, 5_000);
    expect(d.workOf(id)).toMatchObject([
      { stage: 'flattening', positions: null, error: { code: 'VENUE_UNREACHABLE' } },
    ]);
    d.world.venue.balances = balances;
    await at(d.clock, 40_000);
    expect(d.workOf(id)).toMatchObject([{ stage: 'done', positions: 0, error: null }]);
  });

  it('counts what orders that are not ours hold, and assets that count as nothing not at all', async () => {
    const d = desk();
    d.sells();
    d.ignore(['ETH']);
    d.world.venue.balances = async () => [
      { asset: 'USDT', free: '5', locked: '0', total: '5' },
      { asset: 'ETH', free: '3', locked: '0', total: '3' },
      { asset: 'BTC', free: '0', locked: '1', total: '1' },
    ];
    const id = d.kill({ scope: account('main_binance'), flatten: true });
    await at(d.clock, 3_000);
    expect(d.workOf(id)).toMatchObject([
      { stage: 'flattening', positions: 1, error: { code: 'NO_POSITION', message: expect.stringContaining('locked') } },
    ]);
    expect(d.markets()).toEqual([]);
  });

  it('of a stop that was released in the meantime sends nothing more', async () => {
    const d = desk();
    d.world.venue.free = { USDT: '1000', BTC: '2' };
    await d.rest('main_binance');
    let goOn: () => void = () => {};
    const cancel = d.world.venue.onCancel;
    d.world.venue.onCancel = async (ref) => {
      await new Promise<void>((resolve) => (goOn = resolve));
      return cancel(ref);
    };
    d.kill({ scope: account('main_binance'), flatten: true });
    await at(d.clock, 500);
    d.release(account('main_binance'));
    goOn();
    await at(d.clock, 5_000);
    expect(d.markets()).toEqual([]);
  });

  it('nor one that was released between the reading of a position and the order that closes it', async () => {
    const d = desk();
    d.sells();
    d.world.venue.free = { USDT: '1000', BTC: '2' };
    const prepare = d.world.venue.onPrepare;
    d.world.venue.onPrepare = (order) => {
      d.release(account('main_binance'));
      return prepare(order);
    };
    d.kill({ scope: account('main_binance'), flatten: true });
    await at(d.clock, 5_000);
    expect([d.closed, d.markets()]).toEqual([['main_binance BTC/USDT'], []]);
  });
});
