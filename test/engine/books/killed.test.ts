import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openJournalWorld } from './journal-world.ts';

const CHILD = path.join(import.meta.dirname, 'keep-child.ts');
const KILLS = 4;

it('a process that is killed while it books leaves books that go on to the same end', { timeout: 60_000 }, async () => {
  const world = openJournalWorld();
  world.order({ id: 'buy' });
  world.order({ id: 'sell', side: 'sell' });
  let next = 1;
  const trade = (): void => {
    const order = next % 3 === 0 ? 'sell' : 'buy';
    // Every seventh is told after younger ones, so that the symbol begins anew.
    const atMs = next % 7 === 0 ? next * 10 - 50 : next * 10;
    world.fill({ order, tradeId: String(next), price: String(100 + (next % 13)), amount: '0.7', atMs });
    next += 1;
  };
  const trades = (count: number): void => world.journal.transaction(() => void Array.from({ length: count }, trade));
  trades(500);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = spawn(process.execPath, [CHILD, world.dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const gone = once(child, 'exit');
    await once(child.stdout, 'data');
    child.stdout.resume();
    // In the middle of what it is given now.
    for (let part = 0; part < 20; part += 1) {
      trades(20);
      await pause(kill);
    }
    trades(200);
    await pause(kill * 3);
    child.kill('SIGKILL');
    await gone;
  }
  await world.keeper.caughtUp();
  const compared = [...(await world.keeper.recompute()).values()];
  expect(compared).toEqual([{ trades: next - 1, books: 1, differences: [] }]);
});
