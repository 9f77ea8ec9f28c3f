import { IconChecklist } from '@tabler/icons-react';
import { useState } from 'react';
import type { ApprovalDocument } from '../../../shared/schema/approval.ts';
import { useNow } from '../../state/now.ts';
import { useWaitingApprovals } from '../../state/queries.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import frame from '../../widgets/panel.module.css';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { LineTabs, panelProps } from '../parts/line-tabs.tsx';
import { ApprovalDetail } from './approval-detail.tsx';
import { ApprovalHistory } from './approval-history.tsx';
import { ApprovalList } from './approval-list.tsx';
import css from './approvals.module.css';
import { LastAnswer } from './last-answer.tsx';

type Tab = 'waiting' | 'decided';

/** Signals that wait for the operator's yes, and what was said of the others. */
export default function ApprovalsView() {
  const [tab, setTab] = useState<Tab>('waiting');
  const waiting = useWaitingApprovals();
  return (
    <div className={css.view}>
      <section className={frame.panel} aria-label="Approvals">
        <div className={css.toolbar}>
          <LineTabs
            id="approvals"
            label="Approvals"
            value={tab}
            onChange={setTab}
            tabs={[
              { value: 'waiting', label: 'Waiting', count: waiting.data?.length },
              { value: 'decided', label: 'Decided' },
            ]}
          />
        </div>
        <LastAnswer />
        <div className={css.body} {...panelProps('approvals', tab)}>
          {tab === 'decided' ? (
            <ApprovalHistory />
          ) : waiting.data ? (
            <Waiting approvals={waiting.data} />
          ) : waiting.error ? (
            <ErrorState
              title="The signals that wait could not be read"
              error={waiting.error}
              action={{ label: 'Try again', onClick: () => void waiting.refetch() }}
            />
          ) : (
            <Bones />
          )}
        </div>
      </section>
    </div>
  );
}

function Waiting({ approvals }: { approvals: readonly ApprovalDocument[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const now = useNow();
  if (approvals.length === 0) {
    return (
      <EmptyState icon={IconChecklist} title="Nothing waits for your yes">
        Signals of other programs and of the command line wait here where the flag “approval” is set: for everything, an
        owner, an account or a strategy. The Risk view sets it.
      </EmptyState>
    );
  }
  // The one with the least time left comes first.
  const ordered = approvals.toSorted((a, b) => a.expires_at.localeCompare(b.expires_at));
  const open = ordered.find(({ id }) => id === chosen) ?? ordered[0];
  return (
    <div className={css.columns}>
      <ApprovalList approvals={ordered} nowMs={now} selected={open?.id ?? null} onSelect={setChosen} />
      {open ? <ApprovalDetail key={open.id} approval={open} nowMs={now} /> : null}
    </div>
  );
}

function Bones() {
  return (
    <div className={css.bones} aria-busy="true" aria-label="Loading what waits">
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} width="100%" height={58} />
      ))}
    </div>
  );
}
