import { add, mul } from '../../../../shared/money/decimal.ts';
import type { RateBook, RecordedRate } from '../books-ports.ts';

/** What an amount was worth, and by which rate. */
export interface Worth {
  value: string;
  rate: RecordedRate;
}

/** What an amount was worth in one currency, by the rate that was written down nearest to a moment. */
export interface MoneyAt {
  currency: string;
  /** Null where no rate near enough was written down. */
  of(asset: string, amount: string, atMs: number): Worth | null;
}

export function moneyAt(rates: Pick<RateBook, 'at'>, accountName: string, currency: string): MoneyAt {
  return {
    currency,
    of(asset, amount, atMs) {
      const rate = rates.at(accountName, asset, currency, atMs);
      return rate && { value: mul(amount, rate.rate), rate };
    },
  };
}

/**
 * A sum of amounts of many assets in one currency. One that cannot be converted makes the sum unknown, and is named; one that
 * nobody told makes it unknown too.
 */
export interface Tally {
  value: string | null;
  missing: string[];
  /** One of the rates is further from its moment than it should be. */
  stale: boolean;
}

export function createTally(): { add(asset: string, worth: Worth | null): void; untold(): void; sum(): Tally } {
  let known = '0';
  let isTold = true;
  let stale = false;
  const missing = new Set<string>();
  return {
    add(asset, worth) {
      if (worth) {
        known = add(known, worth.value);
        stale ||= worth.rate.stale;
      } else {
        missing.add(asset);
      }
    },
    untold: () => void (isTold = false),
    sum: () => ({ value: missing.size > 0 || !isTold ? null : known, missing: [...missing].sort(), stale }),
  };
}
