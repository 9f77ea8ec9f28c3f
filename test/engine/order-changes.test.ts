import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import type { SignalInput } from '../../shared/schema/signal.ts';
import { arm } from '../support/arm.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startBinanceServer } from '../venues/binance-server.ts';
import { startBybitServer } from '../venues/bybit-server.ts';
import type { VenueHandle, VenueOptions } from '../venues/venue-server.ts';

/** Real sockets and a real journal; only the exchange is ours. */
const KEYS = { apiKey: 'key-of-main-0123456789', apiSecret: 'secret-of-main-0123456789' };

async function desk(
  exchange: 'binance' | 'bybit',
  balances: Record<string, string>,
  extra: Record<string, string> = {},
): Promise<{ venue: VenueHandle; engine: Engine; env: Record<string, string>; dataDir: string; account: string }> {
  const options: VenueOptions = { accounts: [{ name: 'main', ...KEYS, balances }] };
  const venue = await (exchange === 'binance' ? startBinanceServer(options) : startBybitServer(options));
  onTestFinished(() => venue.close());
  const account = `main_${exchange}`;
  const name = `QT_ACCOUNT_${account.toUpperCase()}`;
  const env = {
    QT_DEFAULT_EXCHANGE: exchange,
    [`${name}_EXCHANGE`]: exchange,
    [`${name}_MODE`]: 'real',
    [`${name}_API_KEY`]: KEYS.apiKey,
    [`${name}_API_SECRET`]: KEYS.apiSecret,
    [`${name}_API_URL`]: venue.url,
    ...Object.fromEntries(Object.entries(extra).map(([field, value]) => [`${name}_${field}`, value])),
  };
  const dataDir = tempDir();
  const engine = await open(dataDir, env);
  await arm(engine, account);
  return { venue, engine, env, dataDir, account };
}

async function open(dataDir: string, env: Record<string, string>): Promise<Engine> {
  const engine = await openEngine({ dataDir, env });
  onTestFinished(() => engine.close());
  return engine;
}

const LIMIT: SignalInput = { symbol: 'BTC/USDT', side: 'long', amount: '0.01', type: 'limit', price: '50000' };

async function fire(engine: Engine, change: Partial<SignalInput> = {}) {
  const fired = await engine.signals.fire(signalSchema.parse({ ...LIMIT, ...change }), 'cli');
  const [order] = fired.orders;
  if (!order) throw new Error(`refused: ${fired.error?.code} ${fired.error?.message}`);
  return order;
}

const statuses = (venue: VenueHandle) => venue.ledger('main').orders.map(({ status }) => status);
const sent = (venue: VenueHandle, route: string) => venue.requests.filter((request) => request.route === route);

