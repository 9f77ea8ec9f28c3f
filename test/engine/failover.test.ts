import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import type { SignalInput } from '../../shared/schema/signal.ts';
import { arm } from '../support/arm.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startBinanceServer } from '../venues/binance-server.ts';
import type { VenueHandle } from '../venues/venue-server.ts';

/** Two addresses of one exchange, each with a health of its own; real sockets, a real journal. */
async function desk() {
  const env: Record<string, string> = {};
  const servers: Record<string, VenueHandle> = {};
  const owners = { first: 'me', second: 'me', friend: 'alice' };
  for (const [name, owner] of Object.entries(owners)) {
    const keys = { apiKey: `key-of-${name}-1234567890`, apiSecret: `secret-of-${name}-1234567890` };
    const server = await startBinanceServer({
      accounts: [{ name, ...keys, balances: { USDT: '1000000', BTC: '1', ETH: '10' } }],
    });
    onTestFinished(() => server.close());
    servers[name] = server;
    const prefix = `QT_ACCOUNT_${name.toUpperCase()}_`;
    env[`${prefix}EXCHANGE`] = 'binance';
    env[`${prefix}MODE`] = 'real';
    env[`${prefix}API_KEY`] = keys.apiKey;
    env[`${prefix}API_SECRET`] = keys.apiSecret;
    env[`${prefix}API_URL`] = server.url;
    env[`${prefix}OWNER`] = owner;
  }
  const engine = await openEngine({ dataDir: tempDir(), env });
  onTestFinished(() => engine.close());
  for (const name of Object.keys(owners)) {
    await arm(engine, name, 60_000);
  }
  engine.routing.apply([{ map: 'account', strategy_id: 's', value: 'first' }], null, 'cli');
  return { engine, first: servers['first']!, second: servers['second']!, friend: servers['friend']! };
}

const fire = (engine: Engine, change: Partial<SignalInput>) =>
  engine.signals.fire(
    signalSchema.parse({ symbol: 'BTC/USDT', side: 'long', amount: '0.01', strategy_id: 's', ...change }),
    'cli',
  );

/** Questions are answered, orders are lost: what a half-dead exchange does. */
async function halfKill(engine: Engine, server: VenueHandle): Promise<string[]> {
  server.faults.always('order.place', { kind: 'drop_before' });
  const lost: string[] = [];
  for (const symbol of ['BTC/USDT', 'ETH/USDT', 'LTC/BTC']) {
    const fired = await fire(engine, { symbol, amount: '1', account_name: 'first' });
    expect(fired).toMatchObject({ orders: [{ status: 'unknown' }] });
    lost.push(...fired.orders.map((order) => order.id));
  }
  return lost;
}

describe('an exchange that answers questions and loses orders', () => {
  it(
    'is unhealthy for orders: new ones go to the stand-in of the same owner, lost ones go nowhere',
    { timeout: 60_000 },
    async () => {
      const { engine, first, second, friend } = await desk();
      engine.failover.change([{ kind: 'stand_ins', account_name: 'first', to: ['second'] }], null, 'cli');
      const lost = await halfKill(engine, first);
      expect(engine.failover.current().health.find((row) => row.accounts.includes('first'))).toMatchObject({
        orders: { state: 'unhealthy' },
        reads: { state: 'healthy' },
      });

      const moved = await fire(engine, { symbol: 'BTC/USDT', amount: '0.02' });
      expect(moved).toMatchObject({
        decision: { account_name: 'second', account_source: 'strategy_policy', mode: 'real' },
        orders: [{ account_name: 'second', status: 'filled', amount: '0.02' }],
      });
      expect(moved.decision.trace[1]).toMatchObject({ step: 'failover', outcome: 'chosen', value: 'second' });
      expect(engine.signals.list({ limit: 1, before: null, source: null, account_name: null }).rows[0]?.source).toBe(
        'failover',
      );

      // Of the lost orders nothing was ever sent again, here or there.
      expect([second.ledger('second').orders.length, friend.ledger('friend').orders.length]).toEqual([1, 0]);
      expect(first.requests.filter((request) => request.route === 'order.place')).toHaveLength(3);
      for (const id of lost) expect(engine.orders.get(id).order.status).toBe('unknown');
      const log = engine.log.query({
        ...{ limit: 200, account_name: null, strategy_id: null, source: null, level: 'WARN' },
        ...{ since: null, before_seq: null, after_seq: null },
      });
      expect(log.records.map((record) => record.message)).toContain('Order moved by failover');
    },
  );

  it('moves nothing where nobody is listed, and a preview says why', { timeout: 60_000 }, async () => {
    const { engine, first } = await desk();
    await halfKill(engine, first);
    const signal = signalSchema.parse({ symbol: 'BTC/USDT', side: 'long', amount: '1', strategy_id: 's' });
    const { decision } = await engine.signals.preview(signal);
    expect(decision.account_name).toBe('first');
    expect(decision.trace[1]).toMatchObject({ outcome: 'not_needed' });
    expect(decision.trace[1]?.reason).toMatch(/binance is unhealthy .* no stand-in for first/);
  });

  it('refuses a stand-in of another owner when it is listed', async () => {
    const { engine } = await desk();
    const list = (account_name: string, to: string[]) => () =>
      engine.failover.change([{ kind: 'stand_ins', account_name, to }], null, 'cli');
    expect(list('first', ['friend'])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(list('first', ['nobody'])).toThrow(expect.objectContaining({ code: 'ACCOUNT_NOT_FOUND' }));
    expect(engine.failover.current().revision).toBe(0);
    list('first', ['second'])();
    expect(() => engine.failover.change([{ kind: 'stand_ins', account_name: 'first', to: [] }], 0, 'cli')).toThrow(
      expect.objectContaining({ code: 'REVISION_CONFLICT' }),
    );
    expect(engine.failover.current()).toMatchObject({ revision: 1, policy: { stand_ins: { first: ['second'] } } });
  });
});
