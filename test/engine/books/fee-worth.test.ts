import { expect, it } from 'vitest';
import { createFeeWorth } from '../../../electron/engine/books/pnl/fee-worth.ts';
import { systemSoon } from '../../../electron/engine/seams.ts';
import { openJournalWorld } from './journal-world.ts';

it('counts a fee in a third asset of a trade that comes in before one that is in the file and not booked yet', async () => {
  const world = openJournalWorld();
  const fee = { fee: '1', feeAsset: 'BNB', price: '100', amount: '1' };
  world.imported({ ...fee, tradeId: '1', atMs: 1_000 });
  await world.keeper.caughtUp();
  const db = world.keeper.db();
  const rates = { at: () => ({ rate: '600', source: 'x', atMs: 0, stale: false }) };
  const worth = createFeeWorth({ db: () => db, rates, soon: systemSoon });
  const told = () => {
    const [row] = db.all<{ book: number; state: string }>('SELECT book, state FROM books');
    return row ? worth.of(row, 'main', 'BNB', 'USDT') : null;
  };
  expect(await told()).toBe('600');
  // Taken in, and not booked: as between two slices of a long import.
  db.run(`INSERT INTO trades (book, at_ms, tie, id, origin, side, price, amount, fee, fee_asset, trade_id)
    SELECT book, 3000, '013', 'i9', origin, side, price, amount, fee, fee_asset, '3' FROM trades`);
  expect(await told()).toBe('600');
  db.run(`DELETE FROM trades WHERE id = 'i9'`);
  world.imported({ ...fee, tradeId: '2', atMs: 2_000 });
  world.imported({ ...fee, tradeId: '3', atMs: 3_000 });
  await world.keeper.caughtUp();
  expect(await told()).toBe('1800');
});