describe('amend at an exchange that cannot change orders (Binance spot)', { timeout: 30_000 }, () => {
  it('cancels, and places what is left with the funds that became free', async () => {
    const { venue, engine } = await desk('binance', { USDT: '510' });
    const order = await fire(engine);
    venue.fillResting(order.venue_order_id!, '0.004');
    const changed = await engine.orders.amend(order.id, { price: '49000.009' }, 'cli');
    expect(changed).toMatchObject({ status: 'open', amount: '0.006', price: '49000', replaces: order.id });
    expect(venue.ledger('main').orders).toMatchObject([
      { clientOrderId: order.client_order_id, status: 'canceled', filled: '0.004' },
      { clientOrderId: changed.client_order_id, status: 'open', amount: '0.006', price: '49000' },
    ]);
    const detail = engine.orders.get(order.id);
    expect(detail.order).toMatchObject({ status: 'canceled', filled: '0.004', replaced_by: changed.id });
    expect(detail.fills).toHaveLength(1);
    expect(detail.evidence.filter(({ kind }) => kind === 'amend')).toHaveLength(2);
    // More than there is: nothing is canceled.
    await expect(engine.orders.amend(changed.id, { amount: '0.1' }, 'cli')).rejects.toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
    });
    expect(statuses(venue)).toEqual(['canceled', 'open']);
  });

  it('a cancel whose answer is lost: the look-up shows it done, and one replacement is placed', async () => {
    const { venue, engine } = await desk('binance', { USDT: '1000' });
    const order = await fire(engine);
    venue.faults.next('order.cancel', { kind: 'drop_after' });
    const changed = await engine.orders.amend(order.id, { amount: '0.02' }, 'cli').catch((error: unknown) => error);
    expect(venue.faults.pending()).toBe(0);
    expect(changed).toMatchObject({ amount: '0.02', replaces: order.id });
    expect(statuses(venue)).toEqual(['canceled', 'open']);
  });

  it('a cancel that is not processed, and answered by nothing: nothing is placed, and the cancel is followed', async () => {
    const { venue, engine } = await desk('binance', { USDT: '1000' });
    const order = await fire(engine);
    venue.faults.next('order.cancel', { kind: 'drop_before' }, 2);
    await expect(engine.orders.amend(order.id, { amount: '0.02' }, 'cli')).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
    await vi.waitFor(() => expect(statuses(venue)).toEqual(['canceled']), { timeout: 15_000, interval: 50 });
    await vi.waitFor(() => expect(engine.orders.get(order.id).order.status).toBe('canceled'), { timeout: 5_000 });
    expect(sent(venue, 'order.place')).toHaveLength(1);
  });

  it('a fill that races the cancel: nothing is placed', async () => {
    const { venue, engine } = await desk('binance', { USDT: '1000' });
    const order = await fire(engine);
    venue.faults.next('order.cancel', { kind: 'delay', ms: 200, when: 'before' });
    const failure = engine.orders.amend(order.id, { price: '49000' }, 'cli').catch((error: unknown) => error);
    await vi.waitFor(() => expect(sent(venue, 'order.cancel')).toHaveLength(1));
    venue.fillResting(order.venue_order_id!);
    expect(await failure).toMatchObject({ code: 'ORDER_FINAL' });
    expect([statuses(venue), sent(venue, 'order.place').length]).toEqual([['filled'], 1]);
  });

  it.each<[string, string, boolean]>([
    ['while it waits for the cancel', 'order.cancel', false],
    ['while it waits for the replacement', 'order.place', true],
  ])('a process that is killed %s', async (_when, route, replaced) => {
    const { venue, engine, env, dataDir } = await desk('binance', { USDT: '1000' });
    const order = await fire(engine);
    await engine.close();
    venue.faults.next(route, { kind: 'hang', processed: true });
    const script = path.join(import.meta.dirname, 'amend-child.ts');
    const child = spawn(process.execPath, [script, dataDir, order.id, '{"price":"49000"}'], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await vi.waitFor(() => expect(venue.faults.pending()).toBe(0), { timeout: 20_000, interval: 20 });
    await vi.waitFor(() => expect(statuses(venue)).toEqual(replaced ? ['canceled', 'open'] : ['canceled']));
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;

    const next = await open(dataDir, env);
    await vi.waitFor(() => expect(next.orders.get(order.id).order.status).toBe('canceled'), { timeout: 10_000 });
    const { order: former, evidence } = next.orders.get(order.id);
    if (replaced) {
      await vi.waitFor(() => expect(next.orders.get(former.replaced_by!).order.status).toBe('open'), {
        timeout: 10_000,
      });
      expect(statuses(venue)).toEqual(['canceled', 'open']);
    } else {
      expect(former.replaced_by).toBeNull();
      expect(evidence.at(-1)?.detail).toContain('its replacement is not placed');
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(statuses(venue)).toEqual(['canceled']);
    }
    expect(sent(venue, 'order.place')).toHaveLength(replaced ? 2 : 1);
  });
});

describe('amend at an exchange that changes orders in place (Bybit)', { timeout: 30_000 }, () => {
  it('changes the one order, and books what the exchange says of it', async () => {
    const { venue, engine } = await desk('bybit', { USDT: '1000' });
    const order = await fire(engine);
    const changed = await engine.orders.amend(order.id, { amount: '0.015', price: '49000' }, 'cli');
    expect(changed).toMatchObject({ id: order.id, status: 'open', amount: '0.015', price: '49000', replaced_by: null });
    expect(venue.ledger('main').orders).toMatchObject([{ amount: '0.015', price: '49000', status: 'open' }]);
    await expect(engine.orders.amend(order.id, { amount: '0.1' }, 'cli')).rejects.toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
    });
    venue.fillResting(order.venue_order_id!);
    await vi.waitFor(
      () => expect(engine.orders.get(order.id).order).toMatchObject({ status: 'filled', filled: '0.015' }),
      {
        timeout: 10_000,
      },
    );
    expect([sent(venue, 'order.create').length, sent(venue, 'order.amend').length]).toEqual([1, 1]);
  });

  it('an answer that is lost is looked up, and the change is sent once', async () => {
    const { venue, engine } = await desk('bybit', { USDT: '1000' });
    const order = await fire(engine);
    venue.faults.next('order.amend', { kind: 'drop_after' });
    expect(await engine.orders.amend(order.id, { price: '49000' }, 'cli')).toMatchObject({
      status: 'open',
      price: '49000',
    });
    expect([sent(venue, 'order.amend').length, statuses(venue)]).toEqual([1, ['open']]);
  });
});

