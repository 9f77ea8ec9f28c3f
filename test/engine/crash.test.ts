import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { openDatabase } from '../../electron/engine/store/sqlite.ts';
import type { FireDocument } from '../../shared/schema/order.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import type { SignalInput } from '../../shared/schema/signal.ts';
import { arm } from '../support/arm.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startBinanceServer } from '../venues/binance-server.ts';
import type { VenueHandle } from '../venues/venue-server.ts';

/** Real processes, real sockets and a real journal; only the exchange is ours. */
const KEYS = { apiKey: 'canary-api-key-5f1c', apiSecret: 'canary-api-secret-77aa' };
const SIGNAL: SignalInput = {
  id: 's1',
  symbol: 'BTC/USDT',
  side: 'long',
  amount: '0.01',
  account_name: 'main_binance',
};

async function openVenue(): Promise<{ venue: VenueHandle; env: Record<string, string>; dataDir: string }> {
  const venue = await startBinanceServer({
    accounts: [{ name: 'main', ...KEYS, balances: { USDT: '10000', BTC: '1' } }],
  });
  onTestFinished(() => venue.close());
  const dataDir = tempDir();
  const env = {
    QT_ACCOUNT_MAIN_BINANCE_EXCHANGE: 'binance',
    QT_ACCOUNT_MAIN_BINANCE_MODE: 'real',
    QT_ACCOUNT_MAIN_BINANCE_API_KEY: KEYS.apiKey,
    QT_ACCOUNT_MAIN_BINANCE_API_SECRET: KEYS.apiSecret,
    QT_ACCOUNT_MAIN_BINANCE_API_URL: venue.url,
  };
  return { venue, env, dataDir };
}

async function open(dataDir: string, env: Record<string, string>): Promise<Engine> {
  const engine = await openEngine({ dataDir, env });
  onTestFinished(() => engine.close());
  return engine;
}

