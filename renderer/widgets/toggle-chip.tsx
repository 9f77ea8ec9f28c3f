import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import css from './toggle-chip.module.css';

export interface ToggleChipProps {
  on: boolean;
  onClick: () => void;
  icon?: ReactNode;
  /** A figure after the words. */
  count?: number | string | undefined;
  /** Draws the eye: something waits. */
  warn?: boolean | undefined;
  title?: string | undefined;
  children: ReactNode;
}

/** A filter or a switch in the head of a panel. */
export function ToggleChip({ on, onClick, icon, count, warn, title, children }: ToggleChipProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      title={title}
      className={cx(css.chip, on && css.on, warn && css.warn)}
      onClick={onClick}
    >
      {icon}
      {children}
      {count === undefined ? null : <span className={cx('num', css.count)}>{count}</span>}
    </button>
  );
}
