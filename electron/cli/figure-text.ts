import { decimalPlaces, isPositive, lt, normalize, toPlaces } from '../../shared/money/decimal.ts';
import type { ConvertedDocument } from '../../shared/schema/books.ts';
import type { Style } from './output.ts';
import { orDash } from './words.ts';

/** A terminal has no room for eighteen places; the JSON document has them all. */
const PLACES = 8;

/** A figure for people: to eight places, a dash where it is not known. */
export function figure(value: string | null): string {
  if (value === null) return orDash(value);
  return decimalPlaces(value) <= PLACES ? value : normalize(toPlaces(value, PLACES, 'half_even'));
}

/** A gain or a loss: with its sign, and in its colour. */
export function gain(value: string | null, style: Style): string {
  if (value === null) return orDash(value);
  if (isPositive(value)) return style.green(`+${figure(value)}`);
  return lt(value, '0') ? style.red(figure(value)) : figure(value);
}

/** What a converted amount rests on, so that nobody takes it for more: its rates, and what is missing. */
export function conversionLines(amounts: readonly ConvertedDocument[], style: Style): string[] {
  const rates = amounts.flatMap(({ rates: used }) => used);
  const told = new Map(rates.map((rate) => [`${rate.asset} ${rate.currency} ${rate.at}`, rate]));
  const missing = amounts.flatMap(({ currency, missing: assets }) => assets.map((asset) => `${asset} in ${currency}`));
  return [
    ...[...told.values()].map(({ asset, currency, rate, source, at, stale }) => {
      const line = `1 ${asset} = ${figure(rate)} ${currency}, ${source}, ${at}`;
      return stale ? style.yellow(`${line}, old`) : style.dim(line);
    }),
    ...[...new Set(missing)].map((pair) => style.yellow(`no rate of ${pair}: what is counted in it is not told`)),
  ];
}
