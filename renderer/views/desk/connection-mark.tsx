import {
  IconAccessPoint,
  IconAlertTriangle,
  IconCircleDashed,
  IconCircleX,
  IconLoader2,
  IconPointer,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { AccountStatusDocument, Connectivity } from '../../../shared/schema/account.ts';
import { StaleMark } from '../../widgets/stale-mark.tsx';
import { cx } from '../../widgets/class-names.ts';
import css from './connection-mark.module.css';

const LOOKS: Record<Exclude<Connectivity, 'stale'>, { Glyph: Icon; word: string; tone: string | undefined }> = {
  simulated: { Glyph: IconCircleDashed, word: 'simulated', tone: css.paper },
  idle: { Glyph: IconPointer, word: 'not asked yet', tone: css.calm },
  connecting: { Glyph: IconLoader2, word: 'connecting', tone: css.calm },
  live: { Glyph: IconAccessPoint, word: 'live', tone: css.ok },
  error: { Glyph: IconAlertTriangle, word: 'error', tone: css.bad },
  broken: { Glyph: IconCircleX, word: 'broken', tone: css.bad },
};

/** Whether the venue of an account answers, and how fast. */
export function ConnectionMark({ status }: { status: AccountStatusDocument }) {
  if (status.connectivity === 'stale') return <StaleMark since={status.last_ok_at} />;
  const { Glyph, word, tone } = LOOKS[status.connectivity];
  const latency =
    status.connectivity === 'live' && status.latency_ms !== null ? `${Math.round(status.latency_ms)} ms` : null;
  return (
    <span className={cx(css.mark, tone)} title={latency ? `${word}, ${latency}` : word}>
      <Glyph size={12} stroke={2} aria-hidden />
      {latency ? <span className="num">{latency}</span> : word}
    </span>
  );
}
