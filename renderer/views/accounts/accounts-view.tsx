import { useEffect, useState } from 'react';
import { useStatuses } from '../../state/queries.ts';
import { useWindow } from '../../state/window-state.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { AccountDetail } from './account-detail.tsx';
import { AccountList } from './account-list.tsx';
import css from './accounts.module.css';
import { AddAccountCard } from './add-account-card.tsx';

type Shown = { kind: 'account'; name: string } | { kind: 'add' } | null;

/** Every account, and one of them in full. */
export default function AccountsView() {
  const { data, error, refetch } = useStatuses();
  const [shown, setShown] = useState<Shown>(null);
  const wanted = useWindow((state) => state.focusAccount);
  useEffect(() => {
    if (wanted === null) return;
    setShown({ kind: 'account', name: wanted });
    useWindow.setState({ focusAccount: null });
  }, [wanted]);

  if (!data) {
    return error ? (
      <ErrorState
        title="The accounts could not be read"
        error={error}
        action={{ label: 'Try again', onClick: () => void refetch() }}
      />
    ) : (
      <Bones />
    );
  }
  const named = shown?.kind === 'account' ? data.find(({ account }) => account.name === shown.name) : undefined;
  const status = shown?.kind === 'add' ? undefined : (named ?? data[0]);
  return (
    <div className={css.view}>
      <AccountList
        statuses={data}
        selected={status?.account.name ?? null}
        onSelect={(name) => setShown({ kind: 'account', name })}
        onAdd={() => setShown({ kind: 'add' })}
      />
      {status ? <AccountDetail key={status.account.name} status={status} /> : <AddAccountCard />}
    </div>
  );
}

function Bones() {
  return (
    <div className={css.view} aria-busy="true" aria-label="Loading the accounts">
      <div className={css.bones}>
        {[0, 1, 2, 3].map((row) => (
          <Skeleton key={row} width="100%" height={72} />
        ))}
      </div>
      <div className={css.bones}>
        <Skeleton width="100%" height={96} />
        <Skeleton width="100%" height={220} />
      </div>
    </div>
  );
}
