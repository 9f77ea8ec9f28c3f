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
import { formatLatency } from '../../widgets/format-time.ts';
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

export interface ConnectionMarkProps {
  status: AccountStatusDocument;
  /** The glyph alone where the venue answers; how fast stands in its title. */
  compact?: boolean | undefined;
}

/** Whether the venue of an account answers, and how fast. */
export function ConnectionMark({ status, compact }: ConnectionMarkProps) {
  if (status.connectivity === 'stale') return <StaleMark since={status.last_ok_at} />;
  const { Glyph, word, tone } = LOOKS[status.connectivity];
  const latency =
    status.connectivity === 'live' && status.latency_ms !== null ? formatLatency(status.latency_ms) : null;
  return (
    <span className={cx(css.mark, tone)} title={latency ? `${word}, ${latency}` : word}>
      <Glyph size={12} stroke={2} aria-hidden />
      {compact && status.connectivity === 'live' ? (
        <span className="sr-only">{word}</span>
      ) : latency ? (
        <span className="num">{latency}</span>
      ) : (
        word
      )}
    </span>
  );
}
