import { cmp, gte, isZero, mul } from '../../../shared/money/decimal.ts';
import type { BalanceDocument } from '../../../shared/schema/account.ts';
import type { SymbolBookDocument } from '../../../shared/schema/books.ts';
import { percentOf } from './fee-model.ts';

export interface BalanceRow extends BalanceDocument {
  /** In the account's currency, at the mark of the books; null where no mark is known. */
  value: string | null;
  /** Of the equity, in percent. */
  share: string | null;
  /** Nothing, or less than a tenth of a percent of the equity. */
  small: boolean;
}

const SMALL_PERCENT = '0.1';

/** What is held and has no mark in the books: to be asked for at the exchange. */
export const unmarkedAssets = (
  balances: readonly BalanceDocument[],
  books: readonly SymbolBookDocument[],
  currency: string,
): string[] =>
  balances.filter((balance) => valueOf(balance, books, NO_MARKS, currency) === null).map(({ asset }) => asset);

const NO_MARKS: ReadonlyMap<string, string> = new Map();

/** Balances with what they are worth, the most valuable first; those of an unknown worth stand after them, as given. */
export function balanceRows(
  balances: readonly BalanceDocument[],
  books: readonly SymbolBookDocument[],
  /** Prices in the account's currency, by asset, of what has no book. */
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
  const mark = books.find((book) => book.base === asset && book.quote === currency && book.market === 'spot')?.mark;
  const price = mark?.price ?? marks.get(asset);
  return price === undefined ? null : mul(total, price);
}
