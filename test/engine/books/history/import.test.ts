import { expect, it } from 'vitest';
import type { ImportDocument } from '../../../../shared/schema/history.ts';
import { confirmChange } from '../../../support/arm.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { krakenFault } from '../../../venues/kraken/errors.ts';
import { KRAKEN_IDS } from '../../../venues/kraken/ids.ts';
import {
  accountEnv,
  HASTY,
  importOf,
  journalOf,
  open,
  OTHER_KEYS,
  seedTrades,
  startKraken,
  startOkx,
  until,
} from './import-world.ts';

it('imports the pasts of two accounts at once, each trade and each flow once, and tells how far it is', async () => {
  const [kraken, okx] = [await startKraken(), await startOkx()];
  const ids = seedTrades(kraken, 'ann', 'XXBTZUSD', 420);
  seedTrades(okx, 'ole', 'BTC-USDT', 350);
  kraken.history('ann').deposit({ asset: 'USD', amount: '12.5', at: Date.now() - 400 * 86_400_000 });
  okx.history('ole').transfer({ asset: 'USDT', amount: '-3', at: Date.now() - 1_000 });
  const dataDir = tempDir();
  const env = { ...accountEnv('ann', 'kraken', kraken), ...accountEnv('ole', 'okx', okx) };
  const engine = await open(dataDir, env, { clock: HASTY });
  const told: ImportDocument[] = [];
  engine.events.subscribe(({ events }) => {
    for (const event of events) if (event.topic === 'history') told.push(event.history);
  });
  expect(importOf(engine, 'ann')).toMatchObject({
    state: 'idle',
    trades: 0,
    started_at: null,
    limits: [],
    error: null,
  });
  engine.history.start('ann', 'cli');
  expect(engine.history.start('ole', 'cli')).toMatchObject({ state: 'running', account_name: 'ole' });
  // A second word changes nothing.
  engine.history.start('ann', 'cli');

  const ann = await until(engine, 'ann', { state: 'done' });
  expect(ann).toMatchObject({ trades: 420, flows: 1, parts: 2, parts_done: 2, current: null, error: null });
  expect(Date.parse(ann.oldest_at!)).toBeLessThan(Date.now() - 399 * 86_400_000);
  expect(ann.limits).not.toEqual([]);
  expect(await until(engine, 'ole', { state: 'done' })).toMatchObject({ trades: 350, flows: 1, parts_done: 2 });
  expect(told[0]).toMatchObject({ state: 'running' });

  // Once more: it looks for what is new, and asks for little.
  const asked = kraken.requests.length;
  kraken.history('ann').trades([{ market: 'XETHZUSD', side: 'buy', price: '3000', amount: '1', at: Date.now() - 500 }]);
  engine.history.start('ann', 'cli');
  expect(await until(engine, 'ann', { state: 'done' })).toMatchObject({ trades: 421, flows: 1 });
  expect(kraken.requests.length - asked).toBeLessThan(8);
  await engine.close();

  journalOf(dataDir, (db) => {
    const rows = db.all<{ trade_id: string }>(
      "SELECT * FROM imported_trades WHERE account_name = 'ann' AND symbol = 'BTC/USD' ORDER BY trade_id",
    );
    expect(rows.map(({ trade_id: id }) => id)).toEqual(ids.map(KRAKEN_IDS.trade).toSorted());
    expect(rows[0]).toMatchObject({ exchange: 'kraken', testnet: 0, side: 'buy', amount: '0.02', fee_asset: 'USD' });
    expect(db.all('SELECT kind, asset, amount FROM account_flows ORDER BY amount')).toEqual([
      { kind: 'transfer', asset: 'USDT', amount: '-3' },
      { kind: 'deposit', asset: 'USD', amount: '12.5' },
    ]);
    const kept = db.all<{ subject: string; body: string }>(
      "SELECT * FROM audit WHERE kind = 'history_imported' ORDER BY seq",
    );
    const trades = kept.map(({ subject, body }) => [subject, (JSON.parse(body) as { trades: number }).trades]);
    expect(trades.toSorted()).toEqual([
      ['ann', 1],
      ['ann', 420],
      ['ole', 350],
    ]);
  });
});

it('is paused between two pages, stays so over a restart, and goes on from there', async () => {
  const kraken = await startKraken();
  seedTrades(kraken, 'ann', 'XXBTZUSD', 600);
  kraken.setLatency(20);
  const dataDir = tempDir();
  const env = accountEnv('ann', 'kraken', kraken);
  const engine = await open(dataDir, env, { attended: true, clock: HASTY });
  engine.history.start('ann', 'cli');
  await until(engine, 'ann', { current: 'trades', trades: 100 });
  const paused = engine.history.pause('ann', 'cli');
  expect(paused).toMatchObject({ state: 'paused', current: null });
  await engine.close();
  const asked = kraken.requests.filter(({ route }) => route === 'trades').length;

  const again = await open(dataDir, env, { attended: true, clock: HASTY });
  // Longer than after which an import that was under way goes on.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(importOf(again, 'ann')).toMatchObject({ state: 'paused' });
  expect(importOf(again, 'ann').trades).toBeLessThan(600);
  expect(kraken.requests.filter(({ route }) => route === 'trades')).toHaveLength(asked);
  kraken.setLatency(0);
  again.history.start('ann', 'cli');
  expect(await until(again, 'ann', { state: 'done' })).toMatchObject({ trades: 600 });
  const next = kraken.requests.filter(({ route }) => route === 'trades')[asked];
  expect(Number(new URLSearchParams(next?.rawBody).get('ofs'))).toBeGreaterThanOrEqual(100);
});

