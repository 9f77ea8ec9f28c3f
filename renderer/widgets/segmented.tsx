import type { ReactNode } from 'react';
import { useId } from 'react';
import { cx } from './class-names.ts';
import css from './segmented.module.css';

export interface SegmentedProps<T extends string> {
  /** Name of the group. */
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: ReactNode; tone?: 'buy' | 'sell' | undefined }[];
}

/** One of a few, all in sight. A radio group, so arrow keys move and Tab passes. */
export function Segmented<T extends string>({ label, value, onChange, options }: SegmentedProps<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={css.group}>
      {options.map((option) => (
        <label key={option.value} className={cx(css.option, option.tone && css[option.tone])}>
          <input
            type="radio"
            className={css.input}
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className={css.face}>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
