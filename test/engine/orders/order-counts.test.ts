import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAuditChain } from '../../../electron/engine/audit/audit-chain.ts';
import { createOrderCounts } from '../../../electron/engine/orders/order-counts.ts';
import { createOrderFinder } from '../../../electron/engine/orders/order-finder.ts';
import { createOrderJournal } from '../../../electron/engine/orders/order-journal.ts';
import type { SqlValue } from '../../../electron/engine/store/sqlite.ts';
import { writeOrders } from '../../bench/write-orders.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { tempJournal } from '../../support/temp-journal.ts';

const COUNTED = `SELECT account_name, exchange, mode, status, count(*) AS count FROM orders
  GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
const ENDS = ['filled', 'canceled', 'rejected', 'not_placed'] as const;

describe('counts of orders', () => {
  it('carried along by transitions are what counting them anew gives, also after what was taken back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ order: fc.nat(19), end: fc.constantFrom(...ENDS), takenBack: fc.boolean() }), {
          maxLength: 30,
        }),
        (moves) => {
          const dir = tempDir();
          writeOrders(dir, 20, (i) => ({ account_name: `desk_${i % 3}`, status: i % 2 === 0 ? 'journaled' : 'sent' }));
          const db = tempJournal(path.join(dir, 'journal.db'));
          const clock = createFakeClock();
          const journal = createOrderJournal(db, createAuditChain(db, clock), clock);
          const counts = createOrderCounts(db);
          expect(counts()).toEqual(db.all(COUNTED));
          const ids = db.all<{ id: string }>('SELECT id FROM orders ORDER BY rowid').map(({ id }) => id);
          for (const { order, end, takenBack } of moves) {
            const id = ids[order] as string;
            const { status } = journal.row(id);
            if (status !== 'journaled' && status !== 'sent') continue;
            try {
              db.transaction(() => {
                if (status === 'journaled' && end !== 'not_placed') {
                  journal.move(id, { to: 'sent', cause: 'send', detail: '' });
                }
                journal.move(id, { to: end, cause: end === 'not_placed' ? 'send' : 'reply', detail: '' });
                if (takenBack) throw new Error('taken back');
              });
            } catch (error) {
              if (!takenBack) throw error;
            }
            expect(counts()).toEqual(db.all(COUNTED));
          }
          db.close();
        },
      ),
      { numRuns: 8 },
    );
  });

  it('of what is not settled come from an index alone, of one account or of all: they are read at every change', () => {
    const dir = tempDir();
    writeOrders(dir, 9, (i) => ({ account_name: `desk_${i % 2}`, status: i % 3 === 1 ? 'filled' : 'sent' }));
    const db = tempJournal(path.join(dir, 'journal.db'));
    db.run(`UPDATE orders SET status = 'unknown' WHERE rowid % 3 = 0`);
    const plans: string[] = [];
    const all = <T>(sql: string, ...values: SqlValue[]): T[] => {
      const plan = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
      plans.push(plan[0]?.detail ?? '');
      return db.all<T>(sql, ...values);
    };
    const { unsettledCounts } = createOrderFinder({ ...db, all });
    expect(Object.fromEntries(unsettledCounts())).toEqual({
      desk_0: { open: 2, unknown: 2 },
      desk_1: { open: 1, unknown: 1 },
    });
    expect([...unsettledCounts('desk_1')]).toEqual([['desk_1', { open: 1, unknown: 1 }]]);
    expect(plans).toEqual([
      'SCAN orders USING COVERING INDEX orders_unsettled',
      'SEARCH orders USING COVERING INDEX orders_unsettled (account_name=?)',
    ]);
    db.close();
  });
});
