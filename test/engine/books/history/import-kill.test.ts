import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Engine } from '../../../../electron/engine/engine-interface.ts';
import { tradeQuerySchema } from '../../../../shared/schema/books.ts';
import type { TradeDocument, TradePage } from '../../../../shared/schema/books.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { accountEnv, HASTY, journalOf, open, seedTrades, startOkx, until } from './import-world.ts';

const COUNT = 2_000;

/** All trades of the books, newest first, and what they come to. */
async function booksOf(engine: Engine) {
  const { accounts } = await engine.books.pnl('ole');
  const figures = accounts.flatMap(({ symbols }) =>
    symbols.map(({ symbol, quantity, cost, realised_average: average, realised_fifo: fifo, fees }) => ({
      ...{ symbol, quantity, cost, average, fifo },
      fees: fees.map(({ asset, amount }) => `${amount} ${asset}`),
    })),
  );
  const trades: TradeDocument[] = [];
  let before: string | null = null;
  do {
    const page: TradePage = await engine.books.trades(tradeQuerySchema.parse({ limit: 1_000, before }));
    trades.push(...page.trades);
    before = page.next_before;
  } while (before !== null);
  return { figures, trades: trades.map(({ id: _, ...trade }) => trade) };
}

it('killed in the middle it goes on by itself, has each trade once, and the books are those of an import that was left alone', async () => {
  const venue = await startOkx();
  const ids = seedTrades(venue, 'ole', 'BTC-USDT', COUNT);
  const pages = () => venue.requests.filter(({ route }) => route === 'fills').map(({ rawQuery }) => rawQuery);
  const dataDir = tempDir();
  const env = accountEnv('ole', 'okx', venue);
  const script = path.join(import.meta.dirname, 'import-child.ts');
  const child = spawn(process.execPath, [script, dataDir, 'ole'], { env: { ...process.env, ...env }, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await vi.waitFor(() => expect(pages().length).toBeGreaterThan(7), { timeout: 20_000, interval: 5 });
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  const asked = pages().length;
  const kept = journalOf(dataDir, (db) => ({
    trades: db.get<{ n: number }>('SELECT count(*) AS n FROM imported_trades')?.n ?? 0,
    part: db.get<{ trades: number; cursor: string }>("SELECT * FROM import_parts WHERE part = 'trades'"),
  }));
  // What is kept, and the place to go on from, are of the same commit.
  expect(kept.trades).toBeGreaterThan(0);
  expect(kept.trades).toBeLessThan(COUNT);
  expect(kept.part?.trades).toBe(kept.trades);

  const engine = await open(dataDir, env, { attended: true, clock: HASTY });
  expect(await until(engine, 'ole', { state: 'done' })).toMatchObject({ trades: COUNT, parts_done: 2, error: null });
  const { after } = JSON.parse(kept.part?.cursor ?? '{}') as { after?: string };
  expect(new URLSearchParams(pages()[asked]).get('after')).toBe(after);
  const broken = await booksOf(engine);
  expect(broken.trades.map(({ trade_id: id }) => id)).toEqual(ids.map(String).toReversed());
  await engine.close();

  const other = await open(tempDir(), env, { clock: HASTY });
  other.history.start('ole', 'cli');
  await until(other, 'ole', { state: 'done' });
  expect(await booksOf(other)).toEqual(broken);
  expect(broken.figures).toMatchObject([{ symbol: 'BTC/USDT', fees: ['0.006 BTC'] }]);
});
