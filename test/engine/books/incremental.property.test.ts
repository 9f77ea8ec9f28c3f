import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add } from '../../../shared/money/decimal.ts';
import { figuresOf, foldTrades } from '../../shared/books/fold-trades.ts';
import type { GivenTrade } from '../../shared/books/fold-trades.ts';
import { openJournalWorld } from './journal-world.ts';
import type { JournalWorld } from './journal-world.ts';

const ORDERS = 6;
const order = fc.integer({ min: 0, max: ORDERS - 1 });
const amount = fc.integer({ min: 1, max: 9 }).map((units) => `0.${units}`);
const price = fc.integer({ min: 90, max: 120 }).map(String);
const atMs = fc.integer({ min: 0, max: 20 });
const tradeId = fc.integer({ min: 1, max: 25 }).map(String);

/** What can happen to a journal, in any order. Both tellings of a trade agree but for its time. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('fill' as const), order, amount, price, atMs, tradeId }),
  fc.record({ kind: fc.constant('imported' as const), order, amount, price, atMs, tradeId, known: fc.boolean() }),
  fc.record({ kind: fc.constant('end' as const), order, amount, price, atMs }),
  fc.record({ kind: fc.constant('catchUp' as const) }),
  fc.record({ kind: fc.constant('restart' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const idOf = (i: number): string => `o${i}`;
const sideOf = (i: number): 'buy' | 'sell' => (i % 2 === 0 ? 'buy' : 'sell');

async function act(world: JournalWorld, given: Step): Promise<void> {
  if (given.kind === 'catchUp') return world.keeper.caughtUp();
  if (given.kind === 'restart') return world.reopen();
  const side = sideOf(given.order);
  if (given.kind === 'imported') {
    const known = world.journal.get(
      'SELECT 1 FROM imported_trades WHERE trade_id = ? AND side = ?',
      given.tradeId,
      side,
    );
    const venueOrderId = given.known ? `v${given.order}` : null;
    if (!known) world.imported({ ...given, side, venueOrderId });
    return;
  }
  const id = idOf(given.order);
  const row = world.journal.get<{ filled: string; status: string }>(
    'SELECT filled, status FROM orders WHERE id = ?',
    id,
  );
  if (!row) return;
  if (given.kind === 'end') {
    const filled = add(row.filled, given.amount);
    if (row.status !== 'filled') world.end(id, { ...given, filled, status: 'filled', average: given.price });
    return;
  }
  const told = world.journal.get(
    'SELECT 1 FROM fills JOIN orders ON orders.id = order_id WHERE trade_id = ? AND side = ?',
    ...[given.tradeId, side],
  );
  if (told) return;
  world.fill({ ...given, order: id });
  if (row.status === 'open')
    world.journal.run('UPDATE orders SET filled = ? WHERE id = ?', add(row.filled, given.amount), id);
}

describe('books that are kept up as the journal grows', () => {
  it('are those that are recomputed from it, whatever was told in whichever order', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const world = openJournalWorld();
        for (let i = 0; i < ORDERS; i += 1) {
          world.order({ id: idOf(i), side: sideOf(i), venueOrderId: `v${i}`, strategy: i < 3 ? 'a' : 'b' });
        }
        for (const given of steps) await act(world, given);
        await world.keeper.caughtUp();
        const compared = await world.keeper.recompute();
        expect([...compared.values()].flatMap(({ differences }) => differences)).toEqual([]);
        await world.keeper.close();
        world.journal.close();
      }),
      { numRuns: 20 },
    );
  });

  it('hold more open lots than are read at a time, and close them in parts', { timeout: 60_000 }, async () => {
    const world = openJournalWorld();
    world.order({ id: 'o0' });
    world.order({ id: 'o1', side: 'sell' });
    const given: GivenTrade[] = [];
    const trade = (side: 'buy' | 'sell', size: string, at: number): void => {
      const id = String(given.length + 1);
      given.push({ id, side, amount: size, price: String(100 + (at % 7)), fee: '0', feeAsset: 'USDT', atMs: at });
      const each = {
        order: side === 'buy' ? 'o0' : 'o1',
        tradeId: id,
        amount: size,
        price: String(100 + (at % 7)),
        atMs: at,
      };
      world.fill(each);
    };
    const check = async (): Promise<void> => {
      const { closes: _closes, uncovered: _uncovered, ...told } = figuresOf(foldTrades('BTC/USDT', given));
      expect(await world.state()).toMatchObject({
        ...{ quantity: told.quantity, cost_average: told.costAverage, cost_fifo: told.costFifo },
        ...{ realised_average: told.realisedAverage, realised_fifo: told.realisedFifo },
      });
      const lots = world.keeper
        .db()
        .all<{ quantity: string; price: string }>('SELECT quantity, price FROM lots ORDER BY number');
      expect(lots.map((lot) => `${lot.quantity} at ${lot.price}`)).toEqual(
        told.lots.map((text) => text.split(': ')[1]),
      );
    };
    for (let at = 0; at < 1_300; at += 1) trade('buy', '0.5', at);
    await check();
    for (let at = 1_300; at < 1_310; at += 1) trade('sell', '40.25', at);
    await check();
    await world.reopen();
    for (let at = 1_310; at < 1_400; at += 1) trade(at % 3 === 0 ? 'sell' : 'buy', '3.3', at);
    await check();
    trade('sell', '300', 1_400);
    await check();
  });
});
