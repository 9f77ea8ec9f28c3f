import type { IDatasource } from 'ag-grid-community';
import type { TradePage, TradeQuery } from '../../../shared/schema/books.ts';

export interface FillsHooks {
  ask: (query: Partial<TradeQuery>) => Promise<TradePage>;
  onTotal: (total: number) => void;
  onError: (error: unknown) => void;
}

export interface FillsSource extends IDatasource {
  /** Reads everything anew from here on. */
  renew(): void;
}

/**
 * Reads trades page by page. A page begins where the one before ended, so the list grows as it is scrolled, and a trade that
 * arrives meanwhile shifts none of them.
 */
export function createFillsSource(filters: Partial<TradeQuery>, blockRows: number, hooks: FillsHooks): FillsSource {
  /** Where each page ends, and the next begins; null at the end of the list. */
  let ends: (Promise<string | null> | undefined)[] = [];
  let era = 0;
  return {
    getRows({ startRow, successCallback, failCallback }) {
      const mine = era;
      const block = Math.floor(startRow / blockRows);
      const begin = block === 0 ? Promise.resolve(null) : ends[block - 1];
      if (begin === undefined) return failCallback();
      const page = begin.then((before): Promise<TradePage> | null =>
        block > 0 && before === null ? null : hooks.ask({ ...filters, limit: blockRows, before }),
      );
      const end = page.then((read) => read?.next_before ?? null);
      ends[block] = end;
      end.catch(() => {
        if (ends[block] === end) ends[block] = undefined;
      });
      page.then(
        (read) => {
          if (mine !== era) return failCallback();
          const trades = read?.trades ?? [];
          successCallback(trades, (read?.next_before ?? null) === null ? startRow + trades.length : undefined);
          if (read) hooks.onTotal(read.total);
        },
        (error: unknown) => {
          failCallback();
          if (mine === era) hooks.onError(error);
        },
      );
    },
    renew() {
      era += 1;
      ends = [];
    },
  };
}
