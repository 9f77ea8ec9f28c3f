import { expect, it, onTestFinished, vi } from 'vitest';
import { openEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { groupSchema, groupSignalSchema } from '../../../shared/schema/group.ts';
import { arm } from '../../support/arm.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';
import type { LoggedRequest } from '../../venues/venue-server.ts';

const NAMES = ['ann', 'bob'];
const BUY = { id: 's1', symbol: 'BTC/USDT', side: 'long', amount: '0.02', group: 'desk' } as const;

async function open(dataDir: string, env: Record<string, string>): Promise<Engine> {
  const engine = await openEngine({ dataDir, env });
  onTestFinished(() => engine.close());
  for (const name of NAMES) await arm(engine, name);
  return engine;
}

it('a leg that was declared never placed is not sent again where the comparison before it finds it at the exchange', async () => {
  const accounts = NAMES.map((name) => ({
    name,
    apiKey: `key-of-${name}-123456`,
    apiSecret: `secret-of-${name}-123456`,
    balances: { USDT: '10000', BTC: '1' },
  }));
  const venue = await startBinanceServer({ accounts });
  onTestFinished(() => venue.close());
  venue.streams.refuse(true);
  const env: Record<string, string> = {};
  for (const { name, apiKey, apiSecret } of accounts) {
    const given = { EXCHANGE: 'binance', MODE: 'real', API_KEY: apiKey, API_SECRET: apiSecret, API_URL: venue.url };
    for (const [field, value] of Object.entries(given)) env[`QT_ACCOUNT_${name.toUpperCase()}_${field}`] = value;
  }
  const dataDir = tempDir();
  const first = await open(dataDir, env);
  const members = NAMES.map((account_name) => ({ account_name }));
  first.groups.set(groupSchema.parse({ name: 'desk', allocation: 'equal', members }), null, 'cli');
  // Compared before the exchange stops answering questions about bob's orders.
  await first.orders.reconcile(null);
  const ofBob = (request: LoggedRequest) => request.account === 'bob';
  venue.faults.next((request) => ofBob(request) && request.route === 'order.place', { kind: 'drop_after' });
  venue.faults.always((request) => ofBob(request) && request.method === 'GET' && /order|trades/i.test(request.route), {
    kind: 'status',
    status: 503,
  });
  const fired = await first.groups.fire(groupSignalSchema.parse(BUY), 'cli');
  const leg = fired.legs?.find((each) => each.account_name === 'bob');
  expect(leg?.state).toBe('unknown');
  const resolved = await first.orders.resolve(leg!.order!.id, { decision: 'not_placed' }, 'cli');
  expect(resolved.outcome).toBe('not_placed');
  expect(venue.ledger('bob').orders).toHaveLength(1);
  await first.close();

  // The exchange answers again; the operator, on a console that was just started, tries the failed leg again.
  venue.faults.clear();
  const engine = await open(dataDir, env);
  const again = await engine.groups.retry('s1', 'cli');
  await vi.waitFor(() => expect(engine.orders.get(leg!.order!.id).order.status).toBe('filled'), 10_000);
  expect(venue.ledger('bob').orders).toHaveLength(1);
  expect(again.legs?.find((each) => each.account_name === 'bob')).toMatchObject({
    state: 'placed',
    attempt: 1,
    order: { id: leg!.order!.id },
  });
});
