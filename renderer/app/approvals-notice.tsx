import { Button } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { announce } from '../state/announce.ts';
import { useNow } from '../state/now.ts';
import { useWaitingApprovals } from '../state/queries.ts';
import { openView } from '../state/window-state.ts';
import { cx } from '../widgets/class-names.ts';
import { formatCountdown } from '../widgets/format-time.ts';
import css from './notices.module.css';

/** With less time than this a signal is said to be about to expire, once. */
const URGENT_MS = 60_000;

/** In every view: signals wait for the operator's yes, and not for ever. */
export function ApprovalsNotice() {
  const waiting = useWaitingApprovals().data ?? [];
  const now = useNow();
  const said = useRef(new Set<string>());
  const alive = waiting.filter(({ expires_at }) => Date.parse(expires_at) > now);
  const first = alive.toSorted((a, b) => a.expires_at.localeCompare(b.expires_at))[0];
  const leftMs = first ? Date.parse(first.expires_at) - now : null;
  const urgent = leftMs !== null && leftMs <= URGENT_MS;
  const urgentId = urgent ? first?.id : undefined;
  useEffect(() => {
    if (urgentId === undefined || said.current.has(urgentId)) return;
    said.current.add(urgentId);
    announce('assertive', 'A signal that waits for your yes is about to expire');
  }, [urgentId]);
  if (leftMs === null) return null;
  return (
    <div className={cx(css.notice, css.waiting, urgent && css.problem)} role="note" aria-label="Waiting for your yes">
      <IconChecklist size={14} stroke={2} aria-hidden />
      <span>
        <b>
          {alive.length} {alive.length === 1 ? 'signal waits' : 'signals wait'}
        </b>{' '}
        for your yes, the next expires in <span className="num">{formatCountdown(leftMs)}</span>.
      </span>
      <span className={css.grow} />
      <Button size="xs" variant="subtle" onClick={() => openView('approvals')}>
        Open approvals
      </Button>
    </div>
  );
}
