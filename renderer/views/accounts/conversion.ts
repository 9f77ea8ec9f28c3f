import { mul } from '../../../shared/money/decimal.ts';
import type { ConvertedDocument, RateDocument } from '../../../shared/schema/books.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';

/**
 * `amount` of `currency` at the rates by which `converted` was told: null unless they lead from this currency to that one.
 * For figures that came with no conversion of their own.
 */
export function convertedLike(converted: ConvertedDocument, currency: string, amount: string): string | null {
  if (converted.currency === currency) return amount;
  const used = new Set<RateDocument>();
  let [asset, value] = [currency, amount];
  while (asset !== converted.currency) {
    const rate = converted.rates.find((each) => each.asset === asset && !used.has(each));
    if (!rate) return null;
    used.add(rate);
    value = mul(value, rate.rate);
    asset = rate.currency;
  }
  return value;
}

/** How something was converted, a line a rate: `1 USDT = 10.42 NOK, norges-bank, 2026-11-20 15:00 UTC, stale`. */
export function rateWords(converted: ConvertedDocument): string {
  const rates = converted.rates.map(
    ({ asset, currency, rate, source, at, stale }) =>
      `1 ${asset} = ${formatDecimal(rate, { maxDecimals: 6 })} ${currency}, ${source}, ${at.slice(0, 16).replace('T', ' ')} UTC${stale ? ', stale' : ''}`,
  );
  const missing = converted.missing.length > 0 ? [`no rate for ${converted.missing.join(', ')}`] : [];
  return [...rates, ...missing].join('\n');
}
