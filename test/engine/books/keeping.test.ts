import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import { LEDGER, openJournalWorld } from './journal-world.ts';
import type { JournalWorld } from './journal-world.ts';

const ALL = { ledger: LEDGER, fromMs: null, untilMs: null };
const trades = ({ reader }: JournalWorld) =>
  [...reader.trades(ALL)].map(({ id, side, amount, price }) => `${id} ${side} ${amount} at ${price}`);
const clean = async ({ keeper }: JournalWorld) =>
  [...(await keeper.recompute()).values()].flatMap(({ differences }) => differences);

describe('the books of a journal', () => {
  it('hold fills with their orders, in the order of their times, and know whose they are', async () => {
    const world = openJournalWorld();
    world.order({ id: 'o1', strategy: 'slow' });
    world.order({ id: 'o2', side: 'sell', strategy: 'fast' });
    world.fill({ order: 'o1', tradeId: '7', price: '100', amount: '2', atMs: 10 });
    world.fill({ order: 'o2', tradeId: '9', price: '150', amount: '0.5', atMs: 30 });
    expect(await world.state()).toMatchObject({ quantity: '1.5', realised_average: '25', realised_fifo: '25' });
    const [close] = world.reader.closes(ALL);
    expect(close).toMatchObject({
      ...LEDGER,
      ...{ symbol: 'BTC/USDT', side: 'sell', quantity: '0.5', proceeds: '75', costFifo: '50', realisedFifo: '25' },
      opened: { tradeId: 'f1', strategyId: 'slow', atMs: 10 },
      closed: { tradeId: 'f2', orderId: 'o2', strategyId: 'fast', atMs: 30 },
    });
    expect(world.reader.spans(LEDGER)).toEqual([{ symbol: 'BTC/USDT', fromMs: 10, untilMs: null }]);
  });

  it('begin a symbol anew where a fill is older than the last one', async () => {
    const world = openJournalWorld();
    world.order({ id: 'o1' });
    world.order({ id: 'o2', side: 'sell' });
    world.fill({ order: 'o1', tradeId: '2', price: '200', amount: '1', atMs: 20 });
    world.fill({ order: 'o2', tradeId: '3', price: '300', amount: '1', atMs: 30 });
    expect(await world.state()).toMatchObject({ quantity: '0', realised_fifo: '100' });
    expect(world.reader.spans(LEDGER)).toEqual([{ symbol: 'BTC/USDT', fromMs: 20, untilMs: 30 }]);
    world.fill({ order: 'o1', tradeId: '1', price: '100', amount: '1', atMs: 10 });
    expect(await world.state()).toMatchObject({ quantity: '1', realised_fifo: '200', realised_average: '150' });
    expect(world.reader.spans(LEDGER)).toEqual([{ symbol: 'BTC/USDT', fromMs: 10, untilMs: null }]);
    expect(await clean(world)).toEqual([]);
  });

  it('take imported trades that are not our own fills, whichever of the two was told first', async () => {
    const world = openJournalWorld();
    world.order({ id: 'o1', venueOrderId: 'v1' });
    world.imported({ tradeId: '1', price: '50', amount: '4', atMs: 1 });
    world.imported({ tradeId: '5', price: '100', amount: '1', atMs: 5, venueOrderId: 'v1' });
    await world.state();
    expect(trades(world)).toEqual(['i1 buy 4 at 50', 'i2 buy 1 at 100']);
    // Our own telling comes later, with a time that differs by a little; another side of the same trade is another trade.
    world.fill({ order: 'o1', tradeId: '5', price: '100', amount: '1', atMs: 6 });
    world.imported({ tradeId: '5', price: '100', amount: '1', atMs: 5, side: 'sell' });
    world.imported({ tradeId: '8', price: '90', amount: '1', atMs: 8 });
    expect(await world.state()).toMatchObject({ quantity: '5', realised_fifo: '50' });
    expect(trades(world)).toEqual(['i1 buy 4 at 50', 'i3 sell 1 at 100', 'f1 buy 1 at 100', 'i4 buy 1 at 90']);
    world.fill({ order: 'o1', tradeId: '9', price: '80', amount: '1', atMs: 9 });
    world.imported({ tradeId: '9', price: '80', amount: '1', atMs: 9, venueOrderId: 'v1' });
    expect(await world.state()).toMatchObject({ quantity: '6' });
    expect(await clean(world)).toEqual([]);
  });

  it('give an imported trade of an order of ours to its strategy, also where the order is known later', async () => {
    const world = openJournalWorld();
    world.imported({ tradeId: '1', price: '50', amount: '1', atMs: 1, venueOrderId: 'v1' });
    await world.state();
    world.order({ id: 'o1', venueOrderId: 'v1', strategy: 'grid', status: 'filled', filled: '1', average: '50' });
    await world.state();
    expect([...world.reader.trades(ALL)]).toMatchObject([{ id: 'i1', orderId: 'o1', strategyId: 'grid' }]);
    expect(await clean(world)).toEqual([]);
  });

  it('estimate what an order is filled by beyond its trades, until they are told', async () => {
    const world = openJournalWorld();
    world.order({ id: 'o1', venueOrderId: 'v1', amount: '3', price: '110' });
    world.fill({ order: 'o1', tradeId: '1', price: '100', amount: '1', atMs: 1 });
    expect(await world.state()).toMatchObject({ quantity: '1' });
    // 3 at 104 are 312; without the 100 of the one that is told 212 are left for two.
    world.end('o1', { status: 'filled', filled: '3', average: '104', atMs: 50 });
    expect(await world.state()).toMatchObject({ quantity: '3', cost_average: '312', untold_fees: 1 });
    expect([...world.reader.trades(ALL)][1]).toMatchObject({
      id: 'eo1',
      origin: 'estimated',
      price: '106',
      atMs: 50,
      fee: null,
    });
    // One more is told late; the estimate is smaller.
    world.fill({ order: 'o1', tradeId: '2', price: '105', amount: '1', atMs: 2 });
    expect(await world.state()).toMatchObject({ quantity: '3', cost_average: '312', untold_fees: 1 });
    // The last one only by the history of the exchange: nothing is left to be estimated.
    world.imported({ tradeId: '3', price: '107', amount: '1', atMs: 3, venueOrderId: 'v1' });
    expect(await world.state()).toMatchObject({ quantity: '3', cost_average: '312', untold_fees: 0 });
    expect(trades(world)).toEqual(['f1 buy 1 at 100', 'f2 buy 1 at 105', 'i1 buy 1 at 107']);
    expect(await clean(world)).toEqual([]);
  });

  it('estimate at the limit where no average is told, and nothing where no price is known', async () => {
    const world = openJournalWorld();
    world.order({ id: 'o1', price: '90', status: 'canceled', filled: '0.5', endedMs: 5 });
    world.order({ id: 'o2', status: 'filled', filled: '1', endedMs: 6 });
    expect(await world.state()).toMatchObject({ quantity: '0.5', cost_average: '45' });
  });

  it('never mix paper, testnet and real, nor one account with another', async () => {
    const world = openJournalWorld();
    const kinds = [{}, { mode: 'paper' as const }, { testnet: true }, { account: 'other' }];
    kinds.forEach((kind, i) => {
      world.order({ id: `o${i}`, ...kind });
      world.fill({ order: `o${i}`, tradeId: `${i}`, price: '100', amount: '1', atMs: i });
    });
    await world.state();
    const rows = world.keeper.db().all<{ state: string }>('SELECT state FROM books');
    expect(rows.map(({ state }) => (JSON.parse(state) as { quantity: string }).quantity)).toEqual(['1', '1', '1', '1']);
    expect(trades(world)).toEqual(['f1 buy 1 at 100']);
  });

  it('go on after a restart from where they were, and begin anew where the file is another version, damaged or gone', async () => {
    const world = openJournalWorld();
    world.order({ id: 'o1' });
    world.fill({ order: 'o1', tradeId: '1', price: '100', amount: '1', atMs: 1 });
    const before = await world.state();
    await world.reopen();
    expect(await world.state()).toEqual(before);
    world.fill({ order: 'o1', tradeId: '2', price: '110', amount: '1', atMs: 2 });
    expect(await world.state()).toMatchObject({ quantity: '2' });
    const file = path.join(world.dataDir, 'books.db');

    await world.keeper.close();
    const db = openDatabase(file, { synchronous: 'NORMAL' });
    db.exec('PRAGMA user_version=999');
    db.close();
    await world.reopen();
    expect(await world.state()).toMatchObject({ quantity: '2' });

    await world.keeper.close();
    writeFileSync(file, 'no database at all, and longer than its header has to be'.repeat(200));
    await world.reopen();
    expect(await world.state()).toMatchObject({ quantity: '2' });
    expect(await clean(world)).toEqual([]);
  });

  it('are those of their journal: one that was put back from a backup gets its own', async () => {
    const dataDir = openJournalWorld().dataDir;
    const first = openJournalWorld();
    first.order({ id: 'o1' });
    first.fill({ order: 'o1', tradeId: '1', price: '100', amount: '1', atMs: 1 });
    await first.state();
    first.journal.run('DELETE FROM fills');
    first.journal.run("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'fills'");
    first.fill({ order: 'o1', tradeId: '77', price: '300', amount: '2', atMs: 1 });
    await first.reopen();
    expect(await first.state()).toMatchObject({ quantity: '2', cost_fifo: '600' });
    expect(first.log.records.map(({ message }) => message)).toContain('The books are made anew from the journal');
    expect(dataDir).not.toBe(first.dataDir);
  });

  it('are put right where somebody changed them, and say what was wrong', async () => {
    const world = openJournalWorld();
    world.order({ id: 'o1' });
    world.fill({ order: 'o1', tradeId: '1', price: '100', amount: '1', atMs: 1 });
    const right = await world.state();
    const tampered = { ...right, realised_average: '1000000' };
    world.keeper.db().run('UPDATE books SET state = ?', JSON.stringify(tampered));
    world.keeper.db().run("UPDATE lots SET price = '1'");
    expect(await clean(world)).toEqual([
      'BTC/USDT on binance, real: realised average is kept as "1000000", and is "0"',
      'BTC/USDT on binance, real: lots: price of f1 is kept as 1, and is 100',
    ]);
    expect(await world.state()).toEqual(right);
    expect(world.log.records.at(-1)).toMatchObject({
      level: 'ERROR',
      message: 'The books that were kept were wrong; those of the journal are kept now',
      account_name: 'main',
    });
    expect(await clean(world)).toEqual([]);
  });
});
