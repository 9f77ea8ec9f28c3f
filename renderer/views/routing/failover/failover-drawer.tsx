import { Drawer } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../state/api.ts';
import { useAccounts } from '../../../state/queries.ts';
import { ErrorState } from '../../../widgets/error-state.tsx';
import { IconButton } from '../../../widgets/icon-button.tsx';
import { Skeleton } from '../../../widgets/skeleton.tsx';
import { FailoverForm } from './failover-form.tsx';
import css from './failover.module.css';
import { HealthList } from './health-list.tsx';

/** Where orders go while an exchange is unhealthy, and how healthy each is. Beside the maps, because it overrules them. */
export function FailoverDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Drawer.Root opened={opened} onClose={onClose} size={560} position="right">
      <Drawer.Overlay />
      <Drawer.Content aria-label="Failover">
        <div className={css.head}>
          <h2 className={css.title}>Failover</h2>
          <IconButton icon={IconX} label="Close failover" onClick={onClose} />
        </div>
        <Drawer.Body>{opened ? <Failover onDone={onClose} /> : null}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Failover({ onDone }: { onDone: () => void }) {
  const { data, error, refetch } = useQuery(api.failover.current.queryOptions());
  const accounts = useAccounts();
  if (error && !data) {
    return (
      <ErrorState
        title="The failover policy could not be read"
        error={error}
        action={{ label: 'Try again', onClick: () => void refetch() }}
      />
    );
  }
  if (!data) return <Skeleton width="100%" height={240} />;
  return (
    <div className={css.body}>
      <p className={css.hint}>
        While an exchange is unhealthy, new orders go to the first healthy one that you list here, and are refused where
        none is; where nobody is listed they stay. Never to another owner, never between paper, testnet and real. An
        order that was sent is never moved.
      </p>
      <HealthList health={data.health} />
      {/* A new revision starts the form anew: what was typed belongs to the former one. */}
      <FailoverForm key={data.revision} failover={data} accounts={accounts} onDone={onDone} />
    </div>
  );
}
