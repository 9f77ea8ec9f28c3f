import { IconPlus } from '@tabler/icons-react';
import { useRisk, useStatuses, useWorth } from '../../state/queries.ts';
import { useWindow } from '../../state/window-state.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { AccountCard } from './account-card.tsx';
import css from './account-strip.module.css';

/** Up to this many cards, there is room to say how more are added. */
const ROOMY = 5;

/** Every account at a glance; more than fit scroll sideways in whole cards. */
export function AccountStrip() {
  const statuses = useStatuses();
  const worth = useWorth().data?.accounts;
  const risk = useRisk().data?.accounts;
  if (statuses.isPending) return <LoadingStrip />;
  if (statuses.isError) {
    return (
      <section className={css.failed} aria-label="Accounts">
        <ErrorState
          inline
          title="Accounts could not be read"
          error={statuses.error}
          action={{ label: 'Try again', onClick: () => void statuses.refetch() }}
        />
      </section>
    );
  }
  const { data } = statuses;
  return (
    <section className={css.strip} aria-label="Accounts" tabIndex={data.length > ROOMY ? 0 : -1}>
      {data.map((status) => (
        <AccountCard
          key={status.account.name}
          status={status}
          worth={worth?.find((each) => each.account_name === status.account.name) ?? null}
          exposure={
            risk
              ?.find((each) => each.account_name === status.account.name)
              ?.gauges.find((gauge) => gauge.limit_name === 'max_exposure') ?? null
          }
        />
      ))}
      {data.length < ROOMY ? (
        <button type="button" className={css.ghost} onClick={() => useWindow.setState({ accountGuide: true })}>
          <IconPlus size={15} stroke={1.8} aria-hidden />
          <span>
            <b>{data.length === 0 ? 'No account here yet' : 'Add an account'}</b>
            <span>Keys go into the environment, not into this window</span>
          </span>
        </button>
      ) : null}
    </section>
  );
}

function LoadingStrip() {
  return (
    <section className={css.strip} aria-label="Accounts" aria-busy>
      {[0, 1, 2, 3].map((index) => (
        <div key={index} className={css.bones}>
          <Skeleton width="55%" />
          <Skeleton width="70%" height={15} />
          <Skeleton width="40%" />
        </div>
      ))}
    </section>
  );
}