function startChild(dataDir: string, env: Record<string, string>, signal: SignalInput) {
  const script = path.join(import.meta.dirname, 'fire-child.ts');
  const child = spawn(process.execPath, [script, dataDir, JSON.stringify(signal)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const kill = async (child: ReturnType<typeof startChild>): Promise<void> => {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};
const sentOrders = (venue: VenueHandle) =>
  venue.requests.filter((request) => request.method === 'POST' && request.path === '/api/v3/order');
const only = (engine: Engine) =>
  engine.orders.list({ limit: 10, before: null, account_name: null, status: null }).orders;

describe('a process that is killed', () => {
  it(
    'between sending and the answer: the order that arrived is found, and there is exactly one',
    { timeout: 30_000 },
    async () => {
      const { venue, env, dataDir } = await openVenue();
      venue.faults.next((request) => request.method === 'POST', { kind: 'hang', processed: true });
      const child = startChild(dataDir, env, SIGNAL);
      await vi.waitFor(() => expect(sentOrders(venue)).toHaveLength(1), { timeout: 15_000, interval: 20 });
      await kill(child);

      const engine = await open(dataDir, env);
      const [order] = only(engine);
      expect(order).toMatchObject({ status: 'unknown', signal_id: 's1', mode: 'real' });
      await vi.waitFor(() => expect(engine.orders.get(order!.id).order.status).toBe('filled'), {
        timeout: 10_000,
        interval: 50,
      });
      const detail = engine.orders.get(order!.id);
      expect(detail.order.filled).toBe('0.01');
      expect(detail.fills.length).toBeGreaterThan(0);

      // The client that never got its answer asks again, with the same id.
      const again = await engine.signals.fire(signalSchema.parse(SIGNAL), 'cli');
      expect(again.orders).toMatchObject([{ id: order!.id, status: 'filled' }]);
      expect([sentOrders(venue).length, venue.ledger('main').orders.length]).toEqual([1, 1]);
      expect(venue.ledger('main').orders[0]).toMatchObject({ clientOrderId: order!.client_order_id });
      expect(engine.arming.current().armed).toEqual([]);
    },
  );

  it(
    'with an order that never arrived: it stays unknown while it could, and nothing is sent again',
    { timeout: 30_000 },
    async () => {
      const { venue, env, dataDir } = await openVenue();
      venue.faults.next((request) => request.method === 'POST', { kind: 'hang', processed: false });
      const child = startChild(dataDir, env, SIGNAL);
      await vi.waitFor(() => expect(sentOrders(venue)).toHaveLength(1), { timeout: 15_000, interval: 20 });
      await kill(child);

      const engine = await open(dataDir, env);
      const [order] = only(engine);
      const lookedUp = () =>
        venue.requests.filter((request) => request.method === 'GET' && request.path === '/api/v3/order').length;
      await vi.waitFor(() => expect(lookedUp()).toBeGreaterThanOrEqual(2), { timeout: 10_000, interval: 50 });
      expect(engine.orders.get(order!.id).order.status).toBe('unknown');
      await arm(engine, 'main_binance', 60_000);
      const next = await engine.signals.fire(signalSchema.parse({ ...SIGNAL, id: 's2' }), 'cli');
      expect(next).toMatchObject({ orders: [], error: { code: 'OUTCOME_PENDING' } });
      expect([sentOrders(venue).length, venue.ledger('main').orders.length]).toEqual([1, 0]);
    },
  );

  it('after the answer: nothing is asked and nothing is sent', { timeout: 30_000 }, async () => {
    const { venue, env, dataDir } = await openVenue();
    const child = startChild(dataDir, env, SIGNAL);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const fired = JSON.parse(line.toString()) as FireDocument;
    expect(fired.orders).toMatchObject([{ status: 'filled' }]);
    await kill(child);
    const engine = await open(dataDir, env);
    expect(await engine.signals.fire(signalSchema.parse(SIGNAL), 'cli')).toEqual(fired);
    expect([sentOrders(venue).length, venue.ledger('main').orders.length]).toEqual([1, 1]);
  });
});

describe('an account that is not the one any more', () => {
  it(
    'paper with the same name: its orders of before are left as they are, and no signed request is made',
    { timeout: 30_000 },
    async () => {
      const { venue, env, dataDir } = await openVenue();
      venue.faults.next((request) => request.method === 'POST', { kind: 'hang', processed: true });
      const child = startChild(dataDir, env, SIGNAL);
      await vi.waitFor(() => expect(sentOrders(venue)).toHaveLength(1), { timeout: 15_000, interval: 20 });
      await kill(child);
      const signed = venue.signedRequests().length;

      const engine = await open(dataDir, { ...env, QT_ACCOUNT_MAIN_BINANCE_MODE: 'paper' });
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const [order] = only(engine);
      expect(order).toMatchObject({ status: 'unknown', mode: 'real' });
      expect(venue.signedRequests()).toHaveLength(signed);
      await engine.close();

      const real = await open(dataDir, env);
      await vi.waitFor(() => expect(real.orders.get(order!.id).order.status).toBe('filled'), {
        timeout: 10_000,
        interval: 50,
      });
    },
  );
});

describe('a real account', () => {
  it('sends nothing until it is armed, and nothing when the time is over', { timeout: 30_000 }, async () => {
    const { venue, env, dataDir } = await openVenue();
    const engine = await open(dataDir, env);
    const fire = (id: string) => engine.signals.fire(signalSchema.parse({ ...SIGNAL, id }), 'cli');
    expect((await fire('s1')).error?.code).toBe('ACCOUNT_DISARMED');
    await arm(engine, 'main_binance', 60_000);
    expect((await fire('s2')).orders).toMatchObject([{ status: 'filled', mode: 'real' }]);
    engine.arming.disarm('main_binance', 'cli');
    expect((await fire('s3')).error?.code).toBe('ACCOUNT_DISARMED');
    expect(venue.ledger('main').orders).toHaveLength(1);
  });

  it('leaves no trace of its keys in anything that is written', { timeout: 30_000 }, async () => {
    const { venue, env, dataDir } = await openVenue();
    const engine = await open(dataDir, env);
    await arm(engine, 'main_binance', 60_000);
    const leak = `bad request ?apiKey=${KEYS.apiKey}&x=${encodeURIComponent(KEYS.apiSecret)}`;
    venue.faults.next((request) => request.method === 'POST', {
      kind: 'error',
      status: 400,
      body: { code: -2010, msg: leak },
    });
    const refused = await engine.signals.fire(signalSchema.parse({ ...SIGNAL, id: 's1' }), 'cli');
    expect(refused.orders).toHaveLength(1);
    await engine.accounts.test('main_binance');
    const documents = JSON.stringify([
      refused,
      engine.accounts.statuses(),
      engine.orders.get(refused.orders[0]!.id),
      engine.system(),
    ]);
    await engine.close();
    const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
    const logs = openDatabase(path.join(dataDir, 'logs.db'), { synchronous: 'NORMAL' });
    const stored = ['signals', 'orders', 'order_transitions', 'audit'].map((table) => db.all(`SELECT * FROM ${table}`));
    const written = JSON.stringify([stored, logs.all('SELECT * FROM log_records')]);
    db.close();
    logs.close();
    expect(written.length).toBeGreaterThan(1_000);
    for (const secret of Object.values(KEYS)) {
      expect(documents).not.toContain(secret);
      expect(written).not.toContain(secret);
    }
  });
});
