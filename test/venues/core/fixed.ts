/** Exact decimal arithmetic on bigint with 18 decimals. Kept apart from the product's money code, so that a fault there cannot hide here. */
export type Fixed = bigint;

const DECIMALS = 18;
const ONE = 10n ** BigInt(DECIMALS);
const PLAIN = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Parses a plain decimal string. Throws on anything else, or on more than 18 decimals. */
export function fixed(text: string): Fixed {
  const match = PLAIN.exec(text);
  const [, sign, whole = '', fraction = ''] = match ?? [];
  if (!match || fraction.length > DECIMALS) throw new Error(`not an exact decimal: ${text}`);
  const value = BigInt(whole) * ONE + BigInt(fraction.padEnd(DECIMALS, '0'));
  return sign === '-' ? -value : value;
}

/** The decimal string. With `places` it is cut (never rounded up) to exactly that many; without, trailing zeros are dropped. */
export function show(value: Fixed, places?: number): string {
  const magnitude = value < 0n ? -value : value;
  const whole = (magnitude / ONE).toString();
  let fraction = (magnitude % ONE).toString().padStart(DECIMALS, '0');
  fraction = places === undefined ? fraction.replace(/0+$/, '') : fraction.slice(0, places);
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return value < 0n && /[1-9]/.test(text) ? `-${text}` : text;
}

/** Product, cut to 18 decimals. Exact whenever both factors have at most 9 decimals. */
export function times(a: Fixed, b: Fixed): Fixed {
  return (a * b) / ONE;
}

/** Quotient, cut to 18 decimals. */
export function over(a: Fixed, b: Fixed): Fixed {
  return (a * ONE) / b;
}

/** The greatest multiple of `step` that is not above `value`. A step of zero means no step. */
export function floorTo(value: Fixed, step: Fixed): Fixed {
  return step === 0n ? value : value - (value % step);
}

export function least(a: Fixed, b: Fixed): Fixed {
  return a < b ? a : b;
}