it('waits where the exchange is down or asks to wait, says why, and then goes on', async () => {
  const okx = await startOkx();
  seedTrades(okx, 'ole', 'BTC-USDT', 250);
  const told: string[] = [];
  const engine = await open(tempDir(), accountEnv('ole', 'okx', okx), { clock: HASTY });
  engine.events.subscribe(({ events }) => {
    for (const event of events) {
      if (event.topic !== 'history') continue;
      const { current, error, state } = event.history;
      told.push(`${state} ${current} ${error?.code ?? ''}`.trim());
    }
  });
  okx.faults.next('fills', { kind: 'rate_limit', retryAfter: 0 });
  okx.faults.next('bills', { kind: 'status', status: 502 }, 2);
  engine.history.start('ole', 'cli');
  expect(await until(engine, 'ole', { state: 'done' })).toMatchObject({ trades: 250, error: null, parts_done: 2 });
  await expect.poll(() => told.at(-1)).toBe('done null');
  const waits = told.filter((each) => each.includes('VENUE'));
  expect([...new Set(waits)]).toEqual(['running trades VENUE_RATE_LIMIT', 'running ledger VENUE_ERROR']);
});

it('imports the other parts where a key may not ask for one, and says what failed', async () => {
  const kraken = await startKraken();
  seedTrades(kraken, 'ann', 'XXBTZUSD', 60);
  kraken.history('ann').deposit({ asset: 'USD', amount: '1', at: Date.now() - 1_000 });
  kraken.faults.always('trades', krakenFault('EGeneral:Permission denied'));
  const engine = await open(tempDir(), accountEnv('ann', 'kraken', kraken));
  engine.history.start('ann', 'cli');
  const failed = await until(engine, 'ann', { state: 'failed' });
  expect(failed).toMatchObject({ trades: 0, flows: 1, parts_done: 1, parts: 2, error: { code: 'VENUE_AUTH' } });
  kraken.faults.clear();
  engine.history.start('ann', 'cli');
  expect(await until(engine, 'ann', { state: 'done' })).toMatchObject({ trades: 60, flows: 1, error: null });
});

it('has nothing to ask for on paper', async () => {
  const kraken = await startKraken();
  const env = { QT_ACCOUNT_PIA_EXCHANGE: 'kraken', ...accountEnv('ann', 'kraken', kraken) };
  const engine = await open(tempDir(), env);
  expect(importOf(engine, 'pia')).toMatchObject({ state: 'unavailable', mode: 'paper' });
  expect(() => engine.history.start('pia', 'cli')).toThrow(expect.objectContaining({ code: 'HISTORY_UNAVAILABLE' }));
  expect(() => engine.history.start('nobody', 'cli')).toThrow(expect.objectContaining({ code: 'ACCOUNT_NOT_FOUND' }));
  expect(engine.history.pause('ann', 'cli')).toMatchObject({ state: 'idle' });
});

it('asks for no past with another key before that is confirmed, and then for the whole of it', async () => {
  const kraken = await startKraken();
  seedTrades(kraken, 'ann', 'XXBTZUSD', 60);
  seedTrades(kraken, 'bob', 'XETHZUSD', 70, 50);
  const dataDir = tempDir();
  const first = await open(dataDir, accountEnv('ann', 'kraken', kraken));
  first.history.start('ann', 'cli');
  await until(first, 'ann', { state: 'done', trades: 60 });
  await first.close();

  const env = accountEnv('ann', 'kraken', kraken, OTHER_KEYS);
  const second = await open(dataDir, env, { attended: true, clock: HASTY });
  expect(() => second.history.start('ann', 'cli')).toThrow(expect.objectContaining({ code: 'HISTORY_UNAVAILABLE' }));
  expect(importOf(second, 'ann')).toMatchObject({ state: 'idle', trades: 60 });
  confirmChange(second, 'ann');
  second.history.start('ann', 'cli');
  expect(await until(second, 'ann', { state: 'done' })).toMatchObject({ trades: 130, parts_done: 2 });
});

it('looks for what is new every hour, while somebody relies on the engine', async () => {
  const kraken = await startKraken();
  seedTrades(kraken, 'ann', 'XXBTZUSD', 10);
  const hour = 3_600_000;
  const clock = { ...HASTY, after: (ms: number, task: () => void) => HASTY.after(ms === hour ? 1_000 : ms, task) };
  const engine = await open(tempDir(), accountEnv('ann', 'kraken', kraken), { attended: true, clock });
  engine.history.start('ann', 'cli');
  await until(engine, 'ann', { state: 'done', trades: 10 });
  kraken.history('ann').trades([{ market: 'XETHZUSD', side: 'buy', price: '3000', amount: '1', at: Date.now() - 500 }]);
  expect(await until(engine, 'ann', { state: 'done', trades: 11 })).toMatchObject({ error: null });
});
