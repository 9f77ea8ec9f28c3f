import { IconLockOpen } from '@tabler/icons-react';
import { useNow } from '../../state/now.ts';
import { formatCountdown } from '../../widgets/format-time.ts';
import css from './armed-left.module.css';

/** For how long real orders of an account can still leave. */
export function ArmedLeft({ until }: { until: string }) {
  const now = useNow();
  return (
    <span className={css.armed} title="Real trading is armed">
      <IconLockOpen size={11} stroke={2.2} aria-hidden />
      <span className="sr-only">armed, </span>
      <span className="num">{formatCountdown(Date.parse(until) - now)}</span>
    </span>
  );
}
