import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { api } from '../../state/api.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { IconButton } from '../../widgets/icon-button.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Time } from '../../widgets/time.tsx';
import css from './impact.module.css';
import { KINDS } from './last-change.tsx';
import { MapDiff } from './map-diff.tsx';

export interface RevisionsDrawerProps {
  opened: boolean;
  onClose: () => void;
}

/** Every numbered state of the maps: who made it, when, and what it changed. */
export function RevisionsDrawer({ opened, onClose }: RevisionsDrawerProps) {
  return (
    // Built from its parts: the ready-made head is a banner landmark, and the window has one already.
    <Drawer.Root opened={opened} onClose={onClose} position="right">
      <Drawer.Overlay />
      <Drawer.Content aria-label="Revisions of the maps">
        <div className={css.drawerHead}>
          <h2 className={css.drawerTitle}>Revisions of the maps</h2>
          <IconButton icon={IconX} label="Close revisions" onClick={onClose} />
        </div>
        <Drawer.Body>{opened ? <Revisions /> : null}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Revisions() {
  const { data, error, refetch } = useQuery(api.routing.revisions.queryOptions({ limit: 200 }));
  if (error && !data) {
    return (
      <ErrorState
        title="Revisions could not be read"
        error={error}
        action={{ label: 'Try again', onClick: () => void refetch() }}
      />
    );
  }
  if (!data) {
    return (
      <div className={css.revisions} aria-busy="true">
        {[0, 1, 2, 3].map((row) => (
          <Skeleton key={row} width="100%" height={58} />
        ))}
      </div>
    );
  }
  if (data.length === 0)
    return <EmptyState title="No revision yet">The first change that you apply becomes r1.</EmptyState>;
  return (
    <ol className={css.revisions} aria-label="Revisions">
      {data.map((revision, index) => (
        <li key={revision.revision} className={css.revision}>
          <p className={css.revisionHead}>
            <b className="num">r{revision.revision}</b>
            <span>
              {KINDS[revision.kind]} by {revision.by}
            </span>
            {index === 0 ? <span className={css.current}>in force</span> : null}
            <span className={css.grow} />
            <span className={cx('num', css.dim)}>{revision.at.slice(0, 10)}</span>{' '}
            <Time at={revision.at} ms={false} className={css.dim} />
          </p>
          {revision.changes.length > 0 ? (
            <MapDiff changes={revision.changes} from={revision.revision - 1} to={revision.revision} />
          ) : (
            <p className={css.dim}>no difference</p>
          )}
        </li>
      ))}
    </ol>
  );
}
