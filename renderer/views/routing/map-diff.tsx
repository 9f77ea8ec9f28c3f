import { cx } from '../../widgets/class-names.ts';
import type { DraftChange } from './routing-draft.ts';
import css from './impact.module.css';

export interface MapDiffProps {
  changes: readonly DraftChange[];
  from: number;
  to: number;
}

const TITLES = { account: 'STRATEGY_ACCOUNT_MAP', exchange: 'STRATEGY_EXCHANGE_MAP' } as const;

/** What a revision changes, as removed and added lines of each map. */
export function MapDiff({ changes, from, to }: MapDiffProps) {
  return (['account', 'exchange'] as const).map((map) => {
    const lines = changes.filter((change) => change.map === map);
    if (lines.length === 0) return null;
    return (
      <pre key={map} className={css.diff} aria-label={`Changes of the ${map} map`}>
        <span className={css.diffHead}>
          {TITLES[map]}
          {'  '}r{from} to r{to}
        </span>
        {lines.flatMap((change) => [
          change.from === null ? null : (
            <del key={`- ${change.strategy_id}`} className={cx(css.diffLine, css.removed)}>
              - &quot;{change.strategy_id}&quot;: &quot;{change.from}&quot;
            </del>
          ),
          change.to === null ? null : (
            <ins key={`+ ${change.strategy_id}`} className={cx(css.diffLine, css.added)}>
              + &quot;{change.strategy_id}&quot;: &quot;{change.to}&quot;
            </ins>
          ),
        ])}
      </pre>
    );
  });
}
