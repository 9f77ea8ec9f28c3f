/**
 * Exact decimals for long sums: a whole number and how many of its digits stand behind the point. For the books, which fold a
 * million trades; `decimal.ts` serves everything else. The two agree digit for digit (test/shared/money/exact.test.ts).
 */
export interface Exact {
  readonly units: bigint;
  readonly places: number;
}

const PLAIN = /^-?\d+(\.\d+)?$/;
const POWERS: bigint[] = [1n];

export const ZERO: Exact = { units: 0n, places: 0 };

function power(places: number): bigint {
  for (let next = POWERS.length; next <= places; next += 1) POWERS.push((POWERS[next - 1] as bigint) * 10n);
  return POWERS[places] as bigint;
}

/** Throws for anything but a plain decimal: that is a bug of the caller. */
export function exact(text: string): Exact {
  if (!PLAIN.test(text)) throw new Error(`not a plain decimal: ${text.slice(0, 40)}`);
  const point = text.indexOf('.');
  if (point < 0) return { units: BigInt(text), places: 0 };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), places: text.length - point - 1 };
}

/** Plain notation, without trailing zeros and without `-0`: as `normalize` of `decimal.ts`. */
export function textOf({ units, places }: Exact): string {
  if (places === 0 || units === 0n) return units.toString();
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(places + 1, '0');
  let end = digits.length;
  const point = digits.length - places;
  while (end > point && digits.charCodeAt(end - 1) === 48) end -= 1;
  const plain = end === point ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, end)}`;
  return negative ? `-${plain}` : plain;
}

export function plus(a: Exact, b: Exact): Exact {
  if (a.places === b.places) return { units: a.units + b.units, places: a.places };
  if (a.places > b.places) return { units: a.units + b.units * power(a.places - b.places), places: a.places };
  return { units: a.units * power(b.places - a.places) + b.units, places: b.places };
}

export function minus(a: Exact, b: Exact): Exact {
  return plus(a, negated(b));
}

export function times(a: Exact, b: Exact): Exact {
  return { units: a.units * b.units, places: a.places + b.places };
}

export function negated(a: Exact): Exact {
  return { units: -a.units, places: a.places };
}

export function absolute(a: Exact): Exact {
  return a.units < 0n ? negated(a) : a;
}

/** -1, 0 or 1. */
export function signOf(a: Exact): -1 | 0 | 1 {
  return a.units > 0n ? 1 : a.units < 0n ? -1 : 0;
}

export function compare(a: Exact, b: Exact): -1 | 0 | 1 {
  return signOf(minus(a, b));
}

/** `a * b / c` to `places`, cut towards zero. What is cut off is the caller's to keep. Throws on division by zero. */
export function share(a: Exact, b: Exact, c: Exact, places: number): Exact {
  const shift = places + c.places - a.places - b.places;
  const above = a.units * b.units;
  const units = shift >= 0 ? (above * power(shift)) / c.units : above / (c.units * power(-shift));
  return { units, places };
}
