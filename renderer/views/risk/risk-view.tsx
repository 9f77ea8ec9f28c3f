import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconRefresh, IconShield } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type { RiskDocument } from '../../../shared/schema/risk.ts';
import type { RiskScope } from '../../../shared/schema/risk-policy.ts';
import { api, client } from '../../state/api.ts';
import { useLink, useLinkStore } from '../../state/link.ts';
import { useRisk, useStops } from '../../state/queries.ts';
import { showError } from '../../state/show-error.ts';
import { useWindow } from '../../state/window-state.ts';
import frame from '../../widgets/panel.module.css';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { StaleMark } from '../../widgets/stale-mark.tsx';
import { LineTabs, panelProps } from '../parts/line-tabs.tsx';
import { useRiskDrafts } from './edit/draft-store.ts';
import { RiskDrawer } from './edit/risk-drawer.tsx';
import type { Edited } from './edit/risk-drawer.tsx';
import { FlagsPanel } from './flags-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { HoursPanel } from './hours/hours-panel.tsx';
import { LimitMatrix } from './limit-matrix.tsx';
import type { LimitMatrixProps } from './limit-matrix.tsx';
import { MatrixNotes } from './matrix-notes.tsx';
import css from './risk-view.module.css';

type Tab = 'limits' | 'hours' | 'flags' | 'history';

/** How near each account is to its limits, what its flags allow, and what both have refused. */
export default function RiskView() {
  const { data, error, refetch } = useRisk();
  if (!data) {
    return error ? (
      <section className={css.failed} aria-label="Risk">
        <ErrorState
          title="Limits and flags could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      </section>
    ) : (
      <Bones />
    );
  }
  return <Risk risk={data} />;
}

function Risk({ risk }: { risk: RiskDocument }) {
  const [tab, setTab] = useState<Tab>('limits');
  const [edited, setEdited] = useState<Edited | null>(null);
  const stops = useStops().data?.stops ?? NONE;
  const stale = useLink() === 'stale';
  const drafts = useRiskDrafts((state) => state.drafts);
  const drafted = useMemo(
    () =>
      new Set([...drafts.keys()].flatMap((key) => (key.startsWith('account ') ? key.slice('account '.length) : []))),
    [drafts],
  );
  const openLimits: LimitMatrixProps['onOpen'] = useCallback(
    (name, limit) => setEdited({ scope: { kind: 'account', name }, limit, part: 'limits' }),
    [],
  );
  const edit = (scope: RiskScope, part: Edited['part']): void => setEdited({ scope, limit: null, part });
  return (
    <div className={css.view}>
      <section className={frame.panel} aria-label="Risk">
        <div className={css.toolbar}>
          <LineTabs
            id="risk"
            label="Risk"
            value={tab}
            onChange={setTab}
            tabs={[
              { value: 'limits', label: 'Limits', count: risk.accounts.length },
              { value: 'hours', label: 'Hours' },
              { value: 'flags', label: 'Flags' },
              { value: 'history', label: 'Refusals and stops' },
            ]}
          />
          <span className={css.grow} />
          <StaleNote stale={stale} />
          <span className={css.revision}>
            revision <span className="num">r{risk.revision}</span>
          </span>
          {tab === 'limits' ? <MeasureNow /> : null}
        </div>
        <div className={css.content} {...panelProps('risk', tab)}>
          {risk.accounts.length === 0 ? (
            <NoAccounts />
          ) : tab === 'limits' ? (
            <>
              <MatrixNotes risk={risk} onSet={(name) => openLimits(name, null)} />
              <LimitMatrix accounts={risk.accounts} stops={stops} drafted={drafted} stale={stale} onOpen={openLimits} />
            </>
          ) : tab === 'hours' ? (
            <HoursPanel risk={risk} onEdit={(scope) => edit(scope, 'hours')} />
          ) : tab === 'flags' ? (
            <FlagsPanel risk={risk} onEdit={(scope) => edit(scope, 'flags')} />
          ) : (
            <HistoryPanel />
          )}
        </div>
      </section>
      <RiskDrawer risk={risk} edited={edited} onClose={() => setEdited(null)} />
    </div>
  );
}

const NONE: never[] = [];

/** Asks the venues afresh; otherwise figures follow orders and prices by themselves. */
function MeasureNow() {
  const cache = useQueryClient();
  const measure = useMutation({
    mutationFn: () => client.risk.measure.query({ account_name: null }),
    onSuccess: (risk) => cache.setQueryData(api.risk.current.queryKey(), risk),
    onError: (error) => showError('The accounts could not be measured', error),
  });
  return (
    <Button
      size="xs"
      leftSection={<IconRefresh size={13} aria-hidden />}
      loading={measure.isPending}
      onClick={() => measure.mutate()}
    >
      Measure now
    </Button>
  );
}

function StaleNote({ stale }: { stale: boolean }) {
  const last = useLinkStore((state) => state.lastFrameAtMs);
  return stale ? <StaleMark since={last === null ? null : new Date(last).toISOString()} /> : null;
}

function NoAccounts() {
  return (
    <EmptyState
      icon={IconShield}
      title="No account to hold back"
      action={<Button onClick={() => useWindow.setState({ accountGuide: true })}>Add an account</Button>}
    >
      Limits and flags belong to accounts: each order is checked against those of the account that would execute it.
    </EmptyState>
  );
}

function Bones() {
  return (
    <div className={css.view} aria-busy="true" aria-label="Loading limits and flags">
      <div className={frame.panel}>
        <div className={css.toolbar}>
          <Skeleton width={320} height={14} />
        </div>
        <div className={css.bones}>
          {Array.from({ length: 8 }, (_, row) => (
            <Skeleton key={row} width="100%" height={24} />
          ))}
        </div>
      </div>
    </div>
  );
}
