import { cx } from './class-names.ts';
import { formatDecimal } from './format-decimal.ts';
import type { DecimalFormat } from './format-decimal.ts';
import css from './money.module.css';

export interface NumProps extends DecimalFormat {
  /** A decimal string; null where it is not known. */
  value: string | null | undefined;
  className?: string | undefined;
}

/** A figure: exact, with thousands set apart; an en dash where it is not known. */
export function Num({ value, className, ...format }: NumProps) {
  return (
    <span className={cx('num', className)} title={format.maxDecimals === undefined ? undefined : (value ?? undefined)}>
      {formatDecimal(value, format)}
    </span>
  );
}

export interface MoneyProps extends NumProps {
  /** The asset, as a muted suffix. */
  unit: string | null | undefined;
}

/** A figure with its unit. */
export function Money({ unit, className, ...num }: MoneyProps) {
  return (
    <span className={cx(css.money, className)}>
      <Num {...num} />
      {unit ? <small className={css.unit}>{unit}</small> : null}
    </span>
  );
}
