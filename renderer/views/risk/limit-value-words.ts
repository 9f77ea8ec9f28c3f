import type { LimitName, Limits } from '../../../shared/schema/limits.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import { LIMIT_WORDS } from './limit-words.ts';

/** A limit as it was set: `30,000 USDT`, `2,000 USD`, `5 %`, `3 x`, `10`. */
export function limitValueWords<N extends LimitName>(name: N, value: NonNullable<Limits[N]>, currency: string): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    const { measure } = LIMIT_WORDS[name];
    return `${formatDecimal(value)} ${measure === 'percent' ? '%' : 'x'}`;
  }
  const unit = { account: currency, usd: 'USD', percent: '%' }[value.unit];
  return `${formatDecimal(value.value)} ${unit}`;
}
