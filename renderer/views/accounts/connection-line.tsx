import { IconAccessPoint, IconAlertTriangle, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import { cx } from '../../widgets/class-names.ts';
import { formatLatency } from '../../widgets/format-time.ts';
import { StaleMark } from '../../widgets/stale-mark.tsx';
import css from './accounts.module.css';
import { CONNECTION_WORDS } from './connection-words.ts';

const GLYPHS = {
  simulated: IconCircleDashed,
  idle: IconCircleDashed,
  connecting: IconCircleDashed,
  live: IconAccessPoint,
  error: IconAlertTriangle,
  broken: IconCircleX,
} as const;

/** Whether the exchange of an account answers, in words and with its latency. */
export function ConnectionLine({ status }: { status: AccountStatusDocument }) {
  if (status.connectivity === 'stale') return <StaleMark since={status.last_ok_at} />;
  const Glyph = GLYPHS[status.connectivity];
  const bad = status.connectivity === 'error' || status.connectivity === 'broken';
  return (
    <span className={cx(css.connection, bad && css.bad, status.connectivity === 'live' && css.good)}>
      <Glyph size={13} stroke={2} aria-hidden />
      {CONNECTION_WORDS[status.connectivity]}
      {status.connectivity === 'live' && status.latency_ms !== null ? (
        <span className="num">in {formatLatency(status.latency_ms)}</span>
      ) : null}
    </span>
  );
}
