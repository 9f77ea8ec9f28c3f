import { cx } from './class-names.ts';
import { toneOf } from './delta.tsx';
import { sparkPath } from './spark-path.ts';
import css from './sparkline.module.css';

export interface SparklineProps {
  points: readonly { at_ms: number; value: string }[];
  /** What was gained over it, a decimal string: which way the line is coloured. */
  change: string | null;
  muted?: boolean | undefined;
  className?: string | undefined;
}

const WIDTH = 64;
const HEIGHT = 30;

/** A small curve for the eye alone: the figures stand beside it. The dashes are where it began. */
export function Sparkline({ points, change, muted, className }: SparklineProps) {
  const path = sparkPath(points, WIDTH, HEIGHT);
  if (!path) return null;
  return (
    <svg
      aria-hidden
      className={cx(css.spark, css[toneOf(change)], muted && css.muted, className)}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <path d={path.area} className={css.area} />
      <path d={`M0 ${path.baseY}H${WIDTH}`} className={css.base} />
      <path d={path.line} className={css.line} />
    </svg>
  );
}
