import { formatDecimal } from './format-decimal.ts';

const UNITS = [
  { digits: 10, cut: 9, suffix: 'B' },
  { digits: 7, cut: 6, suffix: 'M' },
  { digits: 5, cut: 3, suffix: 'k' },
] as const;
const SIGNIFICANT = 3;

/** `21.8k` for 21840.5, cut and never rounded up. Only where the exact figure is shown elsewhere. */
export function shortFigure(value: string | null | undefined): string {
  const [, sign = '', whole = ''] = /^(-?)0*(\d+)(?:\.\d+)?$/.exec(value ?? '') ?? [];
  const unit = UNITS.find(({ digits }) => whole.length >= digits);
  if (!unit) return formatDecimal(value, { maxDecimals: 2 });
  const head = whole.slice(0, -unit.cut);
  const tail = whole
    .slice(-unit.cut)
    .slice(0, Math.max(0, SIGNIFICANT - head.length))
    .replace(/0+$/, '');
  return `${formatDecimal(`${sign}${head}${tail === '' ? '' : `.${tail}`}`)}${unit.suffix}`;
}
