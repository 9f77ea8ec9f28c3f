import { abs, decimalPlaces, lt, normalize, toPlaces } from '../../shared/money/decimal.ts';

/** A decimal for the eye: as it is, with commas between thousands. */
export function figure(value: string): string {
  return grouped(normalize(value));
}

/** An estimate: with cents, or with what there is of less than one. */
export function estimate(value: string): string {
  if (lt(abs(value), '1')) return figure(decimalPlaces(value) > 8 ? toPlaces(value, 8, 'half_up') : value);
  return grouped(toPlaces(value, 2, 'half_up'));
}

function grouped(value: string): string {
  const [whole = '', fraction] = value.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}

/** "8 h", "1 h 30 min", "15 min". */
export function span(durationMs: number): string {
  const minutes = Math.round(durationMs / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, rest > 0 && `${rest} min`].filter(Boolean).join(' ');
}

export function count(number: number, one: string, many: string = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
