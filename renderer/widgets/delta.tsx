import { cx } from './class-names.ts';
import css from './delta.module.css';
import { PERCENT, moneyFormat } from './format-decimal.ts';
import { Num } from './money.tsx';

export interface DeltaProps {
  /** A decimal string; null where it is not known. */
  value: string | null | undefined;
  /** `%` for a share, or a currency. */
  unit?: string | undefined;
  className?: string | undefined;
}

/** A gain or a loss: always with its sign, so that the colour only repeats it. Zero is neutral. */
export function Delta({ value, unit, className }: DeltaProps) {
  return (
    <span className={cx(css.delta, css[toneOf(value)], className)}>
      <Num value={value} signed {...(unit === '%' ? PERCENT : moneyFormat(value))} />
      {unit && value != null ? unit === '%' ? <span className="num">%</span> : <small>{unit}</small> : null}
    </span>
  );
}

/** Which way a figure goes; `flat` where it is nothing, or not known. */
export function toneOf(value: string | null | undefined): 'up' | 'down' | 'flat' {
  if (!value || !/[1-9]/.test(value)) return 'flat';
  return value.startsWith('-') ? 'down' : 'up';
}
