import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../state/api.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Time } from '../../widgets/time.tsx';
import { FiredLegs } from './fired-legs.tsx';
import css from './groups.module.css';

/** Signals that went to groups, newest first; one of them opened leg by leg. */
export function GroupFirings() {
  const [opened, setOpened] = useState<string | null>(null);
  const { data, error } = useQuery(api.groups.firings.queryOptions({ limit: 50 }, { refetchInterval: 5_000 }));
  return (
    <Panel title="Fired to groups" note={data?.length} scroll className={css.firings}>
      {error && !data ? <ErrorState inline title="They could not be read" error={error} /> : null}
      {!data ? <Skeleton width="100%" height={60} /> : null}
      {data && data.length === 0 ? (
        <EmptyState title="Nothing was fired yet">
          Every signal to a group stands here, with each of its legs.
        </EmptyState>
      ) : null}
      <ul className={css.firingList}>
        {(data ?? []).map((firing) => {
          const legs = firing.fired.legs ?? [];
          const placed = legs.filter((leg) => leg.state === 'placed').length;
          const open = opened === firing.signal_id;
          return (
            <li key={firing.signal_id}>
              <button
                type="button"
                className={css.firing}
                aria-expanded={open}
                onClick={() => setOpened(open ? null : firing.signal_id)}
              >
                <Time at={firing.received_at} ms={false} />
                <ModeBadge mode={firing.mode} testnet={firing.testnet} dense />
                <b className="num">{firing.fired.group?.name}</b>
                <SideTag side={firing.side === 'long' ? 'buy' : 'sell'} />
                <span className="num">{firing.symbol}</span>
                <span className={css.grow} />
                <span className={placed < legs.length ? css.bad : css.good}>
                  {legs.length === 0 ? 'refused' : `${placed} of ${legs.length} placed`}
                </span>
              </button>
              {open && legs.length > 0 ? <FiredLegs signalId={firing.signal_id} /> : null}
              {open && legs.length === 0 && firing.fired.error ? (
                <p className={css.problem}>{firing.fired.error.message}</p>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