describe('cancel all', { timeout: 30_000 }, () => {
  it('takes our orders, and those of others only where that is asked for, each by its own request', async () => {
    const { venue, engine, account } = await desk('binance', { USDT: '100000', BTC: '1' });
    await fire(engine);
    await fire(engine, { price: '49000' });
    venue.placeOutside('main', { market: 'BTCUSDT', side: 'buy', price: '40000', amount: '0.01' });
    const ours = await engine.orders.cancelAll({ account_name: account }, 'cli');
    expect(ours.results).toMatchObject([{ status: 'canceled' }, { status: 'canceled' }]);
    expect(statuses(venue)).toEqual(['canceled', 'canceled', 'open']);
    const all = await engine.orders.cancelAll({ account_name: account, external: true }, 'cli');
    expect(all.results).toMatchObject([{ external: true, status: 'canceled', symbol: 'BTC/USDT', error: null }]);
    expect(statuses(venue)).toEqual(['canceled', 'canceled', 'canceled']);
    expect(sent(venue, 'order.cancel')).toHaveLength(3);
    expect(venue.requests.filter(({ dangerous }) => dangerous)).toEqual([]);
  });
});

describe('positions', { timeout: 30_000 }, () => {
  it('spot: what is held is listed, and closed by selling what is free; the dust stays, and is told of', async () => {
    const { venue, engine, account } = await desk('binance', { USDT: '1000', BTC: '0.12345678', ETH: '1' });
    expect(await engine.positions.list(account)).toMatchObject([
      {
        account_name: account,
        market: 'spot',
        symbol: 'BTC/USDT',
        side: 'long',
        amount: '0.12345678',
        entry_price: null,
      },
      { symbol: 'ETH/USDT', amount: '1' },
    ]);
    const closed = await engine.positions.close(account, 'BTC/USDT', 'cli');
    expect(closed.orders).toMatchObject([
      { side: 'sell', type: 'market', amount: '0.12345', status: 'filled', account_name: account, reduce_only: false },
    ]);
    expect(closed.orders[0]?.note).toContain('0.00000678 BTC stays');
    expect(closed.decision).toMatchObject({ account_source: 'signal.account_name' });
    expect(venue.ledger('main').balances['BTC']).toMatchObject({ free: '0.00000678' });
    await expect(engine.positions.close(account, 'BTC/USDT', 'cli')).rejects.toMatchObject({ code: 'NO_POSITION' });
    await expect(engine.positions.close(account, 'LTC/BTC', 'cli')).rejects.toMatchObject({ code: 'NO_POSITION' });
    await expect(engine.positions.close(account, 'NO/SUCH', 'cli')).rejects.toMatchObject({ code: 'UNKNOWN_SYMBOL' });
    await expect(engine.positions.close('nobody', 'BTC/USDT', 'cli')).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
    });
    engine.arming.disarm(null, 'cli');
    expect((await engine.positions.close(account, 'ETH/USDT', 'cli')).error?.code).toBe('ACCOUNT_DISARMED');
    expect(sent(venue, 'order.place')).toHaveLength(1);
  });

  it.each(['long', 'short'] as const)(
    'swap: a %s is closed by the other side, reduce-only, whatever else is free',
    async (side) => {
      const { venue, engine, account } = await desk('bybit', { USDT: '1000' }, { MARKET: 'swap', LEVERAGE: '5' });
      const symbol = 'BTC/USDT:USDT';
      // 0.08 BTC are worth 4800 USDT; at 5 times that takes 960 of margin. Spot rules would want all of it.
      const opened = await fire(engine, { symbol, side, type: 'market', amount: '0.08', price: undefined });
      expect(opened).toMatchObject({ status: 'filled', side: side === 'long' ? 'buy' : 'sell', amount: '0.08' });
      expect(await engine.positions.list(account)).toMatchObject([
        { symbol, side, amount: '0.08', market: 'swap', leverage: '5', margin_mode: 'isolated' },
      ]);
      const more = await engine.signals.fire(signalSchema.parse({ ...LIMIT, symbol, side, amount: '0.01' }), 'cli');
      expect(more.error?.code).toBe('INSUFFICIENT_FUNDS');
      const closed = await engine.positions.close(account, symbol, 'cli');
      expect(closed.orders).toMatchObject([
        { status: 'filled', reduce_only: true, side: side === 'long' ? 'sell' : 'buy' },
      ]);
      expect(venue.ledger('main').positions).toEqual({});
      expect(await engine.positions.list(account)).toEqual([]);
      await expect(engine.positions.close(account, symbol, 'cli')).rejects.toMatchObject({ code: 'NO_POSITION' });
    },
  );
});
