import { cmp } from '../../../shared/money/decimal.ts';

export type Tone = 'up' | 'down' | 'flat';

/** What is above zero is good. Not known, and nothing, are neither. */
export function gainTone(value: string | null): Tone {
  const sign = value === null ? 0 : cmp(value, '0');
  return sign > 0 ? 'up' : sign < 0 ? 'down' : 'flat';
}

/** What is above zero was worse than at decision. */
export function costTone(value: string | null): Tone {
  const tone = gainTone(value);
  return tone === 'flat' ? tone : tone === 'up' ? 'down' : 'up';
}
