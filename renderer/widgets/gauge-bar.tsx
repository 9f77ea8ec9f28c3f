import { cx } from './class-names.ts';
import css from './gauge-bar.module.css';

export type GaugeState = 'ok' | 'warning' | 'reached' | 'unknown';

export interface GaugeBarProps {
  /** Of the limit; 100 where it is reached. Null where it cannot be told. */
  percent: number | null;
  state: GaugeState;
  className?: string | undefined;
}

/** How much of a limit is used, for the eye alone: the figures stand beside it. Its mark is where warning begins. */
export function GaugeBar({ percent, state, className }: GaugeBarProps) {
  const width = percent === null ? 0 : Math.min(100, Math.max(0, percent));
  return (
    <span aria-hidden className={cx(css.track, css[state], className)}>
      {percent === null ? null : <span className={css.fill} style={{ width: `${width}%` }} />}
    </span>
  );
}
