import { IconAlertTriangle } from '@tabler/icons-react';
import css from './stale-mark.module.css';
import { Age } from './time.tsx';

export interface StaleMarkProps {
  /** When the value was last good, ISO 8601. */
  since: string | null | undefined;
}

/** Marks a value that is older than it should be, with its age. */
export function StaleMark({ since }: StaleMarkProps) {
  return (
    <span className={css.stale}>
      <IconAlertTriangle size={12} stroke={2} aria-hidden />
      stale {since ? <Age at={since} /> : null}
    </span>
  );
}
