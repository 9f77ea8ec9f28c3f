import { useQuery } from '@tanstack/react-query';
import type { AccountStatusDocument } from '../../shared/schema/account.ts';
import { api } from '../state/api.ts';
import { useLink } from '../state/link.ts';
import { useWaitingApprovals } from '../state/queries.ts';
import { openView, useWindow } from '../state/window-state.ts';
import { cx } from '../widgets/class-names.ts';
import css from './nav-rail.module.css';
import type { View } from './views.ts';
import { VIEWS } from './views.ts';

const NONE = { unknown: 0, broken: 0 };

function waiting(statuses: AccountStatusDocument[]): typeof NONE {
  return {
    unknown: statuses.reduce((sum, status) => sum + status.unknown_orders, 0),
    broken: statuses.filter((status) => status.account.error !== null).length,
  };
}

/** The views, always in sight; a badge counts what waits for the operator. */
export function NavRail() {
  const current = useWindow((state) => state.view);
  const hidden = useLink() === 'disconnected';
  const { unknown, broken } = useQuery(api.accounts.statuses.queryOptions(undefined, { select: waiting })).data ?? NONE;
  const approvals = useWaitingApprovals().data?.length ?? 0;
  const badges: Partial<Record<View['id'], { count: number; words: string }>> = {
    orders: { count: unknown, words: `${unknown} with unknown outcome` },
    accounts: { count: broken, words: `${broken} broken` },
    approvals: { count: approvals, words: `${approvals} waiting for your yes` },
  };
  return (
    <nav className={css.rail} aria-label="Main">
      <div className={css.mark} title="Quantum Trader Console">
        <Mark />
      </div>
      {VIEWS.map((view) => {
        const badge = badges[view.id];
        const count = hidden ? 0 : (badge?.count ?? 0);
        return (
          <button
            key={view.id}
            type="button"
            className={cx(css.item, view.id === current && css.on, view.id === 'settings' && css.foot)}
            aria-current={view.id === current ? 'page' : undefined}
            title={`${view.label} (Ctrl ${view.shortcut})`}
            onClick={() => openView(view.id)}
          >
            <view.icon size={18} stroke={1.6} aria-hidden />
            <span>{view.label}</span>
            {count > 0 ? (
              <span className={css.badge}>
                <span aria-hidden>{count}</span>
                <span className="sr-only">, {badge?.words}</span>
              </span>
            ) : null}
          </button>
        );
      })}
    </nav>
  );
}

function Mark() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" fill="none" role="img" aria-label="Quantum Trader Console">
      <circle cx="11" cy="11" r="8" stroke="var(--qt-accent)" strokeWidth="1.8" />
      <path d="M14.5 14.5 21 21" stroke="var(--qt-accent)" strokeWidth="1.8" strokeLinecap="round" />
      <path
        d="M6.6 12.2 9.6 9.4l2.2 2.1 3.6-4"
        stroke="var(--qt-fg-1)"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
