import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';
import { arm } from '../../support/arm.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';

const KEYS = { apiKey: 'key-of-ann-0123456789', apiSecret: 'secret-of-ann-0123456789' };
const OTHER = { apiKey: 'key-of-bob-0123456789', apiSecret: 'secret-of-bob-0123456789' };
const BUY = signalSchema.parse({ symbol: 'BTC/USDT', side: 'long', amount: '0.01', account_name: 'ann' });
const ANN = { kind: 'account', name: 'ann' } as const;

/** One data directory, opened with one environment after the other. */
async function desk() {
  const venue = await startBinanceServer({
    accounts: [
      { name: 'ann', ...KEYS, balances: { USDT: '100000' } },
      { name: 'bob', ...OTHER, balances: { USDT: '100000' } },
    ],
  });
  onTestFinished(() => venue.close());
  const dataDir = tempDir();
  let running: Engine | null = null;
  const restart = async (mode: string, keys = KEYS): Promise<Engine> => {
    await running?.close();
    const fields = {
      EXCHANGE: 'binance',
      MODE: mode,
      API_KEY: keys.apiKey,
      API_SECRET: keys.apiSecret,
      API_URL: venue.url,
    };
    const env = Object.fromEntries(Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_ANN_${field}`, value]));
    running = await openEngine({ dataDir, env });
    return running;
  };
  onTestFinished(() => running?.close());
  const audited = () => {
    const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
    const rows = db.all<{ kind: string }>(
      "SELECT kind FROM audit WHERE kind LIKE 'account_%' OR kind LIKE 'stop%' ORDER BY seq",
    );
    db.close();
    return rows.map(({ kind }) => kind);
  };
  return { venue, restart, audited };
}

function release(engine: Engine): void {
  const { confirmation_id: id, phrase } = engine.stops.prepareRelease(ANN);
  engine.stops.release(id, phrase, 'cli');
}

it('from paper to real takes a restart, a confirmation and an audit entry, and nothing is sent before', async () => {
  const { venue, restart, audited } = await desk();
  const paper = await restart('paper');
  expect((await paper.signals.fire(BUY, 'cli')).orders).toMatchObject([{ mode: 'paper', status: 'filled' }]);
  expect([paper.stops.current().stops, audited()]).toEqual([[], []]);

  for (const restarted of [1, 2]) {
    const changed = await restart('real');
    expect(changed.stops.current().stops, String(restarted)).toMatchObject([
      { scope: ANN, cause: 'automatic', code: 'MODE_CHANGED', durable: true, by: 'console' },
    ]);
    expect(changed.stops.current().stops[0]?.reason).toMatch(/^real instead of paper/);
    await expect(arm(changed, 'ann')).rejects.toMatchObject({ code: 'ACCOUNT_STOPPED' });
    const refused = await changed.signals.fire(BUY, 'cli');
    expect(refused.orders).toEqual([]);
    expect(refused.decision.checks.filter((check) => !check.ok).map((check) => check.code)).toContain(
      'ACCOUNT_STOPPED',
    );
  }

  const confirmed = await restart('real');
  release(confirmed);
  await arm(confirmed, 'ann');
  expect((await confirmed.signals.fire(BUY, 'cli')).orders).toMatchObject([{ mode: 'real', status: 'filled' }]);
  expect(audited()).toEqual(['stopped', 'account_changed', 'stop_released', 'account_confirmed']);
  expect(venue.ledger('ann').orders).toHaveLength(1);

  const later = await restart('real');
  expect(later.stops.current().stops).toEqual([]);
  await arm(later, 'ann');
});

it('to another key while it waits for a confirmation: says the newer change as well, and one release confirms what it is', async () => {
  const { venue, restart } = await desk();
  await restart('paper');
  await restart('real');
  const engine = await restart('real', OTHER);
  expect(engine.stops.current().stops).toHaveLength(2);
  release(engine);
  expect(engine.stops.current().stops).toEqual([]);
  expect((await restart('real', OTHER)).stops.current().stops).toEqual([]);
  const back = await restart('real');
  expect(back.stops.current().stops).toMatchObject([
    { code: 'MODE_CHANGED', reason: expect.stringMatching(/^another key/) },
  ]);
  expect([...venue.ledger('ann').orders, ...venue.ledger('bob').orders]).toEqual([]);
});

it('to paper asks for nothing', async () => {
  const { restart, audited } = await desk();
  await restart('real');
  const paper = await restart('paper');
  expect(paper.stops.current().stops).toEqual([]);
  expect((await paper.signals.fire(BUY, 'cli')).orders).toMatchObject([{ mode: 'paper', status: 'filled' }]);
  expect(audited()).toEqual(['account_changed']);
});
