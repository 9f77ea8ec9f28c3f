import { exact, plus, textOf, times, ZERO } from '../../../../shared/money/exact.ts';
import type { Exact } from '../../../../shared/money/exact.ts';
import type { Database } from '../../store/sqlite.ts';
import type { KeptBookRow } from '../book-rows.ts';
import type { RateBook } from '../books-ports.ts';

const ROWS = 500;

interface Worth {
  /** Up to which trade it is summed. */
  atMs: number;
  tie: string;
  sum: Exact;
  /** Fees of which no rate was known. */
  missing: { fee: Exact; atMs: number }[];
}

interface Folded {
  last_ms?: number | null;
  last_tie?: string | null;
}

const NOTHING: Worth = { atMs: Number.MIN_SAFE_INTEGER, tie: '', sum: ZERO, missing: [] };

/**
 * What fees in a third asset were worth in the quote, each at the rate of its own time. Rates are told later than trades are
 * booked, so this is no part of the books; what was summed is kept in memory, and a rate that was missing is asked for again.
 */
export function createFeeWorth(deps: {
  db: () => Database;
  rates: Pick<RateBook, 'at'>;
  soon: (task: () => void) => void;
}) {
  const known = new Map<string, Worth>();
  let forgotten = 0;

  function rateOf(accountName: string, asset: string, quote: string): (atMs: number) => Exact | null {
    const byMinute = new Map<number, Exact | null>();
    return (atMs) => {
      const minute = Math.floor(atMs / 60_000);
      let rate = byMinute.get(minute);
      if (rate === undefined) {
        const found = deps.rates.at(accountName, asset, quote, (minute + 1) * 60_000 - 1);
        rate = found === null ? null : exact(found.rate);
        byMinute.set(minute, rate);
      }
      return rate;
    };
  }

  return {
    /** A book began anew, or all of them. */
    forget(book?: number): void {
      forgotten += 1;
      for (const key of known.keys()) if (book === undefined || key.startsWith(`${book} `)) known.delete(key);
    },
    /**
     * In quote units; null where the rate of one of them is not known. Of trades up to the last one that is folded alone: among
     * those that follow another can still take its place, and would be passed over.
     */
    async of({ book, state }: Pick<KeptBookRow, 'book' | 'state'>, accountName: string, asset: string, quote: string) {
      const { last_ms: untilMs, last_tie: untilTie } = JSON.parse(state ?? '{}') as Folded;
      const began = forgotten;
      const key = `${book} ${asset} ${quote}`;
      const worth: Worth = { ...(known.get(key) ?? NOTHING) };
      const rate = rateOf(accountName, asset, quote);
      const add = (fee: Exact, atMs: number, missing: Worth['missing']): void => {
        const found = rate(atMs);
        if (found === null) missing.push({ fee, atMs });
        else worth.sum = plus(worth.sum, times(fee, found));
      };
      const missing: Worth['missing'] = [];
      for (const each of worth.missing) add(each.fee, each.atMs, missing);
      for (;;) {
        const rows = deps.db().all<{ at_ms: number; tie: string; fee: string }>(
          `SELECT at_ms, tie, fee FROM trades WHERE book = ? AND (at_ms, tie) > (?, ?) AND (at_ms, tie) <= (?, ?)
             AND fee_asset = ? AND fee IS NOT NULL
           ORDER BY at_ms, tie LIMIT ${ROWS}`,
          ...[book, worth.atMs, worth.tie, untilMs ?? worth.atMs, untilTie ?? worth.tie, asset],
        );
        for (const row of rows) add(exact(row.fee), row.at_ms, missing);
        const last = rows.at(-1);
        if (last) [worth.atMs, worth.tie] = [last.at_ms, last.tie];
        if (rows.length < ROWS) break;
        await new Promise<void>((resolve) => deps.soon(resolve));
      }
      worth.missing = missing;
      // A book that began anew meanwhile is summed from its beginning the next time.
      if (began === forgotten) known.set(key, worth);
      return missing.length > 0 ? null : textOf(worth.sum);
    },
  };
}

export type FeeWorth = ReturnType<typeof createFeeWorth>;
