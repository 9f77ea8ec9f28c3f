import Big from 'big.js';

/**
 * Arithmetic on decimal strings. Every answer is in plain notation without exponent, without trailing zeros (except from
 * `toPlaces` and `pad`, which are for display) and without `-0`. Text that is no plain decimal throws: that is a bug of the
 * caller, because every edge parses its figures before they get here.
 */
export type Rounding = 'down' | 'up' | 'half_up' | 'half_even';

const PLAIN = /^-?\d+(\.\d+)?$/;

// A constructor of our own, so that nobody else's settings of the shared one reach our divisions. Strict: no numbers.
const Decimal = Big();
Decimal.strict = true;

/** `down` cuts towards zero, `up` goes away from zero. */
const MODES: Record<Rounding, 0 | 1 | 2 | 3> = { down: 0, half_up: 1, half_even: 2, up: 3 };

function parse(x: string): Big {
  if (typeof x !== 'string' || !PLAIN.test(x)) throw new Error(`not a plain decimal: ${String(x).slice(0, 40)}`);
  return new Decimal(x);
}

function positiveStep(step: string): Big {
  const parsed = parse(step);
  if (!parsed.gt('0')) throw new Error(`not a positive step: ${step.slice(0, 40)}`);
  return parsed;
}

function checkPlaces(places: number): void {
  if (!Number.isInteger(places) || places < 0 || places > 1000) throw new Error(`not a number of places: ${places}`);
}

function plain(x: Big): string {
  return x.eq('0') ? '0' : x.toFixed();
}

export function add(a: string, b: string): string {
  return plain(parse(a).plus(parse(b)));
}

export function sub(a: string, b: string): string {
  return plain(parse(a).minus(parse(b)));
}

export function mul(a: string, b: string): string {
  return plain(parse(a).times(parse(b)));
}

/** The one operation that cannot be exact: say how many decimal places. Throws on division by zero. */
export function div(a: string, b: string, to: { places: number; rounding?: Rounding }): string {
  checkPlaces(to.places);
  Decimal.DP = to.places;
  Decimal.RM = MODES[to.rounding ?? 'down'];
  return plain(parse(a).div(parse(b)));
}

export function cmp(a: string, b: string): -1 | 0 | 1 {
  return parse(a).cmp(parse(b));
}

export function lt(a: string, b: string): boolean {
  return cmp(a, b) < 0;
}

export function lte(a: string, b: string): boolean {
  return cmp(a, b) <= 0;
}

export function gt(a: string, b: string): boolean {
  return cmp(a, b) > 0;
}

export function gte(a: string, b: string): boolean {
  return cmp(a, b) >= 0;
}

export function eq(a: string, b: string): boolean {
  return cmp(a, b) === 0;
}

export function isZero(x: string): boolean {
  return cmp(x, '0') === 0;
}

/** Strictly above zero. */
export function isPositive(x: string): boolean {
  return cmp(x, '0') > 0;
}

export function neg(x: string): string {
  return plain(parse(x).neg());
}

export function abs(x: string): string {
  return plain(parse(x).abs());
}

export function min(first: string, ...rest: string[]): string {
  return normalize(rest.reduce((least, x) => (lt(x, least) ? x : least), first));
}

export function max(first: string, ...rest: string[]): string {
  return normalize(rest.reduce((most, x) => (gt(x, most) ? x : most), first));
}

/** The greatest multiple of `step` that is not above `x`. */
export function floorToStep(x: string, step: string): string {
  const [value, unit] = [parse(x), positiveStep(step)];
  const rest = value.mod(unit);
  const cut = value.minus(rest);
  return plain(rest.lt('0') ? cut.minus(unit) : cut);
}

/** The least multiple of `step` that is not below `x`. */
export function ceilToStep(x: string, step: string): string {
  return neg(floorToStep(neg(x), step));
}

export function isMultipleOf(x: string, step: string): boolean {
  return parse(x).mod(positiveStep(step)).eq('0');
}

/** Decimal places that matter: 2 for `0.0100`, 0 for `10`. */
export function decimalPlaces(x: string): number {
  return (normalize(x).split('.')[1] ?? '').length;
}

/** For display: exactly `places` decimal places, rounded down unless told, padded with zeros. */
export function toPlaces(x: string, places: number, rounding: Rounding = 'down'): string {
  checkPlaces(places);
  return parse(x)
    .toFixed(places, MODES[rounding])
    .replace(/^-(?=[0.]+$)/, '');
}

/** For display: at least `places` decimal places. Pads with zeros, and never cuts a digit. */
export function pad(x: string, places: number): string {
  return toPlaces(x, Math.max(places, decimalPlaces(x)));
}

/** The one canonical form of a figure: no leading or trailing zeros. */
export function normalize(x: string): string {
  return plain(parse(x));
}
