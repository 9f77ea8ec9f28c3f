import { mul } from '../../../../shared/money/decimal.ts';
import type { RateBook, RecordedRate } from '../books-ports.ts';

/** Amounts at the rates of their times, in one currency; what could not be told is named. */
export interface MoneyThen {
  /** Null where the asset's worth was not known then. */
  worth(accountName: string, asset: string, amount: string, atMs: number): string | null;
  /** Fees that the exchange does not tell are in no sum, and are named like an asset without a rate. */
  feeUntold(): void;
  missing(): string[];
  isStale(): boolean;
}

const MINUTE_MS = 60_000;
/** Rates of one minute are the same one. Shared by all currencies of one question. */
export type RatesOfMinutes = Map<string, RecordedRate | null>;

export function createMoneyThen(rates: Pick<RateBook, 'at'>, currency: string, known: RatesOfMinutes): MoneyThen {
  const missing = new Set<string>();
  let stale = false;

  function rateOf(accountName: string, asset: string, atMs: number): RecordedRate | null {
    const minute = Math.floor(atMs / MINUTE_MS);
    const key = `${accountName} ${asset} ${currency} ${minute}`;
    let rate = known.get(key);
    if (rate === undefined)
      known.set(key, (rate = rates.at(accountName, asset, currency, (minute + 1) * MINUTE_MS - 1)));
    return rate;
  }

  return {
    worth(accountName, asset, amount, atMs) {
      if (asset === currency) return amount;
      const rate = rateOf(accountName, asset, atMs);
      if (!rate) {
        missing.add(asset);
        return null;
      }
      stale ||= rate.stale;
      return mul(amount, rate.rate);
    },
    feeUntold: () => void missing.add('untold fees'),
    missing: () => [...missing].toSorted(),
    isStale: () => stale,
  };
}
