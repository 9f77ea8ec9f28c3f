import { mul } from '../../../../shared/money/decimal.ts';
import type { ConvertedDocument, RateDocument } from '../../../../shared/schema/books.ts';
import { isoTime } from '../../ports.ts';
import type { RecordedRate } from '../books-ports.ts';
import { shownMoney } from './period-profits.ts';

export function rateDocument(asset: string, currency: string, told: RecordedRate): RateDocument {
  const { rate, source, atMs, stale } = told;
  return { asset, currency, rate, source, at: isoTime(atMs), stale };
}

/** An amount in another currency. Without a rate its worth is missing, and not nothing; so it is without an amount. */
export function converted(
  amount: string | null,
  { from, to, rate }: { from: string; to: string; rate: RecordedRate | null },
): ConvertedDocument {
  if (amount === null) return { currency: to, value: null, rates: [], missing: [], stale: false };
  if (rate === null) return { currency: to, value: null, rates: [], missing: [from], stale: false };
  const rates = from === to ? [] : [rateDocument(from, to, rate)];
  return { currency: to, value: shownMoney(mul(amount, rate.rate)), rates, missing: [], stale: rate.stale };
}
