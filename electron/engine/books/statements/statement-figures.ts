import {
  abs,
  decimalPlaces,
  isPositive,
  isZero,
  lt,
  normalize,
  pad,
  toPlaces,
} from '../../../../shared/money/decimal.ts';
import { MONEY_ASSETS } from '../../../../shared/risk/account-currency.ts';

/** What stands where a figure is not known: an en dash, never a zero. */
export const UNKNOWN = '–';
const MINUS = '−';
const SIGNIFICANT = 3;
const MOST_PLACES = 18;

/** Money that is counted in hundredths; everything else to the eighth place. */
const HUNDREDTHS = new Set([...MONEY_ASSETS, 'DAI', 'FDUSD', 'TUSD', 'GBP', 'CHF', 'SEK', 'AUD', 'CAD']);

interface Look {
  /** A plus in front of what is above zero. */
  signed?: boolean;
}

/** An amount of money for print: rounded to what its asset is counted in; smaller amounts to three digits, never to zero. */
export function money(value: string | null, asset: string, look: Look = {}): string {
  if (value === null) return UNKNOWN;
  const places = HUNDREDTHS.has(asset) ? 2 : 8;
  const least = `0.${'0'.repeat(places - 1)}1`;
  if (isZero(value) || !lt(abs(value), least)) return grouped(toPlaces(value, places, 'half_even'), look);
  const leading = /^0\.(0*)/.exec(abs(value))?.[1]?.length ?? 0;
  return grouped(toPlaces(value, Math.min(leading + SIGNIFICANT, MOST_PLACES), 'half_even'), look);
}

/** A figure in full, padded to this many places. */
export function exact(value: string | null, places = 0, look: Look = {}): string {
  return value === null ? UNKNOWN : grouped(pad(value, places), look);
}

/** A price that came out of a division: to seven digits or two places, whichever is more. */
export function average(value: string | null): string {
  if (value === null) return UNKNOWN;
  const [whole = '0', fraction = ''] = abs(value).split('.');
  const leading = whole === '0' ? (/^0*/.exec(fraction)?.[0].length ?? 0) : 0;
  const digits = whole === '0' ? 0 : whole.length;
  const places = Math.max(2, Math.min(7 - digits + leading, MOST_PLACES));
  return grouped(pad(normalize(toPlaces(value, places, 'half_even')), 2));
}

/** How many places the most exact of these figures has: all are padded to it, so that their points line up. */
export function placesOf(values: Iterable<string>): number {
  let places = 0;
  for (const value of values) places = Math.max(places, decimalPlaces(value));
  return places;
}

export type Tone = 'up' | 'down' | null;

export function toneOf(value: string | null): Tone {
  if (value === null || isZero(value)) return null;
  return isPositive(value) ? 'up' : 'down';
}

function grouped(plain: string, { signed = false }: Look = {}): string {
  const [whole = '0', fraction] = plain.replace('-', '').split('.');
  const digits = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
  if (!/[1-9]/.test(plain)) return digits;
  return `${plain.startsWith('-') ? MINUS : signed ? '+' : ''}${digits}`;
}
