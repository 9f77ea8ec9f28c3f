import { useNow } from '../state/now.ts';
import { cx } from './class-names.ts';
import { UNKNOWN } from './format-decimal.ts';
import { formatSpan, formatTime } from './format-time.ts';

export interface TimeProps {
  /** ISO 8601. */
  at: string | null | undefined;
  /** With milliseconds, as by default. */
  ms?: boolean | undefined;
  className?: string | undefined;
}

/** A moment in UTC; the local time stands in its title. */
export function Time({ at, ms = true, className }: TimeProps) {
  if (!at) return <span className={cx('num', className)}>{UNKNOWN}</span>;
  return (
    <time dateTime={at} title={`${new Date(at).toLocaleString()} local time`} className={cx('num', className)}>
      {formatTime(at, ms)}
    </time>
  );
}

export interface AgeProps {
  at: string | null | undefined;
  className?: string | undefined;
}

/** How long ago a moment was, counting on. */
export function Age({ at, className }: AgeProps) {
  const now = useNow();
  // Not in the mono face, whose space would tear the figure from its unit.
  return <span className={cx('tabular', className)}>{at ? formatSpan(now - Date.parse(at)) : UNKNOWN}</span>;
}
