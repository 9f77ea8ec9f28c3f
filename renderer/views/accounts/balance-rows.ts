import { cmp, gte, isZero, mul } from '../../../shared/money/decimal.ts';
import type { BalanceDocument } from '../../../shared/schema/account.ts';
import type { SymbolBookDocument } from '../../../shared/schema/books.ts';
import { percentOf } from './fee-model.ts';

export interface BalanceRow extends BalanceDocument {
  /** In the account's currency, as its equity counts it; null where no price is known. */
  value: string | null;
  /** Of the equity, in percent. */
  share: string | null;
  /** Nothing, or less than a tenth of a percent of the equity. */
  small: boolean;
}

const SMALL_PERCENT = '0.1';

/** Balances with what they are worth, the most valuable first; those of an unknown worth stand after them, as given. */
export function balanceRows(
  balances: readonly BalanceDocument[],
  books: readonly SymbolBookDocument[],
  /** Prices in the account's currency, by asset, by which its equity was measured. */
  marks: ReadonlyMap<string, string>,
  currency: string | null,
  equity: string | null,
): BalanceRow[] {
  const rows = balances.map((balance) => {
    const value = valueOf(balance, books, marks, currency);
    const share = value === null || equity === null ? null : percentOf(value, equity);
    const small = isZero(balance.total) || (share !== null && !gte(share, SMALL_PERCENT));
    return { ...balance, value, share, small };
  });
  return rows.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return cmp(b.value, a.value);
  });
}

function valueOf(
  { asset, total }: BalanceDocument,
  books: readonly SymbolBookDocument[],
  marks: ReadonlyMap<string, string>,
  currency: string | null,
): string | null {
  if (asset === currency) return total;
  if (isZero(total)) return '0';
  const inBooks = books.find((book) => book.base === asset && book.quote === currency && book.market === 'spot');
  const price = marks.get(asset) ?? inBooks?.mark?.price;
  return price === undefined ? null : mul(total, price);
}
