const DECIMAL = /^([-+]?)(\d+)(?:\.(\d+))?$/;

/** What stands where a figure is not known: an en dash, never a zero. */
export const UNKNOWN = '–';
export const MINUS = '−';

export interface DecimalFormat {
  /** Decimals to pad to; never fewer than the value has, because nothing is rounded on the way to the eye. */
  decimals?: number | undefined;
  /** Decimals to cut to, toward zero. Only where the exact figure is shown elsewhere. */
  maxDecimals?: number | undefined;
  /** What is too small for `maxDecimals` reads `<0.01`, and not as nothing. */
  atLeast?: boolean | undefined;
  /** A plus in front of what is above zero. */
  signed?: boolean | undefined;
}

/** A decimal string for the eye: thousands by commas, U+2212 for minus. It stays a string all the way. */
export function formatDecimal(value: string | null | undefined, format: DecimalFormat = {}): string {
  const match = DECIMAL.exec(value ?? '');
  if (!match) return UNKNOWN;
  const [, sign, integer = '0', all = ''] = match;
  const cut = format.maxDecimals === undefined ? all : all.slice(0, format.maxDecimals);
  const fraction = cut.padEnd(format.decimals ?? 0, '0');
  const digits = integer.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, ',');
  const zero = !/[1-9]/.test(integer + cut);
  const tooSmall = zero && cut !== '' && format.atLeast === true && /[1-9]/.test(all);
  const mark = zero && !tooSmall ? '' : sign === '-' ? MINUS : format.signed ? '+' : '';
  if (tooSmall) return `${mark}<0.${'1'.padStart(cut.length, '0')}`;
  return mark + digits + (fraction === '' ? '' : `.${fraction}`);
}

/** Digits of an average that are shown where the tick is not known. */
const AVERAGE_DIGITS = 7;

/** How an average is shown: at the precision of the tick, or shortly where that is not known. In full it stands in a title. */
export function averageFormat(average: string | null | undefined, tickDecimals: number | undefined): DecimalFormat {
  if (tickDecimals !== undefined) return { decimals: tickDecimals, maxDecimals: tickDecimals };
  const [, , integer = '0', fraction = ''] = DECIMAL.exec(average ?? '') ?? [];
  const whole = integer.replace(/^0+/, '').length;
  const leading = whole > 0 ? 0 : fraction.length - fraction.replace(/^0+/, '').length;
  return { maxDecimals: Math.max(2, AVERAGE_DIGITS - whole + leading) };
}

/** Digits of an amount below one that are shown after its zeros. */
const SMALL_DIGITS = 3;

/** How a sum of money is shown: to two decimals, and below one to its first digits. In full it stands in a title. */
export function moneyFormat(value: string | null | undefined): DecimalFormat {
  const [, , integer = '0', fraction = ''] = DECIMAL.exec(value ?? '') ?? [];
  const small = !/[1-9]/.test(integer) && /[1-9]/.test(fraction);
  const zeros = fraction.length - fraction.replace(/^0+/, '').length;
  return { decimals: 2, maxDecimals: small && zeros > 0 ? zeros + SMALL_DIGITS : 2 };
}

/** How a share in percent is shown: to two decimals, so that it keeps its room, and never as nothing where it is not. */
export const PERCENT: DecimalFormat = { decimals: 2, maxDecimals: 2, atLeast: true };

/** Decimals of a venue's increment: `0.0100` has two, `1` and `10` have none. */
export function decimalsOf(increment: string | null | undefined): number {
  const fraction = DECIMAL.exec(increment ?? '')?.[3] ?? '';
  return fraction.replace(/0+$/, '').length;
}
