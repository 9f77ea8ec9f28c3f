import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { GroupFiringDocument } from '../../../shared/schema/group.ts';
import { api } from '../../state/api.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Time } from '../../widgets/time.tsx';
import { FiredLegs } from './fired-legs.tsx';
import { firingWords } from './firing-words.ts';
import css from './group-firings.module.css';

interface GroupFiringsProps {
  /** The one whose legs are in sight, by its signal. */
  opened: string | null;
  onOpen: (signalId: string | null) => void;
}

/** Signals that went to groups, newest first; one of them opened leg by leg. */
export function GroupFirings({ opened, onOpen }: GroupFiringsProps) {
  const { data, error, refetch } = useQuery(api.groups.firings.queryOptions({ limit: 50 }));
  return (
    <Panel title="Fired to groups" note={data?.length} scroll className={css.panel}>
      {error && !data ? (
        <ErrorState
          inline
          title="They could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      ) : !data ? (
        <div className={css.bones} aria-busy="true" aria-label="Loading what was fired">
          <Skeleton width="100%" height={16} />
          <Skeleton width="100%" height={16} />
        </div>
      ) : data.length === 0 ? (
        <EmptyState title="Nothing was fired yet">
          Every signal to a group stands here, with what became of each leg.
        </EmptyState>
      ) : (
        <ul aria-label="Fired to groups">
          {data.map((firing) => (
            <Firing key={firing.signal_id} firing={firing} open={opened === firing.signal_id} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Firing({
  firing,
  open,
  onOpen,
}: {
  firing: GroupFiringDocument;
  open: boolean;
  onOpen: GroupFiringsProps['onOpen'];
}) {
  const { fired } = firing;
  const { text, tone } = firingWords(fired);
  return (
    <li>
      <button
        type="button"
        className={cx(css.firing, open && css.open)}
        aria-expanded={open}
        onClick={() => onOpen(open ? null : firing.signal_id)}
      >
        <IconChevronRight size={13} stroke={2} aria-hidden className={css.chevron} />
        <Time at={firing.received_at} ms={false} className={css.time} />
        <b className="num">{fired.group?.name}</b>
        <ModeBadge mode={firing.mode} testnet={firing.testnet} dense />
        <SideTag side={firing.side} />
        <span>{firing.symbol}</span>
        <span className={css.grow} />
        <span className={css[tone]}>{text}</span>
      </button>
      {open ? (
        <div className={css.opened}>
          {fired.error && fired.orders.length === 0 ? (
            <ErrorState inline title="Nothing was sent" error={fired.error} />
          ) : null}
          <FiredLegs signalId={firing.signal_id} />
        </div>
      ) : null}
    </li>
  );
}
