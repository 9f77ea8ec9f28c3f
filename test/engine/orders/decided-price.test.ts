import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import { arm } from '../../support/arm.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { startFiriServer } from '../../venues/firi-server.ts';
import { openSimEngine, signal } from '../sim-engine.ts';

/** As it is in the journal, and in the entry of the audit chain that tells of the order. */
function decidedPrices(engine: Engine): (string | null)[] {
  const db = openDatabase(path.join(engine.system().data_dir, 'journal.db'), { synchronous: 'NORMAL' });
  try {
    const rows = db.all<{ price: string | null }>('SELECT decided_price AS price FROM orders ORDER BY rowid');
    const told = db.all<{ body: string }>("SELECT body FROM audit WHERE kind = 'order_journaled' ORDER BY seq");
    expect(told.map(({ body }) => (JSON.parse(body) as { decided_price: string | null }).decided_price)).toEqual(
      rows.map(({ price }) => price),
    );
    return rows.map(({ price }) => price);
  } finally {
    db.close();
  }
}

it('the price that an order was decided at is what it would have met first, and none for one that rests', async () => {
  const { engine } = await openSimEngine();
  const { ask, bid } = await engine.market.ticker('sim', 'BTC/USDT');
  for (const wanted of [{}, { side: 'short' }, { type: 'limit', price: '1000' }] as const) {
    expect((await engine.signals.fire(signal(wanted), 'cli')).orders).toHaveLength(1);
  }
  expect(decidedPrices(engine)).toEqual([ask, bid, null]);
});

it('is the best of the book where a limit stands in for a market order', async () => {
  const keys = {
    apiKey: 'key-of-live-1234567890',
    apiSecret: 'secret-of-live-1234567890',
    clientId: 'client-of-live-1',
  };
  const server = await startFiriServer({ accounts: [{ name: 'live', ...keys, balances: { NOK: '10000' } }] });
  onTestFinished(() => server.close());
  const env = {
    ...{ QT_ACCOUNT_LIVE_EXCHANGE: 'firi', QT_ACCOUNT_LIVE_MODE: 'real', QT_ACCOUNT_LIVE_API_URL: server.url },
    ...{ QT_ACCOUNT_LIVE_API_KEY: keys.apiKey, QT_ACCOUNT_LIVE_API_SECRET: keys.apiSecret },
    ...{ QT_ACCOUNT_LIVE_CLIENT_ID: keys.clientId },
  };
  const engine = await openEngine({ dataDir: tempDir(), env });
  onTestFinished(() => engine.close());
  await arm(engine, 'live');
  const wanted = { account_name: 'live', symbol: 'BTC/NOK', amount: '0.001' };
  const { orders } = await engine.signals.fire(signal(wanted), 'cli');
  expect(orders).toMatchObject([{ type: 'limit', price: '654255' }]);
  expect(decidedPrices(engine)).toEqual(['651000']);
});
