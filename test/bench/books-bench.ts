import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openBooksFile } from '../../electron/engine/books/books-file.ts';
import { createCatchUp } from '../../electron/engine/books/catch-up.ts';
import { readJournalTrades } from '../../electron/engine/books/journal-trades.ts';
import { createTradePages } from '../../electron/engine/books/trade-pages.ts';
import { systemClock, systemSoon } from '../../electron/engine/seams.ts';
import { openDatabase } from '../../electron/engine/store/sqlite.ts';
import { tradeQuerySchema } from '../../shared/schema/books.ts';
import { percentiles } from './percentiles.ts';
import { writeFills } from './write-fills.ts';

export interface BooksFigures {
  fills: number;
  /** From an empty file until all is in the books, and they are on the disk. */
  rebuiltMs: number;
  /** How long the event loop was held up at the most, and at the 99th percentile of its turns. */
  longestMs: number;
  p99Ms: number;
  /** The median of a first page, of a page of one account, and of one strategy. */
  pageMs: { all: number; account: number; strategy: number };
}

/** A journal of so many fills, whose books are made anew. */
export async function booksBench(fills: number): Promise<BooksFigures> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'qt-bench-books-'));
  try {
    writeFills(dataDir, fills);
    const journal = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'FULL' });
    const books = openBooksFile(path.join(dataDir, 'books.db'));
    const catchUp = createCatchUp(books, readJournalTrades(journal), { clock: systemClock, soon: systemSoon });
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const begun = performance.now();
    await catchUp.run();
    const rebuiltMs = performance.now() - begun;
    delay.disable();
    const count = books.get<{ count: number }>('SELECT count(*) AS count FROM trades')?.count;
    if (count !== fills) throw new Error(`${count} of ${fills} trades are in the books`);

    const pages = createTradePages({ db: () => books, journal, method: () => 'average' });
    const page = (query: object): number => {
      const times = Array.from({ length: 15 }, () => {
        // As after a change: nothing that was counted is known.
        pages.changed();
        const started = performance.now();
        if (pages.page(tradeQuerySchema.parse(query)).trades.length !== 200) throw new Error('not a whole page');
        return performance.now() - started;
      });
      return percentiles(times).p50;
    };
    const pageMs = {
      all: page({}),
      account: page({ account_name: 'bench_1' }),
      strategy: page({ strategy_id: 'strategy_3' }),
    };
    journal.close();
    books.close();
    const [longestMs, p99Ms] = [delay.max / 1e6, delay.percentile(99) / 1e6];
    return { fills, rebuiltMs, longestMs, p99Ms, pageMs };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
