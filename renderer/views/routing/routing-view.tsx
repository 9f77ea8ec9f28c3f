import { Button } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconHistory,
  IconLifebuoy,
  IconRoute2,
  IconTable,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { IconButton } from '../../widgets/icon-button.tsx';
import { LineTabs, panelProps } from '../parts/line-tabs.tsx';
import { AddStrategy } from './add-strategy.tsx';
import { draftActions } from './draft-store.ts';
import { FailoverDrawer } from './failover/failover-drawer.tsx';
import { ImpactPanel } from './impact-panel.tsx';
import { RevisionsDrawer } from './revisions-drawer.tsx';
import { RoutingProvider } from './routing-context.ts';
import { RoutingSkeleton } from './routing-skeleton.tsx';
import frame from '../../widgets/panel.module.css';
import css from './routing.module.css';
import { StrategyCanvas } from './strategy-canvas.tsx';
import { StrategyTable } from './strategy-table.tsx';
import { UndoApplied } from './undo-applied.tsx';
import { useDraftKeys } from './use-draft-keys.ts';
import { useRouting } from './use-routing.ts';
import type { Routing } from './use-routing.ts';

type Tab = 'account' | 'exchange';

/** Where signals go, and what would be different if they went elsewhere. */
export default function RoutingView() {
  const state = useRouting();
  if (state.kind === 'loading') return <RoutingSkeleton />;
  if (state.kind === 'error') {
    return (
      <div className={css.failed}>
        <ErrorState
          title="The maps could not be read"
          error={state.error}
          action={{ label: 'Try again', onClick: state.retry }}
        />
      </div>
    );
  }
  return (
    <RoutingProvider value={state.routing}>
      <Editor routing={state.routing} />
    </RoutingProvider>
  );
}

function Editor({ routing }: { routing: Routing }) {
  const [tab, setTab] = useState<Tab>('account');
  const [asTable, setAsTable] = useState(false);
  const [revisions, setRevisions] = useState(false);
  const [failover, setFailover] = useState(false);
  const { applied, draft, changes, model } = routing;
  useDraftKeys();
  // Somebody else may apply the very same change: then nothing is left to want.
  const settled = changes.length === 0 && draft.present.size > 0;
  useEffect(() => {
    if (settled) draftActions.finish();
  }, [settled]);

  const table = tab === 'exchange' || asTable;
  return (
    <div className={css.view}>
      <section className={frame.panel} aria-label="Routing maps">
        <div className={css.toolbar}>
          <LineTabs
            id="routing"
            label="Maps"
            value={tab}
            onChange={setTab}
            tabs={[
              { value: 'account', label: 'Strategy to account', count: Object.keys(applied.maps.accounts).length },
              { value: 'exchange', label: 'Strategy to exchange', count: Object.keys(applied.maps.exchanges).length },
            ]}
          />
          <span className={css.grow} />
          {draft.past.length + draft.future.length > 0 ? (
            <>
              <IconButton
                icon={IconArrowBackUp}
                label="Undo draft step (Ctrl+Z)"
                disabled={draft.past.length === 0}
                onClick={draftActions.undo}
              />
              <IconButton
                icon={IconArrowForwardUp}
                label="Redo draft step (Ctrl+Shift+Z)"
                disabled={draft.future.length === 0}
                onClick={draftActions.redo}
              />
              <span className={css.divider} />
            </>
          ) : null}
          <AddStrategy key={tab} map={tab} />
          {tab === 'account' ? (
            <Button
              size="xs"
              aria-pressed={asTable}
              className={cx(asTable && css.pressed)}
              leftSection={<IconTable size={14} aria-hidden />}
              onClick={() => setAsTable(!asTable)}
            >
              As table
            </Button>
          ) : null}
          <Button
            size="xs"
            aria-label="Failover"
            leftSection={<IconLifebuoy size={14} aria-hidden />}
            onClick={() => setFailover(true)}
          >
            <span className={css.roomy}>Failover</span>
          </Button>
          <Button
            size="xs"
            aria-label={`Revisions r${applied.revision}`}
            leftSection={<IconHistory size={14} aria-hidden />}
            onClick={() => setRevisions(true)}
          >
            <span className={css.roomy}>Revisions</span>{' '}
            <span className={cx('num', css.revisionNumber)}>r{applied.revision}</span>
          </Button>
          {/* While a draft is open, undo means its steps. */}
          {changes.length === 0 ? <UndoApplied /> : null}
        </div>
        <div className={css.content} {...panelProps('routing', tab)}>
          {table ? (
            <StrategyTable key={tab} map={tab} />
          ) : model.accounts.length > 0 ? (
            <StrategyCanvas />
          ) : (
            <NoAccounts />
          )}
        </div>
      </section>
      <ImpactPanel />
      <FailoverDrawer opened={failover} onClose={() => setFailover(false)} />
      <RevisionsDrawer opened={revisions} onClose={() => setRevisions(false)} />
    </div>
  );
}

function NoAccounts() {
  return (
    <EmptyState icon={IconRoute2} title="No account to send signals to">
      Register an account first: the accounts view says which variables to set.
    </EmptyState>
  );
}
