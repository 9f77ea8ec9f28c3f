import path from 'node:path';
import { expect, it } from 'vitest';
import { isOrderOnItsWay } from '../../../../electron/engine/books/history/order-on-its-way.ts';
import { systemClock } from '../../../../electron/engine/seams.ts';
import { writeOrders } from '../../../bench/write-orders.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { tempJournal } from '../../../support/temp-journal.ts';

it('the past gives way to orders that leave, wait for their answer, or have just lost it', () => {
  const dir = tempDir();
  const names = ['leaving', 'asked', 'done', 'lost', 'long_lost'];
  const at = { leaving: 'journaled', asked: 'sent' } as const;
  writeOrders(dir, names.length, (i) => {
    const name = names[i] as string;
    return { account_name: name, status: at[name as keyof typeof at] ?? 'filled' };
  });
  const db = tempJournal(path.join(dir, 'journal.db'));
  db.run(`UPDATE orders SET status = 'unknown' WHERE account_name LIKE '%lost'`);
  db.run(`UPDATE orders SET created_ms = created_ms - 120000 WHERE account_name = 'long_lost'`);
  const isOnItsWay = isOrderOnItsWay(db, systemClock);
  expect(names.filter(isOnItsWay)).toEqual(['leaving', 'asked', 'lost']);
});
