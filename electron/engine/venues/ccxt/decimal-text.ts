import { normalize } from '../../../../shared/money/decimal.ts';

/**
 * A figure as ccxt hands it out, as a plain decimal; null where there is none. Exchanges that send JSON numbers give forms
 * such as `1e-7`.
 */
export function decimalText(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const match = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(String(value).trim());
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  return normalize(sign + shiftPoint(whole, fraction, Number(exponent)));
}

function shiftPoint(whole: string, fraction: string, places: number): string {
  const digits = whole + fraction;
  const point = whole.length + places;
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + '0'.repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** As `decimalText`, and null for zero and below too: exchanges write a missing limit as `0`. */
export function positiveText(value: unknown): string | null {
  const text = decimalText(value);
  return text === null || text === '0' || text.startsWith('-') ? null : text;
}
