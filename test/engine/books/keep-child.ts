import path from 'node:path';
import { openBooksKeeper } from '../../../electron/engine/books/books-keeper.ts';
import { systemClock, systemSoon } from '../../../electron/engine/seams.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import { createMemoryLog } from '../../support/memory-log.ts';

/*
 * node keep-child.ts <data dir>: keeps the books of the journal in the directory up, over and over, until it is killed. Prints
 * a line whenever they have caught up.
 */
const [dataDir = ''] = process.argv.slice(2);
const journal = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
const deps = { clock: systemClock, log: createMemoryLog(), soon: systemSoon, onChanged: () => {}, onRewound: () => {} };
const keeper = openBooksKeeper({ dataDir, journal, ...deps });
for (;;) {
  await keeper.caughtUp();
  process.stdout.write('caught up\n');
  await new Promise((resolve) => setTimeout(resolve, 1));
}
