import { add, mul } from '../../../../shared/money/decimal.ts';
import type { ConvertedDocument } from '../../../../shared/schema/books.ts';
import type { RateBook } from '../books-ports.ts';
import { rateDocument } from '../worth/converted.ts';

/** An amount of one asset; null where it is not known. */
export interface Money {
  asset: string;
  amount: string | null;
}

/** The sum of amounts in one currency, at the rates of now. Null where one of them, or its rate, is not known. */
export async function moneySum(
  rates: Pick<RateBook, 'now'>,
  accountName: string,
  money: readonly Money[],
  currency: string,
): Promise<ConvertedDocument> {
  const document: ConvertedDocument = { currency, value: '0', rates: [], missing: [], stale: false };
  // What is nothing is nothing at any rate.
  for (const { asset, amount } of money.filter((each) => each.amount !== '0')) {
    const told = amount === null ? null : await rates.now(accountName, asset, currency);
    if (amount === null || told === null || told.rate === null) {
      document.value = null;
      if (!document.missing.includes(asset)) document.missing.push(asset);
      continue;
    }
    if (document.value !== null) document.value = add(document.value, mul(amount, told.rate));
    if (asset !== currency) document.rates.push(rateDocument(asset, currency, told));
    document.stale ||= told.stale;
  }
  return document;
}
