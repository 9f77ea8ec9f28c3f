import { Button } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../state/api.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { GroupFirings } from './group-firings.tsx';
import { GroupForm } from './group-form.tsx';
import { GroupList } from './group-list.tsx';
import { GroupTicket } from './group-ticket.tsx';
import frame from '../../widgets/panel.module.css';
import css from './groups.module.css';

type Shown = { kind: 'group'; name: string } | { kind: 'edit'; name: string } | { kind: 'new' } | null;

/** One signal to several accounts: the groups, what each leg would be, and what became of those that were fired. */
export default function GroupsView() {
  const [shown, setShown] = useState<Shown>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(api.groups.list.queryOptions());
  if (!data) {
    return error ? (
      <ErrorState
        title="The groups could not be read"
        error={error}
        action={{ label: 'Try again', onClick: () => void refetch() }}
      />
    ) : (
      <div className={css.view} aria-busy="true" aria-label="Loading the groups">
        <Skeleton width="100%" height={240} />
        <Skeleton width="100%" height={240} />
      </div>
    );
  }
  const name = shown && shown.kind !== 'new' ? shown.name : null;
  const group = data.find((each) => each.name === name) ?? (shown === null ? data[0] : undefined);
  const done = (saved: string | null): void => setShown(saved === null ? null : { kind: 'group', name: saved });
  return (
    <div className={css.view}>
      <GroupList
        groups={data}
        selected={group?.name ?? null}
        onSelect={(chosen) => setShown({ kind: 'group', name: chosen })}
        onNew={() => setShown({ kind: 'new' })}
      />
      <div className={css.right}>
        {shown?.kind === 'new' ? (
          <GroupForm key="new" group={null} onDone={done} />
        ) : shown?.kind === 'edit' && group ? (
          <GroupForm key={`${group.name} ${group.revision}`} group={group} onDone={done} />
        ) : group ? (
          <GroupTicket
            key={`${group.name} ${group.revision}`}
            group={group}
            onEdit={() => setShown({ kind: 'edit', name: group.name })}
            onFired={setOpened}
          />
        ) : (
          <section className={cx(frame.panel, css.empty)} aria-label="Groups">
            <EmptyState
              icon={IconUsersGroup}
              title={data.length === 0 ? 'One signal to several accounts' : 'No group chosen'}
              action={<Button onClick={() => setShown({ kind: 'new' })}>New group</Button>}
            >
              A group gives each account its own share of a signal, and shows every leg before anything leaves.
            </EmptyState>
          </section>
        )}
        <GroupFirings opened={opened} onOpen={setOpened} />
      </div>
    </div>
  );
}
